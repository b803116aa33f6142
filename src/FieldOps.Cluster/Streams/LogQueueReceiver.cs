using FieldOps.Platform.Config.Silo;
using FieldOps.Platform.Feed;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Streams;

namespace FieldOps.Cluster.Streams;

/// <summary>
/// Reads one partition out of the silo's one reader of the log and cuts it into slices, one stream beside the other. It
/// begins at the checkpoint: the lowest cursor that any consumer of the partition has stored. That only bounds what is
/// read again; every consumer knows by its own cursor what it has had.
/// </summary>
internal sealed partial class LogQueueReceiver(
    int partition,
    StreamPlan plan,
    LogTail tail,
    CursorStore cursors,
    OwnedQueues owned,
    SiloStreamOptions options,
    ILogger<LogQueueReceiver> logger)
    : IQueueAdapterReceiver
{
    /// <summary>A stream without events of its own hears at least this often how far the log has come.</summary>
    private const int QuietPositionsMax = 1_000;

    private readonly long[] _told = new long[plan.Streams.Length];
    private long? _read;

    public async Task Initialize(TimeSpan timeout)
    {
        owned.Take(partition);
        try
        {
            await BeginAsync();
        }
        catch (Exception failure) when (Platform.Log.Weather.Is(failure))
        {
            // Tried again at the first read.
            NotBegun(logger, failure, partition);
        }
    }

    public async Task<IList<IBatchContainer>> GetQueueMessagesAsync(int maxCount)
    {
        var began = TimeProvider.System.GetTimestamp();
        var waitAtMost = TimeSpan.FromMilliseconds(options.PullMilliseconds);
        await BeginAsync();
        while (true)
        {
            var moved = tail.Moved;
            var containers = Cut(await tail.ReadAsync(_read!.Value, options.BatchEventsMax, CancellationToken.None));
            var left = waitAtMost - TimeProvider.System.GetElapsedTime(began);
            if (containers.Count > 0 || left <= TimeSpan.Zero)
            {
                return containers;
            }

            if (tail.Last <= _read.Value)
            {
                await Task.WhenAny(moved, Task.Delay(left, TimeProvider.System, CancellationToken.None));
            }
        }
    }

    // Nothing is stored here: what a consumer has had, its own cursor says.
    public Task MessagesDeliveredAsync(IList<IBatchContainer> messages) => Task.CompletedTask;

    public Task Shutdown(TimeSpan timeout)
    {
        owned.Give(partition);
        return Task.CompletedTask;
    }

    private async Task BeginAsync()
    {
        if (_read is not null)
        {
            return;
        }

        var lowest = tail.Last;
        foreach (var reactor in plan.Reactors)
        {
            lowest = Math.Min(lowest, await CursorOfAsync(reactor.Name) ?? lowest);
        }

        Array.Fill(_told, lowest);
        _read = lowest;
    }

    // Null for one that is refused: until people have decided about it, it reads nothing, and nobody waits for it.
    // From where it then goes on, its lane reads the log.
    private async Task<long?> CursorOfAsync(string reactor)
    {
        try
        {
            return (await cursors.LoadAsync(reactor, CancellationToken.None))[partition];
        }
        catch (CursorLostException)
        {
            return null;
        }
    }

    private List<IBatchContainer> Cut(IReadOnlyList<RecordedEvent> window)
    {
        List<IBatchContainer> containers = [];
        if (window.Count == 0)
        {
            return containers;
        }

        var end = window[^1].Position;
        for (var s = 0; s < _told.Length; s++)
        {
            var kind = plan.Streams[s];
            var events = window
                .Where(e => Partitions.Of(e.Key) == partition && kind.EventNames.Contains(e.Name)).ToArray();
            if (events.Length == 0 && (kind.Readers.IsEmpty || end - _told[s] < QuietPositionsMax))
            {
                continue;
            }

            // What lies between what was told and this window held nothing for the stream.
            var stream = StreamId.Create(kind.Namespace, StreamNames.KeyOf(partition));
            containers.Add(new LogSliceContainer(stream, new LogSlice(_told[s], end, events)));
            _told[s] = end;
        }

        _read = end;
        return containers;
    }
}
