using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Feed;

namespace FieldOps.WorkOrders.Api;

/// <summary>Whose time was whose: the rests of an order, and what of its history tells who was waited for.</summary>
/// <param name="rests">Pauses and windows that count.</param>
/// <param name="history">All that happened to it.</param>
internal sealed class OrderTimes(ImmutableArray<ClockRest> rests, IReadOnlyList<RecordedEvent> history)
{
    private const string WithAnother = "with-another-party";
    private const string InTheQueue = "in-the-queue";

    private readonly (DateTimeOffset From, int? Assignment)[] _holders = [.. Holders(history)];

    /// <summary>A refusal that waits for its confirmation is the operator's time, though the clock runs.</summary>
    public IReadOnlyList<PauseSpan> Waits { get; } = WaitsIn(history);

    /// <summary>
    /// What a clock of a party rests in. An absence comes first: what others rested in then was not its rest.
    /// </summary>
    public ImmutableArray<ClockRest> RestsOf(ClockLimit limit, ClockMilestones milestones) =>
        [.. (milestones.Away ?? []).SelectMany(AwayIn), .. limit.Pausable ? rests : []];

    // Of an absence, who had the order: another party, named by its assignment, or the operator's dispatcher.
    private IEnumerable<ClockRest> AwayIn(PauseSpan away)
    {
        for (var i = 0; i < _holders.Length; i++)
        {
            var (from, assignment) = _holders[i];
            var until = i + 1 < _holders.Length ? _holders[i + 1].From : DateTimeOffset.MaxValue;
            var span = new PauseSpan(from > away.From ? from : away.From, until < away.To ? until : away.To);
            if (span.From < span.To)
            {
                yield return assignment is { } number
                    ? new ClockRest(
                        span, TimeSpentBy.Outside, WithAnother, number.ToString(CultureInfo.InvariantCulture))
                    : new ClockRest(span, TimeSpentBy.Operator, InTheQueue, null);
            }
        }
    }

    private static IEnumerable<(DateTimeOffset From, int? Assignment)> Holders(IEnumerable<RecordedEvent> history)
    {
        foreach (var happened in history)
        {
            if (happened.Body is OrderDispatched sent)
            {
                yield return (sent.DispatchedAt, sent.AssignmentNumber);
            }
            else if (happened.Body is OrderQueued queued)
            {
                yield return (queued.QueuedAt, null);
            }
        }
    }

    private static List<PauseSpan> WaitsIn(IReadOnlyList<RecordedEvent> history)
    {
        var waits = new List<PauseSpan>();
        DateTimeOffset? since = null;
        foreach (var happened in history)
        {
            if (happened.Body is OrderRefused refused)
            {
                since = refused.RefusedAt;
            }
            else if (since is { } from && happened.Body is RefusalRejected or RefusalConfirmed or OrderCancelled)
            {
                waits.Add(new PauseSpan(from, happened.RecordedAt));
                since = null;
            }
        }

        if (since is { } open)
        {
            waits.Add(new PauseSpan(open, null));
        }

        return waits;
    }
}
