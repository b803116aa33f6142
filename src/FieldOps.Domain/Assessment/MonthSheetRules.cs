using System.Globalization;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Settlement;

namespace FieldOps.Domain.Assessment;

/// <summary>From the frozen facts to the money: who may take which step, and when.</summary>
internal static class MonthSheetRules
{
    public static Decision Compute(MonthState state, ComputeSheet wish, Actor by, DateTimeOffset now)
    {
        if ((TurnRefusal(state) ?? SchemeRefusal(state, wish) ?? FreezeRefusal(state, wish)
            ?? RolledRefusal(state, wish) ?? VisitsRefusal(state, wish)) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        // The facts are frozen, so the same scheme and the same fees give the same sheet.
        if (state is { Status: MonthStatus.Computed, Sheet: { } known }
            && known.Score.SchemeId == wish.Scheme.Id
            && known.Score.SchemeVersion == wish.Scheme.Version
            && known.Fees.SequenceEqual(wish.Fees)
            && state.Earlier.SequenceEqual(wish.Earlier ?? [])
            && (wish.Rolled?.SaysSameAs(state.Rolled) ?? state.Rolled is null))
        {
            return Decision.Nothing;
        }

        // What stands may be signed. One that was objected to, or opened again, has to be computed.
        if (state.Status == MonthStatus.Computed && ReplacedRefusal(state) is { } tooMany)
        {
            return Decision.Refuse(tooMany);
        }

        return Decision.Of(Computed(state, wish, by, now));
    }

    private static MonthSheetComputed Computed(MonthState state, ComputeSheet wish, Actor by, DateTimeOffset now)
    {
        var facts = state.Facts() with { Earlier = wish.Earlier ?? [], Rolled = wish.Rolled };
        var sheet = MonthScore.Of(facts, wish.Scheme);
        var statement = SheetStatement.Of(
            wish.Fees, sheet.Score, wish.Scheme.Settlement, state with { Visits = wish.Visits });
        var (number, scheme) = ((state.Sheet?.Number ?? 0) + 1, wish.Scheme);
        MonthSheetComputed computed = wish switch
        {
            { Visits: not null } => new MonthCountedSheetComputed(
                number, scheme.SignOff, wish.Fees, sheet, statement, by.Id, now, scheme.Appeal, wish.Earlier),
            { Rolled: not null } => new MonthRolledSheetComputed(
                number, scheme.SignOff, wish.Fees, sheet, statement, by.Id, now, scheme.Appeal, wish.Earlier),
            _ => new MonthSheetComputed(
                number, scheme.SignOff, wish.Fees, sheet, statement, by.Id, now, scheme.Appeal, wish.Earlier),
        };
        return computed with { Rolled = wish.Rolled, Visits = wish.Visits };
    }

    public static Decision Confirm(MonthState state, ConfirmSheet wish, Actor by, DateTimeOffset now)
    {
        if (SignRefusal(state, wish.SheetNumber) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        if (state.ConfirmedBy is not null)
        {
            return Decision.Nothing;
        }

        // Who confirms after all takes back what is not decided; what was upheld is computed first.
        var afterAll = state.Status is MonthStatus.Disputed or MonthStatus.Decided && !IsUpheld(state);
        return state.Status == TurnOfContractor(state) || afterAll
            ? Decision.Of(new MonthSheetConfirmed(state.Sheet!.Number, by.Id, now))
            : OutOfTurn(state, "confirmed");
    }

    public static Decision Dispute(MonthState state, DisputeSheet wish, Actor by, DateTimeOffset now)
    {
        if (SignRefusal(state, wish.SheetNumber) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        if (MonthAppealRules.LateRefusal(state, now) is { } late)
        {
            return Decision.Refuse(late);
        }

        if (string.IsNullOrWhiteSpace(wish.Reason) || wish.Reason.Length > MonthLimits.TextCharactersMax)
        {
            return Decision.Refuse(MonthRefusals.ReasonMissing);
        }

        if (state.Status == MonthStatus.Disputed && state.DisputeReason == wish.Reason)
        {
            return Decision.Nothing;
        }

        if (state.Status != TurnOfContractor(state))
        {
            return OutOfTurn(state, "disputed");
        }

        return ReplacedRefusal(state) is { } tooMany
            ? Decision.Refuse(tooMany)
            : Decision.Of(new MonthSheetDisputed(state.Sheet!.Number, wish.Reason, by.Id, now));
    }

    public static Decision Approve(MonthState state, ApproveSheet wish, Actor by, DateTimeOffset now)
    {
        if (SignRefusal(state, wish.SheetNumber) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        if (state.ApprovedBy is not null)
        {
            return Decision.Nothing;
        }

        if (state.Signatures.Any(s => s.As == SheetSignature.Assessor && s.By == by.Id))
        {
            return Decision.Refuse(MonthRefusals.SamePerson, ("by", by.Id));
        }

        var confirmFirst = state.Sheet!.SignOff == SignOff.ConfirmThenApprove;
        var turn = confirmFirst && IsRejected(state) ? MonthStatus.Decided
            : confirmFirst ? MonthStatus.Confirmed
            : MonthStatus.Computed;
        return Step(
            state, turn, "approved", new MonthSheetApproved(state.Sheet.Number, by.Id, now));
    }

    public static Decision Publish(MonthState state, Actor by, DateTimeOffset now)
    {
        if (state.Sheet is not { } sheet)
        {
            return Decision.Refuse(MonthRefusals.NotComputed);
        }

        return state.Status == MonthStatus.Published
            ? Decision.Nothing
            : Step(state, MonthStatus.Approved, "published", new MonthSheetPublished(sheet.Number, by.Id, now));
    }

    public static Decision Settle(MonthState state, Actor by, DateTimeOffset now)
    {
        if (state.Sheet is not { } sheet)
        {
            return Decision.Refuse(MonthRefusals.NotComputed);
        }

        if (state.Status == MonthStatus.Settled)
        {
            return Decision.Nothing;
        }

        var turn = sheet.SignOff == SignOff.ConfirmThenApprove ? MonthStatus.Published
            : IsRejected(state) ? MonthStatus.Decided
            : MonthStatus.Confirmed;
        return Step(
            state, turn, "settled",
            new MonthSettled(sheet.Number, sheet.Statement.TotalCny, by.Id, now, state.PaidBeforeCny));
    }

    /// <summary>Whether every objection to the sheet of now was rejected: then it stands as it is.</summary>
    public static bool IsRejected(MonthState state) =>
        state.Status == MonthStatus.Decided && Mine(state).All(d => d.Decided is { Upheld: false });

    /// <summary>
    /// Objections to the sheet of now without a decision. A sheet that was confirmed or opened again has none: whoever
    /// confirmed took them back, and a sheet computed anew is objected to anew.
    /// </summary>
    public static int OpenDisputes(MonthState state) =>
        state.Status == MonthStatus.Disputed ? Mine(state).Count(d => d.Decided is null) : 0;

    /// <summary>The status in which the contractor is asked.</summary>
    public static MonthStatus TurnOfContractor(MonthState state) =>
        state.Sheet!.SignOff == SignOff.ConfirmThenApprove ? MonthStatus.Computed : MonthStatus.Published;

    private static IEnumerable<LineDispute> Mine(MonthState state) =>
        state.Disputes.Where(d => d.SheetNumber == state.Sheet?.Number);

    private static bool IsUpheld(MonthState state) => Mine(state).Any(d => d.Decided is { Upheld: true });

    private static Decision Step(MonthState state, MonthStatus turn, string wanted, IEvent follows)
    {
        if (state.Status == MonthStatus.Disputed)
        {
            return Decision.Refuse(MonthRefusals.Disputed, ("reason", state.DisputeReason ?? ""));
        }

        return state.Status == turn ? Decision.Of(follows) : OutOfTurn(state, wanted);
    }

    /// <summary>Why nothing can be said to the sheet; null when something can.</summary>
    public static Refusal? SignRefusal(MonthState state, int? seen)
    {
        if (state.Sheet is not { } sheet)
        {
            return Refusal.Of(MonthRefusals.NotComputed);
        }

        return seen is { } number && number != sheet.Number
            ? Refusal.Of(
                MonthRefusals.SheetReplaced,
                ("seen", number.ToString(CultureInfo.InvariantCulture)),
                ("current", sheet.Number.ToString(CultureInfo.InvariantCulture)))
            : null;
    }

    private static Refusal? TurnRefusal(MonthState state)
    {
        if (state.Status == MonthStatus.Open)
        {
            return Refusal.Of(MonthRefusals.NotFrozen);
        }

        if (state.Status is not (
            MonthStatus.Frozen or MonthStatus.Computed or MonthStatus.Disputed or MonthStatus.Decided))
        {
            return OutOfTurn(state, "computed").Refusal;
        }

        return OpenDisputes(state) is > 0 and var undecided
            ? Refusal.Of(MonthRefusals.DisputesOpen, ("count", $"{undecided}"))
            : null;
    }

    // Frozen by somebody else in between: what the wish knows of the months before is of another position.
    private static Refusal? FreezeRefusal(MonthState state, ComputeSheet wish) =>
        wish.FrozenAt is { } known && state.FrozenAtPosition is { } frozen && known != frozen
            ? Refusal.Of(
                MonthRefusals.AlreadyFrozen, ("position", frozen.ToString(CultureInfo.InvariantCulture)))
            : null;

    // Which rules are short follows from the frozen facts alone; the months before are the caller's to know.
    private static Refusal? RolledRefusal(MonthState state, ComputeSheet wish)
    {
        var rules = RollingSample.RulesOf(state.Facts(), wish.Scheme);
        return rules.SequenceEqual(wish.Rolled?.Rules ?? [])
            && (wish.Rolled is not { } rolled
                || (rolled.SchemeId, rolled.Month) == (wish.Scheme.Id, state.Month!.Month))
            ? null
            : Refusal.Of(MonthRefusals.RolledOtherwise, ("rules", string.Join(", ", rules)));
    }

    // By what a month counts visits its first sheet says. A build that cannot read that would compute it without them.
    private static Refusal? VisitsRefusal(MonthState state, ComputeSheet wish) =>
        state.Sheet is null || CountedVisits.SaySame(wish.Visits, state.Visits)
            ? null
            : Refusal.Of(
                MonthRefusals.VisitsOtherwise,
                ("terms", state.Visits is { } kept ? $"{kept.TermsId}.v{kept.TermsVersion}" : "-"));

    private static Refusal? SchemeRefusal(MonthState state, ComputeSheet wish)
    {
        var faults = wish.Scheme.Faults();
        if (!faults.IsEmpty)
        {
            return Refusal.Of(MonthRefusals.SchemeInvalid, ("problem", faults[0]));
        }

        if (wish.Fees.IsDefault || wish.Fees.Length > MonthLimits.FeeLinesMax)
        {
            return Refusal.Of(
                MonthRefusals.Full, ("list", "fees"), ("limit", $"{MonthLimits.FeeLinesMax}"));
        }

        return wish.Scheme.EffectiveFrom > state.Month!.StartsAt
            ? Refusal.Of(
                MonthRefusals.SchemeNotInForce,
                ("scheme", wish.Scheme.Id),
                ("effectiveFrom", wish.Scheme.EffectiveFrom.ToString("O", CultureInfo.InvariantCulture)))
            : null;
    }

    /// <summary>Why no further sheet is replaced by choice; null while one may be.</summary>
    public static Refusal? ReplacedRefusal(MonthState state) => state.Replaced.Length < MonthLimits.ReplacedMax
        ? null
        : Refusal.Of(MonthRefusals.SheetsTooMany, ("limit", $"{MonthLimits.ReplacedMax}"));

    /// <summary>The step does not follow.</summary>
    public static Decision OutOfTurn(MonthState state, string wanted) => Decision.Refuse(
        MonthRefusals.OutOfTurn, ("status", state.Status.ToString().ToLowerInvariant()), ("wanted", wanted));
}
