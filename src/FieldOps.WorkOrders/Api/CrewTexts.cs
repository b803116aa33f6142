using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Http;

namespace FieldOps.WorkOrders.Api;

/// <summary>What people read when a person may not take an order.</summary>
internal static class CrewTexts
{
    public static ProblemText[] All { get; } =
    [
        new(
            WorkOrderRefusals.PersonUnknown, 422, "The person is not in the register.", "该人员未登记。",
            "Register and certify {person} first.", "请先登记并认证 {person}。"),
        new(
            WorkOrderRefusals.PersonOfAnother, 422, "The person works for another party.", "该人员不属于承接单位。",
            "{person} is not one of this party's people.", "{person} 不是本单位人员。"),
        new(
            WorkOrderRefusals.PersonLeft, 422, "The person has left the party.", "该人员已离职。",
            "{person} takes no further order.", "{person} 不得再接单。"),
        new(
            WorkOrderRefusals.PersonNotCertified, 422, "The person does not hold the unified certification.",
            "该人员未通过统一认证。", "Have the operator certify {person} first.", "请先由运营商认证 {person}。"),
        new(
            WorkOrderRefusals.PersonCertificateExpired, 422, "The person's certification or a certificate has ended.",
            "该人员的认证或证书已过期。", "Renew the papers of {person} first.", "请先更新 {person} 的证件。"),
        new(
            WorkOrderRefusals.WholeOutsourcing, 409, "In a lot of whole outsourcing the party names its own people.",
            "整体外包标包由承接单位自行指派人员。"),
    ];
}
