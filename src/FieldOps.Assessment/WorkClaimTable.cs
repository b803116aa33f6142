using FieldOps.Domain.Assessment;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Settlement;
using FieldOps.Platform.Feed;
using Npgsql;

namespace FieldOps.Assessment;

/// <summary>
/// What works of months claim that others may claim as well: parts of projects, and cables in care. A work that was
/// taken back claims nothing. Works of several months may have one id: it comes from the caller's key.
/// </summary>
internal static class WorkClaimTable
{
    public const string Project = "project";

    public const string Cable = "cable";

    public const string Ddl = """
        create table work_claim(
            tenant text not null, kind text not null, code text not null, work_id uuid not null,
            month_id uuid not null, percent numeric not null, primary key (tenant, kind, code, month_id, work_id));
        create index work_claim_by_work on work_claim(tenant, month_id, work_id);
        """;

    private const string Store = """
        insert into work_claim(tenant, kind, code, work_id, month_id, percent)
        select * from unnest($1::text[], $2::text[], $3::text[], $4::uuid[], $5::uuid[], $6::numeric[])
        on conflict do nothing
        """;

    private const string Drop = """
        delete from work_claim c using unnest($1::text[], $2::uuid[], $3::uuid[]) w(tenant, month_id, work_id)
        where c.tenant = w.tenant and c.month_id = w.month_id and c.work_id = w.work_id
        """;

    public static async Task ApplyAsync(
        RecordedEvent[] batch, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var facts = batch.Select(e => (
            e.Key, Fact: e.Body is MonthLateFactRecorded { Late: var late } ? late.Fact() : e.Body)).ToArray();
        var claims = facts.SelectMany(f => f.Fact is MonthWorkRecorded recorded
            ? Of(recorded.Work).Select(c => (f.Key, recorded.Work.WorkId, c.Kind, c.Code, c.Percent))
            : []).ToArray();
        await StoreAsync(claims, connection, cancellationToken);

        // A work is taken back after it was recorded, and once.
        await DropAsync(
            [.. facts.Where(f => f.Fact is MonthWorkWithdrawn)
                .Select(f => (f.Key, ((MonthWorkWithdrawn)f.Fact!).WorkId))],
            connection, cancellationToken);
    }

    private static async Task StoreAsync(
        (EntityKey Key, Guid WorkId, string Kind, string Code, decimal Percent)[] claims,
        NpgsqlConnection connection,
        CancellationToken cancellationToken)
    {
        if (claims.Length > 0)
        {
            await using var store = new NpgsqlCommand(Store, connection);
            store.Parameters.Add(new() { Value = claims.Select(c => c.Key.Tenant).ToArray() });
            store.Parameters.Add(new() { Value = claims.Select(c => c.Kind).ToArray() });
            store.Parameters.Add(new() { Value = claims.Select(c => c.Code).ToArray() });
            store.Parameters.Add(new() { Value = claims.Select(c => c.WorkId).ToArray() });
            store.Parameters.Add(new() { Value = claims.Select(c => c.Key.Id).ToArray() });
            store.Parameters.Add(new() { Value = claims.Select(c => c.Percent).ToArray() });
            await store.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static async Task DropAsync(
        (EntityKey Key, Guid WorkId)[] gone, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (gone.Length > 0)
        {
            await using var drop = new NpgsqlCommand(Drop, connection);
            drop.Parameters.Add(new() { Value = gone.Select(g => g.Key.Tenant).ToArray() });
            drop.Parameters.Add(new() { Value = gone.Select(g => g.Key.Id).ToArray() });
            drop.Parameters.Add(new() { Value = gone.Select(g => g.WorkId).ToArray() });
            await drop.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static IEnumerable<(string Kind, string Code, decimal Percent)> Of(WorkFact work) => work switch
    {
        { Cables: { } month } => month.Cables.Select(c => (Cable, c.Code, 0m)),
        // What pays nothing leaves the others their parts.
        { Project: { OwnSingleService: false, Course: not ProjectCourse.BuiltBySame } project } =>
            [(Project, project.ProjectCode, project.WorkloadPercent)],
        _ => [],
    };
}
