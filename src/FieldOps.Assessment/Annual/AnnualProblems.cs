using FieldOps.Domain.Assessment.Annual;
using FieldOps.Platform.Http;

namespace FieldOps.Assessment.Annual;

/// <summary>What people read when an annual assessment says no, and what to do.</summary>
internal static class AnnualProblems
{
    /// <summary>The year is not written yyyy. Facts: <c>year</c>.</summary>
    public const string Invalid = "annual-assessment.year-invalid";

    /// <summary>The rules of the year name another composite. Facts: <c>composite</c>, <c>agreed</c>.</summary>
    public const string NotAgreed = "annual-assessment.composite-not-agreed";

    /// <summary>The rules of the year name no composite, and the call names none.</summary>
    public const string NotNamed = "annual-assessment.composite-not-named";

    public static ProblemText[] All { get; } = [.. Drawing, .. Months, .. Signing];

    private static ProblemText[] Drawing =>
    [
        new(Invalid, 422, "The year is not valid.", "年份无效。", "Write it yyyy.", "应写为 yyyy。"),
        new(
            NotAgreed, 409, "The rules of the year name another composite.", "该年度规则约定了其他综合方案。",
            "The year is decided by {agreed}, not {composite}.", "该年度由 {agreed} 决定,而非 {composite}。"),
        new(
            NotNamed, 422, "No rules name the composite, and the call names none.", "没有规则约定综合方案,且请求未指定。",
            "Name the composite.", "请指定综合方案。"),
        new(
            AnnualRefusals.Unknown, 404, "The annual assessment is not drawn up.", "该年度考核尚未编制。",
            "Draw it up when the year is over and its months are final.", "请在年度结束且各月考核定稿后编制。"),
        new(
            AnnualRefusals.NotOver, 409, "The year is not over.", "该年度尚未结束。", "It ends at {endsAt}.",
            "结束时间 {endsAt}。"),
        new(
            AnnualRefusals.ReasonMissing, 422, "It was drawn up before.", "此前已编制。",
            "Say in 1 to 2,000 characters why edition {edition} is replaced.",
            "请用 1 至 2000 字说明替换第 {edition} 版的原因。"),
        new(
            AnnualRefusals.TooManyEditions, 409, "The year has too many editions.", "该年度版本过多。",
            "There are {count}.", "已有 {count} 版。"),
    ];

    private static ProblemText[] Months =>
    [
        new(
            AnnualRefusals.MonthsOpen, 409, "Months of the year are not final.", "该年度仍有月份考核未定稿。",
            "Finish {months} first.", "请先完成 {months} 的考核。"),
        new(
            AnnualRefusals.Empty, 409, "The contractor had no month in the year.", "该代维单位在本年度没有月份。",
            "There is nothing to weigh.", "无可考核内容。"),
        new(
            AnnualRefusals.LateFactsOpen, 409, "Late facts of the year are not counted.", "该年度有迟到事实尚未计入。",
            "Correct {months} (:correct), or open them again, first.", "请先更正(:correct)或重新打开 {months}。"),
        new(
            AnnualRefusals.SchemeNotWeighed, 409, "No part of the composite weighs the scheme of a month.",
            "综合方案未包含某月考核表的评分方案。",
            "{months} are scored by {scheme}: take a composite that names it, or the months' own sheets.",
            "{months} 按 {scheme} 评分:请选用包含该方案或采用各月考核表(ownSheets)的综合方案。"),
        new(
            AnnualRefusals.TableMissing, 409, "A part names the scheme of a month, and its table is not there.",
            "综合方案包含某月考核表的评分方案,但缺少该方案的考核表。",
            "{months} are scored by {scheme}, of which no version held when a month of the year began: take a "
                + "composite of the months' own sheets.",
            "{months} 按 {scheme} 评分,而该方案在本年度各月月初均无有效版本:请选用采用各月考核表(ownSheets)的综合方案。"),
        new(
            AnnualRefusals.MarksNotWeighed, 409, "People marked lines that a table of the year does not have.",
            "人工评分的条目不在本年度采用的考核表版本中。",
            "{paths}, marked in {months}, are no lines of {scheme} version {version}, which counts for the year: "
                + "withdraw the marks, and mark its own lines in a month that it held in.",
            "{months} 评分的条目 {paths} 不在本年度采用的 {scheme} 第 {version} 版中:请撤销评分,并在该版本有效的月份按其条目评分。"),
    ];

    private static ProblemText[] Signing =>
    [
        new(
            AnnualRefusals.Outdated, 409, "The months of the year say something else by now.", "该年度的考核结果已变更。",
            "Changed months: {months}; tables that come to something else: {tables}; composites that weigh otherwise: "
                + "{composites}. Finish the months, then draw the year up again.",
            "有变更的月份:{months};结果不同的考核表:{tables};权重不同的综合方案:{composites}。请先完成各月考核,再重新编制。"),
        new(
            AnnualRefusals.EditionStale, 409, "Another edition holds.", "有效版本已变更。",
            "Look at edition {edition} first.", "请先查看第 {edition} 版。"),
        new(
            AnnualRefusals.SamePerson, 403, "Who drew the year up does not approve it.", "编制人不得审批。",
            "Another department head signs, or another person draws it up anew with a reason.",
            "须由另一位部门领导签字,或由他人说明原因后重新编制。"),
        new(
            AnnualRefusals.TextMissing, 422, "A text of 1 to 2,000 characters is needed.", "须填写 1 至 2000 字的说明。"),
        new(
            AnnualRefusals.ObjectionClosed, 409, "No further objection or answer is taken.", "不再受理异议或答复。",
            "The edition is signed, or has its objection or answer already.", "该版已签字,或已有异议或答复。"),
        new(AnnualRefusals.ObjectionUnknown, 409, "There is no objection to answer.", "没有待答复的异议。"),
        new(
            AnnualRefusals.ObjectionOpen, 409, "The contractor's objection is not answered.", "代维单位的异议尚未答复。",
            "Answer it, or draw the year up again.", "请先答复,或重新编制。"),
        new(
            AnnualRefusals.NotConfirmed, 409, "The contractor may still sign or object.", "代维单位仍可确认或提出异议。",
            "Wait for it until {until}.", "请等待至 {until}。"),
    ];
}
