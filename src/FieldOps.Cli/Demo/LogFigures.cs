using Npgsql;

namespace FieldOps.Cli.Demo;

/// <summary>
/// The same figures straight from the log and from the tables of the read models: the one place that looks behind the
/// API, because a check that asks the same door twice proves nothing.
/// </summary>
internal sealed class LogFigures
{
    private const string Events = "select name, count(*) from log.event where tenant = $1 group by name";

    private const string Money = """
        select coalesce(sum((body::jsonb->>'totalCny')::numeric), 0) from log.event
        where tenant = $1 and name = 'contractor-month.settled.v1'
        """;

    private const string Sheets = """
        select count(distinct id) from log.event where tenant = $1 and name in (
            'contractor-month.sheet-computed.v1', 'contractor-month.rolled-sheet-computed.v1',
            'contractor-month.counted-sheet-computed.v1')
        """;

    // An attribution to somebody else takes all clocks of the order out.
    private const string Clocks = """
        select count(*) filter (where clock->>'outcome' = 'on-time'), count(*) filter (where clock->>'outcome' = 'late')
        from log.event e, jsonb_array_elements(e.body::jsonb->'outcome'->'clocks') clock
        where tenant = $1 and name = 'work-order.archived.v1'
          and e.body::jsonb->'outcome'->>'attribution' not in ('customer', 'other-operator', 'force-majeure')
        """;

    private const string Entered = """
        select count(*) from (
            select id, body::jsonb->'assignee'->>'contractorId' contractor, position,
                   max(position) over (partition by id) last
            from log.event where tenant = $1
              and name in ('work-order.dispatched.v1', 'work-order.dispatched-again.v1')) d
        where position = last and not exists (
            select from log.event e where e.tenant = $1 and e.id = d.id and e.position > d.position
              and e.name in ('work-order.cancelled.v1', 'work-order.closed-by-refusal.v1', 'work-order.queued.v1'))
        """;

    private const string Models = """
        select (select count(*) from faults.alarm where tenant = $1),
               (select count(cleared_at) from faults.alarm where tenant = $1),
               (select count(*) from faults.ticket where tenant = $1),
               (select count(closed_at) from faults.ticket where tenant = $1),
               (select count(*) from work_orders.work_order where tenant = $1),
               (select count(*) from compliance.ended_clock where tenant = $1 and not late
                  and attribution not in ('customer', 'other-operator', 'force-majeure')),
               (select count(*) from compliance.ended_clock where tenant = $1 and late
                  and attribution not in ('customer', 'other-operator', 'force-majeure')),
               (select count(*) from assessment.month where tenant = $1 and row->'sheetNumber' is not null),
               (select coalesce(sum((row->>'totalCny')::numeric), 0) from assessment.month
                  where tenant = $1 and row->>'status' = 'settled'),
               (select count(*) from assessment.month_order where tenant = $1 and not withdrawn)
        """;

    private readonly Dictionary<string, long> _events = new(StringComparer.Ordinal);

    public decimal SettledCny { get; private set; }

    public long SheetCount { get; private set; }

    public long ClocksOnTime { get; private set; }

    public long ClocksLate { get; private set; }

    public long OrdersEntered { get; private set; }

    /// <summary>In the order of the text above.</summary>
    public IReadOnlyList<decimal> ModelFigures { get; private set; } = [];

    public long this[string eventName] => _events.GetValueOrDefault(eventName);

    public static async Task<LogFigures> ReadAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        var figures = new LogFigures();
        await figures.ReadAsync(source, cancellationToken);
        return figures;
    }

    private async Task ReadAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await EachAsync(source, Events, row => _events[row.GetString(0)] = row.GetInt64(1), cancellationToken);
        await EachAsync(source, Money, row => SettledCny = row.GetDecimal(0), cancellationToken);
        await EachAsync(source, Sheets, row => SheetCount = row.GetInt64(0), cancellationToken);
        await EachAsync(source, Entered, row => OrdersEntered = row.GetInt64(0), cancellationToken);
        await EachAsync(
            source, Clocks, row => (ClocksOnTime, ClocksLate) = (row.GetInt64(0), row.GetInt64(1)), cancellationToken);
        await EachAsync(
            source,
            Models,
            row => ModelFigures = [.. Enumerable.Range(0, row.FieldCount).Select(row.GetFieldValue<decimal>)],
            cancellationToken);
    }

    private static async Task EachAsync(
        NpgsqlDataSource source, string sql, Action<NpgsqlDataReader> take, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(sql);
        command.Parameters.Add(new() { Value = DemoSettings.Tenant });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            take(reader);
        }
    }
}
