using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Contractors.Contracts;

/// <summary>
/// A contract on the lots of one that ended shortly before is a renewal by another name: it needs the same review and
/// grade.
/// </summary>
internal static class ContractFollowing
{
    // Where the rules say nothing: as long as the year whose results count.
    private const int WithinMonthsDefault = 12;

    public static Decision Clear(ContractState state, ClearRenewal wish, Actor by, DateTimeOffset now)
    {
        if (ContractorRights.RenewOrEnd.RefusalOf(by) is { } no)
        {
            return Decision.Refuse(no);
        }

        if (state.Status == ContractStatus.Ended)
        {
            return Decision.Refuse(ContractRefusals.NotEffective, ("status", ContractSigning.Word(state.Status)));
        }

        var fault = wish.EndedAhead
            ? RenewalGrounds.Fault(wish.Result)
            : RenewalGrounds.Fault(wish.Review, wish.ReviewAt, wish.Result);
        if (fault is not null)
        {
            return Decision.Refuse(fault);
        }

        return state.Cleared.Any(c => c.Predecessor == wish.Predecessor && c.Result == wish.Result)
            ? Decision.Nothing
            : Decision.Of(new ContractRenewalCleared(new(wish.Predecessor, wish.Result, by.Id, now)));
    }

    /// <summary>The first contract that this one renews without having been cleared; null when there is none.</summary>
    /// <param name="state">The contract.</param>
    /// <param name="terms">Its terms as they shall be: lots that it has already are not asked for again.</param>
    /// <param name="grounds">The other contracts.</param>
    /// <param name="checklist">What it is held to.</param>
    public static Refusal? Uncleared(
        ContractState state, ContractTerms terms, ContractGrounds grounds, ContractChecklist checklist)
    {
        var within = checklist.FollowsWithinMonths ?? WithinMonthsDefault;
        var known = state.Status == ContractStatus.Effective ? state.Terms!.Lots : [];
        foreach (var lot in terms.Lots.Except(known, StringComparer.Ordinal))
        {
            var last = grounds.Neighbours
                .Where(n => n.TookEffect && n.Code != state.Code && n.HadWorkOf(lot) && n.Until <= terms.From
                    && terms.From <= n.Until.AddMonths(within))
                .MaxBy(n => n.Until);
            if (last is not null && state.Cleared.All(c => c.Predecessor != last.Code))
            {
                return Refusal.Of(ContractRefusals.RenewalNotCleared, ("lot", lot), ("other", last.Code));
            }
        }

        return null;
    }
}
