using FieldOps.Compliance.Register;
using FieldOps.Compliance.Reports;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.Compliance.Drill;

/// <summary><c>GET /sla/reliability/orders</c>: the orders behind a figure, oldest trouble first.</summary>
internal static class OrderDrillEndpoint
{
    private static readonly DrillShape<EndedOrderRow> s_shape = new(
        "sla-orders",
        "工单明细 orders",
        [
            new("工单号", "order"), new("责任归属", "ground"), new("月份", "month"),
            new("故障发生(UTC)", "occurred, UTC"), new("结束(UTC)", "ended, UTC"), new("受理(分)", "accept, minutes"),
            new("修复(分)", "repair, minutes"), new("阻断(分)", "interruption, minutes"),
            new("距上次故障(天)", "days since last"), new("代维单位", "contractor"), new("作业类型", "kind of work"),
            new("故障级别", "fault level"), new("区域", "region"), new("区县", "county"), new("资产类别", "asset class"),
            new("资产编码", "asset"),
        ],
        Row,
        r =>
        [
            r.Number, r.Ground, r.Month, r.OccurredAt, r.EndedAt, r.AcceptMinutes, r.RepairMinutes,
            r.InterruptionMinutes, r.DaysSinceLast, r.ContractorCode, r.WorkKind, r.Severity, r.Region, r.County,
            r.AssetClass, r.AssetCode,
        ]);

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/sla/reliability/orders", AnswerAsync)
        .WaitsFor(SlaNames.Projection, RegisterProjection.Schema)
        .AddEndpointFilter<SlaAskedFilter>()
        .WithSummary("The ended orders behind a reliability or interruption figure · 可靠性统计明细")
        .WithDescription("figure: " + string.Join(", ", DrillWish.Figures) + "; orders when absent. reason: one reason "
            + "of what is left out. format: json (default), csv or xlsx, which give all pages.")
        .Answers<Page<EndedOrderRow>>()
        .Refuses(StatusCodes.Status403Forbidden, StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> AnswerAsync(
        SlaAsked asked, PageQuery page, string? figure, string? reason, string? format, ReportDesk desk,
        CancellationToken cancellationToken) =>
        DrillWish.OfOrders(figure ?? "orders", reason) is { } wish
            ? await DrillAnswers.AnswerAsync(
                new DrillQuestion(asked, wish, DrillRules.Of(desk.Policy), desk), page, format, s_shape,
                cancellationToken)
            : HttpAnswers.Refuse(SlaAsked.Invalid("figure", string.Join(" | ", DrillWish.Figures)));

    private static EndedOrderRow Row(DrillRow row)
    {
        var (order, facet) = (row.Order, row.Order.Facet);
        return new EndedOrderRow(
            order.OrderId, order.Number, facet.Ground, facet.Month, order.OccurredAt, order.EndedAt,
            Minutes(order.AcceptSeconds), Minutes(order.RepairSeconds), Minutes(order.OutageSeconds),
            order.DaysSinceLast, facet.ContractorId == Guid.Empty ? null : facet.ContractorId, facet.ContractorCode,
            facet.LotId == Guid.Empty ? null : facet.LotId, facet.WorkKind, facet.Severity, facet.Region, facet.County,
            facet.AssetClass, order.AssetCode);
    }

    private static decimal? Minutes(long? seconds) => seconds is { } known ? Ratio.Minutes(known) : null;
}
