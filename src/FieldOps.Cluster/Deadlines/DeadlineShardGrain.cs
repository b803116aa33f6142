using FieldOps.Platform.Deadlines;

namespace FieldOps.Cluster.Deadlines;

/// <summary>One shard of the deadlines; its key is the shard's number.</summary>
[Alias("fieldops.IDeadlineShardGrain")]
internal interface IDeadlineShardGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Makes sure that the shard is looked after somewhere: being asked is the effect. The answer says that the next
    /// touch may come.
    /// </summary>
    [Alias("TouchAsync")]
    Task TouchAsync();
}

/// <summary>
/// Wakes the entities of one shard when their deadlines are due. Two of it, or none for some seconds, change no
/// outcome: the entity decides, and a wake-up that is late finds the row still there.
/// </summary>
[GrainType("deadline-shard")]
internal sealed partial class DeadlineShardGrain(
    DeadlineShards all, DeadlineReminder reminder, ILogger<DeadlineShardGrain> logger)
    : Grain, IDeadlineShardGrain, IRemindable, IDisposable
{
    // The watch keeps the shard's memory where it is and starts its work again should that ever end.
    private static readonly TimeSpan s_watchEvery = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private DeadlineShards? _shard;
    private Task _running = Task.CompletedTask;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _shard = all.Of((short)this.GetPrimaryKeyLong());
        this.RegisterGrainTimer(
            WatchAsync,
            new GrainTimerCreationOptions { DueTime = TimeSpan.Zero, Period = s_watchEvery, KeepAlive = true });
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(cancellationToken).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    public void Dispose() => _stop.Dispose();

    public async Task TouchAsync() => await reminder.EnsureAsync(this);

    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;

    // The work itself runs beside the grain: a long round must not keep a touch waiting.
    private Task WatchAsync(CancellationToken cancellationToken)
    {
        if (_running.IsFaulted)
        {
            Failed(logger, _running.Exception, this.GetPrimaryKeyLong());
        }

        if (_running.IsCompleted && !_stop.IsCancellationRequested)
        {
            _running = Task.Run(() => _shard!.RunAsync(_stop.Token), CancellationToken.None);
        }

        return Task.CompletedTask;
    }
}
