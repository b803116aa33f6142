using System.Collections.Immutable;
using System.Diagnostics;
using FieldOps.Platform.Log;
using Npgsql;

namespace FieldOps.Platform.Feed;

/// <summary>
/// What projections and reactors share: cursors per partition, rounds over windows of the log, retries.
/// </summary>
internal abstract partial class Consumer(string name, FeedServices services) : IFeedConsumer
{
    /// <summary>Events in one round, which begins where the last of the partitions stands.</summary>
    public const int WindowMax = Projection.PartitionsApartMax;

    private static readonly TimeSpan s_firstBackoff = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_longestBackoff = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_saveEvery = TimeSpan.FromSeconds(1);

    private long[] _cursors = new long[Partitions.Count];
    private long[] _stored = new long[Partitions.Count];
    private long _position;
    private long _savedAt = Stopwatch.GetTimestamp();

    public string Name { get; } = name;

    /// <summary>Everything up to here has been taken in, and what followed from it has been answered.</summary>
    public long Position => Volatile.Read(ref _position);

    /// <summary>Why it does not move; null when it does. A change of it is a movement.</summary>
    public Exception? Trouble
    {
        get;
        private set
        {
            if (!ReferenceEquals(field, value))
            {
                field = value;
                Services.Moved.Beat();
            }
        }
    }

    /// <summary>
    /// True once a newer build has taken over what this one would write: another process should have it.
    /// </summary>
    public virtual bool IsOutdated => false;

    protected abstract ImmutableHashSet<string> EventNames { get; }

    protected FeedServices Services { get; } = services;

    private Interleaving Interleaving { get; } = new(
        services.Options.InterleavingSeed ^ name.Length, services.Options.LaggingPartitions);

    public async Task ReachAsync(long position, CancellationToken cancellationToken)
    {
        while (true)
        {
            var next = Services.Moved.Next;
            if (Position >= position)
            {
                return;
            }

            await next.WaitAsync(cancellationToken);
        }
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var backoff = s_firstBackoff;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                // Another process may have had it in between: nothing in memory is known to be true.
                Forget();
                await LoadAsync(cancellationToken);
                Trouble = null;
                await RoundsAsync(() => backoff = s_firstBackoff, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            // Whatever it is, it must be seen and must not end the consumer: it is tried again from its cursor.
            catch (Exception failure)
            {
                Trouble = failure;
                Failed(Services.Logger, failure, Name, backoff.TotalMilliseconds);
                await Task.Delay(backoff, TimeProvider.System, CancellationToken.None);
                backoff = backoff * 2 < s_longestBackoff ? backoff * 2 : s_longestBackoff;
            }
        }
    }

    /// <summary>Takes over how far the process that holds the lease has come.</summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LoadAsync(cancellationToken);
            Trouble = null;
        }
        // Shown, and looked at again: who only follows must not fall.
        catch (Exception failure)
        {
            Trouble = failure;
        }
    }

    /// <summary>
    /// Takes the batch in. The cursors given are moved in the same transaction, or after the effects.
    /// </summary>
    protected abstract Task TakeAsync(List<RecordedEvent> batch, CursorMove move, CancellationToken cancellationToken);

    protected abstract void Forget();

    /// <summary>Shows why it does not move while it has not given up: it goes on when the batch is taken.</summary>
    protected void Stands(Exception trouble)
    {
        Trouble = trouble;
        Stand(Services.Logger, Name, trouble.Message);
    }

    /// <summary>Records that the cursors are stored as they are in memory.</summary>
    protected void Stored(long[] cursors) => _stored = cursors;

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        _stored = await Services.Cursors.LoadAsync(Name, cancellationToken);
        Become(_stored);
    }

    private async Task RoundsAsync(Action recovered, CancellationToken cancellationToken)
    {
        while (true)
        {
            var moved = Services.Tail.Moved;
            var window = await Services.Tail.ReadAsync(Position, WindowMax, cancellationToken);
            if (window.Count == 0)
            {
                await RestAsync(moved, cancellationToken);
                continue;
            }

            var (batch, cursors) = Interleaving.Deal(window, _cursors, EventNames);
            if (batch.Count > 0)
            {
                await TakeAsync(batch, new(_stored, cursors), cancellationToken);
            }

            Trouble = null;
            Become(cursors);
            if (Stopwatch.GetElapsedTime(_savedAt) >= s_saveEvery)
            {
                await SaveAsync(cancellationToken);
            }

            recovered();
        }
    }

    // Cursors that passed only what does not concern this consumer are saved when there is time.
    private async Task RestAsync(Task moved, CancellationToken cancellationToken)
    {
        if (!ReferenceEquals(_stored, _cursors))
        {
            await Task.WhenAny(moved, Task.Delay(s_saveEvery, TimeProvider.System, cancellationToken));
            if (!moved.IsCompleted)
            {
                await SaveAsync(cancellationToken);
            }
        }

        await moved.WaitAsync(cancellationToken);
    }

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        _savedAt = Stopwatch.GetTimestamp();
        if (ReferenceEquals(_stored, _cursors))
        {
            return;
        }

        await using var connection = await Services.Database.OpenConnectionAsync(cancellationToken);
        await Services.Cursors.MoveAsync(Name, _stored, _cursors, connection, cancellationToken);
        _stored = _cursors;
    }

    private void Become(long[] cursors)
    {
        _cursors = cursors;
        Volatile.Write(ref _position, cursors.Min());
        Services.Moved.Beat();
    }

    [LoggerMessage(
        EventId = 1201, Level = LogLevel.Warning, Message = "{Consumer} failed, tries again in {BackoffMs} ms.")]
    private static partial void Failed(ILogger logger, Exception failure, string consumer, double backoffMs);

    [LoggerMessage(EventId = 1208, Level = LogLevel.Error, Message = "{Consumer} stands: {Why}")]
    private static partial void Stand(ILogger logger, string consumer, string why);
}

/// <summary>From where to where a consumer's cursors move with a batch.</summary>
internal sealed record CursorMove(long[] From, long[] To);
