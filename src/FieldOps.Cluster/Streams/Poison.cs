using System.Runtime.ExceptionServices;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Log;
using Microsoft.Extensions.Logging;

namespace FieldOps.Cluster.Streams;

/// <summary>
/// What a lane does about an event that its reactor's own code cannot handle: tries it some times, then parks behind it
/// where everybody sees it (stuck item, metric, health, log) until people retry or dismiss the item. What comes after
/// it on this lane waits, so that no entity's events overtake each other; other lanes go on.
/// </summary>
internal sealed partial class Poison(string reactor, int partition, LaneServices services)
{
    /// <summary>Failures on one event before the lane parks.</summary>
    private const int FailuresMax = 3;

    private RecordedEvent? _met;
    private Exception? _failure;
    private long _failedAt;
    private int _failures;

    /// <summary>The event that the lane waits behind; null when it goes on.</summary>
    public long? ParkedAt { get; private set; }

    /// <summary>
    /// Called before a batch is tried: what an earlier try met is forgotten, or its events would pass without effect.
    /// </summary>
    public void Begin()
    {
        _met = null;
        _failure = null;
    }

    /// <summary>The reactions of an event; none from the first in the batch on that cannot be handled.</summary>
    public Reaction[] ReactionsOf(Reactor handler, RecordedEvent happened)
    {
        if (_met is not null)
        {
            return [];
        }

        try
        {
            return [.. handler.React(happened)];
        }
        catch (Exception failure) when (!Weather.Is(failure))
        {
            _failures = _failedAt == happened.Position ? _failures + 1 : 1;
            _failedAt = happened.Position;
            _met = happened;
            _failure = failure;
            return [];
        }
    }

    /// <summary>Where the lane has come to with a batch that reached to <paramref name="end"/>.</summary>
    public async Task<long> EndOfAsync(long end, CancellationToken cancellationToken)
    {
        if (_met is not { } met)
        {
            return end;
        }

        _met = null;
        if (_failures >= FailuresMax)
        {
            await services.Stuck.AddAsync(reactor, met, StuckItems.WholeEvent(met), cancellationToken);
            services.Parked.Park(reactor, partition, met.Position);
            Parked(services.Logger, _failure!, reactor, partition, met.Position);
            ParkedAt = met.Position;
            _failure = null;
        }

        return met.Position - 1;
    }

    /// <summary>Throws what the last batch met and did not park.</summary>
    public void Rethrow()
    {
        if (_failure is { } failure)
        {
            _failure = null;
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <summary>
    /// The position that the lane may pass, once people have decided about it; null while they have not.
    /// </summary>
    public async Task<long?> ReleasedAsync(long at, CancellationToken cancellationToken)
    {
        if (!await services.Stuck.IsDecidedAsync(reactor, at, cancellationToken))
        {
            return null;
        }

        services.Parked.Release(reactor, partition);
        ParkedAt = null;
        return at;
    }
}
