namespace FieldOps.Cluster.Streams;

/// <summary>The reader of one <c>contractor-outcomes</c> stream.</summary>
[Alias("fieldops.IContractorOutcomesGrain")]
internal interface IContractorOutcomesGrain : ILogStreamGrain;
