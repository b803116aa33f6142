using System.Collections.Immutable;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Contractors.Contracts;
using FieldOps.Domain.Contractors.Exits;
using FieldOps.Domain.Contractors.Register;
using FieldOps.Platform.Feed;

namespace FieldOps.WorkOrders.Directory;

/// <summary>
/// What one batch changes: the last word on each contractor and lot, and the sum of each load. A batch holds each
/// entity's events in their order, those of several entities in any: where two have a word on one row, the higher
/// position holds.
/// </summary>
internal sealed class DirectoryChanges
{
    // Log positions: not at every batch, for a batch is often a handful of orders.
    private const int ForgetEvery = 1_000;

    private long _last;

    public SortedDictionary<(string Tenant, Guid Id), ContractorChange> Contractors { get; } = [];

    public SortedDictionary<(string Tenant, Guid Id), LotChange> Lots { get; } = [];

    public SortedDictionary<(string Tenant, Guid Id), ContractChange> Contracts { get; } = [];

    public SortedDictionary<(string Tenant, Guid Id), HandOverChange> HandOvers { get; } = [];

    public SortedDictionary<(string Tenant, Guid ContractorId, string Lot), SignedChange> Signed { get; } = [];

    public SortedSet<(string Tenant, Guid ContractorId, string Lot, string Contract)> LotContracts { get; } = [];

    public SortedDictionary<(string Tenant, Guid ContractorId, string Code), Credential?> Papers { get; } = [];

    public SortedDictionary<(string Tenant, Guid ContractorId), int> Loads { get; } = [];

    public List<GivenOrder> Given { get; } = [];

    /// <summary>Lots with other terms, and the log position since which orders count.</summary>
    public SortedDictionary<(string Tenant, Guid LotId), long> CountedFrom { get; } = [];

    /// <summary>
    /// Given orders of before this log position are kept no longer: the lot's terms that they follow have been dealt.
    /// It moves by steps, and follows from how far the projection is alone: a rebuild keeps the same.
    /// </summary>
    public long Oldest => (_last - Projection.PartitionsApartMax) / ForgetEvery * ForgetEvery;

    public SortedDictionary<(string Tenant, Guid ContractorId), int> Crews { get; } = [];

    public SortedDictionary<string, long> Revisions { get; } = new(StringComparer.Ordinal);

    public void Contractor(RecordedEvent happened, string code, bool? inHouse, ContractorStanding standing)
    {
        var key = (happened.Key.Tenant, happened.Key.Id);
        var known = Contractors.GetValueOrDefault(key);
        Contractors[key] = new ContractorChange(code, inHouse ?? known?.InHouse, standing);
        Changed(happened);
    }

    /// <summary>Who takes over from a contractor; null when it stays.</summary>
    public void HandsOver(
        RecordedEvent happened, Guid contractor, string code, ImmutableArray<LotReplacement>? replacements)
    {
        var key = (happened.Key.Tenant, contractor);
        var known = HandOvers.GetValueOrDefault(key);
        var voided = replacements is null ? happened.Position : 0;
        HandOvers[key] = known is null || known.Position < happened.Position
            ? new HandOverChange(code, replacements, happened.Position, Math.Max(voided, known?.VoidedAt ?? 0))
            : known with { VoidedAt = Math.Max(voided, known.VoidedAt) };

        Changed(happened);
    }

    /// <summary>A company's paper as it was recorded last; null when it was withdrawn.</summary>
    public void Paper(RecordedEvent happened, Guid contractor, string code, Credential? paper)
    {
        Papers[(happened.Key.Tenant, contractor, code)] = paper;
        Changed(happened);
    }

    /// <summary>A contract that both sides have signed covers these lots, whatever becomes of it.</summary>
    public void Sign(RecordedEvent happened, string code, ContractTerms terms)
    {
        foreach (var lot in terms.Lots)
        {
            var key = (happened.Key.Tenant, terms.ContractorId, lot);
            LotContracts.Add((happened.Key.Tenant, terms.ContractorId, lot, code));
            if (!Signed.TryGetValue(key, out var known) || known.Position < happened.Position)
            {
                Signed[key] = new SignedChange(code, happened.Position);
            }
        }
    }

    public void Lot(RecordedEvent happened, string code, LotTerms? terms, DateTimeOffset? closedFrom)
    {
        var key = (happened.Key.Tenant, happened.Key.Id);
        var known = Lots.GetValueOrDefault(key);
        var all = known?.Terms ?? [];
        Lots[key] = new LotChange(
            code, terms is null ? all : all.Add(terms), closedFrom ?? known?.ClosedFrom);
        Changed(happened);
    }

    public void Contract(RecordedEvent happened, ContractChange change)
    {
        var key = (happened.Key.Tenant, happened.Key.Id);
        var known = Contracts.GetValueOrDefault(key);
        Contracts[key] = new ContractChange(
            change.Code ?? known?.Code, change.Terms ?? known?.Terms, change.Signed ?? known?.Signed,
            change.EndedFrom ?? known?.EndedFrom);
        Changed(happened);
    }

    public void Load(string tenant, Guid? contractorId, int by)
    {
        if (contractorId is { } id)
        {
            Loads[(tenant, id)] = Loads.GetValueOrDefault((tenant, id)) + by;
        }
    }

    public void Give(RecordedEvent happened, Guid? lotId, Guid contractorId)
    {
        if (lotId is { } lot)
        {
            Given.Add(new GivenOrder(happened.Position, happened.Key.Tenant, lot, contractorId));
        }
    }

    /// <summary>Other terms, other shares: what was given before them does not count.</summary>
    public void CountFrom(RecordedEvent happened)
    {
        var key = (happened.Key.Tenant, happened.Key.Id);
        CountedFrom[key] = Math.Max(CountedFrom.GetValueOrDefault(key), happened.Position);
    }

    public void Reach(long position) => _last = Math.Max(_last, position);

    public void Person(string tenant, Guid contractorId, int by) =>
        Crews[(tenant, contractorId)] = Crews.GetValueOrDefault((tenant, contractorId)) + by;

    private void Changed(RecordedEvent happened) =>
        Revisions[happened.Key.Tenant] =
            Math.Max(Revisions.GetValueOrDefault(happened.Key.Tenant), happened.Position);
}

/// <summary>An order that was given to a contractor of a lot.</summary>
internal sealed record GivenOrder(long Position, string Tenant, Guid LotId, Guid ContractorId);

/// <summary>The last word on a contractor; null leaves what is known.</summary>
internal sealed record ContractorChange(string Code, bool? InHouse, ContractorStanding Standing);

/// <summary>The last word on a lot; null leaves what is known.</summary>
internal sealed record LotChange(string Code, ImmutableArray<LotTerms> Terms, DateTimeOffset? ClosedFrom);

/// <summary>The last word on a contract; null leaves what is known.</summary>
internal sealed record ContractChange(
    string? Code, ContractTerms? Terms, bool? Signed, DateTimeOffset? EndedFrom);

/// <summary>The contract that was signed last for a contractor's lot.</summary>
internal sealed record SignedChange(string Contract, long Position);

/// <summary>The last word on who takes over from a contractor.</summary>
internal sealed record HandOverChange(
    string Code, ImmutableArray<LotReplacement>? Replacements, long Position, long VoidedAt);
