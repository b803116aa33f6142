using System.Text.Json.Nodes;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Log;
using Npgsql;

namespace FieldOps.Cli.Commands;

/// <summary>One event as it is stored, in today's or an older shape.</summary>
internal sealed record LogLine(
    long Position,
    string Tenant,
    string Type,
    Guid Id,
    int Version,
    string Name,
    DateTimeOffset RecordedAt,
    string Actor,
    Guid Command,
    JsonNode Body);

/// <summary>Reads stored events as they are, so that even those are shown that no code reads any more.</summary>
internal sealed class LogLines(NpgsqlDataSource database)
{
    private const string Page = """
        select position, tenant, type, id, version, name, recorded_at, actor, command, body
        from log.event
        where position > $1 and position <= $2 order by position limit $3
        """;

    // An entity's events are found by its small id and version, not by a walk over the whole log.
    private const string OfEntity = """
        select e.position, e.tenant, e.type, e.id, e.version, e.name, e.recorded_at, e.actor, e.command, e.body
        from log.head h join log.event e on e.entity = h.entity
        where h.id = $4 and h.type = $5 and h.tenant = $6 and e.position > $1 and e.position <= $2
        order by e.version limit $3
        """;

    public async Task<List<LogLine>> ReadAsync(
        EntityKey? entity, long after, long upTo, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(entity is null ? Page : OfEntity);
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = upTo });
        command.Parameters.Add(new() { Value = LogReader.PageMax });
        if (entity is { } key)
        {
            command.Parameters.Add(new() { Value = key.Id });
            command.Parameters.Add(new() { Value = key.Type });
            command.Parameters.Add(new() { Value = key.Tenant });
        }

        var page = new List<LogLine>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            page.Add(new(
                rows.GetInt64(0), rows.GetString(1), rows.GetString(2), rows.GetGuid(3), rows.GetInt32(4),
                rows.GetString(5), rows.GetFieldValue<DateTimeOffset>(6), rows.GetString(7), rows.GetGuid(8),
                JsonNode.Parse(rows.GetString(9))!));
        }

        return page;
    }
}
