using System.Collections.Immutable;

namespace FieldOps.Domain.Contractors;

/// <summary>A contract lot as its events left it.</summary>
/// <param name="LotId">The entity's id; empty before the first event.</param>
/// <param name="Code">The operator's code.</param>
/// <param name="Terms">The terms amended last, which may begin later than now; null before the first event.</param>
/// <param name="ClosedFrom">Covers and pays nothing from here on, UTC; null while open.</param>
/// <param name="ClosedReason">Why it was closed.</param>
public sealed record ContractLotState(
    Guid LotId, string Code, LotTerms? Terms, DateTimeOffset? ClosedFrom, string? ClosedReason)
{
    /// <summary>Before the first event.</summary>
    public static ContractLotState None { get; } = new(Guid.Empty, "", null, null, null);

    /// <summary>Terms that hold until later ones begin, oldest first.</summary>
    public ImmutableArray<LotTerms> Earlier { get; init; } = [];

    /// <summary>The last hand-over that was followed, of each party that left.</summary>
    public ImmutableArray<FollowedHandOver> Followed { get; init; } = [];

    /// <summary>A change of the past that waits for a second person; null while there is none.</summary>
    public LotBackdating? Backdating { get; init; }

    /// <summary>
    /// The first instant before another one at which the lot would pay or share otherwise if it stood otherwise; null
    /// where what lies behind stays as it is.
    /// </summary>
    /// <param name="other">The lot as it would stand.</param>
    /// <param name="now">What lies before it is past.</param>
    public DateTimeOffset? PayChangedFrom(ContractLotState other, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Spans().Concat(other.Spans()).SelectMany(s => new[] { s.Terms.EffectiveFrom, s.Until })
            .Where(at => at < now).Order()
            .FirstOrDefault(at => !PaysAlike(TermsAt(at!.Value), other.TermsAt(at.Value)));
    }

    /// <summary>
    /// Every version of the terms with the time in which it holds, oldest first: until the next one begins, it ends
    /// itself, or the lot closes, whichever comes first.
    /// </summary>
    public IEnumerable<LotSpan> Spans()
    {
        ImmutableArray<LotTerms> all = Terms is null ? [] : [.. Earlier, Terms];
        foreach (var (at, terms) in all.Index())
        {
            var next = at + 1 < all.Length ? all[at + 1].EffectiveFrom : (DateTimeOffset?)null;
            var until = First(First(terms.EffectiveTo, next), ClosedFrom);
            if (!(until <= terms.EffectiveFrom))
            {
                yield return new LotSpan(terms, until);
            }
        }
    }

    /// <summary>The state with other terms: those that began before them still hold until then.</summary>
    public ContractLotState With(LotTerms terms) => this with
    {
        Terms = terms,
        Earlier = Terms is null ? [] : [.. Earlier.Add(Terms).Where(t => t.EffectiveFrom < terms.EffectiveFrom)],
    };

    /// <summary>The state after a hand-over was followed.</summary>
    public ContractLotState Following(FollowedHandOver? followed) => followed is null ? this : this with
    {
        Followed = [.. Followed.Where(f => f.ContractorId != followed.ContractorId), followed],
    };

    /// <summary>Whether a hand-over, or a later one of the same party, has been followed.</summary>
    public bool HasFollowed(PassShare wish) => Followed.Any(f => f.ContractorId == wish.ContractorId
        && (f.From is { } from ? wish.From <= from : wish.At <= f.At));

    private LotTerms? TermsAt(DateTimeOffset at) =>
        Spans().FirstOrDefault(s => s.Terms.EffectiveFrom <= at && !(s.Until <= at))?.Terms;

    private static bool PaysAlike(LotTerms? one, LotTerms? other) => one is null || other is null
        ? one is null && other is null
        : one.MonthlyFeeCny == other.MonthlyFeeCny && one.Shares.SequenceEqual(other.Shares);

    private static DateTimeOffset? First(DateTimeOffset? one, DateTimeOffset? other) =>
        one < other ? one : other ?? one;
}

/// <summary>A change of what lies behind, as one person asked for it: other terms, or an end.</summary>
/// <param name="Terms">All terms as they shall be; null for an end.</param>
/// <param name="ClosedFrom">From when the lot pays nothing, UTC; null for terms.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Actor id.</param>
/// <param name="At">UTC.</param>
public sealed record LotBackdating(
    LotTerms? Terms, DateTimeOffset? ClosedFrom, string Reason, string By, DateTimeOffset At);

/// <summary>Terms and the time in which they hold.</summary>
/// <param name="Terms">They hold from their own beginning.</param>
/// <param name="Until">First instant at which they do not, UTC; null without end.</param>
public sealed record LotSpan(LotTerms Terms, DateTimeOffset? Until);
