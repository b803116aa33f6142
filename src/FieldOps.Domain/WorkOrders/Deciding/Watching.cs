using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.Sla.Ladders;

namespace FieldOps.Domain.WorkOrders.Deciding;

/// <summary>Warnings, breaches and what else falls due. A wake-up asks the state; it decides nothing itself.</summary>
internal static class Watching
{
    // A limit whose boundary still counts as on time is broken by the first moment after it.
    private static readonly TimeSpan PastTheBoundary = TimeSpan.FromMilliseconds(1);

    public static Decision Wake(Asked asked)
    {
        if (asked.State.HasEnded)
        {
            return Decision.Nothing;
        }

        var events = Overdue(asked).Concat(Warnings(asked)).Concat(Laddering.Reached(asked)).ToList();
        if (ArchiveDue(asked) is { } due && asked.Now >= due)
        {
            var archive = Closing.Archive(asked with { By = Actor.System });
            events.AddRange(archive.Events);
        }

        return events.Count == 0 ? Decision.Nothing : Decision.Of(events);
    }

    /// <summary>Breaches found, or lifted, by what the state is after the events of a decision.</summary>
    public static IEnumerable<IEvent> Flips(WorkOrderState after, DateTimeOffset now)
    {
        if (after.HasEnded || after.Lead is not { } lead)
        {
            yield break;
        }

        foreach (var clock in OrderClocks.Of(after, now))
        {
            var known = MarkOf(after, clock.Clock)?.Breached ?? false;
            var late = clock.Outcome == ClockOutcome.Late;
            if (late && !known)
            {
                yield return new ClockBreached(
                    clock.Clock, lead.ContractorId, clock.LimitMinutes, clock.DueAt!.Value, now);
            }
            else if (known && !late)
            {
                yield return new BreachLifted(clock.Clock, lead.ContractorId, clock.DueAt, now);
            }
        }
    }

    public static ImmutableArray<Deadline> Deadlines(WorkOrderState state)
    {
        if (state.Origin is not { } origin || state.HasEnded)
        {
            return [];
        }

        var deadlines = ImmutableArray.CreateBuilder<Deadline>();
        foreach (var limit in state.Lead is null ? [] : origin.Terms.Limits)
        {
            AddClock(deadlines, limit, state, origin);
        }

        foreach (var pause in state.Pauses.Where(p => p is { Verdict: PauseVerdict.Provisional, Escalated: false }))
        {
            deadlines.Add(new Deadline($"pause-{Words.Of(pause.Number)}-decision", JudgeBy(pause, origin)));
        }

        if (Laddering.NextAt(state, origin) is { } step)
        {
            deadlines.Add(new Deadline("ladder", step));
        }

        if (ArchiveDue(state, origin) is { } archive)
        {
            deadlines.Add(new Deadline("auto-archive", archive));
        }

        return deadlines.ToImmutable();
    }

    private static void AddClock(
        ImmutableArray<Deadline>.Builder deadlines, ClockLimit limit, WorkOrderState state, OrderCreated origin)
    {
        var milestones = OrderClocks.MilestonesOf(state);
        var mark = MarkOf(state, limit.Clock);
        if (milestones.StartOf(limit) is not { } start || milestones.StopOf(limit.Clock) is not null
            || mark is { Breached: true } || state.Suppressed.Contains(limit.Clock))
        {
            return;
        }

        var pauses = milestones.RestsOf(limit, OrderClocks.CountedPauses(state));
        var word = Words.Of(limit.Clock);
        var allowed = TimeSpan.FromMinutes(limit.LimitMinutes);
        var hours = origin.Terms.HoursOf(limit);
        var used = origin.Terms.IsInclusive(limit) ? allowed + PastTheBoundary : allowed;
        if (ClockCalculator.ReachedAt(start, used, pauses, hours) is { } broken)
        {
            deadlines.Add(new Deadline($"{word}-limit", broken));
        }

        if (mark is not { Warned: true } && origin.Rules.WarnedClocks.Contains(limit.Clock)
            && ClockCalculator.ReachedAt(start, allowed * origin.Rules.WarnPercent / 100, pauses, hours) is { } warn)
        {
            deadlines.Add(new Deadline($"{word}-warning", warn));
        }
    }

    private static IEnumerable<IEvent> Warnings(Asked asked)
    {
        if (asked.State.Lead is not { } lead)
        {
            yield break;
        }

        var percent = asked.Rules.WarnPercent;
        foreach (var clock in OrderClocks.Of(asked.State, asked.Now))
        {
            var share = TimeSpan.FromMinutes(clock.LimitMinutes) * percent / 100;
            if (clock.Outcome is ClockOutcome.Running or ClockOutcome.Paused
                && clock.Elapsed >= share
                && asked.Rules.WarnedClocks.Contains(clock.Clock)
                && MarkOf(asked.State, clock.Clock) is not { Warned: true })
            {
                yield return new ClockWarned(clock.Clock, lead.ContractorId, clock.DueAt!.Value, percent, asked.Now);
            }
        }
    }

    private static IEnumerable<IEvent> Overdue(Asked asked) =>
        from pause in asked.State.Pauses
        where pause is { Verdict: PauseVerdict.Provisional, Escalated: false }
            && asked.Now >= JudgeBy(pause, asked.Origin)
        select new SuspensionOverdue(
            pause.Number, JudgeBy(pause, asked.Origin),
            asked.Rules.Ladder is { } ladder ? OverdueOf(pause, ladder, asked) : null);

    // It is the pause of who asked for it, whoever has the order by now.
    private static OverdueOrder OverdueOf(OrderPause pause, PinnedLadder ladder, Asked asked)
    {
        var party = pause.ContractorId ?? asked.State.Lead?.ContractorId ?? Guid.Empty;
        var code = asked.State.Assignments.FirstOrDefault(a => a.ContractorId == party)?.ContractorCode;
        return new OverdueOrder(
            asked.Origin.OrderId, asked.Origin.Number, asked.Origin.Asset.Name, party, code ?? string.Empty,
            ladder.PolicyId, ladder.PolicyVersion);
    }

    private static DateTimeOffset JudgeBy(OrderPause pause, OrderCreated origin)
    {
        var minutes = TimeSpan.FromMinutes(origin.Rules.Pauses.DecisionMinutes);
        return pause.JudgeBy
            ?? origin.Rules.Pauses.DecisionHours?.Time().After(pause.RequestedAt, minutes)
            ?? pause.RequestedAt + minutes;
    }

    private static DateTimeOffset? ArchiveDue(Asked asked) => ArchiveDue(asked.State, asked.Origin);

    private static DateTimeOffset? ArchiveDue(WorkOrderState state, OrderCreated origin)
    {
        if (state is not { Status: OrderStatus.Verified, VerifiedAt: { } verified }
            || origin.Rules.AutoArchiveMinutes is not { } minutes)
        {
            return null;
        }

        // Where the splice is outstanding, its report wakes the order, not the time.
        if (origin.Terms.LimitOf(ClockKind.Repair) is not null && OrderClocks.RepairedAt(state) is null)
        {
            return null;
        }

        // An unjudged pause holds the archive; the judgement gives the same time again to object to it.
        return state.UnjudgedPause is null
            ? state.Pauses.Select(p => p.JudgedAt ?? verified).Append(verified).Max().AddMinutes(minutes)
            : null;
    }

    private static ClockMark? MarkOf(WorkOrderState state, ClockKind clock) =>
        state.Marks.FirstOrDefault(m => m.Clock == clock);
}
