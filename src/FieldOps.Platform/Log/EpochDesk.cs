using Npgsql;

namespace FieldOps.Platform.Log;

/// <summary>
/// What operators do after a restore or a failover: raise the log's epoch, and say of each consumer how it goes on.
/// </summary>
public sealed class EpochDesk(NpgsqlDataSource database)
{
    private const string State = "select epoch, position from log.state";

    // A cursor beyond the log's end came with another copy of the log.
    private const string Refused = """
        select c.consumer, min(c.epoch), min(c.position), bool_or(p.name is not null)
        from log.state s
        join log.cursor c on c.epoch <> s.epoch or c.position > s.position
        left join log.projection p on p.name = c.consumer
        group by c.consumer order by c.consumer
        """;

    // Nobody appends meanwhile. The forgetting of old answers has no effect that could be passed over: it just goes on.
    // Snapshots beyond their entities were written by processes that had read the log of before.
    private const string Raise = """
        with held as (select pg_advisory_xact_lock(20011)),
        raised as (
            update log.state set epoch = epoch + 1 where (select count(*) from held) = 1 returning epoch, position),
        kept as (
            update log.cursor c set epoch = r.epoch, position = least(c.position, r.position) from raised r
            where c.consumer = $1 or ($2 and c.position <= r.position and c.epoch = r.epoch - 1)
            returning 1),
        untrue as (
            delete from log.snapshot s using log.head h where h.entity = s.entity and s.version > h.version
            returning 1)
        select (select count(*) from kept), (select epoch from raised), (select count(*) from untrue)
        """;

    // Never forward: what lies between would be passed over.
    private const string Rewind = """
        update log.cursor c set epoch = s.epoch, position = least(c.position, $2, s.position) from log.state s
        where c.consumer = $1 and not exists (select from log.projection p where p.name = c.consumer)
        """;

    /// <summary>As it is now.</summary>
    public async Task<EpochState> LookAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var refused = new List<RefusedConsumer>();
        await using (var command = new NpgsqlCommand(Refused, connection))
        await using (var rows = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await rows.ReadAsync(cancellationToken))
            {
                refused.Add(new(rows.GetString(0), rows.GetInt32(1), rows.GetInt64(2), rows.GetBoolean(3)));
            }
        }

        await using var state = new NpgsqlCommand(State, connection);
        await using var row = await state.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return new(row.GetInt32(0), row.GetInt64(1), refused);
    }

    /// <summary>Raises the epoch: processes that have read the log of before append nothing more and end.</summary>
    /// <param name="whole">
    /// True where log, read models and cursors came from one copy of the whole database: cursors that do not lie
    /// beyond the log's end go along. Else all are refused until their consumer is rebuilt or rewound.
    /// </param>
    /// <param name="cancellationToken">Ends it before it is done.</param>
    public async Task<EpochState> RaiseAsync(bool whole, CancellationToken cancellationToken)
    {
        await using (var command = database.CreateCommand(Raise))
        {
            command.Parameters.Add(new() { Value = CommandExpiry.Consumer });
            command.Parameters.Add(new() { Value = whole });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        return await LookAsync(cancellationToken);
    }

    /// <summary>
    /// Lets a reactor go on in today's epoch, from a position that is not beyond its own: what it sends again under the
    /// same ids has no second effect.
    /// </summary>
    /// <returns>False where there is no such cursor, or it is a read model's, which is rebuilt instead.</returns>
    public async Task<bool> RewindAsync(string consumer, long to, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Rewind);
        command.Parameters.Add(new() { Value = consumer });
        command.Parameters.Add(new() { Value = to });
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }
}
