using System.Collections.Immutable;

namespace FieldOps.Domain.Faults;

/// <summary>One line of an alarm policy.</summary>
/// <param name="Id">Stable, unique in its policy: <c>power</c>.</param>
/// <param name="WorkKind"><c>repair</c> or <c>generation</c>.</param>
/// <param name="PersistenceMinutes">Minutes until it is a fault; absent when it never is.</param>
/// <param name="Severities">Absent or empty for any.</param>
/// <param name="ProbableCauses">Absent or empty for any.</param>
/// <param name="ChainWorkKind">Work kind while mains power is out and the station has a battery.</param>
/// <param name="Mains">True when it says that mains power is out.</param>
/// <param name="NoteEn">Why, for people.</param>
/// <param name="NoteZh">Why, for people.</param>
public sealed record AlarmLine(
    string Id,
    string WorkKind,
    int? PersistenceMinutes = null,
    ImmutableArray<string> Severities = default,
    ImmutableArray<string> ProbableCauses = default,
    string? ChainWorkKind = null,
    bool Mains = false,
    string NoteEn = "",
    string NoteZh = "")
{
    internal bool Covers(string severity, string probableCause) =>
        (Severities.IsDefaultOrEmpty || Severities.Contains(severity))
        && (ProbableCauses.IsDefaultOrEmpty || ProbableCauses.Contains(probableCause));
}
