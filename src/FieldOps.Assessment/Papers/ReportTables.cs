using System.Collections.Immutable;
using System.Text.Json;
using FieldOps.Domain.Assessment.Reports;
using FieldOps.Platform.Export;

namespace FieldOps.Assessment.Papers;

/// <summary>A table of a report, whatever its format.</summary>
/// <param name="Word">One English word: part of sheet names and the first cell of CSV rows.</param>
/// <param name="Zh">Heading.</param>
/// <param name="En">Heading.</param>
/// <param name="Columns">Headings of columns.</param>
/// <param name="Rows">Texts, figures, instants, flags or null.</param>
internal sealed record ReportTable(
    string Word, string Zh, string En, ImmutableArray<ExportColumn> Columns, IReadOnlyList<object?[]> Rows);

/// <summary>The tables of a report.</summary>
internal static class ReportTables
{
    public static IReadOnlyList<ReportTable> Of(ReportContent content, IEnumerable<ReportNote> notes) =>
    [
        new(
            "Summary", "考核汇总", "Score sheets",
            [
                new("单位", "contractor"), new("名称", "name zh"), new("英文名", "name en"), new("自维", "in-house"),
                new("版次", "sheet"), new("得分", "score"), new("等级", "grade"), new("计入工单", "orders counted"),
                new("剔除工单", "excluded"), new("在途工单", "open"), new("结算金额", "CNY"),
            ],
            [
                .. content.Months.Select(m => new object?[]
                {
                    m.ContractorCode, m.NameZh, m.NameEn, m.InHouse, m.SheetNumber, m.Score,
                    m.Grade ?? m.NoScoreReason, m.OrdersCounted, m.OrdersExcluded, m.OrdersOpen, m.TotalCny,
                }),
                ["合计 total", null, null, null, null, null, null, null, null, null, content.TotalCny],
            ]),
        new(
            "Indicators", "指标对比", "Indicators against their targets",
            [
                new("单位", "contractor"), new("指标", "indicator zh"), new("英文", "indicator en"),
                new("数值", "value"), new("单位", "unit"), new("样本", "cases"), new("目标", "target"),
                new("达标", "met"),
            ],
            [
                .. content.Indicators.Select(i => new object?[]
                {
                    i.ContractorCode ?? "自维 in-house", i.TitleZh, i.TitleEn, i.Value, i.Unit, i.Cases, i.Target,
                    i.IsMet,
                }),
            ]),
        new(
            "Overruns", "超时障碍", "Gravest overruns",
            [
                new("单位", "contractor"), new("工单", "order"), new("资产类别", "asset class"), new("时限", "clock"),
                new("限定分钟", "limit min"), new("实际分钟", "elapsed min"), new("超出%", "overrun %"),
            ],
            [
                .. content.TopFaults.Select(f => new object?[]
                {
                    f.ContractorCode, f.Number, f.AssetClass,
                    JsonNamingPolicy.KebabCaseLower.ConvertName(f.Clock.ToString()), f.LimitMinutes, f.ElapsedMinutes,
                    f.OverrunPercent,
                }),
            ]),
        new(
            "Violations", "违约", "Breaches of contract",
            [
                new("单位", "contractor"), new("类别", "class"), new("事由", "kind"), new("扣分", "points"),
                new("证据", "evidence"),
            ],
            [
                .. content.Violations.Select(v => new object?[]
                {
                    v.ContractorCode, v.Class.ToString().ToLowerInvariant(), v.Kind, v.Points, v.Evidence,
                }),
            ]),
        Corrections("Corrections", "更正", "Corrections", content.Corrections),
        Corrections("Since", "发布后更正", "Corrections since", notes.Select(n => n.Correction)),
    ];

    private static ReportTable Corrections(
        string word, string zh, string en, IEnumerable<ReportCorrection> corrections) =>
        new(
            word, zh, en,
            [
                new("单位", "contractor"), new("月份", "month"), new("类型", "kind"), new("原得分", "score before"),
                new("更正得分", "score after"), new("差额", "CNY"), new("原因", "reason"), new("经办", "by"),
                new("时间", "at"),
            ],
            [
                .. corrections.Select(c => new object?[]
                {
                    c.ContractorCode, c.Month, c.Kind, c.ScoreBefore, c.ScoreAfter, c.DifferenceCny, c.Reason, c.By,
                    c.At,
                }),
            ]);
}
