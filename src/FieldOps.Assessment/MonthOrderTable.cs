using FieldOps.Domain.Assessment;
using FieldOps.Platform.Feed;
using Npgsql;

namespace FieldOps.Assessment;

/// <summary>
/// The orders of months, for counting while a month is open; from the freeze on the month's own row holds the counts.
/// </summary>
internal static class MonthOrderTable
{
    public const string Ddl = """
        create table month_order(
            tenant text not null, month_id uuid not null, order_id uuid not null, number text not null,
            ended boolean not null, withdrawn boolean not null, primary key (tenant, month_id, order_id));
        """;

    private const string Store = """
        insert into month_order(tenant, month_id, order_id, number, ended, withdrawn)
        select tenant, month_id, order_id, number, ended, withdrawn
        from unnest($1::text[], $2::uuid[], $3::uuid[], $4::text[], $5::boolean[], $6::boolean[])
            r(tenant, month_id, order_id, number, ended, withdrawn)
        on conflict (tenant, month_id, order_id) do update
        set ended = excluded.ended, withdrawn = excluded.withdrawn
        """;

    public static async Task ApplyAsync(
        RecordedEvent[] batch, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var orders =
            new Dictionary<(string Tenant, Guid Month, Guid Order), (string Number, bool Ended, bool Withdrawn)>();
        foreach (var happened in batch)
        {
            // What came late is no order of the sheet, but an order all the same: an exit waits for its end.
            var body = happened.Body is MonthLateFactRecorded { Late: var late } ? late.Fact() : happened.Body;
            var (order, number, ended, withdrawn) = body switch
            {
                MonthOrderEntered e => (e.Order.OrderId, e.Order.Number, false, false),
                MonthOutcomeRecorded e => (e.Order.OrderId, e.Order.Number, true, false),
                MonthOrderWithdrawn e => (e.OrderId, e.Number, false, true),
                _ => (Guid.Empty, "", false, false),
            };
            if (order != Guid.Empty)
            {
                orders[(happened.Key.Tenant, happened.Key.Id, order)] = (number, ended, withdrawn);
            }
        }

        if (orders.Count > 0)
        {
            await StoreAsync(orders, connection, cancellationToken);
        }
    }

    private static async Task StoreAsync(
        Dictionary<(string Tenant, Guid Month, Guid Order), (string Number, bool Ended, bool Withdrawn)> orders,
        NpgsqlConnection connection,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Store, connection);
        command.Parameters.Add(new() { Value = orders.Keys.Select(k => k.Tenant).ToArray() });
        command.Parameters.Add(new() { Value = orders.Keys.Select(k => k.Month).ToArray() });
        command.Parameters.Add(new() { Value = orders.Keys.Select(k => k.Order).ToArray() });
        command.Parameters.Add(new() { Value = orders.Values.Select(v => v.Number).ToArray() });
        command.Parameters.Add(new() { Value = orders.Values.Select(v => v.Ended).ToArray() });
        command.Parameters.Add(new() { Value = orders.Values.Select(v => v.Withdrawn).ToArray() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
