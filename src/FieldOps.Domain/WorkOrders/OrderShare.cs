using System.Collections.Immutable;
using FieldOps.Domain.Sla;

namespace FieldOps.Domain.WorkOrders;

/// <summary>What a party that left answers for although the order goes on with another: what it finished.</summary>
/// <param name="Outcome">As it was told last.</param>
/// <param name="Milestones">What started and stopped its clocks.</param>
public sealed record OrderShare(OrderOutcome Outcome, ClockMilestones Milestones)
{
    /// <summary>
    /// The share as the order stands: the limits, pauses and attribution are the order's, the rest was settled when the
    /// party left. A clock that it had not stopped goes with the order.
    /// </summary>
    public OrderOutcome OutcomeIn(WorkOrderState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var clocks = OrderClocks.Judged(
            ClockCalculator.At(
                state.Origin!.Terms, Milestones, OrderClocks.CountedPauses(state), Milestones.EndedAt!.Value),
            state.Suppressed);
        return Outcome with
        {
            Attribution = state.Attribution ?? Attributions.ContractorScope,
            Clocks = [.. clocks.Select(c => c.StoppedAt is null ? Left(c) : c)],
        };
    }

    /// <summary>Whether both come to the same in the party's month.</summary>
    public static bool SayTheSame(OrderOutcome one, OrderOutcome other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return one.Attribution == other.Attribution && one.Clocks.SequenceEqual(other.Clocks);
    }

    private static ClockResult Left(ClockResult clock) => new(
        clock.Clock, clock.LimitMinutes, null, null, TimeSpan.Zero, TimeSpan.Zero, null, ClockOutcome.Void);
}
