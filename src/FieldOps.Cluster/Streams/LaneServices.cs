using FieldOps.Platform.Feed;
using Microsoft.Extensions.Logging;

namespace FieldOps.Cluster.Streams;

/// <summary>What the lanes of a silo share.</summary>
internal sealed record LaneServices(
    LogTail Tail, CursorStore Cursors, StuckItems Stuck, ParkedStreams Parked, ILogger<ReactorLane> Logger);
