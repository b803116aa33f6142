using System.Collections.Immutable;
using FieldOps.Domain.Sla.Recomputes;
using FieldOps.Platform.Http;

namespace FieldOps.Assessment.Recomputes;

/// <summary>What people read when a recompute refuses.</summary>
internal static class RecomputeTexts
{
    public static ImmutableArray<ProblemText> All { get; } =
    [
        new(RecomputeRefusals.Unknown, 404, "There is no such recompute.", "重算不存在。"),
        new(RecomputeRefusals.Exists, 409, "The recompute exists already.", "该重算已存在。"),
        new(RecomputeRefusals.ReasonMissing, 422, "A reason of 1 to 500 characters is mandatory.",
            "须填写 1 至 500 字的原因。"),
        new(RecomputeRefusals.ScopeInvalid, 422, "The scope ends before it begins, or is too long.",
            "重算范围的起止时间无效或过长。", "At most {daysMax} days.", "最长 {daysMax} 天。"),
        new(RecomputeRefusals.ChangeEmpty, 422,
            "Nothing is changed: name a rule set, a calendar, or what changes for each order.",
            "未指定任何变更：请指定规则版本、日历或逐单变更。"),
        new(RecomputeRefusals.TooManyOrders, 422, "Too many single orders, or one of them twice.",
            "逐单变更的工单过多或重复。", "At most {limit}.", "上限 {limit}。"),
        new(RecomputeRefusals.RuleSetUnknown, 422, "There is no such version of a rule set.", "规则集版本不存在。",
            "{id}, version {version}.", "{id}，第 {version} 版。"),
        new(RecomputeRefusals.EventUnknown, 422, "There is no such declared event.", "公告事件不存在。",
            "Event {event}.", "事件 {event}。"),
        new(RecomputeRefusals.EventChanged, 409,
            "A declared event was changed since the recompute was asked for. Cancel it and ask again.",
            "公告事件在申请重算后已变更，请取消本次重算并重新申请。", "Event {event}.", "事件 {event}。"),
        new(RecomputeRefusals.NotReady, 409, "The recompute does not wait for approval.", "该重算不在待审批状态。",
            "It is {status}.", "当前状态：{status}。"),
        new(RecomputeRefusals.DigestChanged, 409, "These are other differences than those that were read.",
            "差异与所阅内容不一致，请重新阅读。"),
        new(RecomputeRefusals.SamePerson, 403, "Who asked for it may not approve it.", "申请人不得自行审批。"),
        new(RecomputeRefusals.Ended, 409, "The recompute has ended.", "该重算已结束。", "It is {status}.",
            "当前状态：{status}。"),
    ];
}
