using System.Collections.Immutable;

namespace FieldOps.Domain.Contractors.Contracts;

/// <summary>What the two sides agree on.</summary>
/// <param name="NameZh">1 to 200 characters.</param>
/// <param name="NameEn">1 to 200 characters.</param>
/// <param name="ContractorId">The contractor; it never changes.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="Service"><c>after-sale</c> or <c>pre-sale</c>, as the contract rules name them.</param>
/// <param name="Mode">Partial or whole outsourcing (domain reference, 2.5); that of its lots.</param>
/// <param name="Lots">1 to 200 codes of lots in which the contractor has a share.</param>
/// <param name="PriceList">Id of the price list by which works are settled; its versions have their own dates.</param>
/// <param name="From">First instant, UTC.</param>
/// <param name="Until">First instant after it, UTC.</param>
/// <param name="CustomerContractUntil">End of the operator's own customer contract behind it, UTC.</param>
/// <param name="Clauses">Clause to where its text stands.</param>
/// <param name="Papers">Paper to its document.</param>
/// <param name="Interfaces">Responsibility interface to its document.</param>
/// <param name="Scheme">Id of the scheme by which its months are scored; null for the operator's default.</param>
public sealed record ContractTerms(
    string NameZh,
    string NameEn,
    Guid ContractorId,
    string ContractorCode,
    string Service,
    OutsourcingMode Mode,
    ImmutableArray<string> Lots,
    string PriceList,
    DateTimeOffset From,
    DateTimeOffset Until,
    DateTimeOffset? CustomerContractUntil,
    ImmutableSortedDictionary<string, string> Clauses,
    ImmutableSortedDictionary<string, string> Papers,
    ImmutableSortedDictionary<string, string> Interfaces,
    string? Scheme = null)
{
    /// <summary>Equality by content, the lists included.</summary>
    public bool Equals(ContractTerms? other) =>
        other is not null
        && (NameZh, NameEn, ContractorId, Service, Mode, PriceList)
            == (other.NameZh, other.NameEn, other.ContractorId, other.Service, other.Mode, other.PriceList)
        && Scheme == other.Scheme
        && (From, Until, CustomerContractUntil) == (other.From, other.Until, other.CustomerContractUntil)
        && Lots.SequenceEqual(other.Lots)
        && Clauses.SequenceEqual(other.Clauses)
        && Papers.SequenceEqual(other.Papers)
        && Interfaces.SequenceEqual(other.Interfaces);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(NameZh, ContractorId, Service, From, Until, Lots.Length);
}

/// <summary>What a contract cannot know by itself, as the caller knows it: its lots, and the other contracts.</summary>
/// <param name="Lots">The lots that the terms name, in any order; one that does not exist is left out.</param>
/// <param name="Neighbours">Contracts of the contractor that took effect or are signed by one side.</param>
/// <param name="PriceListKnown">Whether a price list of the id exists.</param>
public sealed record ContractGrounds(
    ImmutableArray<LotGround> Lots, ImmutableArray<ContractNeighbour> Neighbours, bool PriceListKnown)
{
    /// <summary>The contractor as the register knows it; null where the caller does not say.</summary>
    public PartyGround? Party { get; init; }

    /// <summary>Whether a monthly scoring scheme of the id exists; true where the terms name none.</summary>
    public bool SchemeKnown { get; init; } = true;

    /// <summary>Scheme of months for which no contract names one; null where the caller does not say.</summary>
    public string? UsualScheme { get; init; }
}

/// <summary>A lot that a contract names.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Holds">Whether the contractor has a share in it.</param>
/// <param name="Mode">Its mode.</param>
public sealed record LotGround(string Code, bool Holds, OutsourcingMode Mode);

/// <summary>Another contract of the contractor.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Lots">Its lots.</param>
/// <param name="From">UTC.</param>
/// <param name="Until">UTC, as it was ended.</param>
/// <param name="TookEffect">Whether both sides have signed it.</param>
public sealed record ContractNeighbour(
    string Code, ImmutableArray<string> Lots, DateTimeOffset From, DateTimeOffset Until, bool TookEffect = true)
{
    /// <summary>Id of the scheme that it names; null for the operator's default.</summary>
    public string? Scheme { get; init; }

    /// <summary>
    /// Lots of the contract that is asked about which go on with work of this one's under another code: next year's
    /// lot is another lot.
    /// </summary>
    public ImmutableArray<string> GoOn { get; init; } = [];

    /// <summary>Whether a lot, or one that went before it, was in this contract.</summary>
    public bool HadWorkOf(string lot) => Lots.Contains(lot) || GoOn.Contains(lot);

    /// <summary>The contract as others are checked against it.</summary>
    public static ContractNeighbour Of(ContractState contract)
    {
        ArgumentNullException.ThrowIfNull(contract);
        var terms = contract.Terms!;
        return new(
            contract.Code, terms.Lots, terms.From, contract.StopsAt!.Value,
            contract.Status is ContractStatus.Effective or ContractStatus.Ended)
        {
            Scheme = terms.Scheme,
        };
    }
}
