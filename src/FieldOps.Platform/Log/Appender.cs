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
            $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
        """;

    private readonly NpgsqlDataSource _database;
    private readonly EventCodec _codec;
    private readonly LogTail _tail;
    private readonly Gatherer<Append, AppendResult> _gatherer;
    private readonly AppendArrays _arrays = new();
    private long _partitionsMadeAt;

    public Appender(NpgsqlDataSource database, EventCodec codec, LogTail tail)
    {
        _database = database;
        _codec = codec;
        _tail = tail;
        _gatherer = new(RunAsync, a => a.Key, BatchMax, QueueMax);
    }

    /// <summary>Told the earliest deadline of every commit of this process that added one.</summary>
    public Action<DateTimeOffset>? DeadlineAdded { get; set; }

    public Task<AppendResult> AppendAsync(Append append, CancellationToken cancellationToken) =>
        _gatherer.AskAsync(append, cancellationToken);

    public ValueTask DisposeAsync() => _gatherer.DisposeAsync();

    private async Task RunAsync(
        IReadOnlyList<Gatherer<Append, AppendResult>.Waiting> batch, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(batch, cancellationToken);
        }
        catch (Exception failure) when (Weather.Is(failure))
        {
            // The commit may have happened all the same: the tail looks for itself.
            _tail.Asked.Beat();
            throw;
        }
    }

    private async Task SendAsync(
        IReadOnlyList<Gatherer<Append, AppendResult>.Waiting> batch, CancellationToken cancellationToken)
    {
        _arrays.Fill(batch.Select(w => w.Request), _codec);
        await using var connection = await _database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Call, connection);
        _arrays.Bind(command);
        await command.PrepareAsync(cancellationToken);
        AppendResult[] results;
        await using (var reader = await command.ExecuteReaderAsync(CommandBehavior.SingleRow, cancellationToken))
        {
            await reader.ReadAsync(cancellationToken);
            results = Results(reader, batch);
        }

        Publish(batch, results);
        await KeepPartitionsAsync(connection, results, cancellationToken);
    }

    private static AppendResult[] Results(
        NpgsqlDataReader reader, IReadOnlyList<Gatherer<Append, AppendResult>.Waiting> batch)
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
                ? before[i] + batch[i].Request.Events.Length
                : before[i];
            results[i] = new(outcome, entities[i], versions[i], position);
        }

        return results;
    }

    private void Publish(IReadOnlyList<Gatherer<Append, AppendResult>.Waiting> batch, AppendResult[] results)
    {
        var recorded = new List<RecordedEvent>(batch.Count * 2);
        DateTimeOffset? earliest = null;
        for (var i = 0; i < results.Length; i++)
        {
            if (results[i].Outcome == AppendOutcome.Committed)
            {
                Record(batch[i].Request, results[i], recorded);
                foreach (var deadline in batch[i].Request.Added)
                {
                    earliest = earliest is { } e && e <= deadline.DueAt ? e : deadline.DueAt;
                }
            }
        }

        PlatformMetrics.Appended(batch.Count, recorded.Count);
        _tail.Offer(recorded);
        if (earliest is { } due)
        {
            DeadlineAdded?.Invoke(due);
        }

        for (var i = 0; i < results.Length; i++)
        {
            batch[i].Settle(results[i]);
        }
    }

    private void Record(Append append, AppendResult result, List<RecordedEvent> recorded)
    {
        var count = append.Events.Length;
        for (var n = 0; n < count; n++)
        {
            recorded.Add(new(
                result.Position - count + n + 1,
                append.Key,
                append.ExpectedVersion + n + 1,
                _codec.NameOf(append.Events[n]),
                append.Events[n],
                append.At,
                append.By,
                append.CommandId));
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

        await using var ensure = new NpgsqlCommand("select log.ensure_partitions($1)", connection);
        ensure.Parameters.Add(new() { Value = LogSchema.EventsPerPartition });
        await ensure.ExecuteNonQueryAsync(cancellationToken);
        _partitionsMadeAt = last;
    }
}
