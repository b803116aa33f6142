using System.Diagnostics;
using System.Threading.Channels;
using FieldOps.Platform.Telemetry;

namespace FieldOps.Platform.Log;

/// <summary>
/// Gathers the callers of one process into batches: while one batch is at the database, the next one fills. Each
/// request gets its own answer. Requests that yield take the room that the others leave, and a part of it always.
/// </summary>
/// <typeparam name="TRequest">What a caller wants.</typeparam>
/// <typeparam name="TResult">What it gets.</typeparam>
internal sealed class Gatherer<TRequest, TResult> : IAsyncDisposable
{
    // A batch of requests that yield is what a request that came behind it waits for: half a batch is half the wait.
    private const int YieldingPart = 2;

    // They go on under any load of others, slowly.
    private const int LeastPart = 16;

    // At the end, what was taken is done; a database that answers nobody holds the process up no longer than this.
    private static readonly TimeSpan s_endWithin = TimeSpan.FromSeconds(10);

    private readonly Channel<Waiting> _queue;
    private readonly Queue<Waiting> _first = new();
    private readonly Queue<Waiting> _yielding = new();
    private readonly Func<IReadOnlyList<Waiting>, CancellationToken, Task> _run;
    private readonly Func<TRequest, object> _conflictKey;
    private readonly Func<TRequest, int> _sizeOf;
    private readonly int _batchMax;
    private readonly int _queueMax;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private readonly string _name;

    /// <param name="name">What a batch is called in traces.</param>
    /// <param name="run">Settles every request of the batch; what it leaves unsettled is failed.</param>
    /// <param name="conflictKey">Two requests with equal keys never share a batch.</param>
    /// <param name="sizeOf">How much of a batch a request takes.</param>
    /// <param name="batchMax">A batch is full when its requests are of this size together.</param>
    /// <param name="queueMax">Requests waiting before callers are held back.</param>
    public Gatherer(
        string name,
        Func<IReadOnlyList<Waiting>, CancellationToken, Task> run,
        Func<TRequest, object> conflictKey,
        Func<TRequest, int> sizeOf,
        int batchMax,
        int queueMax)
    {
        _name = name;
        _run = run;
        _conflictKey = conflictKey;
        _sizeOf = sizeOf;
        _batchMax = batchMax;
        _queueMax = queueMax;
        _queue = Channel.CreateBounded<Waiting>(
            new BoundedChannelOptions(queueMax) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
        // Whoever happens to come first must not be taken for the caller of every batch.
        using (ExecutionContext.SuppressFlow())
        {
            _loop = Task.Run(LoopAsync);
        }
    }

    public Task<TResult> AskAsync(TRequest request, CancellationToken cancellationToken) =>
        AskAsync(request, yields: false, cancellationToken);

    /// <param name="request">What is wanted.</param>
    /// <param name="yields">Whether requests of others go first.</param>
    /// <param name="cancellationToken">Ends the waiting for room.</param>
    public async Task<TResult> AskAsync(TRequest request, bool yields, CancellationToken cancellationToken)
    {
        var waiting = new Waiting(request, yields);
        await _queue.Writer.WriteAsync(waiting, cancellationToken);
        return await waiting.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        _stop.CancelAfter(s_endWithin);
        await _loop;
        _stop.Dispose();
    }

    private async Task LoopAsync()
    {
        var batch = new List<Waiting>(_batchMax);
        var keys = new HashSet<object>();
        while (_first.Count + _yielding.Count > 0 || await _queue.Reader.WaitToReadAsync())
        {
            while (_first.Count + _yielding.Count < _queueMax && _queue.Reader.TryRead(out var next))
            {
                (next.Yields ? _yielding : _first).Enqueue(next);
            }

            var size = Fill(_first, 0, _batchMax, batch, keys);
            var room = size == 0 ? _batchMax / YieldingPart : (_batchMax - size) / YieldingPart;
            Fill(_yielding, size, size + Math.Max(room, _batchMax / LeastPart), batch, keys);
            await TracedAsync(batch);
            batch.Clear();
            keys.Clear();
        }
    }

    // All are looked at, so that those of one key that have to wait keep their order.
    private int Fill(Queue<Waiting> from, int size, int sizeMax, List<Waiting> batch, HashSet<object> keys)
    {
        for (var n = from.Count; n > 0; n--)
        {
            var next = from.Dequeue();
            if (size < sizeMax && keys.Add(_conflictKey(next.Request)))
            {
                batch.Add(next);
                size += _sizeOf(next.Request);
            }
            else
            {
                from.Enqueue(next);
            }
        }

        return size;
    }

    // A batch is one call for many: it stands in the trace of the first of them, with links to the others'.
    private async Task TracedAsync(List<Waiting> batch)
    {
        if (!FieldOpsTelemetry.Activities.HasListeners())
        {
            await RunAsync(batch);
            return;
        }

        ActivityContext[] callers = [.. batch.Select(w => w.Caller).Where(c => c != default)];
        using var span = FieldOpsTelemetry.Activities.StartActivity(
            _name,
            ActivityKind.Internal,
            callers.FirstOrDefault(),
            links: callers.Skip(1).Select(c => new ActivityLink(c)));
        span?.SetTag("fieldops.batch", batch.Count);
        await RunAsync(batch);
    }

    private async Task RunAsync(List<Waiting> batch)
    {
        try
        {
            await _run(batch, _stop.Token);
        }
        catch (Exception failure) when (batch.Count > 1 && !Weather.Is(failure))
        {
            // One request that cannot be served must not take the others with it.
            foreach (var waiting in batch)
            {
                await RunAsync([waiting]);
            }
        }
        catch (Exception failure)
        {
            foreach (var waiting in batch)
            {
                waiting.Fail(failure);
            }
        }

        foreach (var waiting in batch)
        {
            waiting.Fail(new InvalidOperationException("The batch left a request without an answer."));
        }
    }

    /// <summary>One caller's request and its answer to come.</summary>
    internal sealed class Waiting(TRequest request, bool yields)
    {
        private readonly TaskCompletionSource<TResult> _answer =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TRequest Request { get; } = request;

        public ActivityContext Caller { get; } = Activity.Current?.Context ?? default;

        public bool Yields { get; } = yields;

        public Task<TResult> Task => _answer.Task;

        public void Settle(TResult result) => _answer.TrySetResult(result);

        public void Fail(Exception failure) => _answer.TrySetException(failure);
    }
}
