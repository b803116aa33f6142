using Npgsql;

namespace FieldOps.Simulation.Auditing;

/// <summary>Figures that people read: compliance per clock, months and money, load per contractor.</summary>
internal static class FigureLaws
{
    private const string EndedClocks = """
        select order_id::text || ' ' || clock, late, elapsed_seconds, attribution, month, contractor_id
        from compliance.ended_clock
        """;

    private const string RunningClocks = """
        select order_id::text || ' ' || clock, started_at from compliance.running_clock
        """;

    private const string MonthOrders = """
        select month_id::text || ' ' || order_id, ended, withdrawn from assessment.month_order
        """;

    private const string Months = """
        select id, row->>'score', row->>'grade', row->>'totalCny', sheet::jsonb->>'score',
               statement::jsonb->>'totalCny', row->>'status'
        from assessment.month
        """;

    private const string Loads = """
        select contractor_id, open_orders from dispatch_directory.load where open_orders <> 0
        """;

    public static async Task JudgeAsync(NpgsqlDataSource database, AuditedWorld world, AuditReport report)
    {
        await EndedAsync(database, world, report);
        await RunningAsync(database, world, report);
        await MonthOrdersAsync(database, world, report);
        await MonthsAsync(database, world, report);
        var loads = await LogFileReader.RowsAsync(database, Loads, r => $"{r.GetGuid(0)} {r.GetInt32(1)}");
        Compare(
            loads,
            world.Orders.Values.Where(o => o is { HasEnded: false, Lead: not null })
                .GroupBy(o => o.Lead!.Contractor).Select(g => $"{g.Key} {g.Count()}"),
            "rows.load", report);
    }

    private static async Task EndedAsync(NpgsqlDataSource database, AuditedWorld world, AuditReport report)
    {
        var rows = await LogFileReader.RowsAsync(database, EndedClocks, r =>
            $"{r.GetString(0)} {r.GetBoolean(1)} {r.GetInt64(2)} {r.GetString(3)} {r.GetString(4)} {r.GetGuid(5)}");
        var own =
            from order in world.Orders.Values
            from figure in order.Figures()
            select $"{order.Id} {figure.Clock} {figure.Late} {(long)figure.Elapsed.TotalSeconds} {figure.Attribution} "
                + $"{MonthFactsOwn.MonthOf(order.Origin.Instant("occurredAt"))} {figure.Party.Contractor}";
        Compare(rows, own, "rows.ended-clock", report);
    }

    private static async Task RunningAsync(NpgsqlDataSource database, AuditedWorld world, AuditReport report)
    {
        var rows = await LogFileReader.RowsAsync(database, RunningClocks, r => r.GetString(0));
        var own =
            from order in world.Orders.Values
            where !order.HasEnded
            from clock in order.ClocksAt(world.At)

            // Generation runs from the failure of the mains, whether somebody has the order or not.
            where clock is { Started: true, Stopped: false } && (order.Lead is not null || clock.Clock == "on-load")
            select $"{order.Id} {clock.Clock}";
        Compare(rows, own, "rows.running-clock", report);
    }

    private static async Task MonthOrdersAsync(NpgsqlDataSource database, AuditedWorld world, AuditReport report)
    {
        var rows = await LogFileReader.RowsAsync(database, MonthOrders, r =>
            $"{r.GetString(0)} {(r.GetBoolean(2) ? "withdrawn" : r.GetBoolean(1) ? "ended" : "entered")}");
        Compare(
            rows,
            world.Months.Values.SelectMany(m => m.Orders.Select(o => $"{m.Id} {o.Key} {o.Value}")),
            "rows.month-order", report);
    }

    private static async Task MonthsAsync(NpgsqlDataSource database, AuditedWorld world, AuditReport report)
    {
        var rows = await LogFileReader.RowsAsync(database, Months, r =>
            string.Join('|', Enumerable.Range(0, 7).Select(at => ReadModelLaws.Cell(r, at))));
        Compare(
            rows,
            world.Months.Values.Select(m =>
            {
                var sheet = m.Sheets.LastOrDefault()?.Body;
                var score = sheet?.At("sheet").NumberOr("score");
                var total = sheet?.At("statement").Number("totalCny");
                return FormattableString.Invariant(
                    $"{m.Id}|{score}|{sheet?.At("sheet").TextOr("grade")}|{total}|{score}|{total}|{m.Status}");
            }),
            "rows.month", report);
    }

    private static void Compare(IEnumerable<string> rows, IEnumerable<string> own, string code, AuditReport report)
    {
        var (stored, made) = (rows.Order(StringComparer.Ordinal).ToArray(), own.ToHashSet(StringComparer.Ordinal));
        foreach (var row in stored)
        {
            report.Check(made.Remove(row), code, row, () => "stored, not in the log");
        }

        foreach (var row in made)
        {
            report.Check(false, code, row, () => "in the log, not stored");
        }
    }
}
