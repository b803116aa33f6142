using Npgsql;

namespace FieldOps.Simulation.Auditing;

/// <summary>Read models say what the log says: as many rows, and the same in each.</summary>
internal static class ReadModelLaws
{
    // The stored numbers of the states, in the order of the domain reference 5.3.
    private static readonly string[] s_states =
    [
        "", "created", "dispatched", "accepted", "in-progress", "restored", "replied", "verified", "suspended",
        "return-pending", "archived", "cancelled", "closed-by-refusal",
    ];

    private const string Orders = """
        select id, number, status, contractor_id, month, accepted_at, coalesce(restored_at, on_load_at), replied_at,
               ended_at, return_count, urge_count, repeat_count, false_reply, bit_count(breached::bit(8))::int
        from work_orders.work_order
        """;

    private const string Tickets = """
        select ticket_id, number, repeat_count, closed_at is not null, order_id from faults.ticket
        """;

    private const string Alarms = """
        select asset_id::text || '/' || alarm_id || '/' || extract(epoch from raised_at)::bigint, cleared_at, ticket_id
        from faults.alarm
        """;

    public static async Task JudgeAsync(NpgsqlDataSource database, AuditedWorld world, AuditReport report)
    {
        await OrderRowsAsync(database, world.Orders, report);
        await TicketRowsAsync(database, world.Tickets, report);
        await AlarmRowsAsync(database, world.Alarms, report);
    }

    private static async Task OrderRowsAsync(
        NpgsqlDataSource database, IReadOnlyDictionary<Guid, OrderStory> orders, AuditReport report)
    {
        var rows = await LogFileReader.RowsAsync(database, Orders, r => (
            Id: r.GetGuid(0),
            Shown: string.Join('|', r.GetString(1), s_states[r.GetInt32(2)], Cell(r, 3), r.GetString(4), Cell(r, 5),
                Cell(r, 6), Cell(r, 7), Cell(r, 8), Cell(r, 9), Cell(r, 10), Cell(r, 11), Cell(r, 12), Cell(r, 13))));
        report.Same(rows.Count, orders.Count, "rows.orders", "work_orders.work_order");
        foreach (var row in rows)
        {
            report.Same(
                row.Shown, orders.TryGetValue(row.Id, out var order) ? Shown(order) : "", "rows.order", $"{row.Id}");
        }
    }

    private static string Shown(OrderStory o) => string.Join(
        '|', o.Number, o.Status, Text(o.Lead?.Contractor), MonthFactsOwn.MonthOf(o.Origin.Instant("occurredAt")),
        Text(o.Accepted), Text(o.Milestone("service-restored") ?? o.Milestone("generator-on-load")), Text(o.Replied),
        Text(o.Ended), o.Returns, o.Urges, o.Repeats, o.FalseReply, o.Breached.Count);

    private static async Task TicketRowsAsync(
        NpgsqlDataSource database, IReadOnlyDictionary<Guid, TicketStory> tickets, AuditReport report)
    {
        var rows = await LogFileReader.RowsAsync(database, Tickets, r => (
            Id: r.GetGuid(0),
            Shown: string.Join('|', Cell(r, 1), Cell(r, 2), Cell(r, 3), Cell(r, 4))));
        report.Same(rows.Count, tickets.Count, "rows.tickets", "faults.ticket");
        foreach (var row in rows)
        {
            var own = tickets.TryGetValue(row.Id, out var t)
                ? string.Join('|', t.Number, t.Repeats, t.Closed is not null, Text(t.Closed?.Body.Id("orderId")))
                : "";
            report.Same(row.Shown, own, "rows.ticket", $"{row.Id}");
        }
    }

    private static async Task AlarmRowsAsync(
        NpgsqlDataSource database, IReadOnlyCollection<AlarmEpisode> alarms, AuditReport report)
    {
        var rows = await LogFileReader.RowsAsync(
            database, Alarms, r => (Key: r.GetString(0), Shown: $"{Cell(r, 1)}|{Cell(r, 2)}"));
        report.Same(rows.Count, alarms.Count, "rows.alarms", "faults.alarm");
        var own = alarms.ToDictionary(
            a => $"{a.Raised.Id}/{a.AlarmId}/{a.RaisedAt.ToUnixTimeSeconds()}",
            a => $"{Text(a.ClearedAt)}|{Text(a.Tickets.Count == 0 ? null : a.Tickets[^1])}");
        foreach (var row in rows)
        {
            report.Same(row.Shown, own.GetValueOrDefault(row.Key, ""), "rows.alarm", row.Key);
        }
    }

    internal static string Cell(NpgsqlDataReader row, int at) => row.IsDBNull(at)
        ? ""
        : row.GetValue(at) switch
        {
            DateTime instant => Text(new DateTimeOffset(instant)),
            var value => Text(value),
        };

    private static string Text(object? value) => value switch
    {
        null => "",
        DateTimeOffset instant => instant.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
