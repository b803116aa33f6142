using FieldOps.Platform.Feed;
using FieldOps.Platform.Log;
using Microsoft.Extensions.Logging;

namespace FieldOps.Cluster.Streams;

/// <summary>
/// One reactor on one partition: a durable cursor, and a drive that brings it up to where it is wanted. What it needs
/// it takes from a slice that follows its cursor, else from the log. Several calls may want something while it drives:
/// they only move the mark.
/// </summary>
/// <param name="run">What running the reactor means.</param>
/// <param name="partition">Of the log.</param>
/// <param name="services">What lanes of a silo share.</param>
/// <param name="lifetime">Ends with the activation.</param>
internal sealed partial class ReactorLane(
    ReactorRun run, int partition, LaneServices services, CancellationToken lifetime)
{
    private const int WindowMax = 2_000;

    private static readonly TimeSpan s_firstBackoff = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_longestBackoff = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_saveEvery = TimeSpan.FromSeconds(1);

    private readonly Pulse _moved = new();
    private readonly Poison _poison = new(run.Reactor.Name, partition, services);
    private Task _driving = Task.CompletedTask;
    private bool _idle = true;
    private LogSlice? _slice;
    private long _wanted;
    private long? _cursor;
    private long _stored;
    private long _savedAt = TimeProvider.System.GetTimestamp();

    /// <summary>The reactor's name.</summary>
    public string Name => run.Reactor.Name;

    /// <summary>Everything up to here has had its effect; 0 before the cursor is known.</summary>
    public long Position => _cursor ?? 0;

    /// <summary>True while it waits behind an event that it cannot handle.</summary>
    public bool IsParked => _poison.ParkedAt is not null;

    /// <summary>Why it does not move; null when it does.</summary>
    public Exception? Trouble { get; private set; }

    /// <summary>
    /// True while it cannot move whatever it is given: its cursor is refused, or what comes next, or whom that is for,
    /// is for another build to read. No delivery waits for it.
    /// </summary>
    public bool IsRefused =>
        Trouble is CursorLostException or UnreadableEventException or TargetUnreadableException;

    /// <summary>Completes at the next movement, or when it parks or is refused; take it before looking.</summary>
    public Task Moved => _moved.Next;

    /// <summary>Begins to bring the cursor up to a position.</summary>
    public void Want(long upTo, LogSlice? slice = null)
    {
        _wanted = Math.Max(_wanted, upTo);
        _slice = slice ?? _slice;
        if (_idle)
        {
            _idle = false;
            _driving = DriveAsync();
        }
    }

    /// <summary>Waits for the drive and stores the cursor: the activation's end.</summary>
    public async Task LeaveAsync()
    {
        await _driving;
        services.Parked.Release(Name, partition);
        try
        {
            await SaveAsync(CancellationToken.None);
        }
        // The next activation begins where the cursor is stored, and has again what had its effect.
        catch (Exception failure)
        {
            NotLeft(services.Logger, failure, Name, partition);
        }
    }

    private async Task DriveAsync()
    {
        var backoff = TimeSpan.Zero;
        var failedAt = -1L;
        while (!lifetime.IsCancellationRequested)
        {
            try
            {
                if (!await StepAsync())
                {
                    return;
                }

                Trouble = null;
            }
            catch (OperationCanceledException) when (lifetime.IsCancellationRequested)
            {
                return;
            }
            // Whatever it is, it must be seen and must not end the lane: it goes on from its cursor.
            catch (Exception failure)
            {
                Trouble = failure;
                // Who gets on between two failures does not wait longer for it.
                backoff = Position > failedAt || backoff == TimeSpan.Zero ? s_firstBackoff
                    : backoff * 2 < s_longestBackoff ? backoff * 2 : s_longestBackoff;
                failedAt = Position;
                _cursor = failure is CursorLostException ? null : _cursor;
                _moved.Beat();
                Failed(services.Logger, failure, Name, partition, backoff.TotalMilliseconds);
                await Task.WhenAny(Task.Delay(backoff, TimeProvider.System, lifetime));
            }
        }
    }

    // False when there is nothing to do for now. Between the last look at the mark and the word that the drive is idle
    // nothing is awaited: a mark that moves later finds it idle and begins anew.
    private async Task<bool> StepAsync()
    {
        var cursor = _cursor ?? await LoadAsync();
        if (TimeProvider.System.GetElapsedTime(_savedAt) >= s_saveEvery)
        {
            await SaveAsync(lifetime);
        }

        if (_poison.ParkedAt is { } parked)
        {
            if (await _poison.ReleasedAsync(parked, lifetime) is not { } passed)
            {
                _idle = true;
                return false;
            }

            Become(passed);
            return true;
        }

        if (cursor >= _wanted)
        {
            _idle = true;
            return false;
        }

        var (batch, end) = await NextAsync(cursor);
        _poison.Begin();
        if (batch.Count > 0)
        {
            await run.RunAsync(
                batch, (e, _) => Task.FromResult(_poison.ReactionsOf(run.Reactor, e)), Stands, lifetime);
        }

        Become(await _poison.EndOfAsync(end, lifetime));
        _poison.Rethrow();
        return true;
    }

    private async Task<(IReadOnlyList<RecordedEvent> Batch, long End)> NextAsync(long cursor)
    {
        if (_slice is { Events: { } events } slice && slice.Previous <= cursor && slice.UpTo > cursor)
        {
            return (Mine(events, cursor), slice.UpTo);
        }

        StreamMetrics.Reread(Name);
        if (services.Tail.Last < _wanted)
        {
            await services.Tail.CatchUpAsync(_wanted, lifetime);
        }

        var window = await services.Tail.ReadAsync(cursor, WindowMax, lifetime);
        if (window.Count == 0)
        {
            // Wanted beyond the log's end, as after a restore: there is nothing to have.
            _wanted = cursor;
            return ([], cursor);
        }

        return (Mine(window, cursor), window[^1].Position);
    }

    private RecordedEvent[] Mine(IReadOnlyList<RecordedEvent> events, long cursor) =>
    [
        .. events.Where(e => e.Position > cursor
                && run.Reactor.EventNames.Contains(e.Name) && Partitions.Of(e.Key) == partition)
            .Select(e => e.Readable()),
    ];

    private async Task<long> LoadAsync()
    {
        _stored = (await services.Cursors.LoadAsync(Name, lifetime))[partition];
        _cursor = _stored;
        return _stored;
    }

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        _savedAt = TimeProvider.System.GetTimestamp();
        if (_cursor is { } cursor && cursor != _stored)
        {
            await services.Cursors.MoveAsync(Name, partition, _stored, cursor, cancellationToken);
            _stored = cursor;
        }
    }

    private void Stands(TargetUnreadableException trouble)
    {
        Trouble = trouble;
        _moved.Beat();
        Stand(services.Logger, Name, partition, trouble.Message);
    }

    private void Become(long cursor)
    {
        _cursor = cursor;
        _moved.Beat();
    }
}
