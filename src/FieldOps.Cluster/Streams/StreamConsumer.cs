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
            try
            {
                var reports = await grains.Of(streamNamespace, partition).ReachAsync(position)
                    .WaitAsync(cancellationToken);
                if (Array.Find(reports.ToArray(), r => r.Reactor == name) is { } report)
                {
                    if (Note(partition, report, position))
                    {
                        return;
                    }
                }
                else
                {
                    // A build without this reactor has the stream now.
                    await Task.Delay(s_askAgain, TimeProvider.System, cancellationToken);
                }
            }
            catch (Exception lost) when (
                (lost is OrleansException || Weather.Is(lost)) && !cancellationToken.IsCancellationRequested)
            {
                _troubles[partition] = lost.Message;
                await Task.Delay(s_askAgain, TimeProvider.System, cancellationToken);
            }
        }
    }
}

/// <summary>What a reactor's grain said of why it does not move.</summary>
internal sealed class StreamTroubleException(string message) : Exception(message);
