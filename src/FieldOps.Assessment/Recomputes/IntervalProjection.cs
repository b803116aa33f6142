using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla.Recomputes;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Log;
using Npgsql;

namespace FieldOps.Assessment.Recomputes;

/// <summary>
/// What recomputes read: the intervals of every order, and the recomputes themselves. Orders evolve by their own rules;
/// a row is written when an order gets a lead and when it ends. Of running orders the row says only that they are: a
/// recompute asks them.
/// </summary>
internal sealed class IntervalProjection(LogReader log) : Projection
{
    public const string Schema = "sla_recompute";

    // About 2 KB each; an order that was forgotten is folded again from its own events.
    private const int OrdersKnownMax = 8_192;

    private static readonly RecomputeEntity s_recompute = new();
    private static readonly WorkOrderEntity s_order = new();
    private static readonly ImmutableHashSet<string> s_orderEvents = new[]
    {
        "created", "queued", "dispatched", "accepted", "closed-by-refusal", "cancelled", "milestone-reached",
        "suspension-requested", "suspension-decided", "resumed", "replied", "reply-returned", "false-reply-found",
        "verified", "archived", "window-inherited", "window-dropped", "clocks-suppressed", "clocks-restored",
        "recomputed", "handed-over", "pauses-bounded", "restoration-corrected", "suspension-overdue",
        "share-closed", "share-withdrawn", "former-false-reply-found", "former-restoration-corrected",
        "dispatched-again",
    }.Select(n => $"work-order.{n}.v1").ToImmutableHashSet(StringComparer.Ordinal);

    private readonly StateTable _recomputes = new(s_recompute, "recompute");
    private readonly Dictionary<EntityKey, WorkOrderState> _known = [];

    public override string Name => Schema;

    public override int Revision => 8;

    public override ImmutableHashSet<string> EventNames { get; } = [.. s_recompute.Events.Keys, .. s_orderEvents];

    public override string Ddl => _recomputes.Ddl + IntervalTable.Ddl;

    public override string Indexes => IntervalTable.Indexes;

    public override async Task ApplyAsync(
        IReadOnlyList<RecordedEvent> batch, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await _recomputes.ApplyAsync(batch, connection, cancellationToken);
        var orders = batch.Where(e => e.Key.Type == WorkOrderEntity.TypeName).ToLookup(e => e.Key);
        var again = orders.Where(o => !_known.ContainsKey(o.Key) && o.All(IsOfRows)).ToArray();
        var rows = await RecomputedAsync(again, connection, cancellationToken);
        var states = await FoldAsync(
            [.. orders.Where(o => !rows.ContainsKey(o.Key))], cancellationToken);
        foreach (var (key, state) in states)
        {
            if (orders[key].Any(e => IsMilestoneOfRows(e, state)) && OrderIntervals.Of(state) is { } order)
            {
                rows[key] = order;
            }
        }

        await IntervalTable.StoreAsync(
            [.. rows.Select(r => (r.Key.Tenant, r.Value))], connection, cancellationToken);
        await IntervalTable.DropAsync(
            [.. states.Where(s => s.Value is { HasEnded: true, Outcome: null }).Select(s => s.Key)], connection,
            cancellationToken);
        await IntervalTable.ShareAsync(
            [.. orders.Where(o => o.Any(IsOfShare)).Select(o => (o.Key, rows.GetValueOrDefault(o.Key)))], connection,
            cancellationToken);
        Remember(states);
    }

    public override void Forget() => _known.Clear();

    public override Projection Fresh() => new IntervalProjection(log);

    private static bool IsMilestoneOfRows(RecordedEvent happened, WorkOrderState state) =>
        state.HasEnded || happened.Body is OrderDispatched or OrderQueued or OrderRecomputed || IsOfShare(happened);

    private static bool IsOfShare(RecordedEvent happened) => happened.Body is OrderShareClosed or OrderShareWithdrawn;

    // All that happens to an order that has ended, as far as intervals go.
    private static bool IsOfRows(RecordedEvent happened) => happened.Body is OrderRecomputed or OrderShareClosed;

    // An ended order that is recomputed needs no history: its row holds all that the change is made on.
    private static async Task<Dictionary<EntityKey, OrderIntervals>> RecomputedAsync(
        IGrouping<EntityKey, RecordedEvent>[] orders,
        NpgsqlConnection connection,
        CancellationToken cancellationToken)
    {
        if (orders.Length == 0)
        {
            return [];
        }

        var rows = await IntervalTable.LoadAsync([.. orders.Select(o => o.Key)], connection, cancellationToken);
        foreach (var order in orders)
        {
            if (rows.TryGetValue(order.Key, out var row) && row.HasEnded)
            {
                rows[order.Key] = order.Aggregate(row, (known, e) => e.Body is OrderShareClosed told
                    ? known.After(told)
                    : known.After((OrderRecomputed)e.Body));
            }
            else
            {
                rows.Remove(order.Key);
            }
        }

        return rows;
    }

    private async Task<Dictionary<EntityKey, WorkOrderState>> FoldAsync(
        IGrouping<EntityKey, RecordedEvent>[] orders, CancellationToken cancellationToken)
    {
        var states = new Dictionary<EntityKey, WorkOrderState>(orders.Length);
        var strange = new List<(EntityKey Key, int Before)>();
        foreach (var order in orders)
        {
            var first = order.First().Version;
            states[order.Key] = _known.GetValueOrDefault(order.Key) ?? WorkOrderState.Initial;
            if (first > 1 && !_known.ContainsKey(order.Key))
            {
                strange.Add((order.Key, first));
            }
        }

        IEnumerable<RecordedEvent> earlier = strange.Count == 0
            ? []
            : await log.ReadHistoriesAsync(strange, s_orderEvents, cancellationToken);
        foreach (var happened in earlier.Concat(orders.SelectMany(o => o)))
        {
            states[happened.Key] = s_order.Evolve(states[happened.Key], happened.Body);
        }

        return states;
    }

    private void Remember(Dictionary<EntityKey, WorkOrderState> states)
    {
        if (_known.Count + states.Count > OrdersKnownMax)
        {
            _known.Clear();
        }

        foreach (var (key, state) in states)
        {
            if (state.HasEnded)
            {
                _known.Remove(key);
            }
            else
            {
                _known[key] = state with { Steps = [], Marks = [], Alarms = [], Reply = null, Choice = null };
            }
        }
    }
}
