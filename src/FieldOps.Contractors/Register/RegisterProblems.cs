using FieldOps.Domain.Contractors.Register;
using FieldOps.Platform.Http;

namespace FieldOps.Contractors.Register;

/// <summary>What people read when a file of the register says no.</summary>
internal static class RegisterProblems
{
    public static ProblemText[] All { get; } =
    [
        new(
            CredentialCheck.Invalid, 422, "The paper is not valid.", "证件信息无效。",
            "Field {field} is missing, too long or no code.", "字段 {field} 缺失、过长或编码无效。"),
        new(
            CredentialCheck.PeriodInvalid, 422, "The paper's period is not valid.", "证件有效期无效。",
            "The end must lie after the start, at most 50 years.", "到期时间应晚于起始时间且不超过 50 年。"),
        new(
            CredentialCheck.Expired, 422, "The paper has ended.", "证件已过期。",
            "{code}: hand in the renewed one.", "{code}:请提交有效证件。"),
        new(CredentialCheck.Unknown, 404, "There is no such paper.", "没有该证件。", "{code}.", "{code}。"),
        new(
            CredentialCheck.LimitReached, 409, "No further paper fits.", "证件数量已达上限。", "At most {max}.",
            "上限 {max}。"),
        new(ContractorFileRefusals.Unknown, 404, "Nothing was recorded of this contractor.", "该单位尚无档案。"),
        new(
            ContractorFileRefusals.NotAllowed, 403, "Only the operator and the contractor itself may do this.",
            "仅限运营商及本单位操作。"),
        new(
            ContractorFileRefusals.OperatorWithdraws, 403, "The operator withdraws a qualification.",
            "资质须由运营商注销。"),
        new(
            ContractorFileRefusals.Invalid, 422, "A member is not valid.", "信息无效。",
            "Field {field} is missing, too long or no code.", "字段 {field} 缺失、过长或编码无效。"),
        new(
            ContractorFileRefusals.BaseUnknown, 422, "There is no such maintenance base.", "没有该维护基地。",
            "Record base {base} first.", "请先登记基地 {base}。"),
        new(
            ContractorFileRefusals.BaseInUse, 409, "Teams still work from the base.", "仍有班组使用该基地。",
            "Move or disband {teams} first.", "请先调整或撤销班组 {teams}。"),
        new(
            ContractorFileRefusals.TeamUnknown, 404, "There is no such team.", "没有该班组。", "Team {team}.",
            "班组 {team}。"),
        new(
            ContractorFileRefusals.LimitReached, 409, "No further entry fits.", "数量已达上限。", "At most {max}.",
            "上限 {max}。"),
        .. People(),
    ];

    private static ProblemText[] People() =>
    [
        new(PersonRefusals.Unknown, 404, "There is no such person.", "没有该人员。"),
        new(
            PersonRefusals.AlreadyRegistered, 409, "The person is registered with other content.", "该人员已登记且内容不同。",
            "{code}: amend it, or let it leave its contractor first.", "{code}:请更正信息,或先办理离职。"),
        new(
            PersonRefusals.Invalid, 422, "A member is not valid.", "人员信息无效。",
            "Field {field} is missing, too long or no code.", "字段 {field} 缺失、过长或编码无效。"),
        new(
            PersonRefusals.NotAllowed, 403, "Only the operator and the person's contractor may do this.",
            "仅限运营商及所属单位操作。"),
        new(PersonRefusals.Left, 409, "The person has left; register it again if it is back.", "该人员已离职,如返岗请重新登记。"),
        new(
            PersonRefusals.CertificatesMissing, 422, "Certificates that the certification rests on are missing.",
            "缺少认证所需证书。", "Record {kinds} first.", "请先登记 {kinds}。"),
        new(
            PersonRefusals.CertificationPeriodInvalid, 422, "The certification's end is not valid.", "认证期限无效。",
            "In the future, at most {monthsMax} months ahead.", "应为将来时间且不超过 {monthsMax} 个月。"),
        new(PersonRefusals.NotCertified, 409, "The person holds no certification.", "该人员未通过认证。"),
        new(
            PersonRefusals.NotLeft, 409, "The person has not left: its data is still needed.",
            "该人员在职,其信息仍需使用。"),
    ];
}
