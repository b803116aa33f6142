using System.Collections.Immutable;
using System.Text.Json;
using FieldOps.Domain.Assessment.Standing;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Serialization;
using Npgsql;

namespace FieldOps.Assessment.Suspensions;

/// <summary>Proposals to suspend, one row each.</summary>
internal sealed class SuspensionProjection : Projection
{
    public const string Schema = "suspensions";

    private static readonly SuspensionEntity s_entity = new();

    private readonly StateTable _proposals = new(s_entity, "proposal");

    public override string Name => Schema;

    public override int Revision => 2;

    public override ImmutableHashSet<string> EventNames { get; } = [.. s_entity.Events.Keys];

    public override string Ddl => _proposals.Ddl;

    public override Task ApplyAsync(
        IReadOnlyList<RecordedEvent> batch, NpgsqlConnection connection, CancellationToken cancellationToken) =>
        _proposals.ApplyAsync(batch, connection, cancellationToken);

    public override Projection Fresh() => new SuspensionProjection();
}

/// <summary>Reads them.</summary>
internal sealed class SuspensionRows(NpgsqlDataSource database)
{
    private const string PageSql = """
        select state::text from suspensions.proposal
        where tenant = $1 and state->>'code' > $2 and state->>'status' <> 'none'
          and ($3::uuid is null or (state->>'contractorId')::uuid = $3)
          and ($4::text is null or state->>'status' = $4)
        order by state->>'code' limit $5
        """;

    /// <summary>A page by code: of one contractor, in a status.</summary>
    public async Task<List<SuspensionState>> PageAsync(
        string tenant, string after, Guid? contractor, string? status, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(PageSql);
        command.Parameters.Add(RowReading.Text(tenant));
        command.Parameters.Add(RowReading.Text(after));
        command.Parameters.Add(RowReading.Uuid(contractor));
        command.Parameters.Add(RowReading.Text(status));
        command.Parameters.Add(new() { Value = limit });
        var found = new List<SuspensionState>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            found.Add(JsonSerializer.Deserialize<SuspensionState>(rows.GetString(0), PlatformJson.Options)!);
        }

        return found;
    }
}
