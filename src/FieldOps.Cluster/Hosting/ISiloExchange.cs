using FieldOps.Cluster.Boards;
using Orleans.Services;

namespace FieldOps.Cluster.Hosting;

/// <summary>What one silo asks another silo itself, rather than a grain.</summary>
[Alias("fieldops.ISiloExchange")]
internal interface ISiloExchange : IGrainService
{
    /// <summary>
    /// Waits a moment for a consumer that runs there to come to a position; answers how far it has come.
    /// </summary>
    [Alias("ReachAsync")]
    Task<long> ReachAsync(string consumer, long position);

    /// <summary>Moves that silo's simulated clock, forward only; answers what it shows.</summary>
    [Alias("MoveClockAsync")]
    Task<DateTimeOffset> MoveClockAsync(DateTimeOffset to);

    /// <summary>
    /// Tells that silo of one that joins, whose simulated clock is moved with the others' from now on; answers what its
    /// own shows.
    /// </summary>
    [Alias("JoinClockAsync")]
    Task<DateTimeOffset> JoinClockAsync(SiloAddress joiner);

    /// <summary>Tells that silo that another does not run a consumer: a newer build has to.</summary>
    [Alias("GaveUpAsync")]
    Task GaveUpAsync(string consumer, SiloAddress silo);

    /// <summary>Tells that silo's readers of boards.</summary>
    [Alias("ShowAsync")]
    Task ShowAsync(BoardBulletin bulletin);
}
