namespace FieldOps.Platform.Feed;

/// <summary>
/// A consumer has not come where a request needs it, in the time that a request has. Over HTTP it is 503:
/// <c>feed.wait-timeout</c>, or <c>feed.consumer-stuck</c>.
/// </summary>
public sealed class ConsumerBehindException(string consumer, bool isStuck)
    : Exception($"{consumer} {(isStuck ? "stands" : "is behind")}.")
{
    /// <summary>Name of the projection or reactor.</summary>
    public string Consumer { get; } = consumer;

    /// <summary>True when it does not get on, so that coming back helps only after people have seen to it.</summary>
    public bool IsStuck { get; } = isStuck;
}
