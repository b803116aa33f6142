namespace FieldOps.Platform.Log;

internal sealed partial class SnapshotWriter
{
    [LoggerMessage(EventId = 1101, Level = LogLevel.Warning, Message = "{Count} snapshots were not written.")]
    private partial void Dropped(Exception failure, int count);
}
