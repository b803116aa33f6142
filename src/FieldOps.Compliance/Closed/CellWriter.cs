using Npgsql;
using NpgsqlTypes;

namespace FieldOps.Compliance.Closed;

/// <summary>Adds changes to the cells: those that are there are read, added to and written again.</summary>
internal sealed class CellWriter(NpgsqlConnection connection)
{
    private const string Drop = "delete from cell where id = any($1)";

    private static readonly string s_measures = string.Join(", ", Measures.Columns);

    private static readonly string s_find = $"select id, {s_measures} from cell where id = any($1)";

    private static readonly string s_upsert = $"""
        insert into cell({CellColumns.Names})
        select * from unnest(
            $1::uuid[], $2::text[], $3::smallint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
            $9::uuid[], $10::text[], $11::uuid[], $12::text[],
            $13::bytea[], $14::bytea[], $15::bytea[], $16::bytea[], $17::bytea[], $18::bytea[], $19::bytea[])
        on conflict (id) do update set
            {string.Join(", ", Measures.Columns.Select(m => $"{m} = excluded.{m}"))}
        """;

    /// <summary>Adds; a cell that counts nothing any more is dropped, as if it had never been.</summary>
    public async Task AddAsync(Dictionary<Guid, Cell> changes, CancellationToken cancellationToken)
    {
        if (changes.Count == 0)
        {
            return;
        }

        await AddKnownAsync(changes, cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        var isNothing = changes.ToLookup(c => c.Value.IsNothing);
        if (isNothing[true].Any())
        {
            batch.BatchCommands.Add(new(Drop)
            {
                Parameters = { new() { Value = isNothing[true].Select(c => c.Key).ToArray() } },
            });
        }

        if (isNothing[false].Any())
        {
            batch.BatchCommands.Add(UpsertOf([.. isNothing[false]]));
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task AddKnownAsync(Dictionary<Guid, Cell> changes, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(s_find, connection);
        command.Parameters.Add(new() { Value = changes.Keys.ToArray() });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var measures = changes[rows.GetGuid(0)].Measures;
            for (var i = 0; i < measures.Count; i++)
            {
                measures[i].AddBytes(rows.GetFieldValue<byte[]>(i + 1));
            }
        }
    }

    private static NpgsqlBatchCommand UpsertOf(KeyValuePair<Guid, Cell>[] cells)
    {
        var command = new NpgsqlBatchCommand(s_upsert);
        foreach (var (type, value) in CellColumns.All)
        {
            command.Parameters.Add(new()
            {
                Value = value(cells), NpgsqlDbType = NpgsqlDbType.Array | type,
            });
        }

        return command;
    }
}
