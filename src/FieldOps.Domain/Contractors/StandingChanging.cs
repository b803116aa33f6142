using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Contractors;

/// <summary>
/// How a standing follows another, and who may bring it about: that hangs on where it leads from and to.
/// </summary>
internal static class StandingChanging
{
    public static Decision Change(ContractorState state, ChangeStanding wish, Actor by, DateTimeOffset now)
    {
        var suspends = wish.To == ContractorStanding.Restricted || state.Standing == ContractorStanding.Restricted;
        if (suspends && ContractorRights.Restrict.RefusalOf(by) is { } no)
        {
            return Decision.Refuse(no);
        }

        // Told again, an exit's event is behind what it came to.
        if (wish.ExitFrom < state.ExitFrom)
        {
            return Decision.Nothing;
        }

        var beside = Beside(state, wish.Reason, now) with { ExitFrom = wish.ExitFrom };
        if (state.Standing == wish.To)
        {
            return Kept(state, beside);
        }

        return Fault(state, wish, by) is { } fault
            ? Decision.Refuse(fault)
            : Decided(state, wish, beside);
    }

    // What comes to nothing keeps its place in the log: else an earlier event of an exit that is told after it would
    // still come to something, and the order of telling would decide.
    private static Decision Kept(ContractorState state, ContractorStandingChanged beside) =>
        beside.ExitFrom > state.ExitFrom ? Decision.Of(beside) : Decision.Nothing;

    private static Decision Decided(ContractorState state, ChangeStanding wish, ContractorStandingChanged beside) =>
        (state.Standing, wish.To) switch
        {
            // The notice runs beside the suspension: neither lifts the other.
            (ContractorStanding.Restricted, ContractorStanding.Notice) => state.NoticeRuns
                ? Kept(state, beside)
                : Decision.Of(beside with { NoticeGiven = true }),
            (ContractorStanding.Restricted, ContractorStanding.Active) when state.NoticeRuns =>
                Decision.Of(beside with { To = ContractorStanding.Notice }),
            // An exit goes on beside a listing, which hides what it has come to.
            (ContractorStanding.Blacklisted, ContractorStanding.Notice) =>
                state.NoticeRuns || (state.HasLeft && !IsOfALaterExit(state, wish))
                    ? Kept(state, beside)
                    : Decision.Of(beside with { NoticeGiven = true, HasLeft = state.HasLeft ? false : null }),
            (ContractorStanding.Blacklisted, ContractorStanding.Exited) => state.HasLeft
                ? Kept(state, beside)
                : Decision.Of(beside with { NoticeGiven = false, HasLeft = true }),
            (ContractorStanding.Exited, ContractorStanding.Notice) when state.Suspended =>
                Decision.Of(beside with { To = ContractorStanding.Restricted, NoticeGiven = true }),
            _ => Decision.Of(beside with { To = wish.To }),
        };

    /// <summary>
    /// A listing that is lifted leaves the standing that it found, or that an exit came to meanwhile: who has left
    /// stays away, a suspension and a notice hold.
    /// </summary>
    public static Decision Reinstate(ContractorState state, ReinstateContractor wish, DateTimeOffset now) =>
        state.Standing == ContractorStanding.Blacklisted
            ? Decision.Of(Beside(state, wish.Reason, now) with
            {
                To = state.HasLeft ? ContractorStanding.Exited : Staying(state),
            })
            : Decision.Nothing;

    /// <summary>An exit that is void gave no notice, and let nobody go; a later one did.</summary>
    public static Decision End(ContractorState state, EndNotice wish, DateTimeOffset now)
    {
        var beside = Beside(state, wish.Reason, now) with { ExitFrom = wish.ExitFrom };
        return state switch
        {
            _ when wish.ExitFrom < state.ExitFrom => Decision.Nothing,
            { Standing: ContractorStanding.Notice } => Decision.Of(beside with { To = ContractorStanding.Active }),
            { Standing: ContractorStanding.Exited } => Decision.Of(beside with { To = Staying(state) }),
            { HasLeft: true } => Decision.Of(beside with { NoticeGiven = false, HasLeft = false }),
            { NoticeRuns: true } => Decision.Of(beside with { NoticeGiven = false }),
            _ => Kept(state, beside),
        };
    }

    public static ContractorState After(ContractorState state, ContractorStandingChanged happened)
    {
        // What hides a suspension, a notice or an exit does not end it; what changes beside a standing is not its
        // reason.
        var (listed, same) = (happened.To == ContractorStanding.Blacklisted, happened.To == happened.From);
        var suspended = happened.To == ContractorStanding.Restricted
            || ((listed || happened.To == ContractorStanding.Exited) && state.Suspended);
        var hides = listed || happened.To == ContractorStanding.Restricted;
        return state with
        {
            Standing = happened.To,
            StandingReason = same ? state.StandingReason : happened.Reason,
            StandingSince = same ? state.StandingSince : happened.ChangedAt,
            NoticeRuns = happened.NoticeGiven
                ?? (happened.To == ContractorStanding.Notice || (hides && state.NoticeRuns)),
            Suspended = suspended,
            HasLeft = happened.HasLeft
                ?? (happened.To == ContractorStanding.Exited || (listed && state.HasLeft)),
            ExitFrom = happened.ExitFrom ?? state.ExitFrom,
        };
    }

    // An exit begins after one that was completed only where that one is void; its end may be told later.
    private static bool IsOfALaterExit(ContractorState state, ChangeStanding wish) =>
        state.ExitFrom > 0 && wish.ExitFrom > state.ExitFrom;

    private static ContractorStanding Staying(ContractorState state) =>
        state.Suspended ? ContractorStanding.Restricted
        : state.NoticeRuns ? ContractorStanding.Notice
        : ContractorStanding.Active;

    private static Refusal? Fault(ContractorState state, ChangeStanding wish, Actor by)
    {
        if (!ContractorLimits.IsText(wish.Reason, ContractorLimits.ReasonCharactersMax))
        {
            return Refusal.Of(ContractorRefusals.ReasonMissing);
        }

        // An exited contractor can still be found out, and a listed one leave; nothing else leads out of the two final
        // standings.
        var leaves = wish.To is ContractorStanding.Notice or ContractorStanding.Exited
            && ContractorRights.EndCooperation.Allows(by);
        var final = (state.Standing == ContractorStanding.Blacklisted && !leaves)
            || (state.Standing == ContractorStanding.Exited && wish.To != ContractorStanding.Blacklisted
                && !(leaves && IsOfALaterExit(state, wish)));
        if (final)
        {
            return Refusal.Of(
                ContractorRefusals.StandingFinal, ("from", Word(state.Standing)), ("to", Word(wish.To)));
        }

        // A listing can be appealed and an exit leaves nothing behind: by hand there would be neither.
        return wish.To is ContractorStanding.Blacklisted or ContractorStanding.Exited
            && !ContractorRights.EndCooperation.Allows(by)
                ? Refusal.Of(ContractorRefusals.StandingNotByHand, ("to", Word(wish.To)))
                : null;
    }

    // What happens beside a standing, which stays.
    private static ContractorStandingChanged Beside(ContractorState state, string reason, DateTimeOffset now) =>
        new(state.ContractorId, state.Code, state.Standing, state.Standing, reason, now);

    // All standings are single words: lower case is their stored form.
    public static string Word(ContractorStanding standing) => standing.ToString().ToLowerInvariant();
}
