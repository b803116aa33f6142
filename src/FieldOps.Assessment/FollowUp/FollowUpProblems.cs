using FieldOps.Domain.Assessment.Rectifications;
using FieldOps.Domain.Assessment.Reports;
using FieldOps.Domain.Assessment.Warnings;
using FieldOps.Platform.Http;

namespace FieldOps.Assessment.FollowUp;

/// <summary>What people read when follow-up says no, and what to do.</summary>
internal static class FollowUpProblems
{
    /// <summary>More orders than one comparison takes.</summary>
    public const string YardstickTooWide = "yardstick.too-wide";

    /// <summary>No follow-up rules or no scheme hold then.</summary>
    public const string RulesUnknown = "follow-up.rules-unknown";

    public static ProblemText[] All { get; } =
    [
        new(
            YardstickTooWide, 409, "Too many orders for one comparison.", "工单过多,无法一次对比。",
            "Name a region or an asset class.", "请指定区域或资产类别。"),
        new(
            RulesUnknown, 422, "No rules hold for this.", "没有生效的规则。",
            "Add a document to policies/follow-up or policies/scoring.",
            "请在 policies/follow-up 或 policies/scoring 中添加规则。"),
        new(MonthWatchRefusals.Unknown, 404, "The month is not watched.", "该月未设预警。"),
        new(MonthWatchRefusals.SystemOnly, 403, "Only the product watches months.", "仅系统可执行预警检查。"),
        .. Reports,
        .. Rectifications,
    ];

    private static ProblemText[] Reports =>
    [
        new(
            ProcessReportRefusals.Unknown, 404, "There is no such report.", "没有该报告。",
            "It may not be published, or not sent to you.", "可能尚未发布,或未分发给您。"),
        new(
            ProcessReportRefusals.MonthsOpen, 409, "Months in it are not published.", "仍有月份未公布。",
            "Publish the months of {contractors} first.", "请先公布 {contractors} 的月度考核。"),
        new(
            ProcessReportRefusals.Empty, 409, "Nobody has a sheet in it.", "没有可报告的考核表。",
            "Compute a month first.", "请先计算月度考核。"),
        new(
            ProcessReportRefusals.ReasonMissing, 422, "Another edition needs a reason.", "发布新版须说明原因。",
            "Edition {edition} says something else and stays: say why there is another.",
            "第 {edition} 版内容不同并予以保留:请说明发布新版的原因。"),
        new(
            ProcessReportRefusals.TooManyEditions, 409, "There are too many editions.", "版本过多。",
            "{count} editions: later corrections are listed beside the last.", "已有 {count} 版:后续更正列于最新版旁。"),
        new(
            ProcessReportRefusals.ReadersInvalid, 422, "These cannot be its readers.", "签阅人无效。",
            "Name 1 to 100 roles; a contractor reads its own report only.", "请填写 1 至 100 个角色;代维单位只能签阅本单位报告。"),
        new(
            ProcessReportRefusals.NotReader, 403, "The report was not sent to you.", "该报告未分发给您。",
            "It was not sent to the role {role}.", "未分发给角色 {role}。"),
    ];

    private static ProblemText[] Rectifications =>
    [
        new(RectificationRefusals.Unknown, 404, "There is no such task.", "没有该整改任务。"),
        new(
            RectificationRefusals.SourceUnknown, 422, "There is nothing that it could come of.", "整改来源不存在。",
            "No such {kind} of this contractor and month.", "该单位当月没有此 {kind}。"),
        new(
            RectificationRefusals.NotResponsible, 403, "Only who is responsible brings the proof.", "仅限责任单位提交。"),
        new(
            RectificationRefusals.TextMissing, 422, "A text is needed.", "必须填写内容。",
            "Demand, proof or reason: 1 to 2,000 characters.", "整改要求、证据或原因:1 至 2000 字。"),
        new(
            RectificationRefusals.ResponsibleInvalid, 422, "Name who is responsible.", "请填写责任人。",
            "1 to 100 characters.", "1 至 100 字。"),
        new(
            RectificationRefusals.DueInvalid, 422, "The date cannot be.", "期限无效。",
            "In the future, a year away at most.", "须为将来时间,最长一年。"),
        new(
            RectificationRefusals.OutOfTurn, 409, "This step does not follow.", "当前状态不允许此步骤。",
            "The task is {status}.", "任务状态为 {status}。"),
        new(
            RectificationRefusals.SamePerson, 409, "Who brought the proof does not judge it.", "提交人不得验收。",
            "{by} brought it.", "由 {by} 提交。"),
        new(
            RectificationRefusals.TooManyAttempts, 409, "There were too many proofs.", "提交次数过多。",
            "{count}: withdraw the task and raise another.", "已提交 {count} 次:请撤销并重新下达。"),
    ];
}
