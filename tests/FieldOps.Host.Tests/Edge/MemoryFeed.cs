using FieldOps.Domain.Kernel;
using FieldOps.Platform.Feed;

namespace FieldOps.Host.Tests.Edge;

/// <summary>A log in memory whose only consumer is as far as the test says.</summary>
public sealed class MemoryFeed : IEventFeed, IFeedProgress
{
    private readonly Lock _lock = new();
    private readonly List<RecordedEvent> _events = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _consumed;

    public long HeadPosition
    {
        get
        {
            lock (_lock)
            {
                return _events.Count == 0 ? 0 : _events[^1].Position;
            }
        }
    }

    /// <summary>The consumer fails again and again.</summary>
    public bool IsStanding { get; set; }

    /// <summary>The consumer waits for people behind a stuck item: nobody waits for it.</summary>
    public bool IsParked { get; set; }

    public Task<long> LogEndAsync(CancellationToken ct) => Task.FromResult(HeadPosition);

    public void Append(string tenant, long position)
    {
        var happened = new RecordedEvent(
            position,
            new EntityKey(tenant, "thing", NameBasedId.Of(Guid.Empty, "a")),
            (int)position,
            "thing.moved.v1",
            new Moved(),
            DateTimeOffset.UnixEpoch.AddSeconds(position),
            Actor.System,
            Guid.Empty);
        Change(() => _events.Add(happened));
    }

    public void Consume(long position) => Change(() => _consumed = position);

    public Task<IReadOnlyList<RecordedEvent>> ReadAsync(long after, int limit, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<RecordedEvent>>(
                [.. _events.Where(e => e.Position > after).Take(limit)]);
        }
    }

    public Task<(int Epoch, long End)> EndAsync(long position, CancellationToken cancellationToken) =>
        Task.FromResult((1, HeadPosition));

    public Task WaitBeyondAsync(long position, CancellationToken cancellationToken) =>
        UntilAsync(() => HeadPosition > position, cancellationToken);

    public long PositionOf(string consumer) => Volatile.Read(ref _consumed);

    public bool IsTroubled(string consumer) => IsStanding;

    public Task WaitAsync(string consumer, long position, CancellationToken ct) =>
        UntilAsync(() => IsParked || PositionOf(consumer) >= position, ct);

    public Task WaitAllAsync(CancellationToken ct) => UntilAsync(() => PositionOf("things") >= HeadPosition, ct);

    private void Change(Action change)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            change();
            changed = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }

    private async Task UntilAsync(Func<bool> reached, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                changed = _changed.Task;
            }

            if (reached())
            {
                return;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    private sealed record Moved : IEvent;
}
