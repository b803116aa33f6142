namespace FieldOps.Cluster.Deadlines;

internal sealed partial class DeadlineReminder
{
    [LoggerMessage(EventId = 2002, Level = LogLevel.Warning, Message =
        "The reminder of deadline shard {Shard} could not be stored; tries again.")]
    private static partial void NotStored(ILogger logger, Exception failure, long shard);
}
