using System.Collections.Concurrent;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Log;
using FieldOps.Platform.Telemetry;
using Npgsql;
using NpgsqlTypes;

namespace FieldOps.Platform.Deadlines;

/// <summary>
/// Wakes entities whose deadlines are due. A wake-up that is late, lost or doubled changes no outcome: the row goes
/// only after the entity has answered, and the entity decides from its state.
/// </summary>
internal sealed partial class DeadlineShards(
    NpgsqlDataSource database, IEntities entities, IAppClock clock, ILogger<DeadlineShards> logger)
{
    /// <summary>Wake-ups under way at once.</summary>
    private const int BatchMax = 500;

    /// <summary>Longest sleep: the net under what other processes add.</summary>
    private static readonly TimeSpan s_lookEvery = TimeSpan.FromSeconds(1);

    private const string Due = """
        select d.entity, d.kind, d.due_at, h.tenant, h.type, h.id
        from log.deadline d join log.head h on h.entity = d.entity
        where d.shard = any($1) and d.due_at <= $2 and d.entity <> all($4) order by d.due_at, d.entity limit $3
        """;

    // One index look-up a shard: a plain minimum over several shards would read every row.
    private const string Next = """
        select min(f.due_at) from unnest($1) s(shard)
        cross join lateral (
            select due_at from log.deadline d
            where d.shard = s.shard and d.entity <> all($2) order by due_at limit 1) f
        """;

    // What an entity recorded has settled its rows already, and what is still there then is wanted anew; so only rows
    // of entities go that had nothing to record and are no further on since.
    private const string Done = """
        delete from log.deadline d using unnest($1, $2, $3, $4) f(entity, kind, due, version), log.head h
        where d.entity = f.entity and d.kind = f.kind and d.due_at = f.due
            and h.entity = f.entity and h.version = f.version
        """;

    /// <summary>How long an entity that could not be woken is left alone, so that the others are not held up.</summary>
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(30);

    /// <summary>Shortest sleep while rows stay due: they are tried again, but not in a circle.</summary>
    private static readonly TimeSpan s_breath = TimeSpan.FromMilliseconds(250);

    private readonly Pulse _added = new();
    private readonly ConcurrentDictionary<long, long> _resting = new();
    private long _nextTicks = long.MaxValue;

    /// <summary>The shards looked after: all of them, where nothing else is said.</summary>
    public short[] Shards { get; init; } = [.. Enumerable.Range(0, DeadlineShard.Count).Select(s => (short)s)];

    /// <summary>One shard of them.</summary>
    public DeadlineShards Of(short shard) => new(database, entities, clock, logger) { Shards = [shard] };

    /// <summary>Told of a deadline that this process has just stored.</summary>
    public void Added(DateTimeOffset earliest)
    {
        if (earliest.UtcTicks < Volatile.Read(ref _nextTicks))
        {
            _added.Beat();
        }
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var added = _added.Next;
                while (await FireAsync(clock.Now, cancellationToken) > 0)
                {
                    added = _added.Next;
                }

                var next = await NextAsync(cancellationToken) ?? DateTimeOffset.MaxValue;
                Volatile.Write(ref _nextTicks, next.UtcTicks);
                if (next <= clock.Now)
                {
                    await Task.Delay(s_breath, TimeProvider.System, cancellationToken);
                    continue;
                }

                await Task.WhenAny(added, SleepAsync(next, cancellationToken));
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                Failed(logger, failure);
                await Task.Delay(s_lookEvery, TimeProvider.System, CancellationToken.None);
            }
        }
    }

    /// <summary>The earliest deadline stored, of entities that are not left alone for now; null for none.</summary>
    public async Task<DateTimeOffset?> NextAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Next);
        command.Parameters.Add(new() { Value = Shards });
        command.Parameters.Add(new() { Value = Resting() });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) && !row.IsDBNull(0)
            ? row.GetFieldValue<DateTimeOffset>(0)
            : null;
    }

    /// <summary>Wakes up to one batch of entities due at or before an instant; returns how many answered.</summary>
    public async Task<int> FireAsync(DateTimeOffset upTo, CancellationToken cancellationToken)
    {
        var due = await DueAsync(upTo, cancellationToken);
        if (due.Count == 0)
        {
            return 0;
        }

        var answered = await Task.WhenAll(due.GroupBy(d => d.Key).Select(g => WakeAsync(g, cancellationToken)));
        var done = answered.SelectMany(a => a).ToArray();
        await DoneAsync(Array.FindAll(done, d => d.Unrecorded), cancellationToken);
        PlatformMetrics.Fired(done.Length);
        return done.Length;
    }

    private async Task<List<Row>> WakeAsync(IEnumerable<Row> rows, CancellationToken cancellationToken)
    {
        var answered = new List<Row>();
        foreach (var row in rows)
        {
            try
            {
                if (await AnsweredAsync(row, cancellationToken) is { } settled)
                {
                    answered.Add(settled);
                }
            }
            // One entity's trouble must not keep the others asleep: its row stays, and it is tried again after a rest.
            catch (Exception failure) when (!Weather.Is(failure))
            {
                NotWoken(logger, failure, row.Key.ToString(), row.Kind);
                _resting[row.Entity] = TimeProvider.System.GetTimestamp();
                break;
            }
        }

        return answered;
    }

    // Null where nobody has decided anything: the row stays.
    private async Task<Row?> AnsweredAsync(Row row, CancellationToken cancellationToken)
    {
        var context = new AskContext(
            Actor.System, NameBasedId.Of(row.Key.Id, $"deadline/{row.Kind}/{row.DueAt.UtcTicks}"));
        switch (await entities.AskAsync(
            row.Key, new DeadlineReached(row.Kind, row.DueAt), context, cancellationToken))
        {
            case Answer.Refused { Refusal.Code: not PlatformRefusals.Overloaded } refused:
                Refused(logger, row.Key.ToString(), row.Kind, refused.Refusal.Code);
                return row with { Version = refused.Version, Unrecorded = true };
            case Answer.Accepted accepted:
                return row with { Version = accepted.Version, Unrecorded = accepted.Position == 0 };
            default:
                return null;
        }
    }

    private long[] Resting()
    {
        foreach (var (entity, since) in _resting)
        {
            if (TimeProvider.System.GetElapsedTime(since) > s_rest)
            {
                _resting.TryRemove(entity, out _);
            }
        }

        return [.. _resting.Keys];
    }

    private async Task SleepAsync(DateTimeOffset next, CancellationToken cancellationToken)
    {
        var look = Task.Delay(s_lookEvery, TimeProvider.System, cancellationToken);
        if (next == DateTimeOffset.MaxValue || next - clock.Now > s_lookEvery)
        {
            await look;
            return;
        }

        await Task.WhenAny(look, clock.WaitUntilAsync(next, cancellationToken));
    }

    private async Task<List<Row>> DueAsync(DateTimeOffset upTo, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Due);
        command.Parameters.Add(new() { Value = Shards });
        command.Parameters.Add(new() { Value = upTo });
        command.Parameters.Add(new() { Value = BatchMax });
        command.Parameters.Add(new() { Value = Resting() });
        var due = new List<Row>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            due.Add(new(
                rows.GetInt64(0), rows.GetString(1), rows.GetFieldValue<DateTimeOffset>(2),
                new EntityKey(rows.GetString(3), rows.GetString(4), rows.GetGuid(5))));
        }

        return due;
    }

    private async Task DoneAsync(Row[] done, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Done);
        command.Parameters.Add(new()
        {
            Value = Array.ConvertAll(done, d => d.Entity), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint,
        });
        command.Parameters.Add(new()
        {
            Value = Array.ConvertAll(done, d => d.Kind), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
        });
        command.Parameters.Add(new()
        {
            Value = Array.ConvertAll(done, d => d.DueAt), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
        });
        command.Parameters.Add(new()
        {
            Value = Array.ConvertAll(done, d => d.Version), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer,
        });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(EventId = 1301, Level = LogLevel.Warning, Message = "{Entity} refused its deadline {Kind}: {Code}.")]
    private static partial void Refused(ILogger logger, string entity, string kind, string code);

    [LoggerMessage(EventId = 1303, Level = LogLevel.Error, Message =
        "{Entity} could not be woken for its deadline {Kind}; it is tried again after a rest.")]
    private static partial void NotWoken(ILogger logger, Exception failure, string entity, string kind);

    [LoggerMessage(EventId = 1302, Level = LogLevel.Warning, Message = "Deadlines could not be fired; tries again.")]
    private static partial void Failed(ILogger logger, Exception failure);

    private sealed record Row(long Entity, string Kind, DateTimeOffset DueAt, EntityKey Key)
    {
        /// <summary>The entity's, when it had answered.</summary>
        public int Version { get; init; }

        /// <summary>True when it answered without an event.</summary>
        public bool Unrecorded { get; init; }
    }
}
