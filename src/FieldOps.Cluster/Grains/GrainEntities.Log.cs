using FieldOps.Domain.Kernel;

namespace FieldOps.Cluster.Grains;

internal sealed partial class GrainEntities
{
    [LoggerMessage(EventId = 1531, Level = LogLevel.Warning, Message =
        "The outcome of a call to {Entity} is not known: its way there or back was lost.")]
    private static partial void Lost(ILogger logger, Exception failure, EntityKey entity);
}
