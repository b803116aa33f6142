namespace FieldOps.Platform.Log;

/// <summary>The log's epoch and whom it refuses.</summary>
/// <param name="Epoch">1 for a log that was never restored.</param>
/// <param name="End">The last committed position.</param>
/// <param name="Refused">Consumers whose cursors are of another epoch or lie beyond the end, by name.</param>
public sealed record EpochState(int Epoch, long End, IReadOnlyList<RefusedConsumer> Refused);
