using FieldOps.Domain.Assessment;
using FieldOps.Platform.Http;

namespace FieldOps.Assessment;

/// <summary>What people read when money says no.</summary>
internal static class SettlementProblems
{
    /// <summary>Not exactly one kind of work is said.</summary>
    public const string WorkAmbiguous = "settlement.work-ambiguous";

    /// <summary>The price list has no price for it. Facts: <c>terms</c>.</summary>
    public const string PriceUnknown = "settlement.price-unknown";

    /// <summary>No version of the price list holds in the month. Facts: <c>terms</c>.</summary>
    public const string TermsUnknown = "settlement.terms-unknown";

    public static ProblemText[] All { get; } =
    [
        new(
            WorkAmbiguous, 422, "Say exactly one kind of work.", "须且仅须填写一种结算事项。",
            "One of seats, bonus, project, cables, visits, assets, fine, majorEvent, audit.",
            "seats、bonus、project、cables、visits、assets、fine、majorEvent、audit 之一。"),
        new(
            PriceUnknown, 422, "The price list has no price for it.", "价目表中没有该项价格。",
            "Price list {terms}.", "价目表 {terms}。"),
        new(
            TermsUnknown, 422, "No price list of this name holds in the month.", "当月没有该名称的价目表。",
            "Price list {terms}.", "价目表 {terms}。"),
        new(
            MonthRefusals.WorkInvalid, 422, "The figures of the work are negative or absurd.", "结算事项数值为负或不合理。",
            "Field {field}.", "字段 {field}。"),
        new(
            MonthRefusals.CableDoubled, 409, "A cable is paid once a month.", "同一光缆每月只计一次。",
            "Cable {cable} stands in work {work}.", "光缆 {cable} 已在结算事项 {work} 中登记。"),
        new(
            MonthRefusals.VisitsCounted, 409, "These visits are counted from the month's orders: nobody types them.",
            "该类型按当月工单自动计次,不再手工登记。", "Type {visits} of {speciality}, price list {terms}.",
            "价目表 {terms},专业 {speciality} 的类型 {visits}。"),
        new(
            MonthRefusals.WorkUnknown, 404, "There is no such work.", "没有该结算事项。",
            "Work {work}.", "结算事项 {work}。"),
    ];
}
