using Orleans.Runtime;

namespace FieldOps.Cluster.Streams;

internal sealed partial class DeliveryFailureCounter
{
    [LoggerMessage(EventId = 1502, Level = LogLevel.Warning, Message =
        "An item of {Stream} at {Token} was not delivered; its consumer reads the log instead.")]
    private static partial void Failed(ILogger logger, StreamId stream, string? token);
}
