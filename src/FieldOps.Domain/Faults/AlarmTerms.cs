namespace FieldOps.Domain.Faults;

/// <summary>What an alarm policy says of one cause and severity, pinned into the command.</summary>
/// <param name="Rule">Policy, version and line: <c>default.v1/power</c>.</param>
/// <param name="WorkKind">The work that a ticket would ask for.</param>
/// <param name="PersistenceMinutes">Minutes until it is a fault; null when it never is.</param>
/// <param name="ChainWorkKind">Work kind while mains is out, given a battery; null outside the chain.</param>
/// <param name="Mains">True when it says that mains power is out.</param>
/// <param name="LateMinutes">
/// An alarm told late is looked at this many minutes after it was told: its clear may be close behind.
/// </param>
/// <param name="Flapping">When many short alarms are one case.</param>
/// <param name="Times">Which times are believed.</param>
public sealed record AlarmTerms(
    string Rule,
    string WorkKind,
    int? PersistenceMinutes,
    string? ChainWorkKind,
    bool Mains,
    int LateMinutes,
    FlappingTerms Flapping,
    TimeBounds Times);

/// <summary>When many short alarms of one asset are one repeat-site case (domain reference, section 6.3).</summary>
/// <param name="HoldMinutes">A case is over when the asset was quiet this long after the last clear.</param>
/// <param name="AlarmsMin">This many alarms within the window make a ticket, 2 to 64.</param>
/// <param name="WindowMinutes">The window.</param>
public sealed record FlappingTerms(int HoldMinutes, int AlarmsMin, int WindowMinutes);
