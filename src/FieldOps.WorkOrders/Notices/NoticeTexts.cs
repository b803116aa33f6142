using System.Collections.Immutable;
using FieldOps.Domain.Sla.Notices;
using FieldOps.Domain.Sla.Notices.Recipients;
using FieldOps.Platform.Http;

namespace FieldOps.WorkOrders.Notices;

/// <summary>What people read when the outbox or a list of recipients refuses.</summary>
internal static class NoticeTexts
{
    private const int Forbidden = 403;
    private const int NotFound = 404;
    private const int Conflict = 409;
    private const int Invalid = 422;

    public static ImmutableArray<ProblemText> All { get; } =
    [
        new(NoticeRefusals.Unknown, NotFound, "There is no such notice.", "通知不存在。"),
        new(NoticeRefusals.NotOpen, Conflict, "The notice is not open.", "通知已发送或已放弃。"),
        new(NoticeRefusals.NotDue, Conflict, "The notice is not due yet.", "通知尚未到发送时间。",
            "Due {dueAt}.", "{dueAt} 起可发送。"),
        new(NoticeRefusals.NotGivenUp, Conflict, "The notice was not given up.", "通知未被放弃，无需重发。"),
        new(NoticeRecipientRefusals.Unknown, NotFound, "There is no such recipient.", "接收人不存在。"),
        new(NoticeRecipientRefusals.NotYours, Forbidden, "The list is another's.", "该接收人名单属于其他单位。"),
        new(NoticeRecipientRefusals.CodeInvalid, Invalid, "A code is 1 to 40 of a-z, 0-9 and hyphen.",
            "编码为 1 至 40 个小写字母、数字或连字符。"),
        new(NoticeRecipientRefusals.RoleInvalid, Invalid, "A role is 1 to 60 of a-z, 0-9 and hyphen.",
            "角色为 1 至 60 个小写字母、数字或连字符。"),
        new(NoticeRecipientRefusals.RoleNotContractors, Invalid, "A contractor's list holds its own roles only.",
            "代维单位的名单只能登记其自身角色。", "Roles: {roles}.", "可用角色：{roles}。"),
        new(NoticeRecipientRefusals.ChannelInvalid, Invalid, "The channel cannot be used here.", "此处不可使用该渠道。",
            "Channels: {channels}.", "可用渠道：{channels}。"),
        new(NoticeRecipientRefusals.AddressInvalid, Invalid, "The address does not fit the channel.", "地址与渠道不符。",
            "Channel {channel}.", "渠道：{channel}。"),
        new(NoticeRecipientRefusals.ListFull, Conflict, "The list is full.", "名单已满。", "At most {max}.", "上限 {max}。"),
        new(NoticeRecipientRefusals.ReasonMissing, Invalid, "A reason of 1 to 500 characters is mandatory.",
            "须填写 1 至 500 字的原因。"),
    ];
}
