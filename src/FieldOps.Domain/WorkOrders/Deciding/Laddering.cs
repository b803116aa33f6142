using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.Sla.Ladders;

namespace FieldOps.Domain.WorkOrders.Deciding;

/// <summary>
/// Steps of the ladder. A wake-up asks which steps the clocks have come to; those that were told are told no more, and
/// where a clock has stopped, is suppressed, or the order has ended, nothing more is told.
/// </summary>
internal static class Laddering
{
    public static IEnumerable<IEvent> Reached(Asked asked)
    {
        if (asked.Rules.Ladder is not { } ladder || asked.State.Lead is not { } lead)
        {
            yield break;
        }

        foreach (var clock in OrderClocks.Of(asked.State, asked.Now))
        {
            if (clock.StartedAt is null || clock.StoppedAt is not null || clock.Outcome == ClockOutcome.Void)
            {
                continue;
            }

            foreach (var step in Open(asked.State, ladder, clock.Clock, lead.ContractorId, clock.LimitMinutes)
                .Where(s => clock.Elapsed >= s.After).Select(s => s.Step))
            {
                yield return new LadderStepReached(
                    asked.Origin.OrderId, asked.Origin.Number, asked.Origin.Asset.Name, lead.ContractorId,
                    lead.ContractorCode, clock.Clock, clock.LimitMinutes, clock.DueAt, ladder.PolicyId,
                    ladder.PolicyVersion, step.Id,
                    (int)(clock.Elapsed.Ticks * 100 / TimeSpan.FromMinutes(clock.LimitMinutes).Ticks), step.Roles,
                    step.Channels, step.Template, asked.Now);
            }
        }
    }

    /// <summary>What makes an urge by hand known to whom the ladder names.</summary>
    public static UrgeAnnounced Announce(OrderUrged urged, PinnedLadder ladder, Asked asked) => new(
        asked.Origin.OrderId, asked.Origin.Number, asked.Origin.Asset.Name, asked.State.Lead!.ContractorId,
        asked.State.Lead.ContractorCode, ladder.PolicyId, ladder.PolicyVersion, urged.UrgeCount, urged.Note,
        urged.UrgedAt);

    /// <summary>
    /// When the next step of any running clock is reached: one wake-up an order, whatever the ladder; the state then
    /// says which clocks have come to a step.
    /// </summary>
    public static DateTimeOffset? NextAt(WorkOrderState state, OrderCreated origin) =>
        origin.Rules.Ladder is { } ladder && state.Lead is { } lead
            ? NextSteps(state, origin, ladder, lead.ContractorId).Min()
            : null;

    private static IEnumerable<DateTimeOffset?> NextSteps(
        WorkOrderState state, OrderCreated origin, PinnedLadder ladder, Guid contractor)
    {
        var milestones = OrderClocks.MilestonesOf(state);
        var counted = OrderClocks.CountedPauses(state);
        foreach (var limit in origin.Terms.Limits.Where(l => !state.Suppressed.Contains(l.Clock)))
        {
            if (milestones.StartOf(limit) is { } start && milestones.StopOf(limit.Clock) is null
                && Open(state, ladder, limit.Clock, contractor, limit.LimitMinutes)
                    .Select(s => (TimeSpan?)s.After).Min() is { } after)
            {
                yield return ClockCalculator.ReachedAt(
                    start, after, milestones.RestsOf(limit, counted), origin.Terms.HoursOf(limit));
            }
        }
    }

    private static IEnumerable<(LadderStep Step, TimeSpan After)> Open(
        WorkOrderState state, PinnedLadder ladder, ClockKind clock, Guid contractor, int limitMinutes) =>
        from step in ladder.Steps
        where step.Clocks.Contains(clock) && !state.Steps.Contains(new LadderMark(contractor, clock, step.Id))
        let after = step.ReachedAfter(limitMinutes)
        where after is not null
        orderby after
        select (step, after.Value);
}
