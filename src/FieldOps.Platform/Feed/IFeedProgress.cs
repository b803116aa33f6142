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

    /// <summary>Completes when the consumer has taken in everything up to and including the position.</summary>
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

/// <summary>Waits that are made of others.</summary>
public static class FeedProgressWaits
{
    /// <summary>Completes when the consumer has taken in all that the log held at the call.</summary>
    /// <param name="progress">The consumers.</param>
    /// <param name="consumer">Name of the projection or reactor.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The position that the consumer has come to, at least.</returns>
    /// <exception cref="KeyNotFoundException">No consumer has this name: a bug of the caller.</exception>
    public static async Task<long> WaitToEndAsync(
        this IFeedProgress progress, string consumer, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(progress);
        var end = await progress.LogEndAsync(ct);
        await progress.WaitAsync(consumer, end, ct);
        return end;
    }
}
