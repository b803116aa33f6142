using System.Collections.Immutable;

namespace FieldOps.Domain.Contractors;

/// <summary>What a contract lot (标包) covers, who shares it, what it pays.</summary>
/// <param name="NameZh">1 to 200 characters.</param>
/// <param name="NameEn">1 to 200 characters.</param>
/// <param name="AssetClasses">Asset class codes covered, or <see cref="Any"/>.</param>
/// <param name="Counties">Counties covered (the asset's <c>county</c>), or <see cref="Any"/>.</param>
/// <param name="WorkKinds">Work kinds covered (<c>repair</c>, <c>guard</c> …), or <see cref="Any"/>.</param>
/// <param name="Pilot">Flagged as a pilot: opens work that the scope policy allows to pilots only.</param>
/// <param name="Mode">Partial or whole outsourcing (domain reference, 2.5).</param>
/// <param name="Shares">1 to 50 contractors whose shares add up to 100.</param>
/// <param name="MonthlyFeeCny">
/// The lot's fee a month, split by share; null when every share names its own. Cents, not below 0.
/// </param>
/// <param name="OpenOrdersMax">Open orders at which a contractor gets no further one, 1 to 100,000.</param>
/// <param name="EffectiveFrom">Covers from this instant on, UTC.</param>
/// <param name="EffectiveTo">Covers until just before this instant, UTC; null without end.</param>
public sealed record LotTerms(
    string NameZh,
    string NameEn,
    ImmutableArray<string> AssetClasses,
    ImmutableArray<string> Counties,
    ImmutableArray<string> WorkKinds,
    bool Pilot,
    OutsourcingMode Mode,
    ImmutableArray<LotShare> Shares,
    decimal? MonthlyFeeCny,
    int OpenOrdersMax,
    DateTimeOffset EffectiveFrom,
    DateTimeOffset? EffectiveTo)
{
    /// <summary>Stands for every class, county or kind.</summary>
    public const string Any = "*";

    /// <summary>Whether work of this kind on such an asset falls in the lot at <paramref name="at"/>.</summary>
    public bool Covers(string assetClass, string county, string workKind, DateTimeOffset at) =>
        at >= EffectiveFrom
        && (EffectiveTo is not { } end || at < end)
        && Names(AssetClasses, assetClass)
        && Names(Counties, county)
        && Names(WorkKinds, workKind);

    /// <summary>Whether some work at some instant would fall in both.</summary>
    public bool Overlaps(LotTerms other) =>
        (EffectiveTo is not { } end || other.EffectiveFrom < end)
        && (other.EffectiveTo is not { } otherEnd || EffectiveFrom < otherEnd)
        && Meet(AssetClasses, other.AssetClasses)
        && Meet(Counties, other.Counties)
        && Meet(WorkKinds, other.WorkKinds);

    /// <summary>Equality by content, the lists included.</summary>
    public bool Equals(LotTerms? other) =>
        other is not null
        && (NameZh, NameEn, Pilot, Mode, MonthlyFeeCny, OpenOrdersMax, EffectiveFrom, EffectiveTo)
            == (other.NameZh, other.NameEn, other.Pilot, other.Mode, other.MonthlyFeeCny, other.OpenOrdersMax,
                other.EffectiveFrom, other.EffectiveTo)
        && AssetClasses.SequenceEqual(other.AssetClasses)
        && Counties.SequenceEqual(other.Counties)
        && WorkKinds.SequenceEqual(other.WorkKinds)
        && Shares.SequenceEqual(other.Shares);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(NameZh, NameEn, MonthlyFeeCny, EffectiveFrom, EffectiveTo, Shares.Length);

    private static bool Names(ImmutableArray<string> list, string wanted) =>
        list.Contains(wanted) || list.Contains(Any);

    private static bool Meet(ImmutableArray<string> left, ImmutableArray<string> right) =>
        left.Contains(Any) || right.Contains(Any) || left.Any(right.ToHashSet(StringComparer.Ordinal).Contains);
}

/// <summary>One contractor's part of a lot.</summary>
/// <param name="ContractorId">The contractor.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="SharePercent">Above 0, at most 100, two decimals: its part of the lot's orders.</param>
/// <param name="MonthlyFeeCny">Its own fee a month; null when the lot's fee is split by share.</param>
public sealed record LotShare(
    Guid ContractorId, string ContractorCode, decimal SharePercent, decimal? MonthlyFeeCny);

/// <summary>The two modes of outsourcing (domain reference, 2.5).</summary>
public enum OutsourcingMode
{
    /// <summary>The operator still performs some steps and sees the contractor's own (部分外包).</summary>
    Partial,

    /// <summary>Entrusted entirely: the operator sees milestones and outcomes (整体外包).</summary>
    Whole,
}
