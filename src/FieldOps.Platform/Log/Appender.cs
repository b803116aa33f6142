using System.Data;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Telemetry;
using Npgsql;

namespace FieldOps.Platform.Log;

/// <summary>
/// Writes to the log. The appends of one process are gathered into one autocommit call of <c>log.append</c>; each
/// succeeds or fails by itself, and is acknowledged after the commit.
/// </summary>
internal sealed class Appender : IAsyncDisposable
{
    /// <summary>Appends in one call: larger calls hold the log's lock longer without being cheaper per event.</summary>
    public const int BatchMax = 512;

    /// <summary>Appends waiting in one process; callers beyond it are held back.</summary>
    public const int QueueMax = 8_192;

    private const string Call = """
        select o_outcome, o_entity, o_version, o_before from log.append(
            $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)
        """;

    private readonly NpgsqlDataSource _database;
    private readonly EventCodec _codec;
    private readonly LogTail _tail;
    private readonly LogEpoch _epoch;
    private readonly Gatherer<IReadOnlyList<WrittenAppend>, AppendResult[]> _gatherer;
    private readonly AppendArrays _arrays = new();
    private long _partitionsMadeAt;

    public Appender(NpgsqlDataSource database, EventCodec codec, LogTail tail, LogEpoch epoch)
    {
        _database = database;
        _codec = codec;
        _tail = tail;
        _epoch = epoch;
        _gatherer = new("log.append", RunAsync, g => g[0].Append.Key, g => g.Count, BatchMax, QueueMax);
    }

    /// <summary>
    /// Told of every committed append of this process that added deadlines, with its entity's small id.
    /// </summary>
    public Action<Append, long>? DeadlinesAdded { get; set; }

    /// <param name="append">What is to be recorded.</param>
    /// <param name="yields">Whether others that wait go first.</param>
    /// <param name="cancellationToken">Ends the waiting for room.</param>
    public async Task<AppendResult> AppendAsync(Append append, bool yields, CancellationToken cancellationToken) =>
        (await _gatherer.AskAsync([Written(append)], yields, cancellationToken))[0];

    /// <summary>
    /// Appends to one entity that is in the log already, each on the version that the one before it leaves: in one
    /// call, so together or, after the first that fails, not at all.
    /// </summary>
    public Task<AppendResult[]> AppendAllAsync(
        IReadOnlyList<Append> appends, bool yields, CancellationToken cancellationToken) =>
        _gatherer.AskAsync([.. appends.Select(Written)], yields, cancellationToken);

    public ValueTask DisposeAsync() => _gatherer.DisposeAsync();

    // By its caller: callers are many and work side by side, while of batches there is one at a time.
    private WrittenAppend Written(Append append) => new(append, [.. append.Events.Select(_codec.Write)]);

    private async Task RunAsync(
        IReadOnlyList<Gatherer<IReadOnlyList<WrittenAppend>, AppendResult[]>.Waiting> batch,
        CancellationToken cancellationToken)
    {
        if (_epoch.Left is { } why)
        {
            throw new IOException(why);
        }

        try
        {
            await SendAsync(batch, cancellationToken);
        }
        catch (PostgresException refused) when (refused.SqlState == LogEpoch.OtherEpoch)
        {
            // To its callers the outcome is unknown: who asks again, asks a process that has read today's log.
            _epoch.Leave(refused.MessageText);
            throw new IOException(refused.MessageText, refused);
        }
        catch (Exception failure) when (Weather.Is(failure))
        {
            // The commit may have happened all the same: the tail looks for itself.
            _tail.Asked.Beat();
            throw;
        }
    }

    private async Task SendAsync(
        IReadOnlyList<Gatherer<IReadOnlyList<WrittenAppend>, AppendResult[]>.Waiting> batch,
        CancellationToken cancellationToken)
    {
        var appends = batch.SelectMany(w => w.Request).ToArray();
        _arrays.Fill(appends);
        await using var connection = await _database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Call, connection);
        _arrays.Bind(command);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = await _epoch.KnownAsync(cancellationToken) });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = _tail.Last });
        await command.PrepareAsync(cancellationToken);
        AppendResult[] results;
        await using (var reader = await command.ExecuteReaderAsync(CommandBehavior.SingleRow, cancellationToken))
        {
            await reader.ReadAsync(cancellationToken);
            results = Results(reader, appends);
        }

        Publish(appends, results);
        Settle(batch, results);
        await KeepPartitionsAsync(connection, results, cancellationToken);
    }

    private static AppendResult[] Results(NpgsqlDataReader reader, WrittenAppend[] appends)
    {
        var outcomes = reader.GetFieldValue<short[]>(0);
        var entities = reader.GetFieldValue<long[]>(1);
        var versions = reader.GetFieldValue<int[]>(2);
        var before = reader.GetFieldValue<long[]>(3);
        var results = new AppendResult[outcomes.Length];
        for (var i = 0; i < results.Length; i++)
        {
            var outcome = entities[i] < 0 ? AppendOutcome.Taken : (AppendOutcome)outcomes[i];
            var position = outcome == AppendOutcome.Committed
                ? before[i] + appends[i].Events.Length
                : before[i];
            results[i] = new(outcome, entities[i], versions[i], position);
        }

        return results;
    }

    private void Publish(WrittenAppend[] appends, AppendResult[] results)
    {
        var recorded = new List<RecordedEvent>(appends.Length * 2);
        for (var i = 0; i < results.Length; i++)
        {
            if (results[i].Outcome == AppendOutcome.Committed)
            {
                Record(appends[i], results[i], recorded);
                if (!appends[i].Append.Added.IsEmpty)
                {
                    DeadlinesAdded?.Invoke(appends[i].Append, results[i].Entity);
                }
            }
        }

        PlatformMetrics.Appended(appends.Length, recorded.Count);
        _tail.Offer(recorded);
    }

    private static void Settle(
        IReadOnlyList<Gatherer<IReadOnlyList<WrittenAppend>, AppendResult[]>.Waiting> batch, AppendResult[] results)
    {
        var settled = 0;
        foreach (var waiting in batch)
        {
            var next = settled + waiting.Request.Count;
            waiting.Settle(results[settled..next]);
            settled = next;
        }
    }

    private static void Record(WrittenAppend written, AppendResult result, List<RecordedEvent> recorded)
    {
        var (append, count) = (written.Append, written.Events.Length);
        for (var n = 0; n < count; n++)
        {
            var (name, body) = written.Events[n];
            recorded.Add(new(
                result.Position - count + n + 1,
                append.Key,
                append.ExpectedVersion + n + 1,
                name,
                append.Events[n],
                append.At,
                append.By,
                append.CommandId)
            {
                Size = body.Length,
            });
        }
    }

    private async Task KeepPartitionsAsync(
        NpgsqlConnection connection, AppendResult[] results, CancellationToken cancellationToken)
    {
        var last = results.Max(r => r.Position);
        if (last - _partitionsMadeAt < LogSchema.EventsPerPartition / 4)
        {
            return;
        }

        await using var ensure = new NpgsqlCommand("select log.keep_partitions($1)", connection);
        ensure.Parameters.Add(new() { Value = LogSchema.EventsPerPartition });
        await ensure.ExecuteNonQueryAsync(cancellationToken);
        _partitionsMadeAt = last;
    }
}
