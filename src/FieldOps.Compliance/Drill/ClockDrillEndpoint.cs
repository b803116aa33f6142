using FieldOps.Compliance.Closed;
using FieldOps.Compliance.Register;
using FieldOps.Compliance.Reports;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.Compliance.Drill;

/// <summary><c>GET /sla/compliance/orders</c>: the clocks behind a figure, oldest trouble first.</summary>
internal static class ClockDrillEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/sla/compliance/orders", AnswerAsync)
        .WaitsFor(SlaNames.Projection, RegisterProjection.Schema)
        .AddEndpointFilter<SlaAskedFilter>()
        .WithSummary("The ended clocks behind a compliance figure · 达标统计明细")
        .WithDescription("outcome: " + string.Join(", ", DrillWish.Outcomes) + "; absent: all that were judged. "
            + "reason: one reason of what is left out. format: json (default), csv or "
            + "xlsx, which give all pages.")
        .Answers<Page<EndedClockRow>>()
        .Refuses(StatusCodes.Status403Forbidden, StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> AnswerAsync(
        SlaAsked asked, PageQuery page, string? outcome, string? reason, string? format, ReportDesk desk,
        CancellationToken cancellationToken)
    {
        if (DrillWish.OfClocks(outcome, reason, asked.Clock) is not { } wish)
        {
            return HttpAnswers.Refuse(SlaAsked.Invalid("outcome", string.Join(" | ", DrillWish.Outcomes)));
        }

        var rules = DrillRules.Of(desk.Policy);
        return await DrillAnswers.AnswerAsync(
            new DrillQuestion(asked, wish, rules, desk), page, format, Shape(rules), cancellationToken);
    }

    private static DrillShape<EndedClockRow> Shape(DrillRules rules) => new(
        "sla-clocks",
        "时限明细 clocks",
        [
            new("工单号", "order"), new("时限", "clock"), new("结果", "outcome"), new("未计入原因", "reason"),
            new("责任归属", "attribution"), new("月份", "month"), new("故障发生(UTC)", "occurred, UTC"),
            new("起算(UTC)", "started, UTC"), new("停止(UTC)", "stopped, UTC"), new("到期(UTC)", "due, UTC"),
            new("时限(分)", "limit, minutes"), new("历时(分)", "elapsed, minutes"), new("暂停(分)", "paused, minutes"),
            new("代维单位", "contractor"), new("作业类型", "kind of work"), new("故障级别", "fault level"),
            new("区域", "region"), new("区县", "county"), new("资产类别", "asset class"), new("资产编码", "asset"),
            new("虚假回单", "false reply"),
        ],
        r => Row(r, rules),
        r =>
        [
            r.Number, r.Clock, r.Outcome, r.Reason, r.Attribution, r.Month, r.OccurredAt, r.StartedAt, r.StoppedAt,
            r.DueAt, r.LimitMinutes, r.ElapsedMinutes, r.PausedMinutes, r.ContractorCode, r.WorkKind, r.Severity,
            r.Region, r.County, r.AssetClass, r.AssetCode, r.FalseReply,
        ]);

    private static EndedClockRow Row(DrillRow row, DrillRules rules)
    {
        var (order, clock) = (row.Order, row.Clock!);
        var facet = order.Facet;
        var excluded = rules.Excluded.Contains(facet.Ground);
        var (outcome, reason) = clock.Verdict switch
        {
            ClockVerdict.Suppressed => ("unjudged", Grounds.Suppressed),
            ClockVerdict.NotNeeded => ("unjudged", Grounds.NotNeeded),
            _ when excluded => ("excluded", facet.Ground),
            ClockVerdict.Late => ("late", null),
            _ => ("on-time", (string?)null),
        };
        return new EndedClockRow(
            order.OrderId, order.Number, SlaNames.Of(clock.Clock), outcome, reason, facet.Ground, facet.Month,
            order.OccurredAt, clock.StartedAt, clock.StoppedAt, clock.DueAt, clock.LimitMinutes,
            Ratio.Minutes(clock.ElapsedSeconds), Ratio.Minutes(clock.PausedSeconds), facet.ContractorId,
            facet.ContractorCode, facet.WorkKind, facet.Severity, facet.LotId == Guid.Empty ? null : facet.LotId,
            facet.Region, facet.County, facet.AssetClass, order.AssetCode, order.FalseReply);
    }
}
