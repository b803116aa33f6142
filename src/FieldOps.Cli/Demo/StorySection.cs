using System.Globalization;
using System.Text.Json;
using FieldOps.Cli.Output;

namespace FieldOps.Cli.Demo;

/// <summary>The scenes of the story with their numbers and addresses.</summary>
internal sealed class StorySection(DemoApi api, WorldIndex world, Story story)
{
    private readonly List<Text> _lines = [];

    public async Task<ReportSection> BuildAsync(CancellationToken cancellationToken)
    {
        await CutAsync(cancellationToken);
        await LieAsync(cancellationToken);
        await AcrossAsync(cancellationToken);
        return new ReportSection("story", new("The story", "典型场景"), _lines);
    }

    private async Task CutAsync(CancellationToken cancellationToken)
    {
        if (story.Cut is not { } cut)
        {
            return;
        }

        var facts = string.Join(", ", cut.Refusal?.Facts.Select(f => $"{f.Key}={f.Value}") ?? []);
        _lines.Add(new(
            $"1. Cut on {cut.Order.AssetCode}: {cut.Order.Number} went to {cut.Order.ContractorCode}, the own crew."
                + $" Giving the repair to a contractor was refused: {cut.Refusal?.Code} ({facts}).",
            $"1. {cut.Order.AssetCode} 断缆：{cut.Order.Number} 派自有队伍 {cut.Order.ContractorCode}；改派代维单位抢修被拒："
                + $"{cut.Refusal?.TitleZh} {cut.Refusal?.Code}（{facts}）。"));
        if (cut.Guard is { } made)
        {
            var guard = await api.GetAsync($"work-orders/{made.Word("orderId")}", cancellationToken);
            var scope = guard.At("why")?.At("scope");
            var to = guard.At("lead")?.Word("contractorCode");
            _lines.Add(new(
                $"   A guard order on the same segment passed to {to}: {guard.Word("number")},"
                    + $" rule {scope?.Word("ruleId")} ({scope?.Word("source")}), {guard.Word("status")}.",
                $"   同一段的盯防工单 {guard.Word("number")} 派给 {to}，依据规则 {scope?.Word("ruleId")}"
                    + $"（{scope?.Word("source")}），状态 {guard.Word("status")}。"));
        }

        Link(cut.Order.OrderId);
    }

    private async Task LieAsync(CancellationToken cancellationToken)
    {
        if (story.Lie is not { } lie)
        {
            return;
        }

        var (order, month) = (lie.Order, world.MonthOf(lie.Order.OccurredAt));
        var sheet = (await api.GetAsync($"months/{order.ContractorCode}/{month}", cancellationToken)).At("sheet");
        var line = sheet?.At("lines")?.EnumerateArray()
            .FirstOrDefault(l => l.Word("path").EndsWith("/false-reply", StringComparison.Ordinal));
        var really = world.AlarmOf(order.AssetCode, order.Cause, order.OccurredAt) is { } alarm
            ? world.RestoredAt(alarm)
            : null;
        var cost = line is { ValueKind: JsonValueKind.Object } found ? found.Points("deduction") : "0";
        _lines.Add(new(
            $"2. False reply: {order.ContractorCode} claimed {order.Number} ({order.AssetCode}) restored at"
                + $" {Clock(lie.Course.RestoredAt)}; the alarm cleared at {Clock(really)}. Found, and {cost} points"
                + $" deducted on the sheet of {month}.",
            $"2. 虚假回单：{order.ContractorCode} 称 {order.Number}（{order.AssetCode}）于 {Clock(lie.Course.RestoredAt)} 恢复，"
                + $"告警实际 {Clock(really)} 清除；已查出，{month} 考核表扣 {cost} 分。"));
        _lines.Add(new($"   {line?.Word("textEn")}", $"   {line?.Word("textZh")}"));
        Link(order.OrderId);
    }

    private async Task AcrossAsync(CancellationToken cancellationToken)
    {
        if (story.AcrossMonths is not { } across)
        {
            return;
        }

        var order = across.Order;
        var detail = await api.GetAsync($"work-orders/{order.OrderId:D}", cancellationToken);
        var month = world.MonthOf(order.OccurredAt);
        var who = detail.At("outcome") is { } outcome
            ? world.ContractorOf(outcome.GetProperty("contractorId").GetGuid())?.Code
            : order.ContractorCode;
        var orders = await api.ListAsync($"months/{who}/{month}/orders", cancellationToken);
        var there = orders.Exists(o => o.GetProperty("orderId").GetGuid() == order.OrderId);
        _lines.Add(new(
            $"3. Across the month's end: {order.Number} ({order.AssetCode}) occurred {Clock(order.OccurredAt)},"
                + $" restored {Clock(across.Course.RestoredAt)}; it belongs to"
                + $" {month} of {who}: {(there ? "yes" : "NO")}.",
            $"3. 跨月故障：{order.Number}（{order.AssetCode}）{Clock(order.OccurredAt)} 发生，"
                + $"{Clock(across.Course.RestoredAt)} 恢复，计入 {who} 的 {month}：{(there ? "是" : "否")}。"));
        Link(order.OrderId);
    }

    private void Link(Guid order)
    {
        var address = $"   /api/v1/work-orders/{order:D}/timeline";
        _lines.Add(new(address, address));
    }

    private string Clock(DateTimeOffset? at) => at is { } instant
        ? world.Local(instant).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
        : "-";
}
