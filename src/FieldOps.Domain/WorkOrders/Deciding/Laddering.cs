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

    /// <summary>When the next step of each running clock is reached.</summary>
    public static IEnumerable<Deadline> Deadlines(WorkOrderState state, OrderCreated origin)
    {
        if (origin.Rules.Ladder is not { } ladder || state.Lead is not { } lead)
        {
            yield break;
        }

        var milestones = OrderClocks.MilestonesOf(state);
        var counted = OrderClocks.CountedPauses(state);
        foreach (var limit in origin.Terms.Limits.Where(l => !state.Suppressed.Contains(l.Clock)))
        {
            var next = Open(state, ladder, limit.Clock, lead.ContractorId, limit.LimitMinutes)
                .Select(s => (TimeSpan?)s.After).Min();
            if (next is { } after && milestones.StartOf(limit) is { } start
                && milestones.StopOf(limit.Clock) is null
                && ClockCalculator.ReachedAt(
                    start, after, limit.Pausable ? counted : [], origin.Terms.HoursOf(limit)) is { } at)
            {
                yield return new Deadline($"{Words.Of(limit.Clock)}-ladder", at);
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
