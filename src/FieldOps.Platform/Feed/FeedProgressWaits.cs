namespace FieldOps.Platform.Feed;

/// <summary>Waits of requests for consumers: each ends in time, with what was wanted or without.</summary>
public static class FeedProgressWaits
{
    /// <summary>
    /// How long a request waits. A consumer is milliseconds behind: a caller that waits longer is better told to come
    /// back.
    /// </summary>
    public static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(10);

    /// <summary>Waits until the consumer has taken in all that the log held at the call.</summary>
    /// <param name="progress">The consumers.</param>
    /// <param name="consumer">Name of the projection or reactor.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The position that the consumer has come to, at least.</returns>
    /// <exception cref="ConsumerBehindException">It has not come there in time.</exception>
    /// <exception cref="KeyNotFoundException">No consumer has this name: a bug of the caller.</exception>
    public static Task<long> WaitToEndAsync(this IFeedProgress progress, string consumer, CancellationToken ct) =>
        WaitToEndAsync(progress, [consumer], ct);

    /// <summary>
    /// Waits for several, one after the other: each until it has taken in what the log holds when the one before is
    /// there, so what that one has written too.
    /// </summary>
    /// <param name="progress">The consumers.</param>
    /// <param name="consumers">Names of projections or reactors, in turn.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>The position that the last one has come to, at least.</returns>
    /// <exception cref="ConsumerBehindException">One has not come there in time.</exception>
    /// <exception cref="KeyNotFoundException">No consumer has this name: a bug of the caller.</exception>
    public static Task<long> WaitToEndAsync(
        this IFeedProgress progress, IReadOnlyList<string> consumers, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(progress);
        return WaitAsync(progress, consumers, progress.LogEndAsync, WaitMax, ct);
    }

    /// <summary>Waits until all of them have taken in everything up to and including the position.</summary>
    /// <param name="progress">The consumers.</param>
    /// <param name="consumers">Names of projections or reactors.</param>
    /// <param name="position">A log position.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="ConsumerBehindException">One has not come there in time.</exception>
    /// <exception cref="KeyNotFoundException">No consumer has this name: a bug of the caller.</exception>
    public static Task WaitInTimeAsync(
        this IFeedProgress progress, IReadOnlyList<string> consumers, long position, CancellationToken ct) =>
        WaitAsync(progress, consumers, _ => Task.FromResult(position), WaitMax, ct);

    /// <summary>Waits for consumers in turn, for so long together.</summary>
    internal static async Task<long> WaitAsync(
        IFeedProgress progress,
        IReadOnlyList<string> consumers,
        Func<CancellationToken, Task<long>> wanted,
        TimeSpan patience,
        CancellationToken ct)
    {
        using var inTime = CancellationTokenSource.CreateLinkedTokenSource(ct);
        inTime.CancelAfter(patience);
        var position = 0L;
        foreach (var consumer in consumers)
        {
            try
            {
                position = await wanted(inTime.Token);
                await progress.WaitAsync(consumer, position, inTime.Token);
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                throw new ConsumerBehindException(consumer, progress.IsTroubled(consumer));
            }

            // The wait for one that waits for people is over; it is not there for that.
            if (progress.PositionOf(consumer) < position)
            {
                throw new ConsumerBehindException(consumer, isStuck: true);
            }
        }

        return position;
    }
}
