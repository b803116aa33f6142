using System.Collections.Immutable;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Http;

namespace FieldOps.WorkOrders.Api;

/// <summary>What people read when an order, the SLA matrix or dispatch refuses.</summary>
internal static class OrderTexts
{
    public const string WorkKindUnknown = "work-order.work-kind-unknown";

    private const int Forbidden = 403;
    private const int NotFound = 404;
    private const int Conflict = 409;
    private const int Invalid = 422;

    public static ImmutableArray<ProblemText> All { get; } =
        [.. OfState(), .. OfTimes(), .. OfPauses(), .. OfInput(), .. OfPeople(), .. OfDispatch()];

    private static ImmutableArray<ProblemText> OfState() =>
    [
        new(WorkOrderRefusals.Unknown, NotFound, "There is no such work order.", "工单不存在。"),
        new(WorkOrderRefusals.AlreadyCreated, Conflict, "Another order has this id.", "该编号已被另一工单占用。"),
        new(WorkOrderRefusals.Ended, Conflict, "The order has ended.", "工单已结束。",
            "It is {status}.", "当前状态：{status}。"),
        new(WorkOrderRefusals.MergedIntoItself, Invalid, "An order cannot be merged into itself.", "工单不能并入自身。"),
        new(WorkOrderRefusals.MergeTargetUnknown, Invalid,
            "There is no such order to merge into.", "目标工单不存在。"),
        new(WorkOrderRefusals.MergeTargetEnded, Conflict,
            "The order to merge into has ended.", "目标工单已结束。",
            "{number} is {status}.", "{number} 当前状态：{status}。"),
        new(WorkOrderRefusals.MergeTargetMerging, Conflict,
            "The order to merge into is being merged itself.", "目标工单正在并入其他工单。", "{number}", "{number}"),
        new(WorkOrderRefusals.MergeNotAsked, Conflict,
            "The merge was not asked for, or dropped.", "并单未申请或已取消。", "{number}", "{number}"),
        new(WorkOrderRefusals.MergeRunning, Conflict,
            "The order is being merged into another.", "本单正在并入其他工单。", "{number}", "{number}"),
        new(WorkOrderRefusals.WrongStatus, Conflict, "The order's state does not allow this.", "工单当前状态不允许此操作。",
            "It is {status}.", "当前状态：{status}。"),
        new(WorkOrderRefusals.NotAssigned, Conflict, "Nobody has the order.", "工单尚无承接单位。"),
        new(WorkOrderRefusals.SignedAlready, Conflict,
            "A party has signed for the order: pass it on (:transfer) with a reason.", "工单已接单，请填写原因后转派。",
            "{contractor} has it.", "当前承接单位：{contractor}。"),
        new(WorkOrderRefusals.NotAccepted, Conflict, "The order has not been signed for.", "工单尚未接单。",
            "It is {status}.", "当前状态：{status}。"),
        new(WorkOrderRefusals.Suspended, Conflict, "The order rests: resume it first.", "工单已挂起，请先解挂。"),
        .. CrewTexts.All,
        new(WorkOrderRefusals.NotSuspended, Conflict, "The order does not rest.", "工单未挂起。"),
        new(WorkOrderRefusals.NotRestored, Conflict, "Service has not been restored.", "业务尚未恢复，不能回单。"),
        new(WorkOrderRefusals.RepliedAlready, Conflict, "The order has been replied to already.", "工单已回单。",
            "It is {status}.", "当前状态：{status}。"),
        new(WorkOrderRefusals.NotReplied, Conflict, "No reply waits for review.", "没有待审核的回单。",
            "It is {status}.", "当前状态：{status}。"),
        new(WorkOrderRefusals.NotVerified, Conflict, "The review has not passed.", "质检尚未通过。",
            "It is {status}.", "当前状态：{status}。"),
        new(WorkOrderRefusals.NotRepaired, Conflict, "The permanent repair is outstanding.", "永久修复尚未完成。"),
        new(WorkOrderRefusals.PauseUnjudged, Conflict, "A pause has not been judged.", "有挂起申请尚未审批。",
            "Judge pause {pause} first.", "请先审批第 {pause} 次挂起。"),
        new(WorkOrderRefusals.NotRefused, Conflict, "No refusal waits for confirmation.", "没有待确认的退单。",
            "It is {status}.", "当前状态：{status}。"),
        new(WorkOrderRefusals.UrgedRecently, Conflict, "The order was urged a moment ago.", "刚刚已催单。",
            "Next at {nextAt}.", "下次可催单时间：{nextAt}。"),
        new(WorkOrderRefusals.NotesLimitReached, Conflict, "The order has too many notes.", "工单备注过多。",
            "At most {max}.", "上限 {max} 条。"),
    ];

