using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using Npgsql;

namespace FieldOps.Compliance.Closed;

/// <summary>Reads ended orders back as they were counted.</summary>
internal static class ClosedOrderRows
{
    /// <summary>Columns of an order and its facet, in the order that <see cref="Read"/> expects.</summary>
    public const string Columns = """
        o.tenant, o.order_id, o.number, o.asset_id, o.asset_code, o.occurred_at, o.ended_at, o.false_reply,
        o.accept_seconds, o.repair_seconds, o.outage_seconds, o.days_since_last,
        f.month, f.region, f.county, f.asset_class, f.severity, f.contractor_id, f.contractor_code, f.lot_id,
        f.work_kind, f.ground,
        o.clock, o.verdict, o.started_at, o.stopped_at, o.due_at, o.limit_minutes, o.elapsed_seconds, o.paused_seconds,
        o.part
        """;

    private const string OfKeys = $"""
        select {Columns}
        from unnest($1::text[], $2::uuid[]) as k(tenant, order_id)
        join closed_order o on o.tenant = k.tenant and o.order_id = k.order_id
        join facet f on f.id = o.facet
        """;

    private const string OfAssets = $"""
        select {Columns}
        from unnest($1::text[], $2::uuid[], $3::timestamptz[], $4::timestamptz[]) as k(tenant, asset_id, since, until)
        join closed_order o on o.tenant = k.tenant and o.asset_id = k.asset_id
            and o.occurred_at between k.since and k.until and o.part = 0
        join facet f on f.id = o.facet
        where f.ground <> all($5)
        """;

    /// <summary>The rows of some orders, and of parties that left them; those without one are left out.</summary>
    public static Task<List<ClosedOrder>> OfAsync(
        IReadOnlyCollection<EntityKey> keys, NpgsqlConnection connection, CancellationToken cancellationToken) =>
        ReadAsync(connection, OfKeys, cancellationToken, keys.Select(k => k.Tenant).ToArray(),
            keys.Select(k => k.Id).ToArray());

    /// <summary>The archived orders of some assets within a span of each.</summary>
    public static Task<List<ClosedOrder>> OfAsync(
        IReadOnlyCollection<AssetSpan> spans, NpgsqlConnection connection, CancellationToken cancellationToken) =>
        ReadAsync(connection, OfAssets, cancellationToken, spans.Select(s => s.Tenant).ToArray(),
            spans.Select(s => s.AssetId).ToArray(), spans.Select(s => s.Since).ToArray(),
            spans.Select(s => s.Until).ToArray(), Grounds.NotArchived.ToArray());

    public static ClosedOrder Read(NpgsqlDataReader row) => new()
    {
        Facet = new Facet
        {
            Tenant = string.Intern(row.GetString(0)),
            Month = row.GetString(12),
            Region = row.GetString(13),
            County = row.GetString(14),
            AssetClass = row.GetString(15),
            Severity = row.GetString(16),
            ContractorId = row.GetGuid(17),
            ContractorCode = row.GetString(18),
            LotId = row.GetGuid(19),
            WorkKind = row.GetString(20),
            Ground = row.GetString(21),
        },
        OrderId = row.GetGuid(1),
        Part = row.GetInt16(30),
        Number = row.GetString(2),
        AssetId = row.GetGuid(3),
        AssetCode = row.GetString(4),
        OccurredAt = row.GetFieldValue<DateTimeOffset>(5),
        EndedAt = row.GetFieldValue<DateTimeOffset>(6),
        FalseReply = row.GetBoolean(7),
        AcceptSeconds = row.IsDBNull(8) ? null : row.GetInt64(8),
        RepairSeconds = row.IsDBNull(9) ? null : row.GetInt64(9),
        OutageSeconds = row.IsDBNull(10) ? null : row.GetInt64(10),
        DaysSinceLast = row.IsDBNull(11) ? null : row.GetInt32(11),
        Clocks = Clocks(row),
    };

    private static ImmutableArray<ClosedClock> Clocks(NpgsqlDataReader row)
    {
        var kinds = row.GetFieldValue<short[]>(22);
        var verdicts = row.GetFieldValue<short[]>(23);
        var started = row.GetFieldValue<DateTimeOffset?[]>(24);
        var stopped = row.GetFieldValue<DateTimeOffset?[]>(25);
        var due = row.GetFieldValue<DateTimeOffset?[]>(26);
        var limits = row.GetFieldValue<int[]>(27);
        var elapsed = row.GetFieldValue<long[]>(28);
        var paused = row.GetFieldValue<long[]>(29);
        return
        [
            .. kinds.Select((kind, i) => new ClosedClock(
                (ClockKind)kind, (ClockVerdict)verdicts[i], started[i], stopped[i], due[i], limits[i], elapsed[i],
                paused[i])),
        ];
    }

    private static async Task<List<ClosedOrder>> ReadAsync(
        NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new() { Value = parameter });
        }

        var orders = new List<ClosedOrder>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            orders.Add(Read(rows));
        }

        return orders;
    }
}

/// <summary>An asset and a span of time, both ends included.</summary>
internal sealed record AssetSpan(string Tenant, Guid AssetId, DateTimeOffset Since, DateTimeOffset Until);
