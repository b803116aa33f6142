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

    /// <summary>
    /// Up to when what was told is no longer remembered; null while all is. Not a matter of how many are remembered
    /// now: one that turns out to have been none makes room, and brings nothing back.
    /// </summary>
    public DateTimeOffset? ForgottenUntil { get; init; }

    /// <summary>Since when the county takes power to be out; null while it does not.</summary>
    internal DateTimeOffset? OpenSince => Told is [.., { To: null } open] ? open.From : null;

    /// <summary>Whether the county was told of it, or it is of a time of which that is forgotten.</summary>
    internal bool Knows(MainsSpan span) => Told.Any(t => t.Covers(span)) || span.To <= ForgottenUntil;

    internal MainsLine Cleared(DateTimeOffset from, DateTimeOffset to) =>
        this with { Known = Kept(With(Known, new MainsSpan(from, to))) };

    internal MainsLine After(MainsLost e)
    {
        var told = With(Told, new MainsSpan(e.LostAt, e.RestoredAt));
        return told.Length > SpansKept
            ? this with
            {
                Told = Kept(told), ForgottenUntil = ForgottenUntil > told[0].To ? ForgottenUntil : told[0].To,
            }
            : this with { Told = told };
    }

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
        return [.. spans.Where(s => !s.Overlaps(added)).Append(union).OrderBy(s => s.From)];
    }

    private static ImmutableArray<MainsSpan> Kept(ImmutableArray<MainsSpan> spans) =>
        spans.Length > SpansKept ? spans.RemoveAt(0) : spans;
}

/// <summary>A time without mains power, half-open.</summary>
/// <param name="From">UTC.</param>
/// <param name="To">UTC; null while it lasts.</param>
public sealed record MainsSpan(DateTimeOffset From, DateTimeOffset? To)
{
    internal bool Overlaps(MainsSpan other) => !(From >= other.To) && !(To <= other.From);

    internal bool Covers(MainsSpan other) => From <= other.From && (To is null || other.To <= To);
}
