using System.Collections.Immutable;

namespace FieldOps.Compliance;

/// <summary>How the clocks of one group ended.</summary>
/// <param name="Group">The words that name the group, by the dimension asked for.</param>
/// <param name="Due">Clocks that count: on time and late.</param>
/// <param name="OnTime">Ended within the limit.</param>
/// <param name="Late">Ended beyond it.</param>
/// <param name="Excluded">Ended, but attributed to somebody whose faults do not count.</param>
/// <param name="RatePercent">On time of due, two decimals, half away from zero; absent when nothing was due.</param>
/// <param name="Elapsed">Percentiles of the running time of the clocks that count; absent when there are none.</param>
internal sealed record ComplianceRow(
    IReadOnlyDictionary<string, string> Group,
    long Due,
    long OnTime,
    long Late,
    long Excluded,
    decimal? RatePercent,
    ImmutableArray<ElapsedPercentile>? Elapsed);

/// <summary>A percentile by nearest rank: the running time of one real clock.</summary>
/// <param name="Percent">Which.</param>
/// <param name="Minutes">Minutes, two decimals, half away from zero.</param>
internal sealed record ElapsedPercentile(int Percent, decimal Minutes);

/// <summary>Compliance by groups.</summary>
/// <param name="GroupBy">The dimensions, as asked for.</param>
/// <param name="Rows">One per group that has clocks, in the order of its words.</param>
/// <param name="Position">The log position that the figures reflect at least.</param>
internal sealed record ComplianceReport(
    IReadOnlyList<string> GroupBy, IReadOnlyList<ComplianceRow> Rows, long Position);
