using System.Globalization;
using FieldOps.Domain.Kernel;
using Npgsql;

namespace FieldOps.Compliance.Closed;

/// <summary>
/// Puts ended orders in the place of what was known of them, and counts the difference: what an order said before is
/// taken out, what it says now is added.
/// </summary>
internal sealed class ClosedWriter(NpgsqlConnection connection)
{
    private const string FacetSql = """
        insert into facet(id, tenant, month, region, county, asset_class, severity, contractor_id, contractor_code,
            lot_id, work_kind, ground)
        select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
            $8::uuid[], $9::text[], $10::uuid[], $11::text[], $12::text[])
        on conflict (id) do nothing
        """;

    // Arrays of arrays of different lengths travel as text, which PostgreSQL reads as the arrays that they are.
    private const string OrderSql = """
        insert into closed_order(
            tenant, order_id, facet, number, asset_id, asset_code, occurred_at, ended_at, false_reply, kept, late,
            unjudged, accept_seconds, repair_seconds, outage_seconds, days_since_last,
            clock, verdict, started_at, stopped_at, due_at, limit_minutes, elapsed_seconds, paused_seconds, part)
        select tenant, order_id, facet, number, asset_id, asset_code, occurred_at, ended_at, false_reply, kept, late,
               unjudged, accept_seconds, repair_seconds, outage_seconds, days_since_last,
               clock::smallint[], verdict::smallint[], started_at::timestamptz[], stopped_at::timestamptz[],
               due_at::timestamptz[], limit_minutes::int[], elapsed_seconds::bigint[], paused_seconds::bigint[], part
        from unnest(
            $1::text[], $2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::text[], $7::timestamptz[],
            $8::timestamptz[], $9::boolean[], $10::smallint[], $11::smallint[], $12::smallint[], $13::bigint[],
            $14::bigint[], $15::bigint[], $16::int[], $17::text[], $18::text[], $19::text[], $20::text[], $21::text[],
            $22::text[], $23::text[], $24::text[], $25::smallint[]) as r(
            tenant, order_id, facet, number, asset_id, asset_code, occurred_at, ended_at, false_reply, kept, late,
            unjudged, accept_seconds, repair_seconds, outage_seconds, days_since_last,
            clock, verdict, started_at, stopped_at, due_at, limit_minutes, elapsed_seconds, paused_seconds, part)
        on conflict (tenant, order_id, part) do update set
            facet = excluded.facet, number = excluded.number, asset_id = excluded.asset_id,
            asset_code = excluded.asset_code, occurred_at = excluded.occurred_at, ended_at = excluded.ended_at,
            false_reply = excluded.false_reply, kept = excluded.kept, late = excluded.late,
            unjudged = excluded.unjudged, accept_seconds = excluded.accept_seconds,
            repair_seconds = excluded.repair_seconds, outage_seconds = excluded.outage_seconds,
            days_since_last = excluded.days_since_last, clock = excluded.clock, verdict = excluded.verdict,
            started_at = excluded.started_at, stopped_at = excluded.stopped_at, due_at = excluded.due_at,
            limit_minutes = excluded.limit_minutes, elapsed_seconds = excluded.elapsed_seconds,
            paused_seconds = excluded.paused_seconds
        """;

    private const string DropSql = """
        delete from closed_order o using unnest($1::text[], $2::uuid[], $3::smallint[]) as k(tenant, order_id, part)
        where o.tenant = k.tenant and o.order_id = k.order_id and o.part = k.part
        """;

