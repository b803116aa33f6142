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

        if (state.Standing == wish.To)
        {
            return Decision.Nothing;
        }

        if (Fault(state, wish, by) is { } fault)
        {
            return Decision.Refuse(fault);
        }

        return (state.Standing, wish.To) switch
        {
            // The notice runs beside the suspension: neither lifts the other.
            (ContractorStanding.Restricted, ContractorStanding.Notice) => state.NoticeRuns
                ? Decision.Nothing
                : To(state, state.Standing, wish.Reason, now, noticeGiven: true),
            (ContractorStanding.Restricted, ContractorStanding.Active) when state.NoticeRuns =>
                To(state, ContractorStanding.Notice, wish.Reason, now),
            _ => To(state, wish.To, wish.Reason, now),
        };
    }

    /// <summary>A listing that is lifted leaves the standing that it found: a suspension and a notice hold.</summary>
    public static Decision Reinstate(ContractorState state, ReinstateContractor wish, DateTimeOffset now) =>
        state.Standing == ContractorStanding.Blacklisted
            ? To(
                state,
                state.Suspended ? ContractorStanding.Restricted
                    : state.NoticeRuns ? ContractorStanding.Notice
                    : ContractorStanding.Active,
                wish.Reason, now)
            : Decision.Nothing;

    public static Decision End(ContractorState state, EndNotice wish, DateTimeOffset now)
    {
        if (state.Standing == ContractorStanding.Notice)
        {
            return To(state, ContractorStanding.Active, wish.Reason, now);
        }

        return state.NoticeRuns
            ? To(state, state.Standing, wish.Reason, now, noticeGiven: false)
            : Decision.Nothing;
    }

    public static ContractorState After(ContractorState state, ContractorStandingChanged happened)
    {
        // What hides a suspension or a notice does not end it.
        var suspended = happened.To == ContractorStanding.Restricted
            || (happened.To == ContractorStanding.Blacklisted && state.Suspended);
        var hides = happened.To is ContractorStanding.Restricted or ContractorStanding.Blacklisted;
        return state with
        {
            Standing = happened.To,
            StandingReason = happened.Reason,
            StandingSince = happened.ChangedAt,
            NoticeRuns = happened.NoticeGiven
                ?? (happened.To == ContractorStanding.Notice || (hides && state.NoticeRuns)),
            Suspended = suspended,
        };
    }

    private static Refusal? Fault(ContractorState state, ChangeStanding wish, Actor by)
    {
        if (!ContractorLimits.IsText(wish.Reason, ContractorLimits.ReasonCharactersMax))
        {
            return Refusal.Of(ContractorRefusals.ReasonMissing);
        }

        // An exited contractor can still be found out; nothing else leads out of the two final standings.
        var final = state.Standing == ContractorStanding.Blacklisted
            || (state.Standing == ContractorStanding.Exited && wish.To != ContractorStanding.Blacklisted);
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

    private static Decision To(
        ContractorState state, ContractorStanding to, string reason, DateTimeOffset now, bool? noticeGiven = null) =>
        Decision.Of(new ContractorStandingChanged(
            state.ContractorId, state.Code, state.Standing, to, reason, now, noticeGiven));

    // All standings are single words: lower case is their stored form.
    private static string Word(ContractorStanding standing) => standing.ToString().ToLowerInvariant();
}
