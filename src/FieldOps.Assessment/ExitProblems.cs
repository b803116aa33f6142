using FieldOps.Domain.Contractors.Exits;
using FieldOps.Platform.Http;

namespace FieldOps.Assessment;

/// <summary>What people read when an exit says no, and what to do.</summary>
internal static class ExitProblems
{
    public static ProblemText[] All { get; } =
    [
        new(ExitRefusals.Unknown, 404, "No exit was drafted.", "尚未拟定退出方案。"),
        new(
            ExitRefusals.OutOfTurn, 409, "This step does not follow.", "当前阶段不允许此步骤。",
            "The exit is {stage}.", "退出阶段为 {stage}。"),
        new(ExitRefusals.TextMissing, 422, "A reason, plan, reference or evidence is needed.", "必须填写原因、方案、纪要或证据。"),
        new(ExitRefusals.NotAllowed, 403, "You may not do this.", "无权进行此操作。"),
        new(
            ExitRefusals.SamePerson, 409, "Who drafted the plan does not decide it.", "拟定人不得作出决定。",
            "{by} drafted it.", "由 {by} 拟定。"),
        new(
            ExitRefusals.LeftoverUnknown, 422, "There is no such open leftover.", "没有该未关闭的遗留事项。",
            "{leftover}", "{leftover}"),
        new(
            ExitRefusals.LotNotHeld, 409, "The contractor has no share in this lot.", "该单位在此标包没有份额。",
            "Lot {lot}: name a lot that the exit's leftovers list.", "标包 {lot}：请填写遗留清单中的标包。"),
        new(
            ExitRefusals.ReplacementUnfit, 409, "This contractor cannot take over.", "该单位不能接替。",
            "{contractor} must be registered, in good standing, and another than who leaves.",
            "{contractor} 须已登记、状态正常，且不是退出单位本身。"),
        new(
            ExitRefusals.LotHandedOver, 409, "The lot was handed over already.", "该标包已移交。",
            "{contractor} has lot {lot}: amend the lot instead.", "标包 {lot} 已由 {contractor} 接替，请改为变更标包。"),
        new(
            ExitRefusals.NoticeRunning, 409, "The notice is running: service continues.", "通知期内须继续服务。",
            "Until {until}.", "至 {until}。"),
        new(
            ExitRefusals.OrdersOpen, 409, "The contractor holds open orders.", "该单位仍有在途工单。",
            "{count} open, {first} first: name replacements for its lots and hand over, or wait for the reviews.",
            "共 {count} 张,首张 {first}:请为其标包指定接替单位并移交,或等待质检完成。"),
        new(
            ExitRefusals.LotsOpen, 409, "Contract lots still name the contractor.", "标包中仍有该单位。",
            "Name a replacement that takes orders, or close or amend {lots}.", "请指定可接单的接替单位，或关闭、变更 {lots}。"),
        new(
            ExitRefusals.ReplacementMissing, 409, "Lots are left to nobody.", "标包尚无接替单位。",
            "Bring a replacement in for {lots} first.", "请先为 {lots} 引入接替单位。"),
        new(
            ExitRefusals.LeftoversOpen, 409, "Leftovers are open.", "仍有遗留事项。",
            "Close {leftovers}.", "请关闭 {leftovers}。"),
        new(
            ExitRefusals.MonthsUnsettled, 409, "Months are not settled.", "仍有月份未结算。",
            "Settle {months}.", "请结算 {months}。"),
        new(
            ExitRefusals.LateFacts, 409, "Facts that came late are not counted.", "仍有迟到事实未计入。",
            "Correct {months}, or open them again, and settle what comes of it.", "请更正或重新开启 {months},并结算由此产生的差额。"),
        new(
            ExitWrites.ServiceUnknown, 422, "No exit rules name this service.", "退出规则中没有该服务类型。",
            "{service}", "{service}"),
    ];
}
