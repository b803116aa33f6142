namespace FieldOps.Platform.Feed;

/// <summary>How far the consumers of the log have come.</summary>
public interface IFeedProgress
{
    /// <summary>The last committed position that this process knows; 0 for an empty log.</summary>
    long HeadPosition { get; }

    /// <summary>
    /// The last committed position, asked of the log itself: whatever anyone was told of before the call lies at or
    /// below it, while <see cref="HeadPosition"/> may be a moment behind what another process, or this one, committed.
    /// </summary>
    /// <param name="ct">Ends the wait.</param>
    Task<long> LogEndAsync(CancellationToken ct);

    /// <summary>The position up to which a consumer has taken in the log; 0 when it has not begun.</summary>
    /// <param name="consumer">Name of the projection or reactor.</param>
    /// <exception cref="KeyNotFoundException">No consumer has this name: a bug of the caller.</exception>
    long PositionOf(string consumer);

    /// <summary>
    /// True while the consumer stands, as far as this process knows: it fails, is refused, or waits for a newer build.
    /// </summary>
    /// <param name="consumer">Name of the projection or reactor.</param>
    /// <exception cref="KeyNotFoundException">No consumer has this name: a bug of the caller.</exception>
    bool IsTroubled(string consumer);

    /// <summary>
    /// Completes when the consumer has taken in everything up to and including the position; or when what it has not
    /// waits for people as a stuck item: then its position tells.
    /// </summary>
    /// <param name="consumer">Name of the projection or reactor.</param>
    /// <param name="position">A log position.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="KeyNotFoundException">No consumer has this name: a bug of the caller.</exception>
    Task WaitAsync(string consumer, long position, CancellationToken ct);

    /// <summary>
    /// Completes when all consumers have reached the log head and nothing is in flight: no event waits for a consumer,
    /// no command of a reactor waits for its answer.
    /// </summary>
    /// <param name="ct">Ends the wait.</param>
    Task WaitAllAsync(CancellationToken ct);
}
