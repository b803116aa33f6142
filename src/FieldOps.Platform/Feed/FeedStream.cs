namespace FieldOps.Platform.Feed;

/// <summary>The coarse streams of the log, by what they are for: who reads one does not hold up who reads another.
/// </summary>
public enum FeedStream
{
    /// <summary>What happens to tickets and orders, for the reactors that bring them on.</summary>
    FaultTickets,

    /// <summary>What happens to contractors' orders, for the contractors' months.</summary>
    ContractorOutcomes,
}
