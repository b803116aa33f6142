using System.Collections.Immutable;
using FieldOps.Compliance.Figures;
using FieldOps.Domain.Sla;
using FieldOps.Platform.Export;

namespace FieldOps.Compliance.Reports;

/// <summary>A compliance report as a table: the rows of the screen, and its total as the last one.</summary>
internal static class ComplianceTable
{
    public static ExportTable Of(ComplianceReport report, ImmutableArray<Grouping> by, CompliancePolicy policy) => new(
        "sla-compliance",
        "时限达标 SLA compliance",
        [
            .. ReportDesk.Columns(by),
            new("应计", "due"), new("达标", "on time"), new("超时", "late"), new("剔除", "excluded"),
            new("达标率%", "on-time rate %"), new("环比(百分点)", "change on month before, points"),
            new("平均历时(分)", "mean, minutes"), new("样本数", "n"),
            .. policy.Percentiles.Select(p => new ExportColumn($"P{p}(分)", $"P{p}, minutes")),
            new("未计入", "left out"),
        ],
        Rows(report, by, policy).ToAsyncEnumerable());

    private static IEnumerable<object?[]> Rows(
        ComplianceReport report, ImmutableArray<Grouping> by, CompliancePolicy policy) =>
        by.IsEmpty
            ? [Row(report.Total, by, policy, isTotal: true)]
            :
            [
                .. report.Rows.Select(r => Row(r, by, policy, isTotal: false)),
                Row(report.Total, by, policy, isTotal: true),
            ];

    private static object?[] Row(
        ComplianceRow row, ImmutableArray<Grouping> by, CompliancePolicy policy, bool isTotal) =>
    [
        .. ReportDesk.Cells(by, row.Group, isTotal),
        row.Due, row.OnTime, row.Late, row.Excluded, row.RatePercent, row.RateChange, row.MeanMinutes, row.Due,
        .. policy.Percentiles.Select((_, i) => (object?)(row.Elapsed is { } elapsed ? elapsed[i].Minutes : null)),
        string.Join("; ", row.LeftOut.Select(l => $"{l.Reason} {l.Count}")),
    ];
}
