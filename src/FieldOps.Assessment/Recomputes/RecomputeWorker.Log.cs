using Microsoft.Extensions.Logging;

namespace FieldOps.Assessment.Recomputes;

internal sealed partial class RecomputeWorker
{
    [LoggerMessage(EventId = 3401, Level = LogLevel.Warning, Message =
        "Recompute {Recompute} of {Tenant} failed in a step, tries again in {BackoffMs} ms.")]
    private partial void Stalled(Exception failure, Guid recompute, string tenant, long backoffMs);

    [LoggerMessage(EventId = 3402, Level = LogLevel.Warning, Message = "Nobody knows which recomputes are open.")]
    private partial void Unseen(Exception failure);
}
