using System.Collections.Immutable;

namespace FieldOps.Domain.Sla.Outages;

/// <summary>Which stations of a county are without mains power, and the mass outages that they make.</summary>
/// <param name="Region">Region; empty before the first event.</param>
/// <param name="County">County.</param>
/// <param name="OutageCount">Outages so far.</param>
/// <param name="Spells">Times without mains power: those that last, and those not long over.</param>
/// <param name="Outages">Those that last, and those not long over.</param>
public sealed record PowerAreaState(
    string Region,
    string County,
    int OutageCount,
    ImmutableArray<MainsSpell> Spells,
    ImmutableArray<MassOutage> Outages)
{
    /// <summary>Before the first event.</summary>
    public static PowerAreaState None { get; } = new(string.Empty, string.Empty, 0, [], []);

    /// <summary>Orders that were told not long ago, in the order of telling.</summary>
    public ImmutableArray<OrderNote> Notes { get; init; } = [];

    /// <summary>Stations that are without mains power now.</summary>
    public int StationsOut => Spells.Count(s => s.RestoredAt is null);

    /// <summary>The spells of an outage.</summary>
    public IEnumerable<MainsSpell> Of(int outage) => Spells.Where(s => s.Outage == outage);

    /// <summary>The outage of a spell; null when it has none, or that one is forgotten.</summary>
    internal MassOutage? OutageOf(MainsSpell spell) =>
        spell.Outage is { } number ? Outages.FirstOrDefault(o => o.Number == number) : null;
}

/// <summary>An order of a station, for losses that are told later than it.</summary>
/// <param name="AssetId">The station.</param>
/// <param name="OrderId">The order.</param>
/// <param name="OccurredAt">When its trouble began, UTC.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record OrderNote(Guid AssetId, Guid OrderId, DateTimeOffset OccurredAt, DateTimeOffset CreatedAt);

/// <summary>One time without mains power of one station.</summary>
/// <param name="AssetId">The station.</param>
/// <param name="AssetCode">Its code.</param>
/// <param name="LostAt">UTC.</param>
/// <param name="RestoredAt">UTC; null while it lasts.</param>
/// <param name="Outage">Number of the outage that it belongs to; null for none.</param>
/// <param name="Orders">The station's orders that belong to it.</param>
public sealed record MainsSpell(
    Guid AssetId,
    string AssetCode,
    DateTimeOffset LostAt,
    DateTimeOffset? RestoredAt,
    int? Outage,
    ImmutableArray<Guid> Orders)
{
    /// <summary>Whether it holds the instant; its first belongs to it however short it is.</summary>
    internal bool Holds(DateTimeOffset at) => at == LostAt || (at > LostAt && !(at >= RestoredAt));

    /// <summary>Whether a time without mains power lies in it altogether.</summary>
    internal bool Covers(DateTimeOffset lostAt, DateTimeOffset? restoredAt) =>
        LostAt <= lostAt && (RestoredAt is null || restoredAt <= RestoredAt);

    /// <summary>Whether it shares an instant with a time without mains power.</summary>
    internal bool Overlaps(DateTimeOffset lostAt, DateTimeOffset? restoredAt) =>
        !(LostAt >= restoredAt) && !(RestoredAt <= lostAt);
}

/// <summary>Many stations of a county without mains power at once.</summary>
/// <param name="Number">1 for the first of the county.</param>
/// <param name="Code">Code of the declared event.</param>
/// <param name="From">UTC.</param>
/// <param name="Until">UTC; null while it lasts.</param>
/// <param name="ByHand">A person has set its window.</param>
public sealed record MassOutage(int Number, string Code, DateTimeOffset From, DateTimeOffset? Until, bool ByHand);
