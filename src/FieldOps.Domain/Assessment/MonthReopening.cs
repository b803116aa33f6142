using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Settlement;

namespace FieldOps.Domain.Assessment;

/// <summary>
/// Facts that came after the freeze reach the money in two ways alone: a correction that the next open month carries,
/// or a re-opening that two people sign. Nothing published changes otherwise. A corrected month may be opened again,
/// for a wrong fee, say: its next sheet takes off what the corrections pay elsewhere.
/// </summary>
internal static class MonthReopening
{
    public static Decision Ask(MonthState state, AskReopening wish, Actor by, DateTimeOffset now)
    {
        if (state.Status == MonthStatus.Open)
        {
            return Decision.Refuse(MonthRefusals.NotFrozen);
        }

        if (!MonthAppealRules.IsText(wish.Reason))
        {
            return Decision.Refuse(MonthRefusals.ReasonMissing);
        }

        if (state.Reopening is { } asked && asked.Reason == wish.Reason && asked.By == by.Id)
        {
            return Decision.Nothing;
        }

        var refusal = state.DeclinedByOthers() < MonthLimits.DeclinedMax
            ? MonthSheetRules.ReplacedRefusal(state)
            : Refusal.Of(MonthRefusals.ReopeningDeclinedTooOften, ("limit", $"{MonthLimits.DeclinedMax}"));
        return refusal is null
            ? Decision.Of(new MonthReopeningAsked(new ReopeningWish(wish.Reason, by.Id, now)))
            : Decision.Refuse(refusal);
    }

    public static Decision Decline(MonthState state, DeclineReopening wish, Actor by, DateTimeOffset now)
    {
        if (state.Reopening is not { } asked)
        {
            return Decision.Refuse(MonthRefusals.ReopeningNotAsked);
        }

        return MonthAppealRules.IsText(wish.Reason)
            ? Decision.Of(new MonthReopeningDeclined(new DeclinedReopening(asked, wish.Reason, by.Id, now)))
            : Decision.Refuse(MonthRefusals.ReasonMissing);
    }

    public static Decision Reopen(MonthState state, Actor by, DateTimeOffset now)
    {
        if (state.Reopening is not { } wish)
        {
            return Decision.Refuse(MonthRefusals.ReopeningNotAsked);
        }

        if (wish.By == by.Id)
        {
            return Decision.Refuse(MonthRefusals.SamePerson, ("by", by.Id));
        }

        var opened = WithLate(state);
        var (orders, late) = (opened.Orders.Count - opened.OrdersWithdrawn, state.Late.Length);
        return Decision.Of(state.Corrections.IsEmpty
            ? new MonthReopened(
                wish, by.Id, late, orders, opened.OrdersOpen, opened.Findings.Count, now, opened.Violations.Count)
            : new MonthCorrectedReopened(
                wish, by.Id, late, orders, opened.OrdersOpen, opened.Findings.Count, now, opened.Violations.Count));
    }

    public static Decision Correct(MonthState state, CorrectMonth wish, Actor by, DateTimeOffset now)
    {
        if (CorrectionRefusal(state, wish) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        var fresh = state.Late.Length;
        if (fresh == state.LateCounted())
        {
            return Decision.Refuse(MonthRefusals.NothingLate);
        }

        var sheet = state.Sheet!;
        var known = WithLate(state);
        var score = MonthScore.Of(known.Facts(), wish.Scheme);
        var total = SheetStatement.Of(sheet.Fees, score.Score, wish.Scheme.Settlement, known).TotalCny;
        var last = state.LastCorrection();
        var (before, paid) = (last?.Sheet ?? sheet.Score, last?.TotalCnyAfter ?? sheet.Statement.TotalCny);
        return total == paid && IsWorthSame(before, score)
            ? Decision.Of(new MonthLateFactsWeighed(fresh, by.Id, now))
            : Decision.Of(new MonthCorrectionComputed(state.Month!, new MonthCorrection(
                state.Corrections.Length + 1, fresh, wish.Into, last is null ? before.Score : last.ScoreAfter,
                score.Score, paid, total, score, wish.Reason, by.Id, now)));
    }

    public static Decision Carry(MonthState state, CarryCorrection wish)
    {
        var known = state.Carried.Concat(state.PassedOn).Any(c =>
            (c.FromMonth, c.Number) == (wish.Correction.FromMonth, wish.Correction.Number));
        if (known)
        {
            return Decision.Nothing;
        }

        if (state.Month is null)
        {
            return Decision.Of(new MonthOpened(wish.Month), new MonthCorrectionCarried(wish.Correction));
        }

        // Frozen between the choice of this month and now: the next one carries it, for money is never dropped.
        return Decision.Of(state.Status == MonthStatus.Open
            ? new MonthCorrectionCarried(wish.Correction)
            : new MonthCorrectionPassedOn(state.Month, wish.Correction));
    }

    /// <summary>The state with its late facts as if they had come in time.</summary>
    public static MonthState WithLate(MonthState state) =>
        state.Late.Aggregate(state, MonthFactEvolution.AfterLate) with { Late = [] };

    // One more order on time changes what a line counts, mostly, and not what it is worth.
    private static bool IsWorthSame(ScoreSheet before, ScoreSheet after) =>
        (before.Score, before.Grade) == (after.Score, after.Grade)
        && before.Lines.Select(l => (l.Path, l.Points, l.Deduction))
            .SequenceEqual(after.Lines.Select(l => (l.Path, l.Points, l.Deduction)));

    private static Refusal? CorrectionRefusal(MonthState state, CorrectMonth wish)
    {
        if (state.Sheet is not { } sheet)
        {
            return Refusal.Of(MonthRefusals.NotComputed);
        }

        if (!MonthAppealRules.IsText(wish.Reason))
        {
            return Refusal.Of(MonthRefusals.ReasonMissing);
        }

        // While a side may still change the sheet its difference is not known.
        if (!sheet.SignOff.IsFinal(state.Status))
        {
            return Refusal.Of(
                MonthRefusals.OutOfTurn, ("status", state.Status.ToString().ToLowerInvariant()),
                ("wanted", "corrected"));
        }

        return (sheet.Score.SchemeId, sheet.Score.SchemeVersion) == (wish.Scheme.Id, wish.Scheme.Version)
            ? null
            : Refusal.Of(MonthRefusals.SchemeInvalid, ("problem", "A correction takes the sheet's own scheme."));
    }
}
