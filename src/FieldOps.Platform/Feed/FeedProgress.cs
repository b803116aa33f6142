namespace FieldOps.Platform.Feed;

/// <summary>Knows all consumers of the process and how far each has come.</summary>
internal sealed class FeedProgress(LogTail tail, Pulse moved) : IFeedProgress, IEventFeed
{
    private Dictionary<string, Consumer> _consumers = new(StringComparer.Ordinal);

    public IReadOnlyCollection<Consumer> Consumers => _consumers.Values;

    public long HeadPosition => tail.Last;

    public void Watch(IEnumerable<Consumer> consumers) =>
        _consumers = consumers.ToDictionary(c => c.Name, StringComparer.Ordinal);

    public long PositionOf(string consumer) => _consumers[consumer].Position;

    public async Task WaitAsync(string consumer, long position, CancellationToken ct)
    {
        var watched = _consumers[consumer];
        while (true)
        {
            var next = moved.Next;
            if (watched.Position >= position)
            {
                return;
            }

            await next.WaitAsync(ct);
        }
    }

    // A reactor moves its position after the commands of its batch are answered, and an answer comes after the tail has
    // taken the commit: so when all have reached a head that did not move meanwhile, nothing is in flight.
    public async Task WaitAllAsync(CancellationToken ct)
    {
        while (true)
        {
            var next = moved.Next;
            var head = tail.Last;
            if (_consumers.Values.All(c => c.Position >= head) && tail.Last == head)
            {
                return;
            }

            await next.WaitAsync(ct);
        }
    }

    public Task<IReadOnlyList<RecordedEvent>> ReadAsync(long after, int limit, CancellationToken cancellationToken) =>
        tail.ReadAsync(after, limit, cancellationToken);

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
