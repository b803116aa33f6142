using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Feed;
using Npgsql;

namespace FieldOps.WorkOrders.List;

/// <summary>
/// One row per order. A batch reads the rows that it changes, folds, and writes them back whole: two statements,
/// whatever the number of events.
/// </summary>
internal sealed class OrderListProjection(TimeZoneInfo zone) : Projection
{
    public const string Schema = "work_orders";

    private static readonly string s_load = $"""
        select {OrderColumns.Names} from work_order
        join unnest($1::text[], $2::uuid[]) wanted(t, i) on tenant = t and id = i
        """;

    private static readonly string s_write = $"""
        insert into work_order({OrderColumns.Names})
        select * from unnest({string.Join(", ", OrderColumns.All.Select((c, i) => $"${i + 1}::{c.ArrayType}"))})
        on conflict (tenant, id) do update set
            {string.Join(", ", OrderColumns.All.Skip(2).Select(c => $"{c.Name} = excluded.{c.Name}"))}
        """;

    public override string Name => Schema;

    public override int Revision => 8;

    // Notes, additions and transfers of a review change nothing that the list shows.
    public override ImmutableHashSet<string> EventNames { get; } = WorkOrderNames.Events.Keys.Except(
        [
            "work-order.appended.v1", "work-order.note-recorded.v1", "work-order.review-transferred.v1",
            "work-order.transferred.v1", "work-order.transfer-refused.v1", "work-order.refusal-confirmed.v1",
            "work-order.suspension-overdue.v1", "work-order.alarm-clear-recorded.v1",
            "work-order.ladder-step-reached.v1", "work-order.urge-announced.v1",
            "work-order.share-closed.v1", "work-order.share-withdrawn.v1", "work-order.merge-asked.v1",
            "work-order.merge-dropped.v1", "work-order.taken-over.v1",
        ]).ToImmutableHashSet(StringComparer.Ordinal);

    public override string Ddl => $"""
        create table work_order(
            {string.Join(", ", OrderColumns.All.Select(c => c.Definition))},
            primary key (tenant, id)) with (fillfactor = 70);
        {AssistRows.Ddl}
        """;

    public override string Indexes => $"""
        create index work_order_occurred on work_order(tenant, occurred_at, id);
        create index work_order_contractor on work_order(tenant, contractor_id, occurred_at, id);
        create index work_order_number on work_order(tenant, number);
        create index work_order_open on work_order(tenant, occurred_at, id) where ended_at is null;
        create index work_order_queue on work_order(tenant, created_at, id) 
            where status in ({(int)OrderStatus.Created}, {(int)OrderStatus.ReturnPending});
        """;

    public override async Task ApplyAsync(
        IReadOnlyList<RecordedEvent> batch, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var rows = await LoadAsync(batch, connection, cancellationToken);
        var assists = new AssistRows();
        foreach (var happened in batch)
        {
            assists.Take(happened.Key, happened.Body);
            var row = rows[happened.Key];
            row.Version = happened.Version;
            OrderFolding.Take(row, happened.Body, zone);
        }

        foreach (var row in rows.Values)
        {
            row.SettleNextDue();
        }

        await WriteAsync([.. rows.Values.OrderBy(r => r.Tenant, StringComparer.Ordinal).ThenBy(r => r.Id)], connection,
            cancellationToken);
        await assists.WriteAsync(connection, cancellationToken);
    }

    public override Projection Fresh() => new OrderListProjection(zone);

    private static async Task<Dictionary<EntityKey, OrderRow>> LoadAsync(
        IReadOnlyList<RecordedEvent> batch, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<EntityKey, OrderRow>();
        var wanted = new HashSet<EntityKey>();
        foreach (var happened in batch)
        {
            if (happened.Version == 1)
            {
                rows[happened.Key] = new OrderRow { Tenant = happened.Key.Tenant, Id = happened.Key.Id };
            }
            else if (!rows.ContainsKey(happened.Key))
            {
                wanted.Add(happened.Key);
            }
        }

        if (wanted.Count > 0)
        {
            var keys = wanted.ToArray();
            await using var command = new NpgsqlCommand(s_load, connection);
            command.Parameters.Add(new() { Value = Array.ConvertAll(keys, k => k.Tenant) });
            command.Parameters.Add(new() { Value = Array.ConvertAll(keys, k => k.Id) });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                var row = OrderColumns.Read(reader);
                rows[new EntityKey(row.Tenant, WorkOrderEntity.TypeName, row.Id)] = row;
            }
        }

        return rows;
    }

    private static async Task WriteAsync(
        OrderRow[] rows, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (rows.Length == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(s_write, connection);
        foreach (var column in OrderColumns.All)
        {
            command.Parameters.Add(column.Pack(rows));
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
