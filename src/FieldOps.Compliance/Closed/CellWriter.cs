using NpgsqlTypes;
using Npgsql;

namespace FieldOps.Compliance.Closed;

/// <summary>Adds changes to the cells: those that are there are read, added to and written again.</summary>
internal sealed class CellWriter(NpgsqlConnection connection)
{
    /// <summary>Columns of the counts, in the order of <see cref="Read"/>.</summary>
    public const string Counts = """
        kept, late, unjudged, elapsed_seconds, accepted, accept_seconds, repaired, repair_seconds, outages,
        outage_seconds, spread
        """;

    private const string Find = $"select id, {Counts} from cell where id = any($1)";

    private const string Drop = "delete from cell where id = any($1)";

    private const string Upsert = $"""
        insert into cell(
            id, tenant, roll, measure, month, region, county, asset_class, severity, contractor_id, contractor_code,
            lot_id, work_kind, ground, {Counts})
        select * from unnest(
            $1::uuid[], $2::text[], $3::smallint[], $4::smallint[], $5::text[], $6::text[], $7::text[], $8::text[],
            $9::text[], $10::uuid[], $11::text[], $12::uuid[], $13::text[], $14::text[],
            $15::bigint[], $16::bigint[], $17::bigint[], $18::bigint[], $19::bigint[], $20::bigint[], $21::bigint[],
            $22::bigint[], $23::bigint[], $24::bigint[], $25::bytea[])
        on conflict (id) do update set
            kept = excluded.kept, late = excluded.late, unjudged = excluded.unjudged,
            elapsed_seconds = excluded.elapsed_seconds, accepted = excluded.accepted,
            accept_seconds = excluded.accept_seconds, repaired = excluded.repaired,
            repair_seconds = excluded.repair_seconds, outages = excluded.outages,
            outage_seconds = excluded.outage_seconds, spread = excluded.spread
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
        Guid[] empty = [.. changes.Where(c => c.Value.Tally.IsNothing).Select(c => c.Key)];
        if (empty.Length > 0)
        {
            batch.BatchCommands.Add(new(Drop) { Parameters = { new() { Value = empty } } });
        }

        KeyValuePair<Guid, Cell>[] full = [.. changes.Where(c => !c.Value.Tally.IsNothing)];
        if (full.Length > 0)
        {
            batch.BatchCommands.Add(UpsertOf(full));
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Adds the counts of a row, whose columns from the first given on are <see cref="Counts"/>.</summary>
    public static void Read(NpgsqlDataReader row, int first, Tally into)
    {
        into.Kept += row.GetInt64(first);
        into.Late += row.GetInt64(first + 1);
        into.Unjudged += row.GetInt64(first + 2);
        into.ElapsedSeconds += row.GetInt64(first + 3);
        into.Accepted += row.GetInt64(first + 4);
        into.AcceptSeconds += row.GetInt64(first + 5);
        into.Repaired += row.GetInt64(first + 6);
        into.RepairSeconds += row.GetInt64(first + 7);
        into.Outages += row.GetInt64(first + 8);
        into.OutageSeconds += row.GetInt64(first + 9);
        into.Spread.AddBytes(row.GetFieldValue<byte[]>(first + 10));
    }

    private async Task AddKnownAsync(Dictionary<Guid, Cell> changes, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Find, connection);
        command.Parameters.Add(new() { Value = changes.Keys.ToArray() });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            Read(rows, 1, changes[rows.GetGuid(0)].Tally);
        }
    }

    private static NpgsqlBatchCommand UpsertOf(KeyValuePair<Guid, Cell>[] cells)
    {
        var command = new NpgsqlBatchCommand(Upsert);
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
