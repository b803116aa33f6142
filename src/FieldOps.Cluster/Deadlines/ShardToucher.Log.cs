namespace FieldOps.Cluster.Deadlines;

internal sealed partial class ShardToucher
{
    [LoggerMessage(EventId = 2003, Level = LogLevel.Warning, Message =
        "Deadline shards could not be touched; tries again.")]
    private static partial void Failed(ILogger logger, Exception failure);
}
