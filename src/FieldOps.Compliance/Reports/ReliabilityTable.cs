using System.Collections.Immutable;
using FieldOps.Compliance.Figures;
using FieldOps.Platform.Export;

namespace FieldOps.Compliance.Reports;

/// <summary>A reliability report as a table: the rows of the screen, and its total as the last one.</summary>
internal static class ReliabilityTable
{
    public static ExportTable Of(ReliabilityReport report, ImmutableArray<Grouping> by) => new(
        "sla-reliability",
        "可靠性 reliability",
        [
            .. ReportDesk.Columns(by),
            new("工单数", "orders"), new("已受理", "accepted"), new("平均受理时长(分)", "MTTA, minutes"),
            new("已修复", "repaired"), new("平均修复时长(分)", "MTTR, minutes"), new("阻断次数", "interruptions"),
            new("阻断时长(分)", "interruption, minutes"), new("可用率%", "availability %"),
            new("平均无故障时间(时)", "MTBF, hours"), new("在维时长(时)", "asset hours"),
            new("重复故障", "repeat faults"), new("重复率%", "repeat %"), new("未计入", "left out"),
        ],
        Rows(report, by).ToAsyncEnumerable());

    private static IEnumerable<object?[]> Rows(ReliabilityReport report, ImmutableArray<Grouping> by) =>
    [
        .. by.IsEmpty ? [] : report.Rows.Select(r => Row(r, by, isTotal: false)),
        Row(report.Total, by, isTotal: true),
    ];

    private static object?[] Row(ReliabilityRow row, ImmutableArray<Grouping> by, bool isTotal) =>
    [
        .. ReportDesk.Cells(by, row.Group, isTotal),
        row.Orders, row.Accepted, row.MttaMinutes, row.Repaired, row.MttrMinutes, row.Interruptions,
        row.InterruptionMinutes, row.AvailabilityPercent, row.MtbfHours, row.AssetHours, row.Repeats, row.RepeatPercent,
        string.Join("; ", row.LeftOut.Select(l => $"{l.Reason} {l.Count}")),
    ];
}
