using System.Globalization;
using System.Text.Json;
using FieldOps.Cli.Output;

namespace FieldOps.Cli.Demo;

/// <summary>Each contractor's months, and its grade over all of them.</summary>
internal static class MoneySections
{
    public static ReportSection Months(DemoFigures figures) => new(
        "months",
        new("Score and settlement by contractor and month", "代维单位月度考核与结算"),
        [new("A month without a due order has no score.", "没有应计工单的月份不计分。")],
        new ReportTable(
            [
                new("month", "月份"), new("contractor", "单位"), new("orders", "工单"), new("open", "未结"),
                new("findings", "问题"), new("score", "得分"), new("grade", "等级"), new("CNY", "结算（元）"),
                new("status", "状态"),
            ],
            [.. figures.Months.Select(Row)]));

    public static ReportSection Grades(DemoFigures figures, WorldIndex world)
    {
        var rows = world.World.Contractors.Select(IReadOnlyList<string> (c) =>
        {
            var grade = figures.Grades[c.Code];
            var paid = figures.Months.Where(m => m.Word("contractorCode") == c.Code && m.Word("status") == "settled")
                .Sum(m => m.Number("totalCny") ?? 0);
            return
            [
                c.Code, c.NameZh, c.Kind, grade.Points("mean"), grade.Word("grade"), grade.Word("monthsScored"),
                grade.Word("monthsWithoutScore"), paid.ToString("#,##0.00", CultureInfo.InvariantCulture),
            ];
        });
        return new ReportSection(
            "grades",
            new("Mean and grade", "综合得分与等级"),
            [],
            new ReportTable(
                [
                    new("contractor", "单位"), new("name", "名称"), new("kind", "性质"), new("mean", "均分"),
                    new("grade", "等级"), new("months scored", "计分月"), new("without", "不计分月"),
                    new("settled CNY", "结算合计（元）"),
                ],
                [.. rows]));
    }

    private static IReadOnlyList<string> Row(JsonElement month)
    {
        var score = month.At("score") is null ? $"不计分 no score ({month.Word("noScoreReason")})" : month.Points("score");
        return
        [
            month.Word("month"), month.Word("contractorCode"), month.Word("ordersEntered"), month.Word("ordersOpen"),
            month.Word("findings"), score, month.Word("grade"), month.Money("totalCny"), month.Word("status"),
        ];
    }
}
