using FieldOps.Platform.Clock;
using FieldOps.Platform.Deadlines;

namespace FieldOps.Cluster.Deadlines;

/// <summary>One shard of the deadlines; its key is the shard's number.</summary>
[Alias("fieldops.IDeadlineShardGrain")]
internal interface IDeadlineShardGrain : IGrainWithIntegerKey
{
    /// <summary>Makes sure that the shard is looked after somewhere: being asked is the effect.</summary>
    [Alias("TouchAsync"), OneWay]
    Task TouchAsync();
}

/// <summary>
/// Wakes the entities of one shard when their deadlines are due. Two of it, or none for some seconds, change no
/// outcome: the entity decides, and a wake-up that is late finds the row still there.
/// </summary>
[GrainType("deadline-shard")]
internal sealed partial class DeadlineShardGrain(
    DeadlineShards all, IAppClock clock, DeadlineReminder reminder, ILogger<DeadlineShardGrain> logger)
    : Grain, IDeadlineShardGrain, IRemindable
{
    // Rows that other silos add are found at the next look: a deadline is late by this much at most.
    private static readonly TimeSpan s_lookEvery = TimeSpan.FromSeconds(1);

    private DeadlineShards? _shard;
    private IGrainTimer? _timer;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _shard = all.Of((short)this.GetPrimaryKeyLong());
        _timer = this.RegisterGrainTimer(
            LookAsync,
            new GrainTimerCreationOptions { DueTime = TimeSpan.Zero, Period = s_lookEvery, KeepAlive = true });
        return Task.CompletedTask;
    }

    public async Task TouchAsync() => await reminder.EnsureAsync(this);

    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await _shard!.FireAsync(clock.Now, cancellationToken) > 0)
            {
                // A full batch may have left more.
            }

            var next = await _shard.NextAsync(cancellationToken) ?? DateTimeOffset.MaxValue;
            _timer!.Change(LookDelay.Until(next, clock.Now, s_lookEvery), s_lookEvery);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            Failed(logger, failure, this.GetPrimaryKeyLong());
        }
    }

    [LoggerMessage(EventId = 2001, Level = LogLevel.Warning, Message =
        "Deadline shard {Shard} could not be looked after; tries again.")]
    private static partial void Failed(ILogger logger, Exception failure, long shard);
}
