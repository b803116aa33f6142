namespace FieldOps.Cluster.Deadlines;

internal sealed partial class DeadlineShardGrain
{
    [LoggerMessage(EventId = 2001, Level = LogLevel.Warning, Message =
        "Deadline shard {Shard} could not be looked after; tries again.")]
    private static partial void Failed(ILogger logger, Exception failure, long shard);
}
