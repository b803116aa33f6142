namespace FieldOps.Cluster.Streams;

/// <summary>How far one reactor has come on one partition.</summary>
/// <param name="Reactor">Its name.</param>
/// <param name="Position">Everything up to here has had its effect.</param>
/// <param name="IsParked">True while it waits behind an event that it cannot handle.</param>
/// <param name="Trouble">Why it does not move; null when it does.</param>
[GenerateSerializer]
[Immutable]
[Alias("fieldops.lane-report")]
internal sealed record LaneReport(
    [property: Id(0)] string Reactor,
    [property: Id(1)] long Position,
    [property: Id(2)] bool IsParked,
    [property: Id(3)] string? Trouble);