    /// <summary>Writes orders as they are now.</summary>
    /// <param name="orders">Orders; whatever was known of them is replaced.</param>
    /// <param name="rows">All that is counted of them from now on, each once.</param>
    /// <param name="again">Others, with what is known of them.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task WriteAsync(
        IReadOnlyCollection<EntityKey> orders,
        IReadOnlyCollection<ClosedOrder> rows,
        IReadOnlyCollection<RecountedOrder> again,
        CancellationToken cancellationToken)
    {
        if (orders.Count + again.Count == 0)
        {
            return;
        }

        List<ClosedOrder> known = orders.Count == 0
            ? []
            : await ClosedOrderRows.OfAsync(orders, connection, cancellationToken);
        var before = known.Concat(again.Select(a => a.Before)).ToDictionary(o => o.Row);
        var now = rows.Concat(again.Select(a => a.Now)).ToDictionary(o => o.Row);
        var neighbours = await TellAsync(now, before, cancellationToken);
        ClosedOrder[] gone = [.. before.Values.Where(o => !now.ContainsKey(o.Row))];
        await StoreAsync([.. now.Values], gone, cancellationToken);
        await new CellWriter(connection).AddAsync(Counted(now, before, neighbours, gone).Rolled(), cancellationToken);
    }

    // Puts in place how long ago the last trouble of each order was; hands back what was known of others that it moves.
    private async Task<Dictionary<(EntityKey Key, short Part), ClosedOrder>> TellAsync(
        Dictionary<(EntityKey Key, short Part), ClosedOrder> now,
        Dictionary<(EntityKey Key, short Part), ClosedOrder> before,
        CancellationToken cancellationToken)
    {
        var (orders, known) = (OrdersOf(now), OrdersOf(before));
        var moved = MovedOf(orders, known);
        var neighbours = moved.Count == 0
            ? []
            : (await ClosedOrderRows.OfAsync(SpansOf(moved), connection, cancellationToken)).ToDictionary(o => o.Row);
        foreach (var order in Kept(orders, known, moved).Concat(Told(orders, OrdersOf(neighbours), moved)))
        {
            now[order.Row] = order;
        }

        return neighbours;
    }

    private static CellBook Counted(
        Dictionary<(EntityKey Key, short Part), ClosedOrder> now,
        Dictionary<(EntityKey Key, short Part), ClosedOrder> before,
        Dictionary<(EntityKey Key, short Part), ClosedOrder> neighbours,
        ClosedOrder[] gone)
    {
        var book = new CellBook();
        foreach (var (row, order) in now)
        {
            book.Count(order, 1);
            if ((before.GetValueOrDefault(row) ?? neighbours.GetValueOrDefault(row)) is { } old)
            {
                book.Count(old, -1);
            }
        }

        foreach (var order in gone)
        {
            book.Count(order, -1);
        }

        return book;
    }

    // Repeats are of orders, whoever left them.
    private static Dictionary<EntityKey, ClosedOrder> OrdersOf(
        Dictionary<(EntityKey Key, short Part), ClosedOrder> rows) =>
        rows.Values.Where(o => o.IsOrder).ToDictionary(o => o.Key);

    // How long ago the last trouble was follows from when an asset's troubles were: an order that has only come to
    // other results leaves that as it is. Where one has moved, all of its asset are told again.
    private static List<ClosedOrder> MovedOf(
        Dictionary<EntityKey, ClosedOrder> now, Dictionary<EntityKey, ClosedOrder> before)
    {
        var assets = now.Values.Where(o => before.GetValueOrDefault(o.Key) is not { } old || !o.IsSameTrouble(old))
            .SelectMany(o => before.GetValueOrDefault(o.Key) is { } old ? new[] { o, old } : [o])
            .Select(o => (o.Facet.Tenant, o.AssetId)).ToHashSet();
        return [.. now.Values.Concat(before.Values).Where(o => assets.Contains((o.Facet.Tenant, o.AssetId)))];
    }

    private static IEnumerable<ClosedOrder> Kept(
        Dictionary<EntityKey, ClosedOrder> now, Dictionary<EntityKey, ClosedOrder> before, List<ClosedOrder> moved)
    {
        var told = moved.Select(o => o.Key).ToHashSet();
        return now.Values.Where(o => !told.Contains(o.Key))
            .Select(o => o with { DaysSinceLast = before[o.Key].DaysSinceLast });
    }

    // A trouble can change how long ago the last one was for itself and for the asset's next one.
    private static List<AssetSpan> SpansOf(IReadOnlyCollection<ClosedOrder> orders) =>
    [
        .. orders.Where(o => o.IsArchived).GroupBy(o => (o.Facet.Tenant, o.AssetId)).Select(g => new AssetSpan(
            g.Key.Tenant, g.Key.AssetId, g.Min(o => o.OccurredAt).AddDays(-RepeatDays.Max),
            g.Max(o => o.OccurredAt).AddDays(RepeatDays.Max))),
    ];

    // All that an order from the first touched one on follows from is within its span; one before that has perhaps a
    // neighbour outside it, and stays as it was.
    private static IEnumerable<ClosedOrder> Told(
        Dictionary<EntityKey, ClosedOrder> now, Dictionary<EntityKey, ClosedOrder> neighbours,
        IReadOnlyCollection<ClosedOrder> touched)
    {
        var since = touched.GroupBy(o => (o.Facet.Tenant, o.AssetId))
            .ToDictionary(g => g.Key, g => g.Min(o => o.OccurredAt));
        var all = now.Values.Where(o => o.IsArchived && since.ContainsKey((o.Facet.Tenant, o.AssetId)))
            .Concat(neighbours.Values.Where(o => !now.ContainsKey(o.Key)));
        return
        [
            .. all.GroupBy(o => (o.Facet.Tenant, o.AssetId, o.Facet.WorkKind)).SelectMany(RepeatDays.Told)
                .Where(o => now.ContainsKey(o.Key)
                    || (o.OccurredAt >= since[(o.Facet.Tenant, o.AssetId)]
                        && o.DaysSinceLast != neighbours[o.Key].DaysSinceLast)),
        ];
    }

    private async Task StoreAsync(
        IReadOnlyList<ClosedOrder> orders, IReadOnlyList<ClosedOrder> gone, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        if (gone.Count > 0)
        {
            Add(
                batch, DropSql, Column(gone, o => o.Facet.Tenant), Column(gone, o => o.OrderId),
                Column(gone, o => o.Part));
        }

        Facet[] facets = [.. orders.Select(o => o.Facet).Distinct()];
        Add(
            batch, FacetSql, Column(facets, f => f.Id), Column(facets, f => f.Tenant), Column(facets, f => f.Month),
            Column(facets, f => f.Region), Column(facets, f => f.County), Column(facets, f => f.AssetClass),
            Column(facets, f => f.Severity), Column(facets, f => f.ContractorId),
            Column(facets, f => f.ContractorCode), Column(facets, f => f.LotId), Column(facets, f => f.WorkKind),
            Column(facets, f => f.Ground));
        Add(
            batch, OrderSql, Column(orders, o => o.Facet.Tenant), Column(orders, o => o.OrderId),
            Column(orders, o => o.Facet.Id), Column(orders, o => o.Number), Column(orders, o => o.AssetId),
            Column(orders, o => o.AssetCode), Column(orders, o => o.OccurredAt), Column(orders, o => o.EndedAt),
            Column(orders, o => o.FalseReply), Column(orders, o => o.Mask(c => c.Verdict == ClockVerdict.OnTime)),
            Column(orders, o => o.Mask(c => c.Verdict == ClockVerdict.Late)),
            Column(orders, o => o.Mask(c => !c.IsJudged)), Column(orders, o => o.AcceptSeconds),
            Column(orders, o => o.RepairSeconds), Column(orders, o => o.OutageSeconds),
            Column(orders, o => o.DaysSinceLast), Texts(orders, c => (short)c.Clock),
            Texts(orders, c => (short)c.Verdict), Texts(orders, c => c.StartedAt), Texts(orders, c => c.StoppedAt),
            Texts(orders, c => c.DueAt), Texts(orders, c => c.LimitMinutes), Texts(orders, c => c.ElapsedSeconds),
            Texts(orders, c => c.PausedSeconds), Column(orders, o => o.Part));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static TValue[] Column<TRow, TValue>(IReadOnlyList<TRow> rows, Func<TRow, TValue> value) =>
        [.. rows.Select(value)];

    private static string[] Texts(IReadOnlyList<ClosedOrder> orders, Func<ClosedClock, object?> value) =>
        Column(orders, o => $"{{{string.Join(',', o.Clocks.Select(c => Text(value(c))))}}}");

    // PostgreSQL keeps microseconds, and rounds what is finer: cut off here as the driver does.
    private static string Text(object? value) => value switch
    {
        null => "NULL",
        DateTimeOffset at => at.ToUniversalTime()
            .ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    public static void Add(NpgsqlBatch batch, string sql, params object[] columns)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var column in columns)
        {
            command.Parameters.Add(new() { Value = column });
        }

        batch.BatchCommands.Add(command);
    }
}
