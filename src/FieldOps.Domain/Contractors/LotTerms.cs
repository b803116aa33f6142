using System.Collections.Immutable;
using FieldOps.Domain.Assets;
using FieldOps.Domain.WorkOrders.Dispatch;

namespace FieldOps.Domain.Contractors;

/// <summary>What a contract lot (标包) covers, who shares it, what it pays.</summary>
/// <param name="NameZh">1 to 200 characters.</param>
/// <param name="NameEn">1 to 200 characters.</param>
/// <param name="AssetClasses">Asset class codes covered; at least one.</param>
/// <param name="Areas">Areas covered, in the words of <see cref="LotAreas"/>; at least one.</param>
/// <param name="WorkKinds">Work kinds covered (<c>repair</c>, <c>guard</c> …); empty for all.</param>
/// <param name="Pilot">Flagged as a pilot: opens work that the scope policy allows to pilots only.</param>
/// <param name="Mode">Partial or whole outsourcing (domain reference, 2.5).</param>
/// <param name="Shares">1 to 50 contractors whose shares add up to 100.</param>
/// <param name="MonthlyFeeCny">
/// The lot's fee a month, split by share; null when every share names its own. Cents, not below 0.
/// </param>
/// <param name="OpenOrdersMax">Open orders at which a contractor gets no further one, 1 to 100,000.</param>
/// <param name="EffectiveFrom">Covers from this instant on, UTC.</param>
/// <param name="EffectiveTo">Covers until just before this instant, UTC; null without end.</param>
/// <param name="Allocation">How its contractors share; null for the draw.</param>
public sealed record LotTerms(
    string NameZh,
    string NameEn,
    ImmutableArray<string> AssetClasses,
    ImmutableArray<string> Areas,
    ImmutableArray<string> WorkKinds,
    bool Pilot,
    OutsourcingMode Mode,
    ImmutableArray<LotShare> Shares,
    decimal? MonthlyFeeCny,
    int OpenOrdersMax,
    DateTimeOffset EffectiveFrom,
    DateTimeOffset? EffectiveTo,
    LotAllocation? Allocation = null)
{
    /// <summary>Whether work of this kind on this asset falls in the lot at <paramref name="at"/>.</summary>
    public bool Covers(AssetFacts asset, string workKind, DateTimeOffset at) =>
        at >= EffectiveFrom
        && (EffectiveTo is not { } end || at < end)
        && AssetClasses.Contains(asset.AssetClass)
        && LotAreas.Cover(Areas, asset.Region, asset.County)
        && (WorkKinds.IsEmpty || WorkKinds.Contains(workKind));

    /// <summary>Whether some work at some instant would fall in both.</summary>
    public bool Overlaps(LotTerms other) =>
        (EffectiveTo is not { } end || other.EffectiveFrom < end)
        && (other.EffectiveTo is not { } otherEnd || EffectiveFrom < otherEnd)
        && IsOfTheSameWork(other);

    /// <summary>Whether some work would fall in both, were they in force at one time.</summary>
    public bool IsOfTheSameWork(LotTerms other) =>
        AssetClasses.Any(other.AssetClasses.Contains)
        && (WorkKinds.IsEmpty || other.WorkKinds.IsEmpty || WorkKinds.Any(other.WorkKinds.Contains))
        && Areas.Any(area => other.Areas.Any(otherArea => AreasMeet(area, otherArea)));

    /// <summary>Equality by content, the lists included.</summary>
    public bool Equals(LotTerms? other) =>
        other is not null
        && (Allocation ?? LotAllocation.Draw) == (other.Allocation ?? LotAllocation.Draw)
        && (NameZh, NameEn, Pilot, Mode, MonthlyFeeCny, OpenOrdersMax, EffectiveFrom, EffectiveTo)
            == (other.NameZh, other.NameEn, other.Pilot, other.Mode, other.MonthlyFeeCny, other.OpenOrdersMax,
                other.EffectiveFrom, other.EffectiveTo)
        && AssetClasses.SequenceEqual(other.AssetClasses)
        && Areas.SequenceEqual(other.Areas)
        && WorkKinds.SequenceEqual(other.WorkKinds)
        && Shares.SequenceEqual(other.Shares);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(NameZh, NameEn, MonthlyFeeCny, EffectiveFrom, EffectiveTo, Shares.Length);

    private static bool AreasMeet(string left, string right)
    {
        var (leftRegion, leftCounty) = PartsOf(left);
        var (rightRegion, rightCounty) = PartsOf(right);
        return (leftRegion is null || rightRegion is null || leftRegion == rightRegion)
            && (leftCounty is null || rightCounty is null || leftCounty == rightCounty);
    }

    // Null stands for every region or county.
    private static (string? Region, string? County) PartsOf(string area)
    {
        var slash = area.IndexOf('/', StringComparison.Ordinal);
        var region = slash < 0 ? null : area[..slash];
        var county = area[(slash + 1)..];
        return (region, county == "*" ? null : county);
    }
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

/// <summary>How the contractors of a lot share its orders.</summary>
public enum LotAllocation
{
    /// <summary>By a draw on the order's id: same in every run, met in the long run.</summary>
    Draw,

    /// <summary>By the orders counted since the lot's terms hold: met at every moment.</summary>
    Volume,
}
