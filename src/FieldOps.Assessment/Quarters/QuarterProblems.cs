using FieldOps.Domain.Assessment.Quarters;
using FieldOps.Platform.Http;

namespace FieldOps.Assessment.Quarters;

/// <summary>What people read when a quarterly settlement says no, and what to do.</summary>
internal static class QuarterProblems
{
    /// <summary>The quarter is not written yyyy-Qn. Facts: <c>quarter</c>.</summary>
    public const string Invalid = "settlement.quarter-invalid";

    public static ProblemText[] All { get; } =
    [
        new(
            Invalid, 422, "The quarter is not valid.", "季度无效。", "Write it yyyy-Q1 to yyyy-Q4.",
            "应写为 yyyy-Q1 至 yyyy-Q4。"),
        new(
            QuarterRefusals.Unknown, 404, "The quarter is not drawn up.", "该季度结算尚未编制。",
            "Draw it up when its months are settled.", "请在各月结算后编制。"),
        new(
            QuarterRefusals.NotOver, 409, "The quarter is not over.", "该季度尚未结束。", "It ends at {endsAt}.",
            "结束时间 {endsAt}。"),
        new(
            QuarterRefusals.MonthsOpen, 409, "Months of the quarter are not settled.", "该季度仍有月份未结算。",
            "Settle {months} first.", "请先结算 {months}。"),
        new(
            QuarterRefusals.Empty, 409, "The contractor had no month in the quarter.", "该代维单位在本季度没有月份。",
            "There is nothing to add up.", "无可汇总内容。"),
        new(
            QuarterRefusals.ReasonMissing, 422, "It was drawn up with other sheets.", "此前已按其他考核表编制。",
            "Say in 1 to 2,000 characters why edition {edition} is replaced.",
            "请用 1 至 2000 字说明替换第 {edition} 版的原因。"),
        new(
            QuarterRefusals.TooManyEditions, 409, "The quarter has too many editions.", "该季度版本过多。",
            "There are {count}.", "已有 {count} 版。"),
        new(
            QuarterRefusals.Outdated, 409, "Months of the quarter have other sheets by now.", "该季度的月度考核已变更。",
            "Settle {months}, then draw the quarter up again.", "请先结算 {months},再重新编制。"),
        new(
            QuarterRefusals.EditionStale, 409, "Another edition holds.", "有效版本已变更。",
            "Look at edition {edition} first.", "请先查看第 {edition} 版。"),
        new(
            QuarterRefusals.SamePerson, 403, "Who drew the quarter up does not settle it.", "编制人不得审批结算。",
            "Another department head signs, or another person draws it up anew with a reason.",
            "须由另一位部门领导签字,或由他人说明原因后重新编制。"),
    ];
}
