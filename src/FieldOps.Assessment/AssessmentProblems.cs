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

    /// <summary>The document is not what it should be. Facts: <c>problem</c>.</summary>
    public const string DocumentInvalid = "policy-document.invalid";

    /// <summary>There is no such version. Facts: <c>scheme</c>, <c>version</c>.</summary>
    public const string SchemeVersionUnknown = "scoring-scheme.version-unknown";

    /// <summary>People mark no rule of this path. Facts: <c>rule</c>, <c>scheme</c>.</summary>
    public const string RuleNotMarked = "scoring-scheme.rule-not-marked";

    /// <summary>No version of the composite holds in the period. Facts: <c>composite</c>.</summary>
    public const string CompositeUnknown = "composite-scheme.unknown";

    /// <summary>Facts of months wait for somebody's decision. Facts: <c>count</c>.</summary>
    public const string FactsStuck = "contractor-month.facts-stuck";

    /// <summary>More contractors than one call takes. Facts: <c>limit</c>.</summary>
    public const string TooManyContractors = "contractor-month.too-many-contractors";

    public static ProblemText[] All { get; } =
    [
        new(ContractorRefusals.Unknown, 404, "There is no such contractor.", "没有该代维单位。"),
        new(MonthInvalid, 422, "The month is not valid.", "月份无效。", "Write it yyyy-MM.", "应写为 yyyy-MM。"),
        new(
            SchemeUnknown, 422, "No scoring scheme of this name holds in the month.", "当月没有该名称的计分方案。",
            "Scheme {scheme}.", "方案 {scheme}。"),
        new(
            FactsStuck, 409, "Facts of months wait for somebody's decision.", "有月度事实尚待人工处理。",
            "{count} stuck: retry or dismiss each of them, then freeze.", "有 {count} 条滞留:请先逐条重试或忽略,再行冻结。"),
        new(
            TooManyContractors, 422, "More contractors than one call takes.", "代维单位数量超过单次处理上限。",
            "The limit is {limit}.", "上限 {limit}。"),
        new(
            DocumentInvalid, 422, "The document is not what it should be.", "文档格式不正确。", "{problem}", "{problem}"),
        new(
            SchemeVersionUnknown, 404, "There is no such version of the scheme.", "没有该版本的计分方案。",
            "Scheme {scheme}, version {version}.", "方案 {scheme},版本 {version}。"),
        new(
            RuleNotMarked, 422, "People mark no such rule.", "该规则不接受人工评分。",
            "Rule {rule} of scheme {scheme}: name a rule whose measure is points-by-people or deductions-by-people.",
            "方案 {scheme} 的规则 {rule}:应为 points-by-people 或 deductions-by-people 类规则。"),
        new(
            CompositeUnknown, 404, "No composite of this name holds in the period.", "当期没有该名称的综合方案。",
            "Composite {composite}.", "综合方案 {composite}。"),
        .. Facts(),
        .. Steps(),
    ];

    private static ProblemText[] Facts() =>
    [
        new(MonthRefusals.Unknown, 404, "Nothing is known of this month.", "该月没有记录。"),
        new(
            MonthRefusals.NotThisMonth, 422, "The instant is not in this month.", "时间不在该月内。",
            "{at} is not in {month}.", "{at} 不在 {month}。"),
        new(
            MonthRefusals.NotBegun, 422, "The month has not begun.", "该月尚未开始。",
            "{month} begins {startsAt}.", "{month} 自 {startsAt} 起。"),
        new(
            MonthRefusals.NotYet, 422, "What has happened does not lie ahead.", "发生时间不得晚于当前时间。",
            "{at} is yet to come.", "{at} 尚未到来。"),
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
        new(
            MonthRefusals.Closed, 409, "The month no longer takes records.", "该月已不再接受登记。",
            "{month} is {status}: send it again with late true and a reason. It is kept as a late fact, which counts "
                + "once the month is corrected into the next open one, or opened again by two people.",
            "{month} 状态为 {status}:请以 late 为 true 并填写 reason 重新提交,将作为迟到事实保存,"
                + "待更正入下一开放月份或由两人重新开启该月后计入。"),
        new(
            MonthRefusals.NotRunning, 409, "The month does not run any more.", "该月已结束。",
            "{month} is {status}: look at its sheet instead.", "{month} 状态为 {status}:请查看其考核表。"),
        new(
            MonthRefusals.MarkUnknown, 404, "There is no such mark in this month.", "本月没有该评分。",
            "Mark {mark}; the month's records list them.", "评分 {mark};可查看本月明细。"),
        new(
            MonthRefusals.ReadingUnknown, 404, "There is no such reading.", "没有该指标数据。",
            "Reading {reading}.", "指标数据 {reading}。"),
        new(
            MonthRefusals.IndicatorUnknown, 422, "There is no such indicator.", "没有该指标。",
            "{indicator} is none of {known}.", "{indicator} 不在清单内:{known}。"),
        new(
            MonthRefusals.ReadingAboveWhole, 422, "A part is no more than its whole.", "部分数不得大于总数。",
            "{indicator}: {numerator} of {denominator}.", "{indicator}：{numerator} / {denominator}。"),
        new(
            MonthRefusals.ReadingOutOfRange, 422, "The figures of the reading are out of range.", "指标数值超出范围。",
            "Numerator from 0, denominator from 1, both up to {limit}.", "分子不小于 0,分母不小于 1,均不超过 {limit}。"),
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
            MonthRefusals.RolledOtherwise, 409, "Other rules are short of cases than the call knew.",
            "样本不足的规则与本次调用所知不符。", "Ask again; short are: {rules}.", "请重试;样本不足的规则:{rules}。"),
        new(
            MonthRefusals.VisitsOtherwise, 409, "The month's sheet counts visits otherwise than the call.",
            "该月考核表的按工单计次方式与本次调用不符。",
            "It counts by price list {terms} (-: none). Ask again; during a roll-out, when it is over.",
            "计次价目表:{terms}(-:不计次)。请重试;系统升级期间请待升级完成后重试。"),
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
    ];
}
