using FieldOps.Platform.Feed;

namespace FieldOps.Platform.Live;

/// <summary>
/// Where a projection's worker says that rows have changed. The single node tells its readers itself; in the cluster
/// one silo has the worker and every silo has readers, so there the news goes by a stream.
/// </summary>
public interface IBoardPost
{
    /// <summary>
    /// Told after the rows are committed; never waits and never throws, for the worker goes on meanwhile.
    /// </summary>
    /// <param name="board">Name of the projection.</param>
    /// <param name="batch">The events whose rows were written, of all companies.</param>
    /// <param name="position">Log position up to which the rows have come.</param>
    void Post(string board, IReadOnlyList<RecordedEvent> batch, long position);
}
