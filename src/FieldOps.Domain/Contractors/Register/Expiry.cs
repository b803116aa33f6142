using System.Collections.Immutable;

namespace FieldOps.Domain.Contractors.Register;

/// <summary>
/// The end of something that lapses, and of how many days before it people are told, each once. A late wake-up tells
/// the nearest of what is due and passes over the rest: nobody is told of thirty days when seven are left.
/// </summary>
/// <param name="EndsAt">UTC; it holds until just before.</param>
/// <param name="NoticeDays">
/// Whole days of 24 hours before the end, falling, none below 0; 0 is the end itself. Empty: nobody is told.
/// </param>
/// <param name="ToldDays">The nearest that was told; null before the first.</param>
public sealed record Expiry(DateTimeOffset EndsAt, ImmutableArray<int> NoticeDays, int? ToldDays = null)
{
    /// <summary>When the next notice is due, UTC; null when all were told.</summary>
    public DateTimeOffset? NextNoticeAt => Untold.Select(d => (DateTimeOffset?)EndsAt.AddDays(-d)).FirstOrDefault();

    private IEnumerable<int> Untold => NoticeDays.Where(d => ToldDays is not { } told || d < told);

    /// <summary>Whether what ends has not ended.</summary>
    public bool HoldsAt(DateTimeOffset at) => at < EndsAt;

    /// <summary>The nearest notice that is due and was not told; null when there is none.</summary>
    public int? DueAt(DateTimeOffset now) =>
        Untold.Where(d => EndsAt.AddDays(-d) <= now).Select(d => (int?)d).LastOrDefault();

    /// <summary>Equality by content.</summary>
    public bool Equals(Expiry? other) =>
        other is not null && EndsAt == other.EndsAt && ToldDays == other.ToldDays
        && NoticeDays.SequenceEqual(other.NoticeDays);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(EndsAt, ToldDays, NoticeDays.Length);
}
