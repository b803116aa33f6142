using System.Collections.Immutable;

namespace FieldOps.Domain.Faults;

/// <summary>Times without mains power: what the alarms of an asset say, and what its county was told.</summary>
/// <param name="Known">By alarms that have cleared: none overlaps another, the earliest first.</param>
/// <param name="Told">Likewise; the last of them may go on.</param>
public sealed record MainsLine(ImmutableArray<MainsSpan> Known, ImmutableArray<MainsSpan> Told)
{
    // Late messages are seldom further apart than this; what is dropped stands as it was told.
    private const int SpansKept = 8;

    internal static MainsLine None { get; } = new([], []);

    /// <summary>Since when the county takes power to be out; null while it does not.</summary>
    internal DateTimeOffset? OpenSince => Told is [.., { To: null } open] ? open.From : null;

    /// <summary>Whether the county was told of it, or it is older than all that is remembered of that.</summary>
    internal bool Knows(MainsSpan span) =>
        Told.Any(t => t.Covers(span)) || (Told.Length == SpansKept && span.To <= Told[0].From);

    internal MainsLine Cleared(DateTimeOffset from, DateTimeOffset to) =>
        this with { Known = With(Known, new MainsSpan(from, to)) };

    internal MainsLine After(MainsLost e) => this with { Told = With(Told, new MainsSpan(e.LostAt, e.RestoredAt)) };

    internal MainsLine After(MainsRestored e) => Told is [.., { To: null } open]
        ? this with
        {
            Told = e.RestoredAt > open.From
                ? Told.SetItem(Told.Length - 1, open with { To = e.RestoredAt })
                : Told.RemoveAt(Told.Length - 1),
        }
        : this;

    private static ImmutableArray<MainsSpan> With(ImmutableArray<MainsSpan> spans, MainsSpan added)
    {
        var parts = spans.Where(s => s.Overlaps(added)).Append(added).ToArray();
        var union = new MainsSpan(parts.Min(p => p.From), parts.Any(p => p.To is null) ? null : parts.Max(p => p.To));
        ImmutableArray<MainsSpan> all = [.. spans.Where(s => !s.Overlaps(added)).Append(union).OrderBy(s => s.From)];
        return all.Length > SpansKept ? all.RemoveAt(0) : all;
    }
}

/// <summary>A time without mains power, half-open.</summary>
/// <param name="From">UTC.</param>
/// <param name="To">UTC; null while it lasts.</param>
public sealed record MainsSpan(DateTimeOffset From, DateTimeOffset? To)
{
    internal bool Overlaps(MainsSpan other) => !(From >= other.To) && !(To <= other.From);

    internal bool Covers(MainsSpan other) => From <= other.From && (To is null || other.To <= To);
}
