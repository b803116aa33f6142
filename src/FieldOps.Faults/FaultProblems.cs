using FieldOps.Domain.Faults;
using FieldOps.Platform.Http;

namespace FieldOps.Faults;

/// <summary>What people read when a fault or alarm is refused.</summary>
internal static class FaultProblems
{
    public const string TicketUnknown = "ticket.unknown";

    public static readonly ProblemText[] Texts =
    [
        new(TicketUnknown, 404, "There is no such fault ticket.", "没有该故障单。"),
        new(FaultRefusals.FieldInvalid, 422, "A member is missing or out of bounds.", "字段缺失或超出范围。",
            "{field} must be: {expected}.", "{field} 应为：{expected}。"),
        new(FaultRefusals.SeverityWarning, 422, "A warning is no fault: plan an inspection.", "警告级别不派故障单，请安排巡检。"),
        new(FaultRefusals.TimeInFuture, 422, "The time lies in the future.", "时间晚于当前时间。",
            "{field} is {time}; now it is {now}, and {futureMinutesMax} minutes ahead are believed.",
            "{field} 为 {time}，当前 {now}，最多允许超前 {futureMinutesMax} 分钟。"),
        new(FaultRefusals.TimeTooOld, 422, "The time lies too far in the past.", "时间过早。",
            "{field} is {time}; reports of the last {ageDaysMax} days are taken.",
            "{field} 为 {time}，仅接受最近 {ageDaysMax} 天内的上报。"),
        new(FaultRefusals.ClearedBeforeRaised, 422, "An alarm cannot end before it began.", "告警清除时间早于发生时间。",
            "{alarmId} was raised at {raisedAt}, not cleared at {clearedAt}.",
            "告警 {alarmId} 发生于 {raisedAt}，清除时间 {clearedAt} 不成立。"),
        new(FaultRefusals.TooManyActive, 429, "The asset has too many active alarms.", "该资源的活动告警过多。",
            "{most} at most.", "最多 {most} 条。"),
    ];
}
