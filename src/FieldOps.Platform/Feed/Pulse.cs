namespace FieldOps.Platform.Feed;

/// <summary>
/// Wakes everybody who waits. A waiter takes the task first, looks at the state, then awaits: no beat is missed.
/// </summary>
internal sealed class Pulse
{
    private volatile TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes at the next beat.</summary>
    public Task Next => _next.Task;

    public void Beat() =>
        Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}
