using System.Collections.Immutable;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Settlement;
using FieldOps.Platform.Config;
using FieldOps.Platform.Http;

namespace FieldOps.Contractors;

/// <summary>All terms of a lot; <c>workKinds</c> empty or <c>["*"]</c> for all.</summary>
internal sealed record LotTermsBody(
    string NameZh,
    string NameEn,
    IReadOnlyList<string> AssetClasses,
    IReadOnlyList<string> Areas,
    IReadOnlyList<string> WorkKinds,
    bool Pilot,
    OutsourcingMode Mode,
    IReadOnlyList<LotShareBody> Shares,
    int OpenOrdersMax,
    DateTimeOffset EffectiveFrom,
    DateTimeOffset? EffectiveTo = null,
    decimal? MonthlyFeeCny = null,
    LotAllocation? Allocation = null) : ICheckedBody
{
    public IEnumerable<JsonFault> Faults() =>
        Nulls("assetClasses", AssetClasses)
            .Concat(Nulls("areas", Areas))
            .Concat(Nulls("workKinds", WorkKinds))
            .Concat(Nulls("shares", Shares));

    public LotTerms ToTerms(string tenant) => new(
        NameZh, NameEn, [.. AssetClasses], [.. Areas], WorkKinds is ["*"] ? [] : [.. WorkKinds], Pilot, Mode,
        [.. Shares.Select(s => s.ToShare(tenant))], MonthlyFeeCny, OpenOrdersMax, EffectiveFrom, EffectiveTo,
        Allocation);

    // Annotations do not reach the elements of a list.
    private static IEnumerable<JsonFault> Nulls(string member, IReadOnlyList<object?> list) =>
        list.Index().Where(i => i.Item is null).Select(i => new JsonFault($"$.{member}[{i.Index}]", "null"));
}

/// <summary>A lot to open.</summary>
internal sealed record LotBody(string Code, LotTermsBody Terms) : ICheckedBody
{
    public IEnumerable<JsonFault> Faults() => Terms.Faults().Select(f => f with { Path = "$.terms" + f.Path[1..] });
}

/// <summary>A contractor's part of a lot.</summary>
internal sealed record LotShareBody(string ContractorCode, decimal SharePercent, decimal? MonthlyFeeCny = null)
{
    public LotShare ToShare(string tenant) =>
        new(ContractorIds.Contractor(tenant, ContractorCode), ContractorCode, SharePercent, MonthlyFeeCny);
}

/// <summary>The end of a lot.</summary>
internal sealed record CloseLotBody(DateTimeOffset ClosedFrom, string Reason);

/// <summary>Other terms, or an end, that change what lies behind, and why.</summary>
internal sealed record BackdatingBody(
    string Reason, LotTermsBody? Terms = null, DateTimeOffset? ClosedFrom = null) : ICheckedBody
{
    public IEnumerable<JsonFault> Faults() =>
        Terms?.Faults().Select(f => f with { Path = "$.terms" + f.Path[1..] }) ?? [];
}

/// <summary>A lot.</summary>
internal sealed record LotModel(
    Guid LotId,
    string Code,
    string NameZh,
    string NameEn,
    IReadOnlyList<string> AssetClasses,
    IReadOnlyList<string> Areas,
    IReadOnlyList<string> WorkKinds,
    bool Pilot,
    OutsourcingMode Mode,
    IReadOnlyList<LotShareModel> Shares,
    decimal? MonthlyFeeCny,
    int OpenOrdersMax,
    DateTimeOffset EffectiveFrom,
    DateTimeOffset? EffectiveTo,
    DateTimeOffset? ClosedFrom,
    string? ClosedReason,
    LotAllocation Allocation,
    LotBackdating? Backdating = null)
{
    /// <summary>
    /// The lot as <paramref name="reader"/> may see it: a contractor sees no other one's share or fee.
    /// </summary>
    public static LotModel Of(object view, Guid? reader)
    {
        var state = (ContractLotState)view;
        var terms = state.Terms!;
        var fees = FeeLines.FeesOf(terms).ToImmutableDictionary(f => f.ContractorId, f => f.MonthlyFeeCny);
        var shares = terms.Shares
            .Where(s => reader is null || s.ContractorId == reader)
            .Select(s => new LotShareModel(s.ContractorId, s.ContractorCode, s.SharePercent, fees[s.ContractorId]));
        return new(
            state.LotId, state.Code, terms.NameZh, terms.NameEn, terms.AssetClasses, terms.Areas, terms.WorkKinds,
            terms.Pilot, terms.Mode, [.. shares], reader is null ? terms.MonthlyFeeCny : null, terms.OpenOrdersMax,
            terms.EffectiveFrom, terms.EffectiveTo, state.ClosedFrom, state.ClosedReason,
            terms.Allocation ?? LotAllocation.Draw, reader is null ? state.Backdating : null);
    }
}

/// <summary>A contractor's part of a lot, with its fee of a whole month.</summary>
internal sealed record LotShareModel(
    Guid ContractorId, string ContractorCode, decimal SharePercent, decimal MonthlyFeeCny);
