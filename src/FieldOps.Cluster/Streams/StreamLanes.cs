using FieldOps.Platform.Feed;
using Orleans.Streams;

namespace FieldOps.Cluster.Streams;

/// <summary>
/// The lanes of all reactors that read one stream: what its grain is a shell over. The stream wakes and hands over, the
/// durable cursors decide what is done.
/// </summary>
internal sealed class StreamLanes : IAsyncDisposable
{
    // A lane may be one delivery behind; the wait for it is short, for the grain answers nobody meanwhile. An agent
    // whose delivery fails holds it and tries again, its cache fills, and its queue stops reading.
    private static readonly TimeSpan s_deliveryPatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_reportPatience = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _lifetime = new();
    private readonly LogTail _tail;
    private readonly ReactorLane[] _lanes;

    public StreamLanes(StreamKind kind, int partition, ReactorRuns runs, LaneServices services)
    {
        _tail = services.Tail;
        _lanes = [.. kind.Readers.Select(r => new ReactorLane(runs.Of(r), partition, services, _lifetime.Token))];
    }

    /// <summary>Takes what the stream delivers.</summary>
    /// <exception cref="TimeoutException">The lanes are too far behind: to be delivered again.</exception>
    public async Task TakeAsync(IList<SequentialItem<LogSlice>> items)
    {
        var slice = LogSlice.Join([.. items.Select(i => i.Item)]);
        foreach (var lane in _lanes)
        {
            lane.Want(slice.UpTo, slice);
        }

        if (!await WaitAsync(slice.Previous, s_deliveryPatience))
        {
            throw new TimeoutException("The consumer is more than one delivery behind.");
        }
    }

    /// <summary>Brings the lanes towards a position, waits a moment, and tells how far they are.</summary>
    public async Task<LaneReport[]> ReachAsync(long position)
    {
        foreach (var lane in _lanes)
        {
            lane.Want(position);
        }

        await WaitAsync(position, s_reportPatience);
        return [.. _lanes.Select(l => new LaneReport(l.Name, l.Position, l.IsParked, l.Trouble?.Message))];
    }

    /// <summary>Begins to bring the lanes to the end of the log.</summary>
    public Task CatchUpAsync()
    {
        foreach (var lane in _lanes)
        {
            lane.Want(_tail.Last);
        }

        return Task.CompletedTask;
    }

    /// <summary>Ends the drives and stores the cursors.</summary>
    public async ValueTask DisposeAsync()
    {
        await _lifetime.CancelAsync();
        await Task.WhenAll(_lanes.Select(l => l.LeaveAsync()));
        _lifetime.Dispose();
    }

    private async Task<bool> WaitAsync(long position, TimeSpan patience)
    {
        var until = Task.Delay(patience, TimeProvider.System, CancellationToken.None);
        foreach (var lane in _lanes)
        {
            while (true)
            {
                var moved = lane.Moved;
                if (lane.Position >= position || lane.IsParked || lane.IsRefused)
                {
                    break;
                }

                if (await Task.WhenAny(moved, until) == until)
                {
                    return false;
                }
            }
        }

        return true;
    }
}
