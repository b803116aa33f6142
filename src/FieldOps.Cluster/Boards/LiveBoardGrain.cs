using FieldOps.Cluster.Grains;
using FieldOps.Cluster.Hosting;
using Orleans.Streams;

namespace FieldOps.Cluster.Boards;

/// <summary>
/// Subscribes to a company's board stream for as long as any silo follows it, and hands each bulletin to those silos.
/// The subscription outlives the activation: when its silo is lost, the next bulletin or the next follower wakes it on
/// another. When nobody follows any more, it unsubscribes.
/// </summary>
[GrainType("live-board")]
internal sealed class LiveBoardGrain(SiloExchangeClient exchange, Membership membership)
    : Grain, ILiveBoardGrain, IAsyncObserver<BoardBulletin>
{
    /// <summary>How long a silo that says nothing is still told: some of its touches.</summary>
    public static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan s_lookEvery = TimeSpan.FromSeconds(5);

    // A silo that does not answer must not keep the others waiting; it is told to look again when it comes back.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private readonly Dictionary<SiloAddress, long> _heard = [];
    private IAsyncStream<BoardBulletin>? _stream;
    private StreamSubscriptionHandle<BoardBulletin>? _subscription;
    private long _followedAt = TimeProvider.System.GetTimestamp();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _stream = this.GetStreamProvider(BoardStreams.Provider)
            .GetStream<BoardBulletin>(BoardStreams.Of(this.GetPrimaryKeyString()));
        foreach (var kept in await _stream.GetAllSubscriptionHandles())
        {
            _subscription = await kept.ResumeAsync(this);
        }

        this.RegisterGrainTimer(LookAsync, new() { DueTime = s_lookEvery, Period = s_lookEvery, KeepAlive = true });
    }

    public async Task<bool> FollowAsync(SiloAddress silo)
    {
        _subscription ??= await _stream!.SubscribeAsync(this);
        _followedAt = TimeProvider.System.GetTimestamp();
        var isNew = !_heard.ContainsKey(silo);
        _heard[silo] = _followedAt;
        return isNew;
    }

    public Task LeaveAsync(SiloAddress silo)
    {
        _heard.Remove(silo);
        return _heard.Count == 0 ? EndAsync() : Task.CompletedTask;
    }

    public Task OnNextAsync(BoardBulletin item, StreamSequenceToken? token = null) =>
        Task.WhenAll(_heard.Keys.ToArray().Select(s => ShowAsync(s, item)));

    // The stream itself is troubled: whoever follows is told to look again when it says so next.
    public Task OnErrorAsync(Exception ex)
    {
        _heard.Clear();
        return Task.CompletedTask;
    }

    private async Task ShowAsync(SiloAddress silo, BoardBulletin bulletin)
    {
        try
        {
            await exchange.At(silo).ShowAsync(bulletin).WaitAsync(s_patience);
        }
        catch (Exception lost) when (GrainEntities.IsLost(lost) || lost is TimeoutException)
        {
            _heard.Remove(silo);
        }
    }

    private Task LookAsync(CancellationToken cancellationToken)
    {
        var active = membership.Others.Append(membership.Self).ToHashSet();
        foreach (var (silo, heardAt) in _heard.ToArray())
        {
            if (!active.Contains(silo) || TimeProvider.System.GetElapsedTime(heardAt) > SilenceMax)
            {
                _heard.Remove(silo);
            }
        }

        return _heard.Count == 0 && TimeProvider.System.GetElapsedTime(_followedAt) > SilenceMax
            ? EndAsync()
            : Task.CompletedTask;
    }

    private async Task EndAsync()
    {
        if (_subscription is { } subscription)
        {
            await subscription.UnsubscribeAsync();
            _subscription = null;
        }

        DeactivateOnIdle();
    }
}
