namespace FieldOps.Cluster.Hosting;

internal sealed partial class DeadNeighbours
{
    [LoggerMessage(EventId = 1521, Level = LogLevel.Information, Message =
        "Nobody listens at the ports of {Silos} (port, generation): they are declared dead.")]
    private static partial void Buried(ILogger logger, string silos);
}
