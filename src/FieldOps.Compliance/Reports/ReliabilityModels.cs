using System.Collections.Immutable;
using FieldOps.Compliance.Figures;

namespace FieldOps.Compliance.Reports;

/// <summary>How the orders of one group went, and what stood meanwhile.</summary>
/// <param name="Group">The words that name the group, by the grouping asked for.</param>
/// <param name="Orders">Archived orders that count.</param>
/// <param name="Accepted">Of them, those accepted: the n of <c>mttaMinutes</c>.</param>
/// <param name="MttaMinutes">Mean time from dispatch to acceptance, two decimals.</param>
/// <param name="Repaired">Of them, those accepted and restored: the n of <c>mttrMinutes</c>.</param>
/// <param name="MttrMinutes">Mean time from acceptance to restoration, two decimals.</param>
/// <param name="Interruptions">Of them, those whose service was restored.</param>
/// <param name="InterruptionMinutes">From the troubles to the restorations, summed, two decimals.</param>
/// <param name="AvailabilityPercent">
/// Seconds in care without interruption of all seconds in care of the group's assets, five decimals; absent where the
/// group or the filter names more than month, region, county and asset class, for assets know no more.
/// </param>
/// <param name="MtbfHours">Hours without interruption over interruptions, two decimals; absent as above.</param>
/// <param name="AssetHours">Hours in care of the group's assets; absent as above.</param>
/// <param name="Repeats">
/// Of the orders, those whose asset had a trouble of the same kind of work within the days before; absent when the
/// policy counts none.
/// </param>
/// <param name="RepeatPercent">Repeats of orders, two decimals.</param>
/// <param name="LeftOut">Orders that are not counted, by reason.</param>
internal sealed record ReliabilityRow(
    IReadOnlyDictionary<string, string> Group,
    long Orders,
    long Accepted,
    decimal? MttaMinutes,
    long Repaired,
    decimal? MttrMinutes,
    long Interruptions,
    decimal InterruptionMinutes,
    decimal? AvailabilityPercent,
    decimal? MtbfHours,
    decimal? AssetHours,
    long? Repeats,
    decimal? RepeatPercent,
    ImmutableArray<LeftOut> LeftOut);

/// <summary>Reliability by groups.</summary>
/// <param name="GroupBy">The groupings, as asked for.</param>
/// <param name="Months">The months, and the zone in which they begin.</param>
/// <param name="RepeatWithinDays">The days of the policy; absent when it counts no repeats.</param>
/// <param name="Rows">One per group, in the order of its words.</param>
/// <param name="Total">All groups as one.</param>
/// <param name="Position">The log position that the figures reflect at least.</param>
internal sealed record ReliabilityReport(
    IReadOnlyList<string> GroupBy,
    MonthsStated Months,
    int? RepeatWithinDays,
    IReadOnlyList<ReliabilityRow> Rows,
    ReliabilityRow Total,
    long Position);
