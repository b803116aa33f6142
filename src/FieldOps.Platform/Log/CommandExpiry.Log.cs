namespace FieldOps.Platform.Log;

internal sealed partial class CommandExpiry
{
    [LoggerMessage(EventId = 1351, Level = LogLevel.Information, Message =
        "{Answers} accepted answers older than {Days} days are forgotten.")]
    private static partial void Forgot(ILogger logger, long answers, int days);

    [LoggerMessage(EventId = 1352, Level = LogLevel.Warning, Message =
        "Old answers could not be forgotten; the next round tries again.")]
    private static partial void Later(ILogger logger, Exception failure);
}
