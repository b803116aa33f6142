using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Settlement;

namespace FieldOps.Domain.Assessment;

/// <summary>Objections to lines: who may object, until when, and what a decision makes of the sheet.</summary>
internal static class MonthAppealRules
{
    /// <summary>Who signs for a contractor that let its time pass.</summary>
    public const string LapsedBy = "appeal-lapsed";

    public static Decision Dispute(MonthState state, DisputeLines wish, Actor by, DateTimeOffset now)
    {
        if ((MonthSheetRules.SignRefusal(state, wish.SheetNumber) ?? LateRefusal(state, now)) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        var lines = wish.Lines.IsDefault ? [] : wish.Lines;
        var fresh = lines.Where(l => state.Disputes.All(d => d.DisputeId != l.DisputeId)).ToArray();
        if (fresh.Length == 0 && lines.Length > 0)
        {
            return Decision.Nothing;
        }

        if (lines.Length is 0 or > MonthLimits.DisputesMax
            || state.Disputes.Length + fresh.Length > MonthLimits.DisputesMax)
        {
            return Decision.Refuse(
                MonthRefusals.Full, ("list", "disputes"), ("limit", $"{MonthLimits.DisputesMax}"));
        }

        if (state.Status != MonthStatus.Disputed && state.Status != MonthSheetRules.TurnOfContractor(state))
        {
            return MonthSheetRules.OutOfTurn(state, "disputed");
        }

        return fresh.Select(l => LineRefusal(state, l)).FirstOrDefault(r => r is not null) is { } wrong
            ? Decision.Refuse(wrong)
            : Decision.Of(new MonthLinesDisputed([.. fresh.Select(l => new LineDispute(
                l.DisputeId, state.Sheet!.Number, l.Path, l.FactId, l.Reason, l.Evidence, by.Id, now))]));
    }

    public static Decision Decide(MonthState state, DecideDispute wish, Actor by, DateTimeOffset now)
    {
        var dispute = state.Disputes.FirstOrDefault(d => d.DisputeId == wish.DisputeId);
        if (dispute is null)
        {
            return Decision.Refuse(MonthRefusals.DisputeUnknown, ("dispute", wish.DisputeId.ToString("D")));
        }

        if (dispute.Decided is { } before)
        {
            return (before.Upheld, before.Reason) == (wish.Upheld, wish.Reason) && SaysSame(state, wish)
                ? Decision.Nothing
                : Decision.Refuse(MonthRefusals.DisputeDecided, ("path", dispute.Path));
        }

        if (state.Status != MonthStatus.Disputed)
        {
            return MonthSheetRules.OutOfTurn(state, "decided");
        }

        if ((FormerSheetRefusal(state, dispute)
            ?? (IsText(wish.Reason) ? null : Refusal.Of(MonthRefusals.ReasonMissing))) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        return wish.Upheld
            ? Uphold(state, dispute, wish, by, now)
            : Decision.Of(new MonthDisputeDecided(
                wish.DisputeId, Decided(state, dispute, wish, by, now), null));
    }

    // Another amount is another decision, and is not to be taken for one that was made.
    private static bool SaysSame(MonthState state, DecideDispute wish) =>
        state.Adjustments.FirstOrDefault(a => a.DisputeId == wish.DisputeId) is not { } made
        || ((made.Points is null || made.Points == wish.Points) && (made.Cny is null || made.Cny == wish.Cny));

    private static Decision Uphold(
        MonthState state, LineDispute dispute, DecideDispute wish, Actor by, DateTimeOffset now)
    {
        var decided = Decided(state, dispute, wish, by, now);
        var worth = WorthOf(state, dispute.Path);
        return (worth is { } cny ? AmountRefusal(cny, wish.Cny) : AdjustmentRefusal(state, dispute, wish.Points))
            is { } refusal
            ? Decision.Refuse(refusal)
            : Decision.Of(new MonthDisputeDecided(wish.DisputeId, decided, new SheetAdjustment(
                dispute.DisputeId, dispute.Path, dispute.FactId,
                worth is null && dispute.FactId is null ? wish.Points : null,
                wish.Reason, by.Id, now, wish.From, worth is null ? null : wish.Cny, worth)
            {
                Fees = worth is null ? null : SheetAdjustment.FeesOf(state.Sheet!.Fees, dispute.Path),
            }));
    }

    private static DisputeDecided Decided(
        MonthState state, LineDispute dispute, DecideDispute wish, Actor by, DateTimeOffset now) =>
        new(wish.Upheld, wish.Reason, by.Id, now) { CountedCny = CountedOf(state, dispute.Path) };

    // What the statement says of visits that are counted, before any objection; null for all else.
    private static decimal? CountedOf(MonthState state, string path) => (state.Sheet!.Statement.Items ?? [])
        .FirstOrDefault(i => i.IsCounted() && StatementPaths.Of(i) == path)?.AmountCny;

    // What it names may be gone, or worth something else, on the sheet of now.
    private static Refusal? FormerSheetRefusal(MonthState state, LineDispute dispute) =>
        dispute.SheetNumber == state.Sheet!.Number
            ? null
            : Refusal.Of(
                MonthRefusals.DisputeOfFormerSheet,
                ("path", dispute.Path),
                ("sheet", dispute.SheetNumber.ToString(CultureInfo.InvariantCulture)),
                ("current", state.Sheet.Number.ToString(CultureInfo.InvariantCulture)));

    // What an amount of the statement comes to with what was upheld of it before; null for a line of the score.
    private static decimal? WorthOf(MonthState state, string path) =>
        StatementPaths.AmountOf(state.Sheet!.Statement, path)
        + state.Adjustments.Where(a => a.Path == path && a.Holds(state.Sheet.Fees)).Sum(a => a.DifferenceCny());

    /// <summary>The contractor's time is up: by the scheme it has agreed.</summary>
    public static Decision Lapse(MonthState state, DateTimeOffset now) =>
        WantsLapse(state) && now >= state.AppealUntil
            ? Decision.Of(new MonthAppealLapsed(state.Sheet!.Number, now))
            : Decision.Nothing;

    /// <summary>Whether silence until the deadline will mean agreement.</summary>
    public static bool WantsLapse(MonthState state) =>
        state is { Sheet.Appeal.Silence: SilenceMeans.Agreement, AppealUntil: not null, ConfirmedBy: null }
        && state.Status == MonthSheetRules.TurnOfContractor(state);

    /// <summary>Why it is too late to object; null while it is not.</summary>
    public static Refusal? LateRefusal(MonthState state, DateTimeOffset now)
    {
        if (state.ConfirmedBy is not null)
        {
            return Refusal.Of(MonthRefusals.AlreadyConfirmed, ("by", state.ConfirmedBy));
        }

        return state.AppealUntil is { } until && now >= until
            ? Refusal.Of(
                MonthRefusals.AppealOver, ("until", until.ToString("O", CultureInfo.InvariantCulture)))
            : null;
    }

    public static bool IsText(string? text) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= MonthLimits.TextCharactersMax;

    private static Refusal? LineRefusal(MonthState state, DisputedLine wish)
    {
        var line = state.Sheet!.Score.Lines.FirstOrDefault(l =>
            l.Path == wish.Path && (wish.FactId is not { } fact || l.Refs.Any(r => r.Id == fact)));
        var isAmount = wish.FactId is null && StatementPaths.AmountOf(state.Sheet.Statement, wish.Path) is not null;
        if (!isAmount && (line is null || (line.Kind == ScoreLineKind.Violation && wish.FactId is null)))
        {
            return Refusal.Of(MonthRefusals.LineUnknown, ("path", wish.Path));
        }

        if (!IsText(wish.Reason) || wish.Evidence is { Length: > MonthLimits.TextCharactersMax })
        {
            return Refusal.Of(MonthRefusals.ReasonMissing);
        }

        // What was decided once is not asked again, as long as the decision holds: the way would never end.
        var dropped = state.Adjustments.Where(a => !a.Holds(state.Sheet.Fees)).Select(a => a.DisputeId).ToHashSet();
        var counted = CountedOf(state, wish.Path);
        return state.Disputes.Any(d =>
            d.Decided is { } decided && d.Path == wish.Path && d.FactId == wish.FactId
            && !dropped.Contains(d.DisputeId) && decided.CountedCny == counted)
            ? Refusal.Of(MonthRefusals.DisputeDecided, ("path", wish.Path))
            : null;
    }

    // Whoever is right does not lose by it; what is taken off can be taken off no further than to nothing.
    private static Refusal? AmountRefusal(decimal worth, decimal? wanted)
    {
        var most = worth < 0 ? 0m : MonthLimits.WorkCnyMax;
        return wanted is { } value && value >= worth && value <= most && decimal.Round(value, 2) == value
            ? null
            : Refusal.Of(
                MonthRefusals.AmountOutOfRange,
                ("least", worth.ToString(CultureInfo.InvariantCulture)),
                ("most", most.ToString(CultureInfo.InvariantCulture)));
    }

    private static Refusal? AdjustmentRefusal(MonthState state, LineDispute dispute, decimal? points)
    {
        if (dispute.FactId is not null)
        {
            return null;
        }

        var line = state.Sheet!.Score.Lines.First(l => l.Path == dispute.Path);
        var most = line.Kind is ScoreLineKind.Rule ? line.MaxPoints : Math.Max(0m, line.Points);
        return points is { } value && value >= line.Points && value <= most && decimal.Round(value, 2) == value
            ? null
            : Refusal.Of(
                MonthRefusals.PointsOutOfRange,
                ("least", line.Points.ToString(CultureInfo.InvariantCulture)),
                ("most", most.ToString(CultureInfo.InvariantCulture)));
    }
}
