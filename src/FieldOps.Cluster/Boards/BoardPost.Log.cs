namespace FieldOps.Cluster.Boards;

internal sealed partial class BoardPost
{
    [LoggerMessage(EventId = 1511, Level = LogLevel.Information, Message =
        "The board stream of {Tenant} did not take a bulletin; tries again.")]
    private static partial void NotSent(ILogger logger, Exception failure, string tenant);
}
