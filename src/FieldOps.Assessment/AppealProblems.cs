using FieldOps.Domain.Assessment;
using FieldOps.Platform.Http;

namespace FieldOps.Assessment;

/// <summary>What people read when an objection, a correction or a re-opening is not possible.</summary>
internal static class AppealProblems
{
    public static ProblemText[] All { get; } =
    [
        new(
            MonthRefusals.AlreadyConfirmed, 409, "The sheet is confirmed.", "考核表已确认。",
            "Confirmed by {by}: ask the operator to open the month again.", "已由 {by} 确认:如有异议请由运营商重新开启该月。"),
        new(
            MonthRefusals.AppealOver, 409, "The time to object is over.", "申诉期已过。",
            "It ended at {until}.", "截止时间 {until}。"),
        new(
            MonthRefusals.LineUnknown, 422, "The sheet has no such line or fact.", "考核表没有该条目或事实。",
            "Line {path}: name a line of the sheet, for a breach the breach itself, or an amount of the statement as "
                + "lot/code or work/id.",
            "条目 {path}:请填写考核表中的条目,违约须指明具体违约记录;结算金额请写作 lot/标包编码 或 work/事项编号。"),
        new(
            MonthRefusals.AmountOutOfRange, 422, "The amount is out of bounds.", "金额超出范围。",
            "Say in cny what it comes to: {least} to {most}, to the cent.", "请在 cny 中填写应结金额:{least} 至 {most},精确到分。"),
        new(
            MonthRefusals.DisputeUnknown, 404, "There is no such objection.", "没有该申诉。",
            "Objection {dispute}.", "申诉 {dispute}。"),
        new(
            MonthRefusals.DisputeDecided, 409, "The objection was decided before.", "该申诉已裁定。",
            "Line {path}.", "条目 {path}。"),
        new(
            MonthRefusals.DisputeOfFormerSheet, 409, "The objection is to a sheet that was replaced.",
            "该申诉针对已被替换的考核表。",
            "Line {path} of sheet {sheet}; the sheet of now is {current}: the contractor objects to that one anew.",
            "第 {sheet} 版条目 {path},当前为第 {current} 版:请代维单位就当前考核表重新申诉。"),
        new(
            MonthRefusals.DisputesOpen, 409, "Objections are not decided yet.", "仍有申诉未裁定。",
            "{count} open: decide each of them first.", "尚有 {count} 条,请先逐条裁定。"),
        new(
            MonthRefusals.ReopeningNotAsked, 409, "Nobody asked to open the month again.", "尚无重新开启的申请。",
            "Two people are needed: one asks, the department head agrees.", "须由两人完成:一人申请,部门领导批准。"),
        new(
            MonthRefusals.ReopeningDeclinedTooOften, 409, "Too many wishes to open the month again were declined.",
            "重新开启申请被驳回次数过多。",
            "Others declined {limit} since it was last opened, and no further one is taken: what came late is counted "
                + "by a correction (:correct).",
            "自上次开启以来已被他人驳回 {limit} 次,不再受理:迟到事实请通过更正(:correct)计入。"),
        new(
            MonthRefusals.SheetsTooMany, 409, "Too many sheets of the month were replaced.", "该月被替换的考核表过多。",
            "{limit} were: the one of now is signed, or objected to line by line; what came late is counted by a "
                + "correction (:correct).",
            "已替换 {limit} 版:请签署当前考核表,或逐条申诉;迟到事实请通过更正(:correct)计入。"),
        new(
            MonthRefusals.SamePerson, 409, "Two signatures need two people.", "两次签字须由两人完成。",
            "{by} has signed the other one.", "{by} 已签署另一项。"),
        new(
            MonthRefusals.NothingLate, 409, "No fact came after the freeze.", "冻结后没有新的事实。",
            "There is nothing to correct.", "无需更正。"),
    ];
}
