using FieldOps.Platform.Log;
using Npgsql;
using NpgsqlTypes;

namespace FieldOps.Platform.Feed;

/// <summary>The durable cursors of consumers: one position a partition, moved only from where they were.</summary>
internal sealed class CursorStore : IAsyncDisposable
{
    private const int MovesMax = 256;
    private const int QueueMax = 4_096;

    private const string Create = """
        insert into log.cursor(consumer, partition, position, epoch)
        select $1, p, 0, s.epoch from generate_series(0, $2 - 1) p, log.state s
        on conflict do nothing
        """;

    // In one statement: a cursor that follows the log is never seen before the log's end that it has come to.
    private const string Read = """
        select c.partition, c.position, c.epoch, s.epoch, s.position from log.cursor c, log.state s
        where c.consumer = $1
        """;

    // No cursor moves beyond the log's end: what it would have read there is another log's.
    private const string Move = """
        update log.cursor c set position = n.next
        from unnest($2, $3, $4) n(partition, old, next)
        where c.consumer = $1 and c.partition = n.partition and c.position = n.old and c.epoch = $5
            and n.next <= (select position from log.state)
        """;

    // What the cursor says is done is done: one that is lost with the server has it done again, without effect.
    private const string MoveOnes = """
        with unhurried as (select set_config('synchronous_commit', 'off', true))
        update log.cursor c set position = n.next
        from unnest($1, $2, $3, $4) n(consumer, partition, old, next), unhurried
        where c.consumer = n.consumer and c.partition = n.partition and c.position = n.old and c.epoch = $5
            and n.next <= (select position from log.state)
        returning c.consumer, c.partition
        """;

    private readonly NpgsqlDataSource _database;
    private readonly LogEpoch _epoch;
    private readonly Gatherer<OneMove, bool> _moves;

    public CursorStore(NpgsqlDataSource database, LogEpoch epoch)
    {
        (_database, _epoch) = (database, epoch);
        _moves = new("cursors.move", MoveAsync, m => (m.Consumer, m.Partition), _ => 1, MovesMax, QueueMax);
    }

    public ValueTask DisposeAsync() => _moves.DisposeAsync();

    /// <summary>The consumer's cursors, made at 0 where there are none.</summary>
    /// <exception cref="CursorLostException">
    /// They belong to another epoch of the log, or lie beyond its end: what it says in between would be passed over.
    /// </exception>
    public async Task<long[]> LoadAsync(string consumer, CancellationToken cancellationToken)
    {
        await using var create = _database.CreateCommand(Create);
        create.Parameters.Add(new() { Value = consumer });
        create.Parameters.Add(new() { Value = Partitions.Count });
        await create.ExecuteNonQueryAsync(cancellationToken);

        var known = await _epoch.KnownAsync(cancellationToken);
        var cursors = new long[Partitions.Count];
        await using var read = _database.CreateCommand(Read);
        read.Parameters.Add(new() { Value = consumer });
        await using var rows = await read.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            Check(consumer, rows, known);
            cursors[rows.GetInt16(0)] = rows.GetInt64(1);
        }

        return cursors;
    }

    private void Check(string consumer, NpgsqlDataReader rows, int known)
    {
        var (position, own, log, end) = (rows.GetInt64(1), rows.GetInt32(2), rows.GetInt32(3), rows.GetInt64(4));
        if (log != known)
        {
            _epoch.Leave(FormattableString.Invariant($"the log is of epoch {log}, this process is of epoch {known}"));
            throw new CursorLostException(consumer, "the log is of another epoch than this process has read");
        }

        if (own != log)
        {
            throw CursorLostException.OfAnotherEpoch(consumer, own, log);
        }

        if (position > end)
        {
            throw CursorLostException.BeyondTheLog(consumer, position, end);
        }
    }

    /// <summary>Moves those cursors that differ, in the connection's transaction where it has one.</summary>
    /// <exception cref="CursorLostException">Somebody else moved them: whatever was done with them must not
    /// count.</exception>
    public async Task MoveAsync(
        string consumer, long[] old, long[] next, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        var moved = await AddMoveAsync(batch, consumer, old, next, cancellationToken);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        moved();
    }

    /// <summary>
    /// Puts the move into a batch, so that it shares its journey with others of the transaction. What is returned is to
    /// be called when the batch has run.
    /// </summary>
    /// <exception cref="CursorLostException">By what is returned: somebody else moved them.</exception>
    public async ValueTask<Action> AddMoveAsync(
        NpgsqlBatch batch, string consumer, long[] old, long[] next, CancellationToken cancellationToken)
    {
        var moved = Enumerable.Range(0, old.Length).Where(p => old[p] != next[p]).ToArray();
        var command = new NpgsqlBatchCommand(Move);
        command.Parameters.Add(new() { Value = consumer });
        Add(command.Parameters, NpgsqlDbType.Smallint, Array.ConvertAll(moved, p => (short)p));
        Add(command.Parameters, NpgsqlDbType.Bigint, Array.ConvertAll(moved, p => old[p]));
        Add(command.Parameters, NpgsqlDbType.Bigint, Array.ConvertAll(moved, p => next[p]));
        command.Parameters.Add(new() { Value = await _epoch.KnownAsync(cancellationToken) });
        batch.BatchCommands.Add(command);
        return () =>
        {
            if (command.RecordsAffected != moved.Length)
            {
                throw new CursorLostException(consumer, "another worker moved its cursor");
            }
        };
    }

    /// <summary>Moves one partition's cursor; those that move at the same time are gathered.</summary>
    /// <exception cref="CursorLostException">Somebody else moved it.</exception>
    public async Task MoveAsync(
        string consumer, int partition, long old, long next, CancellationToken cancellationToken)
    {
        if (!await _moves.AskAsync(new(consumer, (short)partition, old, next), cancellationToken))
        {
            throw new CursorLostException(consumer, "another worker moved its cursor");
        }
    }

    private async Task MoveAsync(
        IReadOnlyList<Gatherer<OneMove, bool>.Waiting> waiting, CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand(MoveOnes);
        Add(command.Parameters, NpgsqlDbType.Text, waiting.Select(w => w.Request.Consumer).ToArray());
        Add(command.Parameters, NpgsqlDbType.Smallint, waiting.Select(w => w.Request.Partition).ToArray());
        Add(command.Parameters, NpgsqlDbType.Bigint, waiting.Select(w => w.Request.Old).ToArray());
        Add(command.Parameters, NpgsqlDbType.Bigint, waiting.Select(w => w.Request.Next).ToArray());
        command.Parameters.Add(new() { Value = await _epoch.KnownAsync(cancellationToken) });
        var moved = new HashSet<(string, short)>();
        await using (var rows = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await rows.ReadAsync(cancellationToken))
            {
                moved.Add((rows.GetString(0), rows.GetInt16(1)));
            }
        }

        foreach (var one in waiting)
        {
            one.Settle(moved.Contains((one.Request.Consumer, one.Request.Partition)));
        }
    }

    private static void Add<T>(NpgsqlParameterCollection parameters, NpgsqlDbType type, T[] values) =>
        parameters.Add(new NpgsqlParameter<T[]>
        {
            TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type,
        });

    private sealed record OneMove(string Consumer, short Partition, long Old, long Next);
}
