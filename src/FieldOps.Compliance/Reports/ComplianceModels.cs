using System.Collections.Immutable;
using FieldOps.Compliance.Figures;

namespace FieldOps.Compliance.Reports;

/// <summary>How the clocks of one group ended.</summary>
/// <param name="Group">The words that name the group, by the grouping asked for.</param>
/// <param name="Due">Clocks that count: on time and late.</param>
/// <param name="OnTime">Ended within the limit.</param>
/// <param name="Late">Ended beyond it.</param>
/// <param name="Excluded">Judged, but attributed to somebody whose faults do not count.</param>
/// <param name="RatePercent">On time of due, two decimals, half away from zero; absent when nothing was due.</param>
/// <param name="RateChange">
/// Points more or fewer than the same group had in the month before; absent unless grouped by month, and where that
/// month had nothing due.
/// </param>
/// <param name="MeanMinutes">Mean running time of the clocks that count, two decimals; absent for none.</param>
/// <param name="Elapsed">
/// Percentiles of the running time of the clocks that count, of exact durations in begun minutes; absent when there are
/// none.
/// </param>
/// <param name="LeftOut">All that is not counted, by reason; the attributions of it add up to <c>excluded</c>.</param>
internal sealed record ComplianceRow(
    IReadOnlyDictionary<string, string> Group,
    long Due,
    long OnTime,
    long Late,
    long Excluded,
    decimal? RatePercent,
    decimal? RateChange,
    decimal? MeanMinutes,
    ImmutableArray<ElapsedPercentile>? Elapsed,
    ImmutableArray<LeftOut> LeftOut);

/// <summary>A percentile by nearest rank: the running time of one real clock.</summary>
/// <param name="Percent">Which.</param>
/// <param name="Minutes">Begun minutes.</param>
/// <param name="N">Of how many clocks.</param>
internal sealed record ElapsedPercentile(int Percent, int Minutes, long N);

/// <summary>Compliance by groups.</summary>
/// <param name="GroupBy">The groupings, as asked for.</param>
/// <param name="Months">The months, and the zone in which they begin.</param>
/// <param name="Rows">One per group that has clocks, in the order of its words.</param>
/// <param name="Total">All groups as one.</param>
/// <param name="OrdersLeftOut">Orders of the filter that ended otherwise or are open, by reason; of all clocks.</param>
/// <param name="Position">The log position that the figures reflect at least.</param>
internal sealed record ComplianceReport(
    IReadOnlyList<string> GroupBy,
    MonthsStated Months,
    IReadOnlyList<ComplianceRow> Rows,
    ComplianceRow Total,
    IReadOnlyList<LeftOut> OrdersLeftOut,
    long Position);
