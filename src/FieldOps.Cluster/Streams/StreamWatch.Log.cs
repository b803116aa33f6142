namespace FieldOps.Cluster.Streams;

internal sealed partial class StreamWatch
{
    [LoggerMessage(EventId = 1505, Level = LogLevel.Debug, Message =
        "The reader of {Stream}/{Partition} did not answer; it is asked again.")]
    private static partial void Unreached(ILogger logger, Exception failure, string stream, int partition);
}
