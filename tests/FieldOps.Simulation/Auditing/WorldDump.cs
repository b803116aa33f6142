using System.Text.RegularExpressions;
using Npgsql;

namespace FieldOps.Simulation.Auditing;

/// <summary>
/// A world as text that two runs of one story must agree in. Left out is what the order of arrival decides and nobody
/// depends on: log positions, the short numbers of orders, the order of facts in a month, and weighings of a year that
/// a newer one had overtaken.
/// </summary>
public static partial class WorldDump
{
    private static readonly string[] s_queries =
    [
        """
        select type || ' ' || id || ' ' || version || ' ' || name || ' ' || recorded_at || ' ' || body
        from log.event where type not in ('contractor-month', 'suspension')
        """,
        """
        select id || ' ' || name || ' ' || recorded_at || ' ' || body
        from log.event where type = 'suspension' and name <> 'suspension.weighed.v1'
        """,
        """
        select id || ' ' || name || ' ' || recorded_at || ' ' || coalesce(
            body::json->'order'->>'orderId', body::json->>'orderId', body::json->'finding'->>'findingId',
            body::json->'violation'->>'violationId', body::json->'sheet'->>'score', '')
        from log.event where type = 'contractor-month'
        """,
        """
        select id || ' ' || status || ' ' || coalesce(contractor_code, '') || ' ' || month || ' '
            || coalesce(restored_at::text, '') || coalesce(ended_at::text, '') || breached || return_count
        from work_orders.work_order
        """,
        "select ticket_id || ' ' || repeat_count || ' ' || coalesce(closed_at::text, '') from faults.ticket",
        "select asset_id || alarm_id || coalesce(cleared_at::text, '') || coalesce(ticket_id::text, '') " +
            "from faults.alarm",
        """
        select order_id || clock || late || elapsed_seconds || attribution || month || contractor_code
        from compliance.ended_clock
        """,
        "select order_id || clock || started_at || due_at || limit_minutes || severity from compliance.running_clock",
        "select month_id || order_id::text || ended || withdrawn from assessment.month_order",
        """
        select contractor_code || month || (row->>'status') || coalesce(row->>'score', '')
            || coalesce(row->>'grade', '') || coalesce(row->>'totalCny', '')
        from assessment.month
        """,
        """
        select month_id || path || status || points || deduction || coalesce(numerator, -1) || coalesce(denominator, -1)
        from assessment.sheet_line
        """,
    ];

    // How a county came to know of its outages differs with the order of telling, and what it knows does not.
    private static readonly string[] s_outages =
    [
        """
        select distinct id || ' ' || o from log.event, json_array_elements_text(body::json->'orders') o
        where name = 'declared-event.orders-attached.v1'
        """,
        """
        select distinct on (id) id || ' ' || (body::json->>'from') || ' ' || coalesce(body::json->>'until', '')
        from log.event where name in ('declared-event.declared.v1', 'declared-event.window-set.v1')
        order by id, version desc
        """,
        """
        select distinct on (id) id || ' ' || (body::json->>'from') || ' ' || coalesce(body::json->>'until', '')
        from log.event where name = 'work-order.window-inherited.v1' order by id, version desc
        """,
    ];

    /// <summary>The lines, sorted.</summary>
    public static Task<IReadOnlyList<string>> OfAsync(string connectionString) => OfAsync(connectionString, s_queries);

    /// <summary>The same of mass outages alone: their children and windows.</summary>
    public static Task<IReadOnlyList<string>> OutagesOfAsync(string connectionString) =>
        OfAsync(connectionString, s_outages);

    private static async Task<IReadOnlyList<string>> OfAsync(string connectionString, string[] queries)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        var lines = new List<string>();
        foreach (var (query, number) in queries.Select((q, n) => (q, n)))
        {
            var rows = await LogFileReader.RowsAsync(database, query, r => r.GetString(0));
            lines.AddRange(rows.Select(r => $"{number} {ByArrival.Replace(r, "*")}").Order(StringComparer.Ordinal));
        }

        return lines;
    }

    [GeneratedRegex(@"GD-\d+-\d+|(?<=""weighedAt"":)\d+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ByArrival { get; }
}
