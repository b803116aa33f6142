using System.Collections.Immutable;
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

        // One in force may be given the lots of another, too.
        if (state.Status == ContractStatus.Ended)
        {
            return Decision.Refuse(ContractRefusals.NotEffective, ("status", ContractSigning.Word(state.Status)));
        }

        // A review that was recorded counts, whenever the contract was ended.
        var fault = wish is { EndedAhead: true, Review: null }
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
    public static Refusal? Uncleared(ContractState state, SignContract wish) => Uncleared(
        state, state.Terms!.Lots, (state.Terms.From, state.Terms.From), wish.Checklist, wish.Grounds);

    /// <summary>
    /// The same of other terms: what they add is held to it, and with another beginning every lot is.
    /// </summary>
    public static Refusal? Uncleared(
        ContractState state,
        ContractTerms terms,
        ContractChecklist checklist,
        ContractGrounds grounds,
        DateTimeOffset now)
    {
        var known = state.Terms!;
        ImmutableArray<string> kept = terms.From == known.From ? [] : [.. terms.Lots.Where(known.Lots.Contains)];
        // What is added begins with the agreement.
        var begins = terms.From > now ? terms.From : now;
        return Uncleared(state, kept, (terms.From, terms.From), checklist, grounds)
            ?? Uncleared(
                state, [.. terms.Lots.Where(l => !known.Lots.Contains(l))], (terms.From, begins), checklist, grounds);
    }

    private static Refusal? Uncleared(
        ContractState state,
        ImmutableArray<string> lots,
        (DateTimeOffset From, DateTimeOffset Begins) term,
        ContractChecklist checklist,
        ContractGrounds grounds)
    {
        var within = checklist.FollowsWithinMonths ?? WithinMonthsDefault;
        foreach (var lot in lots)
        {
            var last = grounds.Neighbours
                .Where(n => n.TookEffect && n.Code != state.Code && n.HadWorkOf(lot) && n.Until <= term.Begins
                    && term.Begins <= WallCalendar.AddMonths(n.Until, within, checklist.Zone))
                .MaxBy(n => n.Until);
            if (last is not null && state.Cleared.All(c => c.Predecessor != last.Code))
            {
                return Refusal.Of(ContractRefusals.RenewalNotCleared, ("lot", lot), ("other", last.Code));
            }
        }

        return null;
    }
}
