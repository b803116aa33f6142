using System.Globalization;
using System.Text.Json;
using FieldOps.Cli.Output;

namespace FieldOps.Cli.Demo;

/// <summary>Holds what was sent, the log, the read models and the API against each other.</summary>
internal sealed class TieOut(LogFigures log, DemoFigures api, WorldCounts sent)
{
    private readonly List<IReadOnlyList<string>> _rows = [];

    public List<Text> Differences { get; } = [];

    public ReportSection Section()
    {
        var model = log.ModelFigures;
        var (raised, cleared) = (api.Alarms.Count("raised"), api.Alarms.Count("cleared"));
        Row(new("alarms raised", "告警发生"), sent.Raised, log["asset.alarm-raised.v1"], model[0], raised);
        Row(new("alarms cleared", "告警清除"), sent.Cleared, log["asset.alarm-cleared.v1"], model[1], cleared);
        Row(new("tickets", "故障工单"), null, log["asset.fault-ticket-raised.v1"], model[2], api.Tickets.Count);
        Row(
            new("tickets closed", "故障工单关闭"), null, log["asset.fault-ticket-closed.v1"], model[3],
            api.Tickets.Count(t => t.Word("status") == "closed"));
        Row(new("orders", "工单"), null, log["work-order.created.v1"], model[4], api.Orders.Count);
        Row(
            new("orders of tickets", "由故障产生的工单"), null, log["asset.fault-ticket-raised.v1"], null,
            api.Orders.Count(o => o.At("ticketId") is not null));
        Row(
            new("orders archived", "归档工单"), null, log["work-order.archived.v1"], null,
            api.Orders.Count(o => o.Word("status") == "archived"));
        var (onTime, late) = (api.Compliance.Sum(r => r.Count("onTime")), api.Compliance.Sum(r => r.Count("late")));
        Row(new("clocks on time", "时钟达标"), null, log.ClocksOnTime, model[5], onTime);
        Row(new("clocks late", "时钟超时"), null, log.ClocksLate, model[6], late);
        Row(new("orders in months", "计入考核的工单"), null, log.OrdersEntered, model[9], null);
        Row(
            new("score sheets", "考核表"), null, log.SheetCount, model[7],
            api.Months.Count(m => m.At("sheetNumber") is not null));
        Row(
            new("settled, CNY", "结算金额（元）"), null, log.SettledCny, model[8],
            api.Months.Where(m => m.Word("status") == "settled").Sum(m => m.Number("totalCny") ?? 0));
        return new ReportSection(
            "tie-out",
            new("Do the figures agree?", "数据勾稽"),
            [
                Differences.Count == 0
                    ? new("All figures agree.", "全部一致。")
                    : new($"{Differences.Count} figures differ.", $"{Differences.Count} 项不一致。"),
            ],
            new ReportTable(
                [
                    new("figure", "项目"), new("sent", "发送"), new("log", "事件日志"), new("read model", "读模型"),
                    new("API", "接口"), new("", ""),
                ],
                _rows));
    }

    private void Row(Text what, decimal? given, decimal inLog, decimal? inModel, decimal? inApi)
    {
        var same = (given ?? inLog) == inLog && (inModel ?? inLog) == inLog && (inApi ?? inLog) == inLog;
        _rows.Add([$"{what.Zh} {what.En}", Word(given), Word(inLog), Word(inModel), Word(inApi), same ? "=" : "≠"]);
        if (!same)
        {
            var figures = $"{Word(given)} / {Word(inLog)} / {Word(inModel)} / {Word(inApi)}";
            Differences.Add(new(
                $"{what.En}: sent / log / read model / API = {figures}",
                $"{what.Zh}：发送 / 日志 / 读模型 / 接口 = {figures}"));
        }
    }

    private static string Word(decimal? figure) =>
        figure?.ToString("#,##0.##", CultureInfo.InvariantCulture) ?? "-";
}

/// <summary>What the driver has sent.</summary>
internal sealed record WorldCounts(int Raised, int Cleared, int SegmentFaults, int Slots, long Calls);
