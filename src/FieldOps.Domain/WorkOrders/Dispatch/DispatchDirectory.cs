using System.Collections.Frozen;
using System.Collections.Immutable;

namespace FieldOps.Domain.WorkOrders.Dispatch;

/// <summary>
/// The contractors and lots of one tenant as they stood at one instant: read by dispatch, never stored. Lots are looked
/// at in the order of their codes, so that equal directories give equal choices.
/// </summary>
public sealed class DispatchDirectory
{
    private readonly FrozenDictionary<Guid, DirectoryContractor> _contractors;
    private readonly FrozenDictionary<string, ImmutableArray<DirectoryLot>> _lotsByClass;
    private readonly FrozenDictionary<Guid, ImmutableArray<DirectoryContract>> _contracts;
    private readonly FrozenDictionary<(Guid Contractor, string Lot), ImmutableArray<string>> _signed;
    private readonly FrozenDictionary<Guid, ImmutableArray<DirectoryPaper>> _papers;

    /// <summary>A directory of these.</summary>
    /// <exception cref="ArgumentException">A contractor stands twice.</exception>
    public DispatchDirectory(
        IEnumerable<DirectoryContractor> contractors,
        IEnumerable<DirectoryLot> lots,
        IEnumerable<DirectoryContract>? contracts = null,
        IEnumerable<SignedLot>? signed = null,
        IEnumerable<DirectoryPaper>? papers = null)
    {
        Contractors = [.. contractors.OrderBy(c => c.Code, StringComparer.Ordinal)];
        Lots = [.. lots.OrderBy(l => l.Code, StringComparer.Ordinal)];
        _contractors = Contractors.ToDictionary(c => c.Id).ToFrozenDictionary();
        _contracts = (contracts ?? []).GroupBy(c => c.ContractorId).ToFrozenDictionary(
            g => g.Key, g => g.OrderBy(c => c.Code, StringComparer.Ordinal).ToImmutableArray());
        _papers = (papers ?? []).GroupBy(p => p.ContractorId).ToFrozenDictionary(
            g => g.Key, g => g.OrderBy(p => p.Code, StringComparer.Ordinal).ToImmutableArray());
        _signed = (signed ?? []).GroupBy(s => (s.ContractorId, s.Lot)).ToFrozenDictionary(
            g => g.Key, g => g.Select(s => s.Contract).Order(StringComparer.Ordinal).ToImmutableArray());
        _lotsByClass = Lots
            .SelectMany(lot => lot.AssetClasses.Select(assetClass => (assetClass, lot)))
            .GroupBy(pair => pair.assetClass, pair => pair.lot, StringComparer.Ordinal)
            .ToFrozenDictionary(g => g.Key, g => g.Distinct().ToImmutableArray(), StringComparer.Ordinal);
    }

    /// <summary>Nobody and nothing.</summary>
    public static DispatchDirectory Empty { get; } = new([], []);

    /// <summary>All contractors, in the order of their codes.</summary>
    public ImmutableArray<DirectoryContractor> Contractors { get; }

    /// <summary>All lots, in the order of their codes; an amended one once for each of its terms.</summary>
    public ImmutableArray<DirectoryLot> Lots { get; }

    /// <summary>The contractor of this id; null when there is none.</summary>
    public DirectoryContractor? ContractorOf(Guid id) => _contractors.GetValueOrDefault(id);

    /// <summary>The lot of this id with the terms that held last at an instant; null when there are none.</summary>
    public DirectoryLot? LotOf(Guid id, DateTimeOffset at) =>
        Lots.LastOrDefault(l => l.Id == id && l.EffectiveFrom <= at);

    /// <summary>The contracts of a contractor that name a lot, in the order of their codes.</summary>
    public IReadOnlyCollection<DirectoryContract> ContractsOf(Guid contractor, string lot) =>
        _contracts.TryGetValue(contractor, out var all) ? [.. all.Where(c => c.Lots.Contains(lot))] : [];

    /// <summary>
    /// Code of a contract signed by both sides that covers a lot at an instant, or has covered it; null when none has:
    /// one that is signed ahead says nothing of the time before it. One that has dropped the lot since counts.
    /// </summary>
    public string? BegunContract(Guid contractor, string lot, DateTimeOffset at) =>
        ContractsOf(contractor, lot).LastOrDefault(c => c.Signed && c.HasBegun(at))?.Code
        ?? (_signed.TryGetValue((contractor, lot), out var codes)
            ? codes.LastOrDefault(code => HasBegun(contractor, code, at))
            : null);

    /// <summary>The qualifications of a contractor, in the order of their codes.</summary>
    public ImmutableArray<DirectoryPaper> PapersOf(Guid contractor) =>
        _papers.TryGetValue(contractor, out var papers) ? papers : [];

    // One that the directory does not hold by now counts: there was a contract.
    private bool HasBegun(Guid contractor, string code, DateTimeOffset at) =>
        !_contracts.TryGetValue(contractor, out var all) || all.FirstOrDefault(c => c.Code == code) is not { } known
        || known.HasBegun(at);

    /// <summary>The lots that name this asset class, in the order of their codes.</summary>
    public ImmutableArray<DirectoryLot> LotsOf(string assetClass) =>
        _lotsByClass.TryGetValue(assetClass, out var lots) ? lots : [];
}
