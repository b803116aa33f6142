namespace FieldOps.Cluster.Streams;

/// <summary>Finds the grain that reads a stream.</summary>
internal sealed class StreamGrains(IGrainFactory grains)
{
    public ILogStreamGrain Of(string streamNamespace, int partition)
    {
        var key = StreamNames.KeyOf(partition);
        return streamNamespace == StreamNames.ContractorOutcomes
            ? grains.GetGrain<IContractorOutcomesGrain>(key)
            : grains.GetGrain<IFaultTicketsGrain>(key);
    }
}