    private static ImmutableArray<ProblemText> OfTimes() =>
    [
        new(WorkOrderRefusals.MilestoneOutOfOrder, Invalid, "The milestone contradicts another.", "里程碑时间顺序矛盾。",
            "{milestone} against {other} at {otherAt}.", "{milestone} 与 {other}（{otherAt}）矛盾。"),
        new(WorkOrderRefusals.MilestoneAlreadyRecorded, Conflict, "The milestone has another time already.",
            "该里程碑已登记为其他时间。", "{milestone}: {at}.", "{milestone}：{at}。"),
        new(WorkOrderRefusals.MilestoneNotOfThisWork, Invalid, "This kind of work has no such milestone.",
            "该类工单没有此里程碑。", "{milestone}.", "{milestone}。"),
        new(WorkOrderRefusals.TimeInFuture, Invalid, "The time lies in the future.", "时间晚于当前时间。",
            "{at}; it is {now}.", "{at}；当前 {now}。"),
        new(WorkOrderRefusals.TimeTooOld, Invalid, "The time lies too far back.", "时间过早。",
            "{at}; at most {maxMinutes} minutes are taken.", "{at}；最多追溯 {maxMinutes} 分钟。"),
        new(WorkOrderRefusals.TimeBeforeDispatch, Invalid, "The time lies before the dispatch.", "时间早于派单时间。",
            "{at}; dispatched at {dispatchedAt}.", "{at}；派单时间 {dispatchedAt}。"),
        new(WorkOrderRefusals.TimeInAbsence, Invalid, "The party did not have the order at that time.",
            "该时间内工单不在本单位名下。",
            "{at}; away from {from} to {to}.", "{at}；{from} 至 {to} 工单不在本单位。"),
    ];

    private static ImmutableArray<ProblemText> OfPauses() =>
    [
        new(WorkOrderRefusals.NothingToPause, Conflict, "No clock of this order can rest.", "该工单没有可暂停的时限。"),
        new(WorkOrderRefusals.PauseOpen, Conflict, "A pause is open already.", "已有未结束的挂起。",
            "Pause {pause}.", "第 {pause} 次挂起。"),
        new(WorkOrderRefusals.PauseOverlaps, Invalid, "The pause overlaps another or ends before it begins.",
            "挂起时段重叠或起止颠倒。", "Pause {pause}.", "第 {pause} 次挂起。"),
        new(WorkOrderRefusals.PauseLimitReached, Conflict, "The pauses of this order are used up.", "挂起次数或总时长已用尽。",
            "At most {count} pauses and {minutes} minutes.", "最多 {count} 次、合计 {minutes} 分钟。"),
        new(WorkOrderRefusals.EvidencePlaceInvalid, Invalid, "A place of evidence is invalid, or of no evidence here.",
            "证据位置无效或无对应证据。", "{evidence}.", "{evidence}。"),
        new(WorkOrderRefusals.EvidenceTooFar, Invalid, "The evidence was taken too far from the asset.",
            "证据拍摄位置距设施过远。", "{evidence}: {metres} m, at most {max} m.", "{evidence}：{metres} 米，上限 {max} 米。"),
        new(WorkOrderRefusals.EvidenceWithoutPosition, Invalid, "The evidence says nothing of where it was taken.",
            "证据缺少拍摄位置。", "{evidence}.", "{evidence}。"),
        new(WorkOrderRefusals.PauseEvidenceMissing, Invalid, "A pause needs evidence.", "挂起须附证据。"),
        new(WorkOrderRefusals.PauseReasonUnfounded, Invalid, "The reason needs a declared event or a tagged site.",
            "该挂起原因须有已公布事件或站点标记。", "{reason}.", "{reason}。"),
        new(WorkOrderRefusals.PauseReasonNotAllowed, Invalid, "The rules allow no pause for this reason.",
            "规则不允许以此原因挂起。", "{reason}.", "{reason}。"),
        new(WorkOrderRefusals.DeclaredEventUnfit, Invalid,
            "The declared event is not known, lies elsewhere, or does not hold for this time.",
            "所引用的公告事件不存在、不覆盖该站点或不覆盖所申请时段。", "Event {event}.", "事件 {event}。"),
        new(WorkOrderRefusals.ClockUnknown, Invalid, "The order has no such clock.", "该工单没有此时限。",
            "{clock}.", "{clock}。"),
        new(WorkOrderRefusals.PauseTooOld, Invalid, "The pause begins too far back.", "挂起起点过早。",
            "At most {maxMinutes} minutes.", "最多追溯 {maxMinutes} 分钟。"),
        new(WorkOrderRefusals.PauseUnknown, NotFound, "There is no such pause.", "没有该次挂起。",
            "Pause {pause}.", "第 {pause} 次挂起。"),
        new(WorkOrderRefusals.RecomputeDiffers, Conflict, "The clocks come to other results than those approved.",
            "重算结果与审批时不一致。"),
        new(WorkOrderRefusals.RecomputeRunning, Conflict, "A running order is changed by its own verbs.",
            "在途工单的挂起、公告事件与时限豁免请直接在工单上办理。"),
        new(WorkOrderRefusals.NeedsRecompute, Conflict,
            "The order has ended, and the declared event would move its clocks: ask for a recompute of it, then retry.",
            "工单已结束，公告事件将改变其时限结果：请申请重算后重试。", "Event {event}.", "事件 {event}。"),
    ];

