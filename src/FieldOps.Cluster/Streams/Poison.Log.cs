namespace FieldOps.Cluster.Streams;

internal sealed partial class Poison
{
    [LoggerMessage(EventId = 1504, Level = LogLevel.Error, Message =
        "{Reactor} cannot handle the event at {Position}: partition {Partition} waits behind it.")]
    private static partial void Parked(
        ILogger logger, Exception failure, string reactor, int partition, long position);
}
