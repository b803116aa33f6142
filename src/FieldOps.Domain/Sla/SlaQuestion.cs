using System.Collections.Immutable;

namespace FieldOps.Domain.Sla;

/// <summary>What the limit matrix is asked.</summary>
/// <param name="AssetClass">Code of the asset class catalogue.</param>
/// <param name="AreaClass">U, S or R.</param>
/// <param name="Severity">X.733 word; judged only on lines that are graded by severity.</param>
/// <param name="WorkKind"><c>repair</c>, <c>generation</c>, <c>guard</c> …</param>
/// <param name="BatteryMinutes">Battery backup; null when not known, then the line's own assumption counts.</param>
/// <param name="Tags">The asset's tags; grades are found by them.</param>
/// <param name="DecidedAt">The instant that decides, UTC.</param>
public sealed record SlaQuestion(
    string AssetClass,
    string AreaClass,
    string Severity,
    string WorkKind,
    int? BatteryMinutes,
    ImmutableArray<string> Tags,
    DateTimeOffset DecidedAt);
