using FieldOps.Domain.Contractors.Contracts;
using FieldOps.Platform.Http;

namespace FieldOps.Contractors.Contracts;

/// <summary>What people read when a contract says no.</summary>
internal static class ContractProblems
{
    public static ProblemText[] All { get; } = [.. OfTerms(), .. OfSides()];

    private static ProblemText[] OfTerms() =>
    [
        new(ContractRefusals.Unknown, 404, "There is no such contract.", "没有该合同。"),
        new(
            ContractRefusals.AlreadyDrafted, 409, "The code is taken by a contract with other terms.",
            "该编码的合同已存在且条款不同。", "Contract {code}.", "合同 {code}。"),
        new(
            ContractRefusals.Invalid, 422, "A member is not valid.", "合同信息无效。",
            "Field {field} is missing, too long or no code.", "字段 {field} 缺失、过长或编码无效。"),
        new(ContractRefusals.PeriodInvalid, 422, "The period is not valid.", "期限无效。"),
        new(
            ContractRefusals.LotUnknown, 422, "There is no such lot.", "没有该标包。", "Open lot {lot} first.",
            "请先新建标包 {lot}。"),
        new(
            ContractRefusals.LotNotHeld, 409, "The lot is others': the contractor has no share in it.",
            "该标包不属于该单位。", "Give it a share in lot {lot} first, or leave the lot out.",
            "请先在标包 {lot} 中分配份额,或移除该标包。"),
        new(
            ContractRefusals.ModeDiffers, 409, "The lot is of the other mode of outsourcing.", "标包的外包模式不同。",
            "Lot {lot}.", "标包 {lot}。"),
        new(
            ContractRefusals.LotOverlapping, 409, "Another contract has the lot at the same time.",
            "同一时期该标包已有其他合同。", "Lot {lot} is in contract {other}: end that one first.",
            "标包 {lot} 已在合同 {other} 中,请先终止该合同。"),
        new(
            ContractRefusals.PriceListUnknown, 422, "There is no such price list.", "没有该价目表。",
            "Price list {priceList}.", "价目表 {priceList}。"),
        new(
            ContractRefusals.SchemeUnknown, 422, "There is no scheme of this name that scores months.",
            "没有该名称的月度计分方案。", "Scheme {scheme}.", "计分方案 {scheme}。"),
        new(
            ContractRefusals.SchemeDiffers, 409, "Another contract of the same time agrees on another scoring scheme.",
            "同一时期的其他合同约定了不同计分方案。",
            "Contract {other} agrees on {agreed}, this one on {scheme}: a month is scored by one.",
            "合同 {other} 约定 {agreed},本合同为 {scheme}:每月仅适用一种计分方案。"),
        new(
            ContractRefusals.ServiceUnknown, 422, "The contract rules name no such service.", "合同规则中没有该业务类型。",
            "Service {service}.", "业务类型 {service}。"),
        new(
            ContractRefusals.Incomplete, 409, "Something mandatory is missing.", "缺少必备内容,合同不能生效。",
            "Clauses: {clauses}. Papers: {papers}. Interfaces: {interfaces}.",
            "条款:{clauses}。附件:{papers}。责任界面:{interfaces}。"),
        new(
            ContractRefusals.TermTooLong, 422, "The term is longer than the service allows.", "期限超过该业务类型的上限。",
            "At most {monthsMax} months.", "上限 {monthsMax} 个月。"),
        new(
            ContractRefusals.CustomerContractMissing, 422, "Name the end of the customer contract behind it.",
            "必须填写对应客户合同的到期时间。"),
        new(
            ContractRefusals.BeyondCustomerContract, 422, "It would outlast the customer contract.",
            "期限超过客户合同。", "That ends at {until}.", "客户合同于 {until} 到期。"),
    ];

    private static ProblemText[] OfSides() =>
    [
        new(
            ContractRefusals.NotDraft, 409, "Somebody has signed: propose an amendment instead.",
            "已有一方签署,请改为提出变更。"),
        new(
            ContractRefusals.NotEffective, 409, "The contract has not taken effect, or has ended.", "合同未生效或已终止。",
            "It is {status}.", "当前状态 {status}。"),
        new(ContractRefusals.ContractorFixed, 409, "The contractor of a contract never changes.", "合同的承接单位不可变更。"),
        new(
            ContractRefusals.RenewalNeeded, 409, "A later end is a renewal, not an amendment.",
            "延长期限应办理续签,而非变更。"),
        new(
            ContractRefusals.AmendedTooOften, 409, "The contract was amended too often.", "合同变更次数过多。",
            "{limit} times: another contract follows it.", "已变更 {limit} 次:请另行签订合同。"),
        new(
            ContractRefusals.AmendmentOpen, 409, "Another amendment waits for its answer.", "另有变更待答复。",
            "Amendment {number}.", "变更 {number}。"),
        new(ContractRefusals.NoAmendment, 409, "No amendment waits for an answer.", "没有待答复的变更。"),
        new(ContractRefusals.OwnProposal, 409, "The other side must agree.", "须由对方同意。"),
        new(ContractRefusals.NothingChanged, 422, "The new terms change nothing.", "条款没有变化。"),
        new(ContractRefusals.ReasonMissing, 422, "A reason is needed.", "必须填写原因。"),
        new(ContractRefusals.ReviewMissing, 409, "Record the review before the end first.", "请先登记到期前评估。"),
        new(
            ContractRefusals.ReviewEarly, 409, "A review counts from its day on.", "未到评估时间。",
            "Record the review at or after {from}.", "请在 {from} 之后登记评估。"),
        new(
            ContractRefusals.RenewalNotWanted, 409, "The review says that it is not to be renewed.",
            "到期前评估结论为不续签。"),
        new(
            ContractRefusals.YearNotDue, 409, "Another year counts.", "应依据其他年度的结果。",
            "Not {year} but {due}, the last one that has ended, counts.", "应依据最近结束的 {due} 年度,而非 {year}。"),
        new(
            ContractRefusals.YearNotOver, 409, "The year is not over.", "该年度尚未结束。",
            "Finish the months of {year} first, December or a later one included; settle those that its annual "
                + "assessment rests on.",
            "请先完成 {year} 年度(含十二月或之后月份)的考核;年度考核所依据的月份还须完成结算。"),
        new(
            ContractRefusals.YearNotDecided, 409, "The year is not decided.", "该年度尚未决定。",
            "Approve the contractor's annual assessment of {year} first.", "请先批准该单位 {year} 年度考核。"),
        new(
            ContractRefusals.RenewalNotCleared, 409, "It renews another contract, and is not cleared.",
            "该合同属于续签,尚未通过续签审核。",
            "Lot {lot} was in contract {other} before: the department head clears the renewal by its results.",
            "标包 {lot} 此前在合同 {other} 中:须由部门负责人依据考核结果办理续签审核。"),
        new(
            ContractRefusals.GradeMissing, 409, "The year has no grade.", "该年度没有等级。", "Year {year}.",
            "年度 {year}。"),
        new(
            ContractRefusals.GradeTooLow, 409, "The grade allows no renewal.", "年度等级不满足续签条件。",
            "Year {year} is {grade}; {needed} or better is needed.", "{year} 年为 {grade},须达到 {needed} 及以上。"),
    ];
}
