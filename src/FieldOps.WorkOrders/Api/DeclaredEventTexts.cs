using System.Collections.Immutable;
using FieldOps.Domain.Sla.Declared;
using FieldOps.Domain.Sla.Outages;
using FieldOps.Platform.Http;

namespace FieldOps.WorkOrders.Api;

/// <summary>What people read when a declared event or the hard-site register refuses.</summary>
internal static class DeclaredEventTexts
{
    private const int Forbidden = 403;
    private const int NotFound = 404;
    private const int Conflict = 409;
    private const int Invalid = 422;

    public static ImmutableArray<ProblemText> All { get; } =
    [
        new(DeclaredEventRefusals.Unknown, NotFound, "There is no such declared event.", "公告事件不存在。"),
        new(DeclaredEventRefusals.Exists, Conflict, "Another event has this code.", "该编码已被另一公告事件占用。",
            "{code}.", "{code}。"),
        new(DeclaredEventRefusals.IsWithdrawn, Conflict, "The event has been withdrawn.", "公告事件已撤销。"),
        new(DeclaredEventRefusals.FieldInvalid, Invalid, "A field is empty, too long or malformed.",
            "字段为空、超长或格式不正确。", "{field}.", "{field}。"),
        new(DeclaredEventRefusals.WindowInvalid, Invalid,
            "The window ends before it begins, or begins in the future.", "时段起止颠倒或起点晚于当前时间。",
            "{from} to {until}.", "{from} 至 {until}。"),
        new(DeclaredEventRefusals.OrdersTooMany, Conflict, "Too many orders hang on the event.", "关联工单过多。",
            "At most {max}.", "上限 {max}。"),
        new(DeclaredEventRefusals.HardSiteUnknown, NotFound, "The site is not in the register.", "该站点未登记为疑难站点。"),
        new(DeclaredEventRefusals.HardSiteExpiryInvalid, Invalid, "The expiry is past or too far away.",
            "有效期已过或过长。", "At most {daysMax} days.", "最长 {daysMax} 天。"),
        new(DeclaredEventRefusals.HardSiteNotRequested, Conflict, "Nothing waits for approval.", "没有待审批的登记申请。"),
        new(DeclaredEventRefusals.HardSiteSamePerson, Forbidden, "Who asked may not approve.", "申请人不得自行审批。"),
        new(DeclaredEventRefusals.HardSiteReasonMissing, Invalid, "A reason of 1 to 500 characters is mandatory.",
            "须填写 1 至 500 字的原因。"),
        new(PowerAreaRefusals.Unknown, NotFound, "No station of the county has lost mains power.",
            "该区县没有市电停电记录。", "{region}, {county}.", "{region}，{county}。"),
    ];
}
