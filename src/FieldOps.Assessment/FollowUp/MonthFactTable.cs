using System.Collections.Immutable;
using System.Text.Json;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Serialization;
using Npgsql;

namespace FieldOps.Assessment.FollowUp;

/// <summary>
/// Orders and readings of months as they are known now, late facts included, and where each order is: for figures over
/// crews, regions and classes that no single month can give.
/// </summary>
internal static class MonthFactTable
{
    public const string Order = "order";
    public const string Reading = "reading";

    public const string Ddl = """
        create table crew_month(
            tenant text not null, id uuid not null, contractor_id uuid not null, contractor_code text not null,
            month text not null, primary key (tenant, id));
        create index crew_month_of on crew_month(tenant, month);
        create table order_place(
            tenant text not null, order_id uuid not null, region text not null, county text not null,
            primary key (tenant, order_id));
        create table month_fact(
            tenant text not null, month_id uuid not null, fact_id uuid not null, kind text not null,
            position bigint not null, fact jsonb not null, primary key (tenant, month_id, fact_id));
        """;

    private const string OpenSql = """
        insert into crew_month(tenant, id, contractor_id, contractor_code, month)
        select * from unnest($1::text[], $2::uuid[], $3::uuid[], $4::text[], $5::text[])
        on conflict (tenant, id) do nothing
        """;

    private const string PlaceSql = """
        insert into order_place(tenant, order_id, region, county)
        select * from unnest($1::text[], $2::uuid[], $3::text[], $4::text[])
        on conflict (tenant, order_id) do update set region = excluded.region, county = excluded.county
        """;

    private const string FactSql = """
        insert into month_fact(tenant, month_id, fact_id, kind, position, fact)
        select tenant, month_id, fact_id, kind, position, fact::jsonb
        from unnest($1::text[], $2::uuid[], $3::uuid[], $4::text[], $5::bigint[], $6::text[])
            r(tenant, month_id, fact_id, kind, position, fact)
        on conflict (tenant, month_id, fact_id) do update
        set position = excluded.position, fact = excluded.fact
        """;

    private const string LeaveSql = """
        delete from month_fact f using unnest($1::text[], $2::uuid[], $3::uuid[]) k(tenant, month_id, fact_id)
        where f.tenant = k.tenant and f.month_id = k.month_id and f.fact_id = k.fact_id
        """;

    private const string CorrectSql = """
        update month_fact set fact = fact || jsonb_build_object('corrected', $4::jsonb)
        where tenant = $1 and month_id = $2 and fact_id = $3
        """;

    public static ImmutableArray<string> EventNames { get; } =
    [
        "contractor-month.opened.v1", "contractor-month.order-entered.v1", "contractor-month.outcome-recorded.v1",
        "contractor-month.order-withdrawn.v1", "contractor-month.late-fact-recorded.v1",
        "contractor-month.late-record-told.v1", "contractor-month.reading-recorded.v1",
        "contractor-month.reading-corrected.v1", "work-order.dispatched.v1", "work-order.dispatched-again.v1",
    ];

    public static async Task ApplyAsync(
        IReadOnlyList<RecordedEvent> batch, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await OpenAsync(batch, connection, cancellationToken);
        await PlaceAsync(batch, connection, cancellationToken);
        var facts = Folded(batch);
        await StoreAsync([.. facts.Where(f => f.Value.Fact is not null)], connection, cancellationToken);
        await LeaveAsync([.. facts.Where(f => f.Value.Fact is null).Select(f => f.Key)], connection, cancellationToken);
        foreach (var happened in batch)
        {
            if (FactOf(happened.Body) is MonthReadingCorrected e)
            {
                await RunAsync(
                    connection, CorrectSql, cancellationToken, happened.Key.Tenant, happened.Key.Id, e.ReadingId,
                    Json(e.Corrected));
            }
        }
    }

    private static Dictionary<(string Tenant, Guid Month, Guid Fact), (string Kind, long Position, string? Fact)>
        Folded(IReadOnlyList<RecordedEvent> batch)
    {
        var facts =
            new Dictionary<(string Tenant, Guid Month, Guid Fact), (string Kind, long Position, string? Fact)>();
        foreach (var happened in batch)
        {
            var (id, kind, fact) = FactOf(happened.Body) switch
            {
                MonthOrderEntered e => (e.Order.OrderId, Order, Json(e.Order)),
                MonthOutcomeRecorded e => (e.Order.OrderId, Order, Json(e.Order)),
                MonthOrderWithdrawn e => (e.OrderId, Order, null),
                MonthReadingRecorded e => (e.Reading.ReadingId, Reading, Json(e.Reading)),
                _ => (Guid.Empty, "", (string?)null),
            };
            if (id != Guid.Empty)
            {
                facts[(happened.Key.Tenant, happened.Key.Id, id)] = (kind, happened.Position, fact);
            }
        }

        return facts;
    }

    private static IEvent? FactOf(IEvent happened) =>
        happened is MonthLateFactRecorded { Late: var late } ? late.Fact() : happened;

    private static Task OpenAsync(
        IReadOnlyList<RecordedEvent> batch, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var months = batch.Where(e => e.Body is MonthOpened)
            .Select(e => (e.Key.Tenant, e.Key.Id, ((MonthOpened)e.Body).Month)).ToArray();
        return months.Length == 0
            ? Task.CompletedTask
            : RunAsync(
                connection, OpenSql, cancellationToken,
                months.Select(m => m.Tenant).ToArray(), months.Select(m => m.Id).ToArray(),
                months.Select(m => m.Month.ContractorId).ToArray(),
                months.Select(m => m.Month.ContractorCode).ToArray(), months.Select(m => m.Month.Month).ToArray());
    }

    private static Task PlaceAsync(
        IReadOnlyList<RecordedEvent> batch, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var places = batch.Where(e => e.Body is OrderDispatched)
            .Select(e => (e.Key.Tenant, Order: (OrderDispatched)e.Body))
            .GroupBy(p => (p.Tenant, p.Order.OrderId)).Select(g => g.Last()).ToArray();
        return places.Length == 0
            ? Task.CompletedTask
            : RunAsync(
                connection, PlaceSql, cancellationToken,
                places.Select(p => p.Tenant).ToArray(), places.Select(p => p.Order.OrderId).ToArray(),
                places.Select(p => p.Order.Region).ToArray(), places.Select(p => p.Order.County).ToArray());
    }

    private static Task StoreAsync(
        KeyValuePair<(string Tenant, Guid Month, Guid Fact), (string Kind, long Position, string? Fact)>[] facts,
        NpgsqlConnection connection,
        CancellationToken cancellationToken) =>
        facts.Length == 0
            ? Task.CompletedTask
            : RunAsync(
                connection, FactSql, cancellationToken,
                facts.Select(f => f.Key.Tenant).ToArray(), facts.Select(f => f.Key.Month).ToArray(),
                facts.Select(f => f.Key.Fact).ToArray(), facts.Select(f => f.Value.Kind).ToArray(),
                facts.Select(f => f.Value.Position).ToArray(), facts.Select(f => f.Value.Fact!).ToArray());

    private static Task LeaveAsync(
        (string Tenant, Guid Month, Guid Fact)[] keys,
        NpgsqlConnection connection,
        CancellationToken cancellationToken) =>
        keys.Length == 0
            ? Task.CompletedTask
            : RunAsync(
                connection, LeaveSql, cancellationToken,
                keys.Select(k => k.Tenant).ToArray(), keys.Select(k => k.Month).ToArray(),
                keys.Select(k => k.Fact).ToArray());

    private static async Task RunAsync(
        NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value, PlatformJson.Options);
}
