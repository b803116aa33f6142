using FieldOps.Domain.Assets;
using FieldOps.Platform.Http;

namespace FieldOps.Assets;

/// <summary>What people read when an asset refuses.</summary>
internal static class AssetProblems
{

    public static readonly ProblemText[] Texts =
    [
        new(AssetRefusals.Unknown, 404, "There is no asset with this code.", "没有该编码的资源。"),
        new(AssetRefusals.Exists, 409, "The code belongs to another asset.", "该编码已被其他资源使用。",
            "{code} is registered with other data.", "{code} 已登记且内容不同。"),
        new(AssetRefusals.Retired, 409, "The asset is out of maintenance.", "该资源已退出维护。"),
        new(AssetRefusals.CodeFixed, 422, "The code of an asset is never changed.", "资源编码不可更改。"),
        new(AssetRefusals.ClassUnknown, 422, "The catalogue has no such asset class.", "资源类别不存在。",
            "Asset class {assetClass} is not in the catalogue.", "资源类别目录中没有 {assetClass}。"),
        new(AssetRefusals.ClassKindMismatch, 422, "The class belongs to another kind of asset.", "资源类别与资源种类不符。",
            "{assetClass} is a class of {classKind}, not of {entityType}.",
            "{assetClass} 属于 {classKind}，不属于 {entityType}。"),
        new(AssetRefusals.FieldInvalid, 422, "A member is missing or out of bounds.", "字段缺失或超出范围。",
            "{field} must be: {expected}.", "{field} 应为：{expected}。"),
        new(AssetRefusals.TicketOpen, 409, "A fault ticket is open on the asset.", "该资源上有未关闭的故障单。",
            "Ticket {ticket} is open.", "故障单 {ticket} 尚未关闭。"),
        new(AssetRefusals.CutoverWindowInvalid, 422, "The window of planned works is not possible.", "割接时间窗口不合理。",
            "From {from} to {to}: it must end after it begins, after now, and last {daysMax} days at most.",
            "{from} 至 {to}：结束须晚于开始和当前时间，且最长 {daysMax} 天。"),
        new(AssetRefusals.CutoverTooMany, 422, "Too many planned works are announced for this asset.", "该资源的割接预告过多。",
            "{most} at most.", "最多 {most} 个。"),
        new(AssetRefusals.CutoverUnknown, 404, "There are no such planned works.", "没有该割接预告。"),
        new(AssetRefusals.CutoverExists, 409, "These planned works are announced with another window.",
            "该割接预告已存在且时间窗口不同。"),
    ];
}
