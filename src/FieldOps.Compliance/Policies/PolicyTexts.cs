using System.Collections.Immutable;
using FieldOps.Domain.Kernel.Policies;
using FieldOps.Platform.Http;

namespace FieldOps.Compliance.Policies;

/// <summary>What people read when a rule set refuses.</summary>
internal static class PolicyTexts
{
    public const string DocumentInvalid = "policy.document-invalid";

    public static ImmutableArray<ProblemText> All { get; } =
    [
        new(DocumentInvalid, 422, "The document cannot be used.", "规则文档不可用。"),
        new(PolicyRefusals.Unknown, 404, "There is no such rule set or version.", "规则集或版本不存在。"),
        new(PolicyRefusals.VersionInvalid, 422, "The version is not the next one.", "版本号不是下一个版本。",
            "Expected {expected}.", "应为 {expected}。"),
        new(PolicyRefusals.EffectiveInPast, 422, "A version cannot begin in the past.", "版本不能从过去的时刻起生效。",
            "{effectiveFrom}; it is {now}.", "{effectiveFrom}；当前 {now}。"),
        new(PolicyRefusals.EffectiveTooEarly, 422, "A version begins after the one before it.",
            "版本生效时间须晚于上一版本。", "{effectiveFrom}; the last begins at {last}.",
            "{effectiveFrom}；上一版本自 {last} 起生效。"),
        new(PolicyRefusals.NoteTooLong, 422, "The note is too long.", "说明超长。", "At most {limit}.", "上限 {limit}。"),
        new(PolicyRefusals.NoDraft, 409, "Nothing waits for approval.", "没有待审批的草案。"),
        new(PolicyRefusals.DraftChanged, 409, "The draft was written anew: read it again.", "草案已被改写，请重新阅读。",
            "It is version {version}.", "当前为第 {version} 版。"),
        new(PolicyRefusals.SamePerson, 403, "Who wrote the draft may not approve it.", "起草人不得自行审批。"),
        new(PolicyRefusals.ReasonMissing, 422, "A reason of 1 to 500 characters is mandatory.",
            "须填写 1 至 500 字的原因。"),
    ];
}
