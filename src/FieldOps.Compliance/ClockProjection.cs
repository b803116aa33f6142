using System.Collections.Immutable;
using System.Text.Json;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Serialization;
using Npgsql;

namespace FieldOps.Compliance;

/// <summary>
/// Folds orders into the clocks that run and the clocks that have ended. It keeps each open order's state and lets the
/// domain's own rules evolve it, so that board, order and score sheet cannot disagree about a clock.
/// </summary>
internal sealed class ClockProjection(TimeZoneInfo zone) : Projection
{
    private const string LoadSql = """
        select o.tenant, o.order_id, o.state
        from open_order o join unnest($1::text[], $2::uuid[]) as k(tenant, order_id) using (tenant, order_id)
        """;

    public override string Name => SlaNames.Projection;

    public override int Revision => 1;

    // What changes no clock (notes, urges, reviews) is not read at all.
    public override ImmutableHashSet<string> EventNames { get; } =
        new[]
        {
            "created", "queued", "dispatched", "accepted", "closed-by-refusal", "cancelled", "milestone-reached",
            "suspension-requested", "suspension-decided", "resumed", "replied", "reply-returned", "false-reply-found",
            "archived",
        }.Select(n => $"work-order.{n}.v1").ToImmutableHashSet(StringComparer.Ordinal);

    public override string Ddl => """
        create table open_order(
            tenant text not null, order_id uuid not null, state text not null,
            primary key (tenant, order_id));

        create table running_clock(
            tenant text not null, order_id uuid not null, clock text not null,
            number text not null, work_kind text not null, severity text not null,
            region text not null, county text not null,
            asset_class text not null, asset_code text not null, asset_name text not null,
            contractor_id uuid, contractor_code text,
            occurred_at timestamptz not null, started_at timestamptz not null, due_at timestamptz not null,
            limit_minutes int not null,
            rests_from timestamptz, rests_until timestamptz, left_seconds bigint,
            primary key (tenant, order_id, clock));
        create index running_clock_due on running_clock(tenant, due_at, order_id, clock);
        create index running_clock_contractor on running_clock(tenant, contractor_id, due_at, order_id, clock);

        create table ended_clock(
            tenant text not null, order_id uuid not null, clock text not null,
            number text not null, work_kind text not null, month text not null,
            region text not null, county text not null,
            asset_class text not null, asset_code text not null,
            contractor_id uuid not null, contractor_code text not null,
            occurred_at timestamptz not null, started_at timestamptz not null,
            stopped_at timestamptz, due_at timestamptz,
            limit_minutes int not null, elapsed_seconds bigint not null, paused_seconds bigint not null,
            late boolean not null, attribution text not null, false_reply boolean not null,
            primary key (tenant, order_id, clock));
        create index ended_clock_month on ended_clock(tenant, month, clock, contractor_id);
        create index ended_clock_occurred on ended_clock(tenant, occurred_at, order_id, clock);
        """;

    public override async Task ApplyAsync(
        IReadOnlyList<RecordedEvent> batch, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var orders = await LoadAsync(batch, connection, cancellationToken);
        foreach (var happened in batch)
        {
            orders[happened.Key].Take(happened);
        }

        await new ClockWriter(zone).WriteAsync(orders.Values, connection, cancellationToken);
    }

    public override Projection Fresh() => new ClockProjection(zone);

    private static async Task<Dictionary<EntityKey, BatchOrder>> LoadAsync(
        IReadOnlyList<RecordedEvent> batch, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var born = batch.Where(e => e.Version == 1).Select(e => e.Key).ToHashSet();
        var wanted = batch.Select(e => e.Key).Where(k => !born.Contains(k)).Distinct().ToArray();
        var orders = born.ToDictionary(k => k, k => new BatchOrder(k, WorkOrderState.Initial));
        if (wanted.Length > 0)
        {
            await using var command = new NpgsqlCommand(LoadSql, connection);
            command.Parameters.Add(new() { Value = wanted.Select(k => k.Tenant).ToArray() });
            command.Parameters.Add(new() { Value = wanted.Select(k => k.Id).ToArray() });
            await using var rows = await command.ExecuteReaderAsync(cancellationToken);
            while (await rows.ReadAsync(cancellationToken))
            {
                var key = new EntityKey(rows.GetString(0), WorkOrderEntity.TypeName, rows.GetGuid(1));
                var state = JsonSerializer.Deserialize<WorkOrderState>(rows.GetString(2), PlatformJson.Options)!;
                orders[key] = new BatchOrder(key, state);
            }
        }

        // Not kept any more: an order that has ended, of which only late findings are still heard.
        foreach (var key in wanted)
        {
            orders.TryAdd(key, new BatchOrder(key, WorkOrderState.Initial));
        }

        return orders;
    }
}
