namespace FieldOps.Cluster.Streams;

internal sealed partial class ReactorLane
{
    [LoggerMessage(EventId = 1503, Level = LogLevel.Warning, Message =
        "{Reactor} failed on partition {Partition}, tries again in {BackoffMs} ms.")]
    private static partial void Failed(
        ILogger logger, Exception failure, string reactor, int partition, double backoffMs);

    [LoggerMessage(EventId = 1507, Level = LogLevel.Error, Message =
        "{Reactor} stands on partition {Partition}: {Why}")]
    private static partial void Stand(ILogger logger, string reactor, int partition, string why);

    [LoggerMessage(EventId = 1506, Level = LogLevel.Warning, Message =
        "{Reactor} left partition {Partition} without storing how far it had come.")]
    private static partial void NotLeft(ILogger logger, Exception failure, string reactor, int partition);
}
