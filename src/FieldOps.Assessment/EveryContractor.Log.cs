using Microsoft.Extensions.Logging;

namespace FieldOps.Assessment;

internal sealed partial class EveryContractor
{
    [LoggerMessage(EventId = 3411, Level = LogLevel.Warning, Message =
        "What became of contractor {Contractor} in a call about all is not known.")]
    private partial void Lost(Exception failure, string contractor);
}
