namespace FieldOps.Platform.Feed;

/// <summary>The log as a reader without a cursor of its own sees it: the stream of changes, an export.</summary>
public interface IEventFeed
{
    /// <summary>The next events in the order of the log, of all tenants; empty at the head.</summary>
    /// <param name="after">The last position seen; 0 for the beginning.</param>
    /// <param name="limit">Events at most, 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    Task<IReadOnlyList<RecordedEvent>> ReadAsync(long after, int limit, CancellationToken cancellationToken);

    /// <summary>The log's epoch and its end; asked of the log itself where the position lies beyond.</summary>
    /// <param name="position">A position that somebody has from the log.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    Task<(int Epoch, long End)> EndAsync(long position, CancellationToken cancellationToken);

    /// <summary>Completes when the log holds an event beyond the position; at once when it already does.</summary>
    /// <param name="position">A log position.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task WaitBeyondAsync(long position, CancellationToken cancellationToken);
}
