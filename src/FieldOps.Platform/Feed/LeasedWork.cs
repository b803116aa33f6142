using FieldOps.Platform.Log;

namespace FieldOps.Platform.Feed;

/// <summary>
/// Work that one process at a time does: while the lease is held it runs, elsewhere it is followed. A holder that falls
/// silent is replaced when its lease expires; what it still does then is refused by the cursors.
/// </summary>
/// <param name="Name">Name of the lease.</param>
/// <param name="RunAsync">The work, until it is cancelled.</param>
/// <param name="FollowAsync">Called now and then while somebody else does it.</param>
/// <param name="IsMine">False where another process should have it: a holder then gives it up.</param>
internal sealed record LeasedWork(
    string Name,
    Func<CancellationToken, Task> RunAsync,
    Func<CancellationToken, Task> FollowAsync,
    Func<bool> IsMine);

/// <summary>Takes, renews and gives back the leases of one process.</summary>
internal sealed partial class LeaseHolder(LeaseKeeper keeper, string node, ILogger logger)
{
    private static readonly TimeSpan s_followEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_lookEvery = TimeSpan.FromSeconds(1);

    public async Task HoldAsync(LeasedWork work, CancellationToken cancellationToken)
    {
        var waits = false;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                waits = await TurnAsync(work, waits, cancellationToken);
            }
            // Nobody watches this loop: were it to end, the work would stand still until the process does.
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                TurnFailed(logger, failure, work.Name);
            }

            await Task.WhenAny(Task.Delay(s_followEvery, TimeProvider.System, cancellationToken));
        }
    }

    private async Task<bool> TurnAsync(LeasedWork work, bool waits, CancellationToken cancellationToken)
    {
        if (work.IsMine() && await TryTakeAsync(work.Name))
        {
            await WorkAsync(work, cancellationToken);
            return false;
        }

        if (!waits)
        {
            Waits(logger, node, work.Name);
        }

        await work.FollowAsync(cancellationToken);
        return true;
    }

    private async Task WorkAsync(LeasedWork work, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = work.RunAsync(ended.Token);
        var renewedAt = TimeProvider.System.GetTimestamp();
        while (!ended.IsCancellationRequested)
        {
            await Task.WhenAny(Task.Delay(s_lookEvery, TimeProvider.System, ended.Token));
            var age = TimeProvider.System.GetElapsedTime(renewedAt);
            if (!work.IsMine())
            {
                await ended.CancelAsync();
            }
            else if (age >= LeaseKeeper.RenewEvery && await TryTakeAsync(work.Name))
            {
                renewedAt = TimeProvider.System.GetTimestamp();
            }
            else if (age > LeaseKeeper.Duration)
            {
                LostLease(logger, node, work.Name);
                await ended.CancelAsync();
            }
        }

        await running;
        if (cancellationToken.IsCancellationRequested || !work.IsMine())
        {
            await TryGiveAsync(work.Name);
        }
    }

    private async Task<bool> TryTakeAsync(string lease)
    {
        try
        {
            return await keeper.TryTakeAsync(lease, CancellationToken.None);
        }
        catch (Exception failure) when (Weather.Is(failure))
        {
            return false;
        }
    }

    private async Task TryGiveAsync(string lease)
    {
        try
        {
            await keeper.GiveAsync(lease, CancellationToken.None);
        }
        catch (Exception failure) when (Weather.Is(failure))
        {
            LeaseNotGiven(logger, failure, lease);
        }
    }

    [LoggerMessage(EventId = 1207, Level = LogLevel.Error, Message =
        "{Lease} could not be held or followed; tries again.")]
    private static partial void TurnFailed(ILogger logger, Exception failure, string lease);

    [LoggerMessage(EventId = 1204, Level = LogLevel.Debug, Message = "{Node} waits for the lease of {Lease}.")]
    private static partial void Waits(ILogger logger, string node, string lease);

    [LoggerMessage(EventId = 1205, Level = LogLevel.Warning, Message = "{Node} lost the lease of {Lease}.")]
    private static partial void LostLease(ILogger logger, string node, string lease);

    [LoggerMessage(EventId = 1206, Level = LogLevel.Information, Message =
        "The lease of {Lease} could not be given back; it expires.")]
    private static partial void LeaseNotGiven(ILogger logger, Exception failure, string lease);
}
