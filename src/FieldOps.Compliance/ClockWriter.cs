using FieldOps.Compliance.Closed;
using Npgsql;

namespace FieldOps.Compliance;

/// <summary>Writes what a batch has made of its orders: one statement a table, all in one round trip.</summary>
internal sealed class ClockWriter(TimeZoneInfo zone)
{
    private const string StopSql = """
        delete from running_clock r using unnest($1::text[], $2::uuid[], $3::text[]) as k(tenant, order_id, clock)
        where r.tenant = k.tenant and r.order_id = k.order_id and r.clock = k.clock
        """;

    private const string RunSql = """
        insert into running_clock(
            tenant, order_id, clock, number, work_kind, severity, region, county, asset_class, asset_code, asset_name,
            contractor_id, contractor_code, occurred_at, started_at, due_at, limit_minutes,
            rests_from, rests_until, left_seconds, hours, lot_id)
        select * from unnest(
            $1::text[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
            $10::text[], $11::text[], $12::uuid[], $13::text[], $14::timestamptz[], $15::timestamptz[],
            $16::timestamptz[], $17::int[], $18::timestamptz[], $19::timestamptz[], $20::bigint[],
            $21::text[], $22::uuid[])
        on conflict (tenant, order_id, clock) do update set
            contractor_id = excluded.contractor_id, contractor_code = excluded.contractor_code,
            severity = excluded.severity, limit_minutes = excluded.limit_minutes,
            started_at = excluded.started_at, due_at = excluded.due_at, rests_from = excluded.rests_from,
            rests_until = excluded.rests_until, left_seconds = excluded.left_seconds,
            hours = excluded.hours, lot_id = excluded.lot_id
        """;

    public async Task WriteAsync(
        IReadOnlyCollection<BatchOrder> orders,
        IReadOnlyCollection<RecountedOrder> again,
        NpgsqlConnection connection,
        CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        Stop(batch, [.. orders.SelectMany(o => o.Gone().Select(r => (o, r)))]);
        Run(batch, [.. orders.SelectMany(o => o.Changed().Select(r => (o, r)))]);
        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        var counted = orders.Where(o => o.IsCounted).ToArray();
        await new ClosedWriter(connection).WriteAsync(
            [.. counted.Select(o => o.Key)],
            [.. counted.SelectMany(o => ClosedOrder.RowsOf(o.Tenant, o.OrderId, o.State, zone))],
            again,
            cancellationToken);
    }

    private static void Stop(NpgsqlBatch batch, (BatchOrder Order, RunningClock Clock)[] rows) => Add(
        batch, StopSql, rows,
        rows.Select(r => r.Order.Tenant).ToArray(),
        rows.Select(r => r.Order.OrderId).ToArray(),
        rows.Select(r => SlaNames.Of(r.Clock.Clock)).ToArray());

    private static void Run(NpgsqlBatch batch, (BatchOrder Order, RunningClock Clock)[] rows)
    {
        var origins = rows.Select(r => r.Order.State.Origin!).ToArray();
        Add(
            batch, RunSql, rows,
            rows.Select(r => r.Order.Tenant).ToArray(),
            rows.Select(r => r.Order.OrderId).ToArray(),
            rows.Select(r => SlaNames.Of(r.Clock.Clock)).ToArray(),
            origins.Select(o => o.Number).ToArray(),
            origins.Select(o => o.WorkKind).ToArray(),
            rows.Select(r => r.Clock.Severity).ToArray(),
            origins.Select(o => o.Asset.Region).ToArray(),
            origins.Select(o => o.Asset.County).ToArray(),
            origins.Select(o => o.Asset.AssetClass).ToArray(),
            origins.Select(o => o.Asset.Code).ToArray(),
            origins.Select(o => o.Asset.Name).ToArray(),
            rows.Select(r => r.Clock.ContractorId).ToArray(),
            rows.Select(r => r.Clock.ContractorCode).ToArray(),
            origins.Select(o => o.OccurredAt).ToArray(),
            rows.Select(r => r.Clock.StartedAt).ToArray(),
            rows.Select(r => r.Clock.DueAt).ToArray(),
            rows.Select(r => r.Clock.LimitMinutes).ToArray(),
            rows.Select(r => r.Clock.RestsFrom).ToArray(),
            rows.Select(r => r.Clock.RestsUntil).ToArray(),
            rows.Select(r => r.Clock.LeftSeconds).ToArray(),
            rows.Select(r => r.Clock.Hours).ToArray(),
            rows.Select(r => r.Order.State.Lead?.LotId).ToArray());
    }

    private static void Add<TRow>(NpgsqlBatch batch, string sql, TRow[] rows, params object[] columns)
    {
        if (rows.Length == 0)
        {
            return;
        }

        var command = new NpgsqlBatchCommand(sql);
        foreach (var column in columns)
        {
            command.Parameters.Add(new() { Value = column });
        }

        batch.BatchCommands.Add(command);
    }
}
