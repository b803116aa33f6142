namespace FieldOps.Cluster.Streams;

internal sealed partial class LogQueueReceiver
{
    [LoggerMessage(EventId = 1501, Level = LogLevel.Warning, Message =
        "The queue of partition {Partition} could not begin; tries again.")]
    private static partial void NotBegun(ILogger logger, Exception failure, int partition);
}
