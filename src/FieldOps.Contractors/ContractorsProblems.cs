using FieldOps.Domain.Contractors;
using FieldOps.Platform.Http;

namespace FieldOps.Contractors;

/// <summary>What people read when the register or a lot says no.</summary>
internal static class ContractorsProblems
{
    /// <summary>A share names a contractor who is not in the register. Facts: <c>contractor</c>.</summary>
    public const string LotContractorUnknown = "contract-lot.contractor-unknown";

    /// <summary>No standing rules are in force.</summary>
    public const string StandingRulesMissing = "standing-rules.missing";

    public static ProblemText[] All { get; } =
    [
        new(ContractorRefusals.Unknown, 404, "There is no such contractor.", "没有该代维单位。"),
        new(
            ContractorRefusals.AlreadyRegistered, 409, "The code is registered with other content.", "该编码已登记且内容不同。",
            "Code {code} is taken.", "编码 {code} 已被占用。"),
        new(
            ContractorRefusals.CodeInvalid, 422, "The code is not valid.", "编码无效。",
            "1 to 40 letters, digits, dots, dashes or underscores.", "应为 1 至 40 个字母、数字、点、横线或下划线。"),
        new(
            ContractorRefusals.NameInvalid, 422, "A name is blank or too long.", "名称为空或过长。",
            "Field {field}: 1 to 200 characters.", "字段 {field}:应为 1 至 200 个字符。"),
        new(ContractorRefusals.ReasonMissing, 422, "A reason is needed.", "必须填写原因。"),
        new(
            ContractorRefusals.StandingFinal, 409, "This standing is final.", "该合作状态为终态。",
            "From {from} to {to} is not possible.", "不能由 {from} 变更为 {to}。"),
        new(
            ContractorRefusals.StandingNotByHand, 409, "This standing is not set by hand.", "该合作状态不能直接设置。",
            "To {to} leads an exit that is completed, or a listing of the company.",
            "{to} 只能由退出流程完成或列入不良信用名单产生。"),
        .. Lots(),
        .. Credit(),
    ];

    private static ProblemText[] Credit() =>
    [
        new(
            ContractorRefusals.Listed, 409, "The company is on the bad-credit list.", "该单位在不良信用名单内。",
            "{organisation}: no application before {until}.", "{organisation}:{until} 之前不受理申请。"),
        new(
            ContractorRefusals.OrganisationInvalid, 422, "The organisation's code is not valid.", "统一社会信用代码无效。",
            "1 to 40 letters and digits.", "应为 1 至 40 个字母或数字。"),
        new(
            ContractorRefusals.OrganisationRequired, 422, "An outside company names its organisation.",
            "外部单位须登记统一社会信用代码。"),
        new(
            ContractorRefusals.NotInStanding, 409, "The contractor is suspended, leaves, has left or is blacklisted.",
            "该单位已中止合作、通知期已满、已退出或在不良信用名单内。", "Contractor {contractor} is {standing}.",
            "单位 {contractor} 当前状态 {standing}。"),
        new(
            ContractorRefusals.OrganisationMissing, 409, "The entry names no company.", "该单位未登记统一社会信用代码。",
            "Contractor {contractor}: set its organisation first.", "单位 {contractor}:请先登记统一社会信用代码。"),
        new(StandingRulesMissing, 422, "No standing rules are in force.", "没有生效的等级规则。"),
        new(CreditRecordRefusals.Unknown, 404, "The company was never listed.", "该单位未被列入名单。"),
        new(
            CreditRecordRefusals.AlreadyListed, 409, "The company is listed.", "该单位已在名单内。",
            "Until {until}.", "至 {until}。"),
        new(CreditRecordRefusals.NotListed, 409, "The company is not listed now.", "该单位当前不在名单内。"),
        new(
            CreditRecordRefusals.AlreadyAppealed, 409, "A listing is appealed and decided once.",
            "每次列入仅可申诉并裁定一次。"),
        new(CreditRecordRefusals.NotAppealed, 409, "Nobody appealed.", "尚无申诉。"),
        new(CreditRecordRefusals.ReasonMissing, 422, "A reason and evidence are needed.", "必须填写原因和证据。"),
        new(CreditRecordRefusals.ContractorOnly, 403, "Only people of this company may do this.", "仅限该单位人员操作。"),
        new(
            CreditRecordRefusals.SamePerson, 409, "Two decisions need two people.", "两次裁定须由两人完成。",
            "{by} took the other one.", "{by} 已作出另一项决定。"),
    ];

