namespace FieldOps.Cluster.Boards;

internal sealed partial class BoardFollower
{
    [LoggerMessage(EventId = 1512, Level = LogLevel.Information, Message =
        "The board of {Tenant} could not be followed or left; tries again.")]
    private static partial void NotFollowed(ILogger logger, Exception failure, string tenant);
}
