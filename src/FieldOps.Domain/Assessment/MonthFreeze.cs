using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assessment;

/// <summary>
/// The cut at a log position. A fact of a higher position that came in before the freeze did is moved to the late ones,
/// so that what belongs to the month follows from the position alone, not from who was faster.
/// </summary>
internal static class MonthFreeze
{
    public static Decision Decide(MonthState state, FreezeMonth wish, DateTimeOffset now)
    {
        if (state.FrozenAtPosition is { } frozen)
        {
            return frozen == wish.LogPosition
                ? Decision.Nothing
                : Decision.Refuse(
                    MonthRefusals.AlreadyFrozen, ("position", frozen.ToString(CultureInfo.InvariantCulture)));
        }

        if (now < wish.Month.EndsAt)
        {
            return Decision.Refuse(
                MonthRefusals.NotOver, ("endsAt", wish.Month.EndsAt.ToString("O", CultureInfo.InvariantCulture)));
        }

        var cut = Cut(state, wish.LogPosition);
        var here = cut.Orders.Values.Where(o => o.Withdrawn is null).ToArray();
        var open = here.Where(o => o.Ended is null).OrderBy(o => o.Number, StringComparer.Ordinal).ToArray();
        if (open.Length > 0 && wish.OpenOrders == OpenOrdersAtFreeze.Refuse)
        {
            return Decision.Refuse(
                MonthRefusals.OrdersOpen,
                ("count", open.Length.ToString(CultureInfo.InvariantCulture)),
                ("first", open[0].Number));
        }

        var events = new List<IEvent>();
        if (state.Month is null)
        {
            events.Add(new MonthOpened(wish.Month));
        }

        events.Add(new MonthFrozen(wish.LogPosition, here.Length, open.Length, cut.Findings.Count, now));
        events.AddRange(Behind(state, wish.LogPosition).Select(fact =>
            new MonthLateFactRecorded(LateFact.Of(fact), now)));
        return Decision.Of(events);
    }

    /// <summary>The state with the facts at or below the position alone.</summary>
    public static MonthState Cut(MonthState state, long position)
    {
        if (!Behind(state, position).Any())
        {
            return state;
        }

        var orders = state.Orders.Values
            .Where(o => o.EnteredFrom <= position)
            .Select(o => o with
            {
                Ended = o.Ended?.At(position),
                Withdrawn = o.Withdrawn?.From <= position ? o.Withdrawn : null,
            });
        var findings = state.Findings.Values
            .Where(f => f.From <= position)
            .ToImmutableSortedDictionary(f => f.FindingId, f => f);
        return state.WithOnly(orders) with { Findings = findings };
    }

    private static IEnumerable<IEvent> Behind(MonthState state, long position)
    {
        foreach (var order in state.Orders.Values)
        {
            if (order.EnteredFrom > position)
            {
                yield return new MonthOrderEntered(order with { Ended = null, Withdrawn = null });
            }

            if (order.Ended?.From > position)
            {
                yield return new MonthOutcomeRecorded(order with { Withdrawn = null });
            }

            if (order.Withdrawn is { } left && left.From > position)
            {
                yield return new MonthOrderWithdrawn(order.OrderId, order.Number, left);
            }
        }

        foreach (var finding in state.Findings.Values.Where(f => f.From > position))
        {
            yield return new MonthFindingRecorded(finding);
        }
    }
}
