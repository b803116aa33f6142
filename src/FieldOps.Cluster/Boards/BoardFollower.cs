using FieldOps.Cluster.Hosting;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Live;
using Microsoft.Extensions.Hosting;

namespace FieldOps.Cluster.Boards;

/// <summary>
/// Says for this silo which companies' boards are followed here: at once when a reader comes or goes, and every few
/// seconds. Where news may have been lost, because a silo came or went or the board's grain is a new one, all readers
/// here are told to look again.
/// </summary>
internal sealed partial class BoardFollower(
    LiveBoards boards, IGrainFactory grains, Membership membership, LogTail tail, ILogger<BoardFollower> logger)
    : BackgroundService
{
    private static readonly TimeSpan s_touchEvery = TimeSpan.FromSeconds(4);
    private readonly HashSet<string> _followed = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var members = membership.Changed;
        while (!stoppingToken.IsCancellationRequested)
        {
            var audience = boards.AudienceChanged;
            if (members.IsCompleted)
            {
                members = membership.Changed;
                boards.Refresh(tail.Last);
            }

            var wanted = boards.Tenants;
            await Task.WhenAll(wanted.Select(t => FollowAsync(t, stoppingToken)));
            await Task.WhenAll(_followed.Except(wanted).ToArray().Select(t => LeaveAsync(t, stoppingToken)));
            await Task.WhenAny(audience, members, Task.Delay(s_touchEvery, TimeProvider.System, stoppingToken));
        }
    }

    private async Task FollowAsync(string tenant, CancellationToken cancellationToken)
    {
        try
        {
            var mayHaveMissed = await BoardOf(tenant).FollowAsync(membership.Self).WaitAsync(cancellationToken);
            lock (_followed)
            {
                _followed.Add(tenant);
            }

            if (mayHaveMissed)
            {
                boards.Refresh(tail.Last);
            }
        }
        // Whatever it is: the next touch is seconds away, and then readers are told to look again.
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            NotFollowed(logger, failure, tenant);
        }
    }

    private async Task LeaveAsync(string tenant, CancellationToken cancellationToken)
    {
        try
        {
            await BoardOf(tenant).LeaveAsync(membership.Self).WaitAsync(cancellationToken);
            lock (_followed)
            {
                _followed.Remove(tenant);
            }
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            NotFollowed(logger, failure, tenant);
        }
    }

    private ILiveBoardGrain BoardOf(string tenant) => grains.GetGrain<ILiveBoardGrain>(tenant);
}
