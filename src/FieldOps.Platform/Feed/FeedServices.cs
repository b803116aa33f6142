using FieldOps.Platform.Live;
using FieldOps.Platform.Log;
using Npgsql;

namespace FieldOps.Platform.Feed;

/// <summary>What every consumer works with.</summary>
internal sealed record FeedServices(
    NpgsqlDataSource Database,
    LogTail Tail,
    LogReader Reader,
    CursorStore Cursors,
    Pulse Moved,
    FeedOptions Options,
    IBoardPost Boards,
    ILogger Logger);
