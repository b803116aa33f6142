namespace FieldOps.Cluster.Streams;

/// <summary>Reads one partition of what happens to contractors' orders: feeds the contractors' months.</summary>
[GrainType("contractor-outcomes")]
[KeepAlive]
[Orleans.Placement.PreferLocalPlacement]
[ImplicitStreamSubscription(StreamNames.ContractorOutcomes)]
internal sealed class ContractorOutcomesGrain(LaneHouse house)
    : LogStreamGrain(house, StreamNames.ContractorOutcomes), IContractorOutcomesGrain;
