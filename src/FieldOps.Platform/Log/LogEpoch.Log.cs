namespace FieldOps.Platform.Log;

internal sealed partial class LogEpoch
{
    [LoggerMessage(EventId = 1361, Level = LogLevel.Critical, Message =
        "This is not the log that this process has read: {Why}. It was restored, or another server took over; the"
        + " process appends nothing more and ends. Raise the epoch if nobody has (./fieldops epoch raise), then start"
        + " it again.")]
    private static partial void Leaves(ILogger logger, string why);
}
