using System.Collections.Immutable;
using FieldOps.Domain.Assessment;

namespace FieldOps.Domain.Settlement;

/// <summary>
/// Which orders of a month an event type of a price list counts, and for which speciality (domain reference, 7.6 model
/// 5). An order counts that ended in the month's care; one that left it, cancelled or refused, does not.
/// </summary>
/// <param name="Speciality">For subtotals; 1 to 60 characters without a slash, once in its price.</param>
/// <param name="WorkKinds">Kinds of work, 1 or more.</param>
public sealed record CountedFrom(string Speciality, ImmutableArray<string> WorkKinds)
{
    /// <summary>Classes of asset; empty for all.</summary>
    public ImmutableArray<string> AssetClasses { get; init; } = [];

    /// <summary>
    /// Whose causes are not paid; empty for none: a visit is paid for going there, also where the customer was the
    /// cause.
    /// </summary>
    public ImmutableArray<string> ExcludedAttributions { get; init; } = [];

    /// <summary>Whether orders of a kind of work on a class of asset are its own, however they end.</summary>
    /// <param name="workKind">Kind of work.</param>
    /// <param name="assetClass">Class of asset.</param>
    public bool Concerns(string workKind, string assetClass) =>
        WorkKinds.Contains(workKind) && (AssetClasses.IsEmpty || AssetClasses.Contains(assetClass));

    /// <summary>Whether some order would be the own of both.</summary>
    /// <param name="other">Another one of the list.</param>
    internal bool Overlaps(CountedFrom other) =>
        WorkKinds.Intersect(other.WorkKinds).Any()
        && (AssetClasses.IsEmpty || other.AssetClasses.IsEmpty || AssetClasses.Intersect(other.AssetClasses).Any());

    /// <summary>Whether an order of its own that has ended is paid.</summary>
    /// <param name="ended">How it ended.</param>
    internal bool Pays(EndedFact ended) => !ExcludedAttributions.Contains(ended.Attribution);
}
