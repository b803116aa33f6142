using FieldOps.Platform.Log;
using Npgsql;
using NpgsqlTypes;

namespace FieldOps.Platform.Feed;

/// <summary>The durable cursors of consumers: one position a partition, moved only from where they were.</summary>
internal sealed class CursorStore(NpgsqlDataSource database, LogReader reader)
{
    private const string Create = """
        insert into log.cursor(consumer, partition, position, epoch)
        select $1, p, 0, s.epoch from generate_series(0, $2 - 1) p, log.state s
        on conflict do nothing
        """;

    private const string Read = "select partition, position, epoch from log.cursor where consumer = $1";

    private const string Move = """
        update log.cursor c set position = n.next
        from unnest($2, $3, $4) n(partition, old, next)
        where c.consumer = $1 and c.partition = n.partition and c.position = n.old
        """;

    /// <summary>The consumer's cursors, made at 0 where there are none.</summary>
    /// <exception cref="CursorLostException">They belong to another epoch of the log.</exception>
    public async Task<long[]> LoadAsync(string consumer, CancellationToken cancellationToken)
    {
        await using var create = database.CreateCommand(Create);
        create.Parameters.Add(new() { Value = consumer });
        create.Parameters.Add(new() { Value = Partitions.Count });
        await create.ExecuteNonQueryAsync(cancellationToken);

        var epoch = await reader.EpochAsync(cancellationToken);
        var cursors = new long[Partitions.Count];
        await using var read = database.CreateCommand(Read);
        read.Parameters.Add(new() { Value = consumer });
        await using var rows = await read.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            if (rows.GetInt32(2) != epoch)
            {
                throw new CursorLostException(consumer, "its cursor is of another epoch of the log: rebuild it");
            }

            cursors[rows.GetInt16(0)] = rows.GetInt64(1);
        }

        return cursors;
    }

    /// <summary>Moves those cursors that differ, in the connection's transaction where it has one.</summary>
    /// <exception cref="CursorLostException">Somebody else moved them: whatever was done with them must not
    /// count.</exception>
    public static async Task MoveAsync(
        string consumer, long[] old, long[] next, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var moved = Enumerable.Range(0, old.Length).Where(p => old[p] != next[p]).ToArray();
        if (moved.Length == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(Move, connection);
        command.Parameters.Add(new() { Value = consumer });
        Add(command, NpgsqlDbType.Smallint, Array.ConvertAll(moved, p => (short)p));
        Add(command, NpgsqlDbType.Bigint, Array.ConvertAll(moved, p => old[p]));
        Add(command, NpgsqlDbType.Bigint, Array.ConvertAll(moved, p => next[p]));
        if (await command.ExecuteNonQueryAsync(cancellationToken) != moved.Length)
        {
            throw new CursorLostException(consumer, "another worker moved its cursor");
        }
    }

    /// <summary>Moves one partition's cursor.</summary>
    /// <exception cref="CursorLostException">Somebody else moved it.</exception>
    public async Task MoveAsync(
        string consumer, int partition, long old, long next, CancellationToken cancellationToken)
    {
        long[] from = new long[Partitions.Count];
        long[] to = new long[Partitions.Count];
        from[partition] = old;
        to[partition] = next;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await MoveAsync(consumer, from, to, connection, cancellationToken);
    }

    private static void Add<T>(NpgsqlCommand command, NpgsqlDbType type, T[] values) =>
        command.Parameters.Add(new NpgsqlParameter<T[]>
        {
            TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type,
        });
}
