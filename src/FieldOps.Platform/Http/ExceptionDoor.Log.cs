using Microsoft.Extensions.Logging;

namespace FieldOps.Platform.Http;

internal sealed partial class ExceptionDoor
{
    [LoggerMessage(1, LogLevel.Error, "Call failed: {Method} {Path}")]
    private static partial void LogFailed(ILogger logger, Exception exception, string method, string path);

    [LoggerMessage(3, LogLevel.Warning, "Nobody hosts what {Method} {Path} asked for")]
    private static partial void LogUnreachable(ILogger logger, Exception exception, string method, string path);

    [LoggerMessage(4, LogLevel.Warning, "{Method} {Path} waited in vain: {Reason}")]
    private static partial void LogBehind(ILogger logger, string method, string path, string reason);

    [LoggerMessage(2, LogLevel.Warning, "Database away during {Method} {Path}: {Reason}")]
    private static partial void LogDatabaseAway(ILogger logger, string method, string path, string reason);
}
