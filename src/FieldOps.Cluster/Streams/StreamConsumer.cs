using FieldOps.Platform.Feed;
using FieldOps.Platform.Log;
using Orleans.Runtime;

namespace FieldOps.Cluster.Streams;

/// <summary>
/// A reactor wherever its partitions run now. Who waits for it asks their grains, and by asking brings them on: what
/// has not been delivered they read from the log. A partition that is parked is not waited for: it is shown instead.
/// </summary>
internal sealed class StreamConsumer(string name, string streamNamespace, StreamGrains grains) : IFeedConsumer
{
    private static readonly TimeSpan s_askAgain = TimeSpan.FromMilliseconds(100);
    private readonly long[] _positions = new long[Partitions.Count];
    private readonly string?[] _troubles = new string?[Partitions.Count];

    public string Name => name;

    public long Position => _positions.Min();

    public Exception? Trouble =>
        Array.Find(_troubles, t => t is not null) is { } text ? new StreamTroubleException(text) : null;

    public Task ReachAsync(long position, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, Partitions.Count).Select(p => ReachAsync(p, position, cancellationToken)));

    /// <summary>Takes note of what a partition's grain reported.</summary>
    public bool Note(int partition, LaneReport report, long wanted)
    {
        Volatile.Write(ref _positions[partition], Math.Max(report.Position, _positions[partition]));
        _troubles[partition] = report.Trouble;
        return report.IsParked || report.Position >= wanted;
    }

    private async Task ReachAsync(int partition, long position, CancellationToken cancellationToken)
    {
        while (Volatile.Read(ref _positions[partition]) < position)
        {
            if (await AskAsync(partition, position, cancellationToken))
            {
                return;
            }
        }
    }

    // A grain answers when the lane is there, or after a moment; at once where the lane cannot move. That may pass by
    // itself, or wait for people: nothing stands for what is behind it as a stuck item does, so nobody goes on as if
    // it were had.
    private async Task<bool> AskAsync(int partition, long position, CancellationToken cancellationToken)
    {
        try
        {
            var reports = await grains.Of(streamNamespace, partition).ReachAsync(position)
                .WaitAsync(cancellationToken);
            // Without a report a build without this reactor has the stream now.
            var report = Array.Find(reports, r => r.Reactor == name);
            if (report is not null && Note(partition, report, position))
            {
                return true;
            }

            if (report is { Trouble: null })
            {
                return false;
            }
        }
        catch (Exception lost) when (
            (lost is OrleansException || Weather.Is(lost)) && !cancellationToken.IsCancellationRequested)
        {
            _troubles[partition] = lost.Message;
        }

        await Task.Delay(s_askAgain, TimeProvider.System, cancellationToken);
        return false;
    }
}

/// <summary>What a reactor's grain said of why it does not move.</summary>
internal sealed class StreamTroubleException(string message) : Exception(message);
