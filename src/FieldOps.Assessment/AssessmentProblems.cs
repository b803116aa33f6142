using FieldOps.Domain.Assessment;
using FieldOps.Domain.Contractors;
using FieldOps.Platform.Http;

namespace FieldOps.Assessment;

/// <summary>What people read when a month says no.</summary>
internal static class AssessmentProblems
{
    /// <summary>The month is not written yyyy-MM. Facts: <c>month</c>.</summary>
    public const string MonthInvalid = "contractor-month.month-invalid";

    /// <summary>No version of the scoring scheme holds in the month. Facts: <c>scheme</c>.</summary>
    public const string SchemeUnknown = "scoring-scheme.unknown";

    /// <summary>More contractors than one call closes. Facts: <c>limit</c>.</summary>
    public const string TooManyContractors = "contractor-month.too-many-contractors";

    public static ProblemText[] All { get; } =
    [
        new(ContractorRefusals.Unknown, 404, "There is no such contractor.", "没有该代维单位。"),
        new(MonthInvalid, 422, "The month is not valid.", "月份无效。", "Write it yyyy-MM.", "应写为 yyyy-MM。"),
        new(
            SchemeUnknown, 422, "No scoring scheme of this name holds in the month.", "当月没有该名称的计分方案。",
            "Scheme {scheme}.", "方案 {scheme}。"),
        new(
            TooManyContractors, 422, "More contractors than one call closes.", "代维单位数量超过单次结账上限。",
            "The limit is {limit}.", "上限 {limit}。"),
        .. Facts(),
        .. Steps(),
    ];

    private static ProblemText[] Facts() =>
    [
        new(MonthRefusals.Unknown, 404, "Nothing is known of this month.", "该月没有记录。"),
        new(
            MonthRefusals.NotThisMonth, 422, "The instant is not in this month.", "时间不在该月内。",
            "{at} is not in {month}.", "{at} 不在 {month}。"),
        new(MonthRefusals.OtherContractor, 409, "The fact belongs to another contractor.", "该事实属于其他代维单位。"),
        new(
            MonthRefusals.OrderAlreadyEnded, 409, "The order has ended before, in another way.", "该工单已有不同的结果。",
            "Order {number}.", "工单 {number}。"),
        new(
            MonthRefusals.Full, 422, "The month holds no more of these.", "该月此类记录已达上限。",
            "{list}: {limit} at most.", "{list}:至多 {limit}。"),
        new(MonthRefusals.KindInvalid, 422, "The kind is blank or too long.", "类别为空或过长。"),
        new(MonthRefusals.EvidenceMissing, 422, "Evidence is needed.", "必须提供证据。"),
        new(
            MonthRefusals.PointsOutOfRange, 422, "The points are outside what the scheme allows.", "分值超出方案允许的范围。",
            "{least} to {most}.", "应为 {least} 至 {most}。"),
        new(MonthRefusals.ReasonMissing, 422, "A reason is needed.", "必须填写原因。"),
    ];

    private static ProblemText[] Steps() =>
    [
        new(
            MonthRefusals.NotOver, 409, "The month is not over.", "当月尚未结束。",
            "It ends at {endsAt}.", "结束时间 {endsAt}。"),
        new(
            MonthRefusals.OrdersOpen, 409, "Orders are still open.", "仍有未结工单。",
            "{count} open, {first} first.", "共 {count} 张未结,首张 {first}。"),
        new(
            MonthRefusals.AlreadyFrozen, 409, "The month is frozen at another position.", "该月已在其他位置冻结。",
            "Log position {position}.", "日志位置 {position}。"),
        new(MonthRefusals.NotFrozen, 409, "The month is not frozen.", "该月尚未冻结。"),
        new(
            MonthRefusals.SchemeInvalid, 422, "The scoring scheme cannot be used.", "计分方案不可用。",
            "{problem}", "{problem}"),
        new(
            MonthRefusals.SchemeNotInForce, 422, "The scoring scheme begins after the month.", "计分方案在该月之后生效。",
            "Scheme {scheme} holds from {effectiveFrom}.", "方案 {scheme} 自 {effectiveFrom} 起生效。"),
        new(MonthRefusals.NotComputed, 409, "There is no score sheet yet.", "尚无考核表。"),
        new(
            MonthRefusals.OutOfTurn, 409, "This step does not follow.", "当前状态不允许此步骤。",
            "A month that is {status} cannot be {wanted}.", "状态为 {status} 的月份不能进行 {wanted}。"),
        new(
            MonthRefusals.Disputed, 409, "The contractor disputes the sheet.", "代维单位对考核表有异议。",
            "{reason}", "{reason}"),
        new(
            MonthRefusals.SheetReplaced, 409, "The sheet seen was replaced.", "所见考核表已被替换。",
            "Seen {seen}, current {current}.", "所见第 {seen} 版,当前第 {current} 版。"),
        new(MonthRefusals.ContractorOnly, 403, "Only this contractor may do this.", "仅限该代维单位操作。"),
        new(MonthRefusals.OperatorOnly, 403, "Only the operator may do this.", "仅限运营商人员操作。"),
        new(MonthRefusals.DepartmentHeadOnly, 403, "Only the department head may do this.", "仅限部门领导操作。"),
    ];
}
