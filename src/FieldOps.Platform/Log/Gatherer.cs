using System.Diagnostics;
using System.Threading.Channels;
using FieldOps.Platform.Telemetry;

namespace FieldOps.Platform.Log;

/// <summary>
/// Gathers the callers of one process into batches: while one batch is at the database, the next one fills. Each
/// request gets its own answer.
/// </summary>
/// <typeparam name="TRequest">What a caller wants.</typeparam>
/// <typeparam name="TResult">What it gets.</typeparam>
internal sealed class Gatherer<TRequest, TResult> : IAsyncDisposable
{
    private readonly Channel<Waiting> _queue;
    private readonly Func<IReadOnlyList<Waiting>, CancellationToken, Task> _run;
    private readonly Func<TRequest, object> _conflictKey;
    private readonly Func<TRequest, int> _sizeOf;
    private readonly int _batchMax;
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
        _queue = Channel.CreateBounded<Waiting>(
            new BoundedChannelOptions(queueMax) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
        // Whoever happens to come first must not be taken for the caller of every batch.
        using (ExecutionContext.SuppressFlow())
        {
            _loop = Task.Run(LoopAsync);
        }
    }

    public async Task<TResult> AskAsync(TRequest request, CancellationToken cancellationToken)
    {
        var waiting = new Waiting(request);
        await _queue.Writer.WriteAsync(waiting, cancellationToken);
        return await waiting.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
        _stop.Dispose();
    }

    private async Task LoopAsync()
    {
        var batch = new List<Waiting>(_batchMax);
        var held = new Queue<Waiting>();
        var keys = new HashSet<object>();
        while (held.Count > 0 || await _queue.Reader.WaitToReadAsync())
        {
            Fill(batch, held, keys);
            await TracedAsync(batch);
            batch.Clear();
            keys.Clear();
        }
    }

    private void Fill(List<Waiting> batch, Queue<Waiting> held, HashSet<object> keys)
    {
        var size = 0;
        for (var n = held.Count; n > 0; n--)
        {
            size += Take(held.Dequeue(), size, batch, held, keys);
        }

        while (size < _batchMax && held.Count < _batchMax && _queue.Reader.TryRead(out var next))
        {
            size += Take(next, size, batch, held, keys);
        }
    }

    private int Take(Waiting next, int size, List<Waiting> batch, Queue<Waiting> held, HashSet<object> keys)
    {
        if (size < _batchMax && keys.Add(_conflictKey(next.Request)))
        {
            batch.Add(next);
            return _sizeOf(next.Request);
        }

        held.Enqueue(next);
        return 0;
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
    internal sealed class Waiting(TRequest request)
    {
        private readonly TaskCompletionSource<TResult> _answer =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TRequest Request { get; } = request;

        public ActivityContext Caller { get; } = Activity.Current?.Context ?? default;

        public Task<TResult> Task => _answer.Task;

        public void Settle(TResult result) => _answer.TrySetResult(result);

        public void Fail(Exception failure) => _answer.TrySetException(failure);
    }
}