    private static ProblemText[] Past() =>
    [
        new(
            ContractLotRefusals.Backdated, 409, "It changes what the lot paid or shared before now.",
            "该变更追溯既往,影响已发生的费用或份额。",
            "From {from} on: let it begin ahead, or ask for it, for another person to approve.",
            "自 {from} 起:请改为自未来生效,或提出追溯申请由他人审批。"),
        new(
            ContractLotRefusals.AmendedTooOften, 409, "The lot was amended too often.", "标包变更次数过多。",
            "It keeps {limit} earlier terms: close it, and open another one.",
            "已保留 {limit} 版历史条款:请终止该标包并另行开立。"),
        new(
            ContractLotRefusals.MonthComputed, 409, "A month that has a sheet would change.", "将影响已计分的月份。",
            "From {from} on; sheets stand until {until}. Open the month again first, or let it begin later.",
            "自 {from} 起;{until} 之前已有计分表。请先重新打开该月,或推迟生效时间。"),
        new(
            ContractLotRefusals.MonthFrozen, 409, "It would pay in a month that is frozen.", "将影响已冻结的月份。",
            "From {from} on; months are frozen until {until}. Open it from now on, and ask for the time before "
                + "(:ask-backdating), for another person to approve.",
            "自 {from} 起;{until} 之前已有冻结的月份。请先自当前起开立,再对此前期间提出追溯申请(:ask-backdating)由他人审批。"),
        new(
            ContractLotRefusals.NotBackdated, 409, "It changes nothing before now: amend the lot itself.",
            "该变更不追溯既往,请直接变更标包。"),
        new(
            ContractLotRefusals.BackdatingNotAsked, 409, "Nobody asked for a change before now.", "没有待审批的追溯申请。"),
        new(
            ContractLotRefusals.SamePerson, 409, "Two people are needed.", "须由两人完成。", "{by} asked for it.",
            "{by} 已提出申请。"),
        new(
            ContractLotRefusals.BackdatingInvalid, 422, "Either terms or an end.", "条款与终止时间须二者择一。"),
    ];

    private static ProblemText[] Lots() =>
    [
        new(ContractLotRefusals.Unknown, 404, "There is no such contract lot.", "没有该标包。"),
        new(
            ContractLotRefusals.AlreadyOpened, 409, "The code is taken by a lot with other terms.", "该编码的标包已存在且条款不同。",
            "Lot {code}.", "标包 {code}。"),
        new(
            ContractLotRefusals.Closed, 409, "The lot is closed.", "标包已关闭。", "Lot {code}.", "标包 {code}。"),
        new(ContractLotRefusals.CodeInvalid, 422, "The code is not valid.", "编码无效。"),
        new(
            ContractLotRefusals.NameInvalid, 422, "A name is blank or too long.", "名称为空或过长。",
            "Field {field}: 1 to 200 characters.", "字段 {field}:应为 1 至 200 个字符。"),
        new(
            ContractLotRefusals.CoverageInvalid, 422, "The coverage is not valid.", "覆盖范围无效。",
            "Field {field}: at least one entry, none blank, none twice.", "字段 {field}:至少一项,不得为空或重复。"),
        new(
            ContractLotRefusals.CoverageUnknown, 422, "The coverage names what there is not.", "覆盖范围所填内容不存在。",
            "Field {field}: {word}. Areas are written Region/County, Region/*, County or *; asset classes and kinds of "
                + "work are words of their catalogues.",
            "字段 {field}：{word}。区域应写为 地区/区县、地区/*、区县 或 *；资源类别与作业类别须为目录中的代码。"),
        new(
            ContractLotRefusals.SharesNotHundred, 422, "The shares do not add up to 100.", "份额合计不为 100。",
            "They add up to {sum}.", "当前合计 {sum}。"),
        new(
            ContractLotRefusals.ShareInvalid, 422, "A share is not valid.", "份额无效。",
            "Above 0, at most 100, two decimals, 1 to 50 contractors.", "应大于 0、不超过 100、至多两位小数,1 至 50 家单位。"),
        new(
            ContractLotRefusals.ShareDoubled, 422, "A contractor has two shares.", "同一单位出现两次份额。",
            "Contractor {contractor}.", "单位 {contractor}。"),
        new(
            ContractLotRefusals.FeeNegative, 422, "A fee is below 0.", "费用为负。", "Fee {fee}: write 0 or more.",
            "费用 {fee}:应为 0 或以上。"),
        new(
            ContractLotRefusals.FeeInvalid, 422, "A fee is finer than a cent, or too large.", "费用精度超过分或数额过大。",
            "Fee {fee}: whole cents, CNY 10,000,000,000 a month at most.",
            "费用 {fee}:精确到分,每月不超过 10,000,000,000 元。"),
        new(
            ContractLotRefusals.FeeAmbiguous, 422, "Either one fee for the lot, or one for every share.",
            "应填写标包总费用或每家单位的费用,二者择一。"),
        new(
            ContractLotRefusals.OpenOrdersInvalid, 422, "The limit of open orders is not valid.", "在途工单上限无效。",
            "{limit} is not between 1 and 100,000.", "{limit} 不在 1 至 100,000 之间。"),
        new(ContractLotRefusals.PeriodEmpty, 422, "The end is not after the start.", "结束时间不晚于开始时间。"),
        new(
            ContractLotRefusals.Overlapping, 409, "Another lot covers the same work.", "与其他标包的覆盖范围重叠。",
            "Lot {other} has it: end or amend that one, or take out of this one what it covers.",
            "标包 {other} 已覆盖:请先终止或变更该标包,或从本标包移除重叠部分。"),
        .. Past(),
        new(ContractLotRefusals.ReasonMissing, 422, "A reason is needed.", "必须填写原因。"),
        new(
            LotContractorUnknown, 422, "A share names an unknown contractor.", "份额中的代维单位未登记。",
            "Contractor {contractor}.", "单位 {contractor}。"),
    ];
}
