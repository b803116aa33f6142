using FieldOps.Platform.Log;

namespace FieldOps.Platform.Feed;

/// <summary>Knows all consumers of the log and how far each has come.</summary>
internal sealed class FeedProgress(LogTail tail, LogEpoch epoch) : IFeedProgress, IEventFeed
{
    private static readonly TimeSpan s_askAgain = TimeSpan.FromMilliseconds(100);
    private Dictionary<string, IFeedConsumer> _consumers = new(StringComparer.Ordinal);

    public IReadOnlyCollection<IFeedConsumer> Consumers => _consumers.Values;

    public long HeadPosition => tail.Last;

    public Task<long> LogEndAsync(CancellationToken ct) => tail.CatchUpToEndAsync(ct);

    public void Watch(IEnumerable<IFeedConsumer> consumers) =>
        _consumers = consumers.ToDictionary(c => c.Name, StringComparer.Ordinal);

    public long PositionOf(string consumer) => _consumers[consumer].Position;

    public bool IsTroubled(string consumer) => _consumers[consumer].Trouble is not null;

    public Task WaitAsync(string consumer, long position, CancellationToken ct) =>
        _consumers[consumer].ReachAsync(position, ct);

    // A reactor moves its position after the commands of its batch are answered: so when all have reached a head beyond
    // which the log holds nothing, nothing is in flight. The log itself is asked, for a commit whose answer was lost on
    // its way is not in the tail yet, although its caller may have been told of it at a second asking.
    public async Task WaitAllAsync(CancellationToken ct)
    {
        while (true)
        {
            var head = tail.Last;
            await Task.WhenAll(_consumers.Values.Select(c => c.ReachAsync(head, ct)));
            if (await IsEndAsync(head, ct))
            {
                return;
            }
        }
    }

    private async Task<bool> IsEndAsync(long head, CancellationToken ct)
    {
        try
        {
            return await tail.CatchUpToEndAsync(ct) <= head;
        }
        catch (Exception failure) when (Weather.Is(failure) && !ct.IsCancellationRequested)
        {
            await Task.Delay(s_askAgain, TimeProvider.System, ct);
            return false;
        }
    }

    public Task<IReadOnlyList<RecordedEvent>> ReadAsync(long after, int limit, CancellationToken cancellationToken) =>
        tail.ReadAsync(after, limit, cancellationToken);

    public async Task<(int Epoch, long End)> EndAsync(long position, CancellationToken cancellationToken)
    {
        var end = position <= tail.Last ? tail.Last : await epoch.CheckAsync(tail.Last, cancellationToken);
        return (await epoch.KnownAsync(cancellationToken), end);
    }

    public async Task WaitBeyondAsync(long position, CancellationToken cancellationToken)
    {
        while (true)
        {
            var next = tail.Moved;
            if (tail.Last > position)
            {
                return;
            }

            await next.WaitAsync(cancellationToken);
        }
    }
}
