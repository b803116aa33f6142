using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;

namespace FieldOps.Platform.Http;

/// <summary>Texts of the refusals that the platform itself gives.</summary>
internal static class PlatformProblems
{
    public static ImmutableArray<ProblemText> All { get; } =
    [
        new(RequestRefusals.KeyMissing, 400, "A call that changes state needs the header Idempotency-Key.",
            "变更类请求必须携带 Idempotency-Key 请求头。"),
        new(RequestRefusals.KeyInvalid, 400, "Idempotency-Key must be a UUID or 1 to 200 printable characters.",
            "Idempotency-Key 必须是 UUID 或 1 至 200 个可打印字符。"),
        new(PlatformRefusals.CommandIdReused, 422, "This Idempotency-Key was used before with another request.",
            "该 Idempotency-Key 已用于另一个不同的请求。"),
        new(PlatformRefusals.VersionStale, 412, "The object has changed since you read it.",
            "对象在您读取之后已被修改。"),
        new(PlatformRefusals.IdTaken, 409, "Another object has this id.", "该编号已被其他对象占用。"),
        new(PlatformRefusals.Overloaded, 429, "Too many requests are waiting; try again shortly.",
            "排队请求过多，请稍后重试。"),
        new(PlatformRefusals.Unreachable, 503, "Nobody answers for this object just now; try again shortly.",
            "该对象暂时无节点应答，请稍后重试。"),
        new(ActorRefusals.RoleNotAllowed, 403, "Your role may not do this.", "当前角色无权执行此操作。",
            "It is for {allowed}, not for {role}.", "仅限 {allowed}，不含 {role}。"),
        new(PlatformRefusals.TenantMismatch, 403, "The call is for another company than the object's.",
            "请求所属运营商与对象所属运营商不一致。"),
        new(RequestRefusals.IfMatchMissing, 428, "Changing what is there needs the header If-Match.",
            "修改已有对象必须携带 If-Match 请求头。",
            "Read it and send the ETag of the answer.", "请先读取该对象，并以返回的 ETag 作为 If-Match。"),
        new(RequestRefusals.HeaderInvalid, 400, "A header does not hold what it should.", "请求头取值不合规。",
            "The header {header} must be {expected}.", "请求头 {header} 取值不合规，应为：{expected}。"),
        new(RequestRefusals.ContractorMissing, 400, "A contractor's role needs the header X-Contractor.",
            "外包单位角色必须携带 X-Contractor 请求头。"),
        new(RequestRefusals.ParameterInvalid, 400, "A parameter does not hold what it should.", "参数取值不合规。",
            "The parameter {parameter} must be {expected}.", "参数 {parameter} 取值不合规，应为：{expected}。"),
        new(RequestRefusals.Malformed, 400, "The request is malformed.", "请求格式错误。"),
        new(RequestRefusals.TooSlow, 408, "The request took too long to arrive.", "请求传输超时。"),
        new(RequestRefusals.BodyMalformed, 400, "The body is not JSON.", "请求体不是合法的 JSON。",
            "It stops being JSON at line {line}, byte {byte}.", "第 {line} 行第 {byte} 字节处不是合法的 JSON。"),
        new(RequestRefusals.BodyInvalid, 400, "The body does not have the expected shape.", "请求体结构不符合要求。"),
        new(RequestRefusals.BodyTooLarge, 413, "The body is too large.", "请求体过大。",
            "At most {maxBytes} bytes are taken.", "最多接受 {maxBytes} 字节。"),
        new(RequestRefusals.BodyNotJson, 415, "The body must be application/json in UTF-8.",
            "请求体必须为 UTF-8 编码的 application/json。"),
        new(RequestRefusals.PageLimitInvalid, 400, "The page limit must be 1 to 500.", "每页条数必须在 1 至 500 之间。"),
        new(RequestRefusals.PageCursorInvalid, 400, "The cursor is not one that this list gave.",
            "游标无效，不是本列表返回的游标。"),
        new(RequestRefusals.RouteUnknown, 404, "There is nothing at this address.", "该地址不存在。"),
        new(RequestRefusals.MethodNotAllowed, 405, "This address knows other methods.", "该地址不支持此请求方法。"),
        new(RequestRefusals.WaitTimeout, 503, "The read model has not come to the wanted position yet.",
            "读模型尚未追上所要求的日志位置。", "{consumer} is behind; try again shortly.", "{consumer} 尚未追上，请稍后重试。"),
        new(RequestRefusals.ConsumerStuck, 503, "What this rests on stands still until somebody sees to it.",
            "所依赖的数据处理已停滞，待人工处理。",
            "{consumer} does not move: see the health of the host and the stuck items.",
            "{consumer} 已停滞：请查看主机健康状态与卡住的事项。"),
        new(RequestRefusals.UnknownOutcome, 503,
            "The outcome is not known: ask again with the same Idempotency-Key.",
            "结果未知：请使用相同的 Idempotency-Key 重试。"),
        new(RequestRefusals.DatabaseUnavailable, 503, "The database does not answer; try again shortly.",
            "数据库暂不可用，请稍后重试。"),
        new(RequestRefusals.Internal, 500, "Something went wrong on our side; the trace id finds it in the log.",
            "服务内部错误，可凭 traceId 在日志中查找原因。"),
    ];
}
