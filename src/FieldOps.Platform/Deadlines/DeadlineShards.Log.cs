namespace FieldOps.Platform.Deadlines;

/// <summary>What the shards say.</summary>
internal sealed partial class DeadlineShards
{
    [LoggerMessage(EventId = 1301, Level = LogLevel.Warning, Message = "{Entity} refused its deadline {Kind}: {Code}.")]
    private static partial void Refused(ILogger logger, string entity, string kind, string code);

    [LoggerMessage(EventId = 1302, Level = LogLevel.Warning, Message = "Deadlines could not be fired; tries again.")]
    private static partial void Failed(ILogger logger, Exception failure);

    [LoggerMessage(EventId = 1303, Level = LogLevel.Error, Message =
        "{Entity} could not be woken for its deadline {Kind}; it is tried again after a rest.")]
    private static partial void NotWoken(ILogger logger, Exception failure, string entity, string kind);

    [LoggerMessage(EventId = 1304, Level = LogLevel.Warning, Message =
        "{Entity} is for a newer build to wake for its deadline {Kind}; it is tried again after a rest. {Reason}")]
    private static partial void NotRead(ILogger logger, string entity, string kind, string reason);
}
