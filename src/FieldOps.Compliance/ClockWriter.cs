using System.Globalization;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
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
            rests_from, rests_until, left_seconds, hours)
        select * from unnest(
            $1::text[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
            $10::text[], $11::text[], $12::uuid[], $13::text[], $14::timestamptz[], $15::timestamptz[],
            $16::timestamptz[], $17::int[], $18::timestamptz[], $19::timestamptz[], $20::bigint[],
            $21::text[])
        on conflict (tenant, order_id, clock) do update set
            contractor_id = excluded.contractor_id, contractor_code = excluded.contractor_code,
            started_at = excluded.started_at, due_at = excluded.due_at, rests_from = excluded.rests_from,
            rests_until = excluded.rests_until, left_seconds = excluded.left_seconds,
            hours = excluded.hours
        """;

    private const string EndSql = """
        insert into ended_clock(
            tenant, order_id, clock, number, work_kind, month, region, county, asset_class, asset_code,
            contractor_id, contractor_code, occurred_at, started_at, stopped_at, due_at, limit_minutes,
            elapsed_seconds, paused_seconds, late, attribution, false_reply)
        select * from unnest(
            $1::text[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
            $10::text[], $11::uuid[], $12::text[], $13::timestamptz[], $14::timestamptz[], $15::timestamptz[],
            $16::timestamptz[], $17::int[], $18::bigint[], $19::bigint[], $20::boolean[], $21::text[], $22::boolean[])
        on conflict (tenant, order_id, clock) do nothing
        """;

    private const string FalseReplySql = """
        update ended_clock e set false_reply = true from unnest($1::text[], $2::uuid[]) as k(tenant, order_id)
        where e.tenant = k.tenant and e.order_id = k.order_id
        """;

    public async Task WriteAsync(
        IReadOnlyCollection<BatchOrder> orders, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        Stop(batch, [.. orders.SelectMany(o => o.Gone().Select(r => (o, r)))]);
        Run(batch, [.. orders.SelectMany(o => o.Changed().Select(r => (o, r)))]);
        End(batch, [.. orders.Where(o => o.Archived is not null).SelectMany(EndedClocks)]);
        MarkFalse(batch, [.. orders.Where(o => o.FalseReply && o.Archived is null && o.State.HasEnded)]);
        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    // A clock that never started, or that the order's end made needless, has no result.
    private static IEnumerable<(BatchOrder Order, ClockResult Clock)> EndedClocks(BatchOrder order) =>
        order.Archived!.Outcome.Clocks
            .Where(c => c.Outcome is ClockOutcome.OnTime or ClockOutcome.Late && c.StartedAt is not null)
            .Select(c => (order, c));

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
            origins.Select(o => o.Severity).ToArray(),
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
            rows.Select(r => r.Clock.Hours).ToArray());
    }

    private void End(NpgsqlBatch batch, (BatchOrder Order, ClockResult Clock)[] rows)
    {
        var outcomes = rows.Select(r => r.Order.Archived!.Outcome).ToArray();
        Add(
            batch, EndSql, rows,
            rows.Select(r => r.Order.Tenant).ToArray(),
            rows.Select(r => r.Order.OrderId).ToArray(),
            rows.Select(r => SlaNames.Of(r.Clock.Clock)).ToArray(),
            outcomes.Select(o => o.Number).ToArray(),
            outcomes.Select(o => o.WorkKind).ToArray(),
            outcomes.Select(o => MonthOf(o.OccurredAt)).ToArray(),
            outcomes.Select(o => o.Region).ToArray(),
            outcomes.Select(o => o.County).ToArray(),
            outcomes.Select(o => o.AssetClass).ToArray(),
            rows.Select(r => r.Order.State.Origin?.Asset.Code ?? string.Empty).ToArray(),
            outcomes.Select(o => o.ContractorId).ToArray(),
            rows.Select(r => r.Order.State.Lead?.ContractorCode ?? string.Empty).ToArray(),
            outcomes.Select(o => o.OccurredAt).ToArray(),
            rows.Select(r => r.Clock.StartedAt!.Value).ToArray(),
            rows.Select(r => r.Clock.StoppedAt).ToArray(),
            rows.Select(r => r.Clock.DueAt).ToArray(),
            rows.Select(r => r.Clock.LimitMinutes).ToArray(),
            rows.Select(r => (long)r.Clock.Elapsed.TotalSeconds).ToArray(),
            rows.Select(r => (long)r.Clock.Paused.TotalSeconds).ToArray(),
            rows.Select(r => r.Clock.Outcome == ClockOutcome.Late).ToArray(),
            outcomes.Select(o => o.Attribution).ToArray(),
            rows.Select(r => r.Order.FalseReply || r.Order.Archived!.Outcome.FalseReply).ToArray());
    }

    private static void MarkFalse(NpgsqlBatch batch, BatchOrder[] orders) => Add(
        batch, FalseReplySql, orders, orders.Select(o => o.Tenant).ToArray(), orders.Select(o => o.OrderId).ToArray());

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

    private string MonthOf(DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, zone).ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
