using FieldOps.Compliance.Closed;
using Npgsql;
using NpgsqlTypes;

namespace FieldOps.Benchmarks.Compliance;

/// <summary>Copies ended orders and their cells into the read tables, as the projection would have.</summary>
internal sealed class ReadTables(NpgsqlConnection connection)
{
    private const string Orders = """
        copy compliance.closed_order(
            tenant, order_id, facet, number, asset_id, asset_code, occurred_at, ended_at, false_reply, kept, late,
            unjudged, accept_seconds, repair_seconds, outage_seconds, days_since_last,
            clock, verdict, started_at, stopped_at, due_at, limit_minutes, elapsed_seconds, paused_seconds, part)
        from stdin (format binary, freeze)
        """;

    private const string Facets = """
        copy compliance.facet(id, tenant, month, region, county, asset_class, severity, contractor_id,
            contractor_code, lot_id, work_kind, ground) from stdin (format binary)
        """;

    private static readonly string s_cells = $"copy compliance.cell({CellColumns.Names}) from stdin (format binary)";

    /// <summary>Makes the tables anew in a transaction, without keys: so rows are written as settled.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken) => await RunAsync(
        $"""
        begin; set local search_path = compliance, public; set local maintenance_work_mem = '512MB';
        drop view ended_clock; drop table facet, closed_order, cell; {ClosedTables.Ddl}
        alter table closed_order drop constraint closed_order_pkey
        """, cancellationToken);

    /// <summary>Makes keys and indexes, and commits.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        await RunAsync(
            $"""
            alter table closed_order add primary key (tenant, order_id, part); {ClosedTables.WriterIndexes}
            {ClosedTables.Indexes} commit; reset search_path
            """, cancellationToken);
        await RunAsync("vacuum (analyze) compliance.facet, compliance.cell", cancellationToken);
        await RunAsync("analyze compliance.closed_order", cancellationToken);
    }

    /// <summary>The assets of the world, all in care since a year before its first month.</summary>
    public async Task FleetAsync(CancellationToken cancellationToken)
    {
        var since = OrderWorld.FirstMonth.AddYears(-1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var places = Enumerable.Range(0, OrderWorld.Assets)
            .GroupBy(a => (OrderWorld.RegionOf(a % OrderWorld.Regions), OrderWorld.CountyOf(a), OrderWorld.ClassOf(a)))
            .Select(g => (Place: g.Key, Count: g.LongCount())).ToArray();
        await using var command = new NpgsqlCommand(
            """
            insert into compliance_register.fleet(
                tenant, region, county, asset_class, month, assets, since_seconds, km)
            select $1, region, county, asset_class, '2023-01', n, n * $2, n
            from unnest($3::text[], $4::text[], $5::text[], $6::bigint[]) p(region, county, asset_class, n)
            """,
            connection);
        command.Parameters.Add(new() { Value = OrderWorld.Tenant });
        command.Parameters.Add(new() { Value = new DateTimeOffset(since).ToUnixTimeSeconds() });
        command.Parameters.Add(new() { Value = places.Select(p => p.Place.Item1).ToArray() });
        command.Parameters.Add(new() { Value = places.Select(p => p.Place.Item2).ToArray() });
        command.Parameters.Add(new() { Value = places.Select(p => p.Place.Item3).ToArray() });
        command.Parameters.Add(new() { Value = places.Select(p => p.Count).ToArray() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task CopyAsync(IEnumerable<ClosedOrder> orders, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(Orders, cancellationToken);
        copy.Timeout = TimeSpan.FromHours(1);
        foreach (var order in orders)
        {
            copy.StartRow();
            Write(copy, order);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    public async Task CopyAsync(IEnumerable<Facet> facets, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(Facets, cancellationToken);
        foreach (var facet in facets)
        {
            copy.StartRow();
            copy.Write(facet.Id);
            copy.Write(facet.Tenant);
            copy.Write(facet.Month);
            copy.Write(facet.Region);
            copy.Write(facet.County);
            copy.Write(facet.AssetClass);
            copy.Write(facet.Severity);
            copy.Write(facet.ContractorId);
            copy.Write(facet.ContractorCode);
            copy.Write(facet.LotId);
            copy.Write(facet.WorkKind);
            copy.Write(facet.Ground);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    public async Task CopyAsync(Dictionary<Guid, Cell> cells, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(s_cells, cancellationToken);
        foreach (var (id, cell) in cells)
        {
            copy.StartRow();
            foreach (var (type, value) in CellColumns.Of(id, cell))
            {
                if (value is null)
                {
                    copy.WriteNull();
                }
                else
                {
                    copy.Write(value, type);
                }
            }
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private static void Write(NpgsqlBinaryImporter copy, ClosedOrder order)
    {
        copy.Write(order.Facet.Tenant);
        copy.Write(order.OrderId);
        copy.Write(order.Facet.Id);
        copy.Write(order.Number);
        copy.Write(order.AssetId);
        copy.Write(order.AssetCode);
        copy.Write(order.OccurredAt, NpgsqlDbType.TimestampTz);
        copy.Write(order.EndedAt, NpgsqlDbType.TimestampTz);
        copy.Write(order.FalseReply);
        copy.Write(order.Mask(c => c.Verdict == ClockVerdict.OnTime));
        copy.Write(order.Mask(c => c.Verdict == ClockVerdict.Late));
        copy.Write(order.Mask(c => !c.IsJudged));
        WriteNullable(copy, order.AcceptSeconds, NpgsqlDbType.Bigint);
        WriteNullable(copy, order.RepairSeconds, NpgsqlDbType.Bigint);
        WriteNullable(copy, order.OutageSeconds, NpgsqlDbType.Bigint);
        WriteNullable(copy, order.DaysSinceLast, NpgsqlDbType.Integer);
        WriteArray(copy, order, c => (short)c.Clock, NpgsqlDbType.Smallint);
        WriteArray(copy, order, c => (short)c.Verdict, NpgsqlDbType.Smallint);
        WriteArray(copy, order, c => c.StartedAt, NpgsqlDbType.TimestampTz);
        WriteArray(copy, order, c => c.StoppedAt, NpgsqlDbType.TimestampTz);
        WriteArray(copy, order, c => c.DueAt, NpgsqlDbType.TimestampTz);
        WriteArray(copy, order, c => c.LimitMinutes, NpgsqlDbType.Integer);
        WriteArray(copy, order, c => c.ElapsedSeconds, NpgsqlDbType.Bigint);
        WriteArray(copy, order, c => c.PausedSeconds, NpgsqlDbType.Bigint);
        copy.Write(order.Part);
    }

    private static void WriteNullable<T>(NpgsqlBinaryImporter copy, T? value, NpgsqlDbType type)
        where T : struct
    {
        if (value is { } known)
        {
            copy.Write(known, type);
        }
        else
        {
            copy.WriteNull();
        }
    }

    private static void WriteArray<T>(
        NpgsqlBinaryImporter copy, ClosedOrder order, Func<ClosedClock, T> value, NpgsqlDbType type)
    {
        var values = new T[order.Clocks.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = value(order.Clocks[i]);
        }

        copy.Write(values, NpgsqlDbType.Array | type);
    }

    private async Task RunAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
