using System.Collections.Immutable;
using FieldOps.Domain.Kernel.Policies;
using FieldOps.Platform.Feed;
using Npgsql;

namespace FieldOps.Platform.Config;

/// <summary>Approved versions of rule sets, as whoever runs under them reads them.</summary>
internal sealed class PolicyShelfProjection : Projection
{
    public const string Schema = "policies";

    private const string WriteSql = """
        insert into version(tenant, kind, id, version, effective_from, content, digest, approved_by, approved_at)
        select * from unnest(
            $1::text[], $2::text[], $3::text[], $4::int[], $5::timestamptz[], $6::text[], $7::text[], $8::text[],
            $9::timestamptz[])
        on conflict (tenant, kind, id, version) do nothing
        """;

    private const string RevisionSql = """
        insert into revision(tenant, position)
        select tenant, max(position) from unnest($1::text[], $2::bigint[]) as n(tenant, position) group by tenant
        on conflict (tenant) do update set position = greatest(revision.position, excluded.position)
        """;

    public override string Name => Schema;

    public override int Revision => 1;

    public override ImmutableHashSet<string> EventNames { get; } = ["policy.approved.v1"];

    public override string Ddl => """
        create table version(
            tenant text not null, kind text not null, id text not null, version int not null,
            effective_from timestamptz not null, content text not null, digest text not null,
            approved_by text not null, approved_at timestamptz not null,
            primary key (tenant, kind, id, version));
        create table revision(tenant text primary key, position bigint not null);
        """;

    public override async Task ApplyAsync(
        IReadOnlyList<RecordedEvent> batch, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var approved = batch.Where(e => e.Body is PolicyApproved)
            .Select(e => (e.Key.Tenant, e.Position, Version: (PolicyApproved)e.Body)).ToArray();
        if (approved.Length == 0)
        {
            return;
        }

        await using var commands = new NpgsqlBatch(connection);
        Add(
            commands, WriteSql,
            approved.Select(a => a.Tenant).ToArray(), approved.Select(a => a.Version.Kind).ToArray(),
            approved.Select(a => a.Version.Id).ToArray(), approved.Select(a => a.Version.Version).ToArray(),
            approved.Select(a => a.Version.EffectiveFrom).ToArray(),
            approved.Select(a => a.Version.Content).ToArray(), approved.Select(a => a.Version.Digest).ToArray(),
            approved.Select(a => a.Version.ApprovedBy).ToArray(),
            approved.Select(a => a.Version.ApprovedAt).ToArray());
        Add(
            commands, RevisionSql,
            approved.Select(a => a.Tenant).ToArray(), approved.Select(a => a.Position).ToArray());
        await commands.ExecuteNonQueryAsync(cancellationToken);
    }

    public override Projection Fresh() => new PolicyShelfProjection();

    private static void Add(NpgsqlBatch batch, string sql, params object[] columns)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var column in columns)
        {
            command.Parameters.Add(new() { Value = column });
        }

        batch.BatchCommands.Add(command);
    }
}
