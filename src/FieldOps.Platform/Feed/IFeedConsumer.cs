namespace FieldOps.Platform.Feed;

/// <summary>
/// A consumer of the log as those see it who wait for it: in this process, or wherever in a cluster it runs now.
/// </summary>
internal interface IFeedConsumer
{
    /// <summary>Name of the projection or reactor.</summary>
    string Name { get; }

    /// <summary>
    /// Everything up to here has been taken in, as far as this process knows, and what followed has been answered.
    /// </summary>
    long Position { get; }

    /// <summary>Why it does not move; null when it does.</summary>
    Exception? Trouble { get; }

    /// <summary>Completes when the consumer has taken in everything up to and including the position.</summary>
    Task ReachAsync(long position, CancellationToken cancellationToken);
}
