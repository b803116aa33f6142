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

    /// <summary>Stations that are without mains power now.</summary>
    public int StationsOut => Spells.Count(s => s.RestoredAt is null);

    /// <summary>The spells of an outage.</summary>
    public IEnumerable<MainsSpell> Of(int outage) => Spells.Where(s => s.Outage == outage);
}

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
    ImmutableArray<Guid> Orders);

/// <summary>Many stations of a county without mains power at once.</summary>
/// <param name="Number">1 for the first of the county.</param>
/// <param name="Code">Code of the declared event.</param>
/// <param name="From">UTC.</param>
/// <param name="Until">UTC; null while it lasts.</param>
/// <param name="ByHand">A person has set its window.</param>
public sealed record MassOutage(int Number, string Code, DateTimeOffset From, DateTimeOffset? Until, bool ByHand);
