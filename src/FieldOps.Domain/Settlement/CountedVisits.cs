using System.Collections.Immutable;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Settlement;

/// <summary>
/// The event types of a price list whose visits a month counts from its own orders. A sheet keeps them: no later
/// version of the list changes what it, or a correction of it, pays.
/// </summary>
/// <param name="TermsId">The price list.</param>
/// <param name="TermsVersion">Its version.</param>
/// <param name="Prices">Those of its prices that say which orders they count, 1 or more.</param>
public sealed record CountedVisits(string TermsId, int TermsVersion, ImmutableArray<VisitPrice> Prices)
{
    /// <summary>What a price list counts; null where people type every visit.</summary>
    /// <param name="terms">The list.</param>
    public static CountedVisits? Of(SettlementTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ImmutableArray<VisitPrice> counted = [.. terms.Visits.Where(v => v.CountedFrom is not null)];
        return counted.IsEmpty ? null : new CountedVisits(terms.Id, terms.Version, counted);
    }

    /// <summary>
    /// Whether visits of an event type are counted for a speciality, and so are not typed: for others they are. A type
    /// that counts orders of all classes of asset counts those of every speciality. Another spelling is the same one.
    /// </summary>
    /// <param name="code">The type.</param>
    /// <param name="speciality">The speciality.</param>
    public bool Counts(string code, string speciality)
    {
        ArgumentNullException.ThrowIfNull(speciality);
        return Prices.Any(p => p.Code == code && (p.CountedFrom ?? []).Any(f => f.AssetClasses.IsEmpty
            || f.Speciality.Trim().Equals(speciality.Trim(), StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>Why visits that are counted from orders are not typed as well; null for all else.</summary>
    /// <param name="work">What somebody types.</param>
    /// <param name="counted">What its month counts; null for nothing.</param>
    public static Refusal? RefusalOf(WorkFact work, CountedVisits? counted)
    {
        ArgumentNullException.ThrowIfNull(work);
        return work.Visits is { Price.Code: var code, Speciality: var speciality }
            && counted?.Counts(code, speciality) == true
                ? Refusal.Of(
                    MonthRefusals.VisitsCounted,
                    ("visits", code), ("speciality", speciality), ("terms", counted.TermsId))
                : null;
    }

    /// <summary>Whether both are of one version of one list, which never changes; or neither is there.</summary>
    /// <param name="one">What one counts.</param>
    /// <param name="other">What the other counts.</param>
    public static bool SaySame(CountedVisits? one, CountedVisits? other) =>
        (one?.TermsId, one?.TermsVersion) == (other?.TermsId, other?.TermsVersion);
}
