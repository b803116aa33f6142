namespace FieldOps.Compliance.Reports;

/// <summary>How long the cables of one group were interrupted, and what their quota allowed.</summary>
/// <param name="Group">The words that name the group, by the grouping asked for.</param>
/// <param name="CableKm">
/// Kilometres in care at the end of the month, hand-overs included; of several months their mean, three decimals.
/// </param>
/// <param name="Interruptions">Archived orders that count and whose service was restored.</param>
/// <param name="Hours">Their time from trouble to restoration, two decimals.</param>
/// <param name="NormHours">What the norm allows: the months' quotas summed, two decimals.</param>
/// <param name="ChallengeHours">What the challenge allows, two decimals.</param>
/// <param name="NormTimes">Interruptions that the norm allows, two decimals.</param>
/// <param name="ChallengeTimes">Interruptions that the challenge allows, two decimals.</param>
/// <param name="HoursPer1000Km">Hours over kilometres times 1000, two decimals; absent without kilometres.</param>
/// <param name="WithinNorm">Whether hours and times are both within the norm.</param>
/// <param name="WithinChallenge">Whether both are within the challenge.</param>
internal sealed record InterruptionRow(
    IReadOnlyDictionary<string, string> Group,
    decimal CableKm,
    long Interruptions,
    decimal Hours,
    decimal NormHours,
    decimal ChallengeHours,
    decimal NormTimes,
    decimal ChallengeTimes,
    decimal? HoursPer1000Km,
    bool WithinNorm,
    bool WithinChallenge);

/// <summary>Interruption per 1000 km by groups.</summary>
/// <param name="GroupBy">The groupings, as asked for.</param>
/// <param name="Months">The months, and the zone in which they begin.</param>
/// <param name="AssetClasses">The classes of cable that have a quota: others are not counted here.</param>
/// <param name="Rows">One per group, in the order of its words.</param>
/// <param name="Total">All groups as one.</param>
/// <param name="Position">The log position that the figures reflect at least.</param>
internal sealed record InterruptionReport(
    IReadOnlyList<string> GroupBy,
    MonthsStated Months,
    IReadOnlyList<string> AssetClasses,
    IReadOnlyList<InterruptionRow> Rows,
    InterruptionRow Total,
    long Position);
