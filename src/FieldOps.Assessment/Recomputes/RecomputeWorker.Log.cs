using Microsoft.Extensions.Logging;

namespace FieldOps.Assessment.Recomputes;

internal sealed partial class RecomputeWorker
{
    [LoggerMessage(EventId = 3401, Level = LogLevel.Warning, Message = "Recomputes wait: a step failed.")]
    private partial void Stalled(Exception failure);
}
