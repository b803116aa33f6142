namespace FieldOps.Cluster.Streams;

/// <summary>The reader of one <c>fault-tickets</c> stream.</summary>
[Alias("fieldops.IFaultTicketsGrain")]
internal interface IFaultTicketsGrain : ILogStreamGrain;
