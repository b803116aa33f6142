using FieldOps.Platform.Feed;

namespace FieldOps.Cluster.Streams;

/// <summary>
/// A stretch of the log as one stream sees it. To a consumer of the same silo it comes with its events; to another silo
/// only the stretch travels, for every silo has the end of the log in memory: an event is decoded once a silo and
/// crosses no wire.
/// </summary>
[GenerateSerializer]
[Immutable]
[Alias("fieldops.log-slice")]
internal sealed class LogSlice
{
    [NonSerialized]
    private readonly IReadOnlyList<RecordedEvent>? _events;

    public LogSlice(long previous, long upTo, IReadOnlyList<RecordedEvent>? events)
    {
        Previous = previous;
        UpTo = upTo;
        _events = events;
    }

    /// <summary>Exclusive: where the slice before it ended.</summary>
    [Id(0)]
    public long Previous { get; }

    /// <summary>Inclusive: the slice holds every event of its stream up to here.</summary>
    [Id(1)]
    public long UpTo { get; }

    /// <summary>The stream's events of the stretch, in order; null where the slice came from another silo.</summary>
    public IReadOnlyList<RecordedEvent>? Events => _events;

    /// <summary>
    /// Several slices that follow each other as one; where one is missing in between, without events.
    /// </summary>
    public static LogSlice Join(IReadOnlyList<LogSlice> slices)
    {
        if (slices.Count == 1)
        {
            return slices[0];
        }

        var whole = slices.Zip(slices.Skip(1)).All(pair => pair.First.UpTo == pair.Second.Previous)
            && slices.All(s => s.Events is not null);
        return new(
            slices.Min(s => s.Previous),
            slices.Max(s => s.UpTo),
            whole ? [.. slices.SelectMany(s => s.Events!)] : null);
    }
}
