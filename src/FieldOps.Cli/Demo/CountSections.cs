using System.Globalization;
using System.Text.Json;
using FieldOps.Cli.Output;

namespace FieldOps.Cli.Demo;

/// <summary>From alarms to orders, and how the clocks were kept.</summary>
internal static class CountSections
{
    public static ReportSection Funnel(DemoFigures figures, LogFigures log, WorldCounts sent)
    {
        var raised = figures.Alarms.Count("raised");
        var taken = figures.Alarms.Count("inTickets");
        var held = figures.Alarms.Count("heldBack");
        var byAlarm = figures.Tickets.Count(t => t.Word("channel") is "alarm");
        var flapping = figures.Tickets.Count(t => t.Word("channel") is "repeat-site");
        return new ReportSection(
            "funnel",
            new("From alarms to orders", "从告警到工单"), [],
            new ReportTable(
                [new("step", "环节"), new("n", "数量")],
                [
                    Row("告警发生 alarms raised", raised),
                    Row("告警清除 alarms cleared", figures.Alarms.Count("cleared")),
                    Row("短时自愈，不派单 gone by themselves, no ticket", raised - taken - held),
                    Row("归入故障工单 taken by a ticket", taken),
                    Row("其中另有归并 of these attached to an open one", taken - byAlarm - flapping),
                    Row("割接期间压制 held back by planned works", held),
                    Row("告警产生的故障工单 tickets by alarms", byAlarm),
                    Row("频发站点工单 tickets of repeat sites", flapping),
                    Row("光缆故障申告 cable faults told", sent.SegmentFaults),
                    Row("申告产生的故障工单 tickets by report", figures.Tickets.Count - byAlarm - flapping),
                    Row("工单 work orders", figures.Orders.Count),
                    Row("误报恢复 false replies found", FalseReplies(log)),
                    Row("退单 refusals by contractors", log["work-order.refused.v1"]),
                    Row("挂起 pauses asked", log["work-order.suspension-requested.v1"]),
                    Row("催单 urges", log["work-order.urged.v1"]),
                    Row("质检退回 replies sent back", log["work-order.reply-returned.v1"]),
                    Row("预警 warnings before breach", log["work-order.clock-warned.v1"]),
                    Row("接口调用 calls of the API", sent.Calls),
                ]));
    }

    private static long FalseReplies(LogFigures log) =>
        log["work-order.false-reply-found.v1"] + log["work-order.former-false-reply-found.v1"];

    public static ReportSection Orders(DemoFigures figures)
    {
        var rows = figures.Orders
            .GroupBy(o => (Kind: o.Word("workKind"), Status: o.Word("status")))
            .OrderBy(g => g.Key.Kind, StringComparer.Ordinal).ThenBy(g => g.Key.Status, StringComparer.Ordinal)
            .Select(IReadOnlyList<string> (g) => [g.Key.Kind, g.Key.Status, Figure(g.Count())]);
        return new ReportSection(
            "orders",
            new("Work orders by kind and status", "工单类型与状态"),
            [],
            new ReportTable([new("kind", "类型"), new("status", "状态"), new("n", "数量")], [.. rows]));
    }

    public static ReportSection Compliance(DemoFigures figures) => new(
        "compliance",
        new("SLA compliance by clock", "各时限达标率"),
        [],
        new ReportTable(
            [new("clock", "时限"), .. Columns],
            [.. figures.Compliance.Select(IReadOnlyList<string> (r) => [Group(r, "clock"), .. Cells(r)])]));

    public static ReportSection ByClass(DemoFigures figures) => new(
        "compliance-by-class",
        new("SLA compliance by clock and asset class", "各时限、各资产类别达标率"),
        [],
        new ReportTable(
            [new("clock", "时限"), new("asset class", "资产类别"), .. Columns],
            [
                .. figures.ByClass.Select(IReadOnlyList<string> (r) =>
                    [Group(r, "clock"), Group(r, "assetClass"), .. Cells(r)]),
            ]));

    private static Text[] Columns =>
    [
        new("due", "应计"), new("on time", "达标"), new("late", "超时"), new("excluded", "剔除"), new("rate %", "达标率%"),
    ];

    private static IEnumerable<string> Cells(JsonElement row) =>
    [
        Figure(row.Count("due")), Figure(row.Count("onTime")), Figure(row.Count("late")),
        Figure(row.Count("excluded")), row.Points("ratePercent"),
    ];

    private static string Group(JsonElement row, string name) => row.GetProperty("group").Word(name);

    private static IReadOnlyList<string> Row(string what, long count) => [what, Figure(count)];

    private static string Figure(long count) => count.ToString("#,##0", CultureInfo.InvariantCulture);
}