    private static ImmutableArray<ProblemText> OfInput() =>
    [
        new(WorkOrderRefusals.ReplyFieldsMissing, Invalid, "Mandatory fields of the reply are empty.", "回单必填项为空。",
            "Missing: {fields}.", "缺少：{fields}。"),
        new(WorkOrderRefusals.ReasonMissing, Invalid, "A text is mandatory here.", "此处必须填写说明。"),
        new(WorkOrderRefusals.TextTooLong, Invalid, "A text or list is too long.", "文字或列表超长。",
            "At most {limit}.", "上限 {limit}。"),
        new(WorkOrderRefusals.AttributionUnknown, Invalid, "There is no such attribution.", "没有该责任归属。",
            "{attribution}.", "{attribution}。"),
        new(WorkKindUnknown, Invalid, "There is no such kind of work.", "没有该工作类型。", "{workKind}.", "{workKind}。"),
        new("sla.no-line", Invalid, "The limit matrix has no line for this work.", "时限表没有对应条目。",
            "{assetClass}, {workKind}.", "{assetClass}，{workKind}。"),
        new("sla.area-unknown", Invalid, "There is no such area class.", "没有该区域类别。",
            "{areaClass}.", "{areaClass}。"),
        new("sla.severity-unknown", Invalid, "There is no such severity.", "没有该告警级别。",
            "{severity}.", "{severity}。"),
        new("sla.calendar-unknown", Invalid, "The limit matrix names a calendar that does not exist.",
            "时限表引用的日历不存在。", "{calendar}.", "{calendar}。"),
        new("sla.severity-no-order", Invalid, "This severity makes no fault order.", "该级别不派故障工单。",
            "{severity}.", "{severity}。"),
    ];

    private static ImmutableArray<ProblemText> OfPeople() =>
    [
        new(WorkOrderRefusals.NotYours, Forbidden, "Another contractor has the order.", "该工单不属于本单位。"),
    ];

    private static ImmutableArray<ProblemText> OfDispatch() =>
    [
        new(WorkOrderRefusals.SameAssignee, Conflict, "That party has the order already.", "该单位已是主办。"),
        new(WorkOrderRefusals.ShareClosed, Conflict,
            "That party has left the order and answers for what it restored.", "该单位已移交本单，其抢通责任已结清，不能再派。",
            "{contractor}", "{contractor}"),
        new(WorkOrderRefusals.LateAtTransfer, Conflict,
            "The limits are broken: only the operator's dispatcher may pass the order on.", "已超时限，须由运营商调度员转派。",
            "Late: {clocks}.", "超时：{clocks}。"),
        new(WorkOrderRefusals.AlreadyAssisting, Conflict, "That party leads or assists already.", "该单位已是主办或协办。"),
        new(WorkOrderRefusals.AssistLimitReached, Conflict, "Enough parties assist.", "协办单位已达上限。",
            "At most {max}.", "上限 {max}。"),
        new(WorkOrderRefusals.AssignmentsLimitReached, Conflict, "The order has changed hands too often.", "转派次数已达上限。",
            "At most {max}.", "上限 {max}。"),
        new(WorkOrderRefusals.NoAssignee, Invalid, "Nobody is named.", "未指定承接单位。", "{reason}.", "{reason}。"),
        new(WorkOrderRefusals.ScopeDenied, Conflict, "The scope policy keeps this work in the house.",
            "外包范围规定该工作不得外包。", "Rule {rule} of {policy}: {outcome} ({source}).",
            "{policy} 规则 {rule}：{outcome}（{source}）。"),
        new(WorkOrderRefusals.NotPilot, Conflict, "This work may be outsourced in pilot lots only.",
            "该工作仅可在试点标包外包。"),
        new(WorkOrderRefusals.ContractorNotActive, Conflict, "The contractor takes no new orders.",
            "该单位目前不可接新单。", "{contractor}.", "{contractor}。"),
        new("dispatch.contractor-unknown", NotFound, "There is no such contractor.", "没有该代维单位。"),
        new(WorkOrderRefusals.QualificationExpired, Conflict,
            "A qualification of the company has expired.", "该单位资质已到期。",
            "Contractor {contractor}: record the renewal of {qualification}, or withdraw it.",
            "单位 {contractor}:请登记资质 {qualification} 的续期,或将其注销。"),
        new(WorkOrderRefusals.ContractNotInForce, Conflict,
            "The contractor has no contract in force for the lot.", "该单位在此标包没有有效合同。",
            "{contractor}, lot {lot}, contract {contract}: {reason}. Sign or renew it, or choose another.",
            "{contractor}，标包 {lot}，合同 {contract}：{reason}。请签署或续签合同，或改派其他单位。"),
        new("dispatch.no-lot", Conflict, "The contractor has no lot that covers this work.", "该单位没有覆盖此工作的标包。",
            "{contractor}: {assetClass}, {area}, {workKind}.", "{contractor}：{assetClass}，{area}，{workKind}。"),
    ];
}
