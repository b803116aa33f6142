using System.Collections.Immutable;
using FieldOps.Compliance.Closed;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Log;
using Npgsql;

namespace FieldOps.Compliance;

/// <summary>
/// Folds orders into the clocks that run and the clocks that have ended. The domain's own rules evolve each order, so
/// that board, order and score sheet cannot disagree about a clock. Open orders are remembered; one that has been
/// forgotten is folded again from its own events.
/// </summary>
internal sealed class ClockProjection(TimeZoneInfo zone, LogReader log) : Projection
{
    // About 2 KB each. Orders of the last hours fit; an older one costs one more read when it moves.
    private const int OrdersKnownMax = 8_192;

    private readonly Dictionary<EntityKey, KnownOrder> _known = [];

    public override string Name => SlaNames.Projection;

    public override int Revision => 9;

    // What changes no clock (notes, urges, reviews) is not read at all. All else is, whatever it will be called: an
    // outcome that is found later replaces the one before.
    public override ImmutableHashSet<string> EventNames { get; } = WorkOrderNames.Events.Keys.Except(
        new[]
        {
            "transferred", "transfer-refused", "assist-added", "assist-left", "refused",
            "refusal-confirmed", "refusal-rejected", "appended", "urged", "suspension-overdue", "note-recorded",
            "verified", "review-transferred", "alarm-clear-recorded", "repeat-recorded", "clock-warned",
            "clock-breached", "breach-lifted", "ladder-step-reached",
            "merge-asked", "merge-dropped", "taken-over",
        }.Select(n => $"work-order.{n}.v1")).ToImmutableHashSet(StringComparer.Ordinal);

    public override string Ddl => $"""
        create table running_clock(
            tenant text not null, order_id uuid not null, clock text not null,
            number text not null, work_kind text not null, severity text not null,
            region text not null, county text not null,
            asset_class text not null, asset_code text not null, asset_name text not null,
            contractor_id uuid, contractor_code text,
            occurred_at timestamptz not null, started_at timestamptz not null, due_at timestamptz not null,
            limit_minutes int not null,
            rests_from timestamptz, rests_until timestamptz, left_seconds bigint, hours text, lot_id uuid,
            primary key (tenant, order_id, clock));

        {ClosedTables.Ddl}
        {ClosedTables.WriterIndexes}
        """;

    public override string Indexes => $"""
        create index running_clock_due on running_clock(tenant, due_at, order_id, clock);
        create index running_clock_contractor on running_clock(tenant, contractor_id, due_at, order_id, clock);
        {ClosedTables.Indexes}
        """;

    public override async Task ApplyAsync(
        IReadOnlyList<RecordedEvent> batch, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var moving = batch.Where(MovesClocks).ToArray();
        var again = await RecountedAsync(moving, connection, cancellationToken);
        var relevant = moving.Where(e => !again.ContainsKey(e.Key)).ToArray();
        var orders = await KnowAsync(relevant, cancellationToken);
        foreach (var happened in relevant)
        {
            orders[happened.Key].Take(happened);
        }

        await new ClockWriter(zone).WriteAsync(orders.Values, again.Values, connection, cancellationToken);
        Remember(orders);
    }

    public override void Forget() => _known.Clear();

    public override Projection Fresh() => new ClockProjection(zone, log);

    // Between departure and arrival a crew reports steps that start and stop nothing.
    private static bool MovesClocks(RecordedEvent happened) => happened.Body is not MilestoneReached
    {
        Milestone: MilestoneKind.Departed or MilestoneKind.ArrivedAtRoom or MilestoneKind.FaultJudged
            or MilestoneKind.FaultLocated,
    };

    // An archived order that is only recomputed needs no history: its row holds all else. A recompute of a rule set
    // brings a million of them.
    private async Task<Dictionary<EntityKey, RecountedOrder>> RecountedAsync(
        RecordedEvent[] batch, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var recomputes = batch.GroupBy(e => e.Key)
            .Where(o => !_known.ContainsKey(o.Key) && o.All(e => e.Body is OrderRecomputed))
            .ToDictionary(o => o.Key, o => o.Select(e => (OrderRecomputed)e.Body));
        if (recomputes.Count == 0)
        {
            return [];
        }

        var again = new Dictionary<EntityKey, RecountedOrder>(recomputes.Count);
        var rows = await ClosedOrderRows.OfAsync(recomputes.Keys, connection, cancellationToken);
        // Where parties have left, who is counted with which clock is for the order to say.
        foreach (var row in rows.GroupBy(o => o.Key).Where(o => o.All(r => r.IsOrder)).SelectMany(o => o))
        {
            if (recomputes[row.Key].Aggregate((ClosedOrder?)row, (known, e) => known?.After(e)) is { } now)
            {
                again[row.Key] = new RecountedOrder(row, now);
            }
        }

        return again;
    }

    private async Task<Dictionary<EntityKey, BatchOrder>> KnowAsync(
        RecordedEvent[] batch, CancellationToken cancellationToken)
    {
        var orders = new Dictionary<EntityKey, BatchOrder>(batch.Length);
        var strange = new Dictionary<EntityKey, int>();
        foreach (var happened in batch)
        {
            var key = happened.Key;
            if (orders.ContainsKey(key) || strange.ContainsKey(key))
            {
                continue;
            }

            if (happened.Version == 1)
            {
                orders[key] = new BatchOrder(key, KnownOrder.Unborn);
            }
            else if (_known.TryGetValue(key, out var known))
            {
                orders[key] = new BatchOrder(key, known);
            }
            else
            {
                strange[key] = happened.Version;
            }
        }

        await RecallAsync(strange, orders, cancellationToken);
        return orders;
    }

    private async Task RecallAsync(
        Dictionary<EntityKey, int> strange,
        Dictionary<EntityKey, BatchOrder> orders,
        CancellationToken cancellationToken)
    {
        if (strange.Count == 0)
        {
            return;
        }

        var histories = await log.ReadHistoriesAsync(
            [.. strange.Select(s => (s.Key, s.Value))], EventNames, cancellationToken);
        foreach (var history in histories.GroupBy(e => e.Key))
        {
            var recalled = new BatchOrder(history.Key, KnownOrder.Unborn);
            foreach (var happened in history)
            {
                recalled.Take(happened);
            }

            orders[history.Key] = new BatchOrder(history.Key, recalled.ToKnown());
        }
    }

    private void Remember(Dictionary<EntityKey, BatchOrder> orders)
    {
        if (_known.Count + orders.Count > OrdersKnownMax)
        {
            _known.Clear();
        }

        foreach (var (key, order) in orders)
        {
            if (order.State.HasEnded)
            {
                _known.Remove(key);
            }
            else
            {
                _known[key] = order.ToKnown();
            }
        }
    }
}
