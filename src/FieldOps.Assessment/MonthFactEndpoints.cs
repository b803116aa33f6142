using FieldOps.Domain.Assessment;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.Assessment;

/// <summary>What people record against a contractor.</summary>
internal static class MonthFactEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/months/{contractor}/{month}/violations", ViolateAsync).Needs(MonthRights.Find)
            .WithSummary("Records a breach of contract. / 登记违约")
            .Answers<MonthView>().Refuses(403, 404, 409, 422);
        api.MapPost("/months/{contractor}/{month}/findings", FindAsync).Needs(MonthRights.Find)
            .WithSummary("Records something that the scheme deducts points for. / 登记扣分事项")
            .Answers<MonthView>().Refuses(403, 404, 409, 422);
    }

    private static Task<IResult> ViolateAsync([AsParameters] MonthCall call, ApiBody<ViolationBody> body) =>
        call.AnswerAsync(async month =>
        {
            var wish = body.Value;
            var state = await call.StateAsync(month.EntityId);
            var (scheme, refusal) = await call.Writes.SchemeOfAsync(
                call.Call.Tenant, month, state?.Sheet, call.Cancelled);
            return scheme is null
                ? await MonthCall.Refused(refusal!)
                : await call.SendAsync(month, new RecordViolation(
                    month, NameBasedId.Of(call.Call.CommandId, "violation"), wish.Class, wish.Kind, wish.Points,
                    wish.Evidence, wish.OccurredAt, scheme.Credit) { LateReason = wish.LateReason() });
        });

    private static Task<IResult> FindAsync(
        [AsParameters] MonthCall call, ApiBody<FindingBody> body, FindingDesk desk, IAppClock clock) =>
        call.AnswerAsync(async month =>
        {
            var wish = body.Value;
            return await desk.RefusalOfAsync(call.Call.Tenant, month, wish, call.Cancelled) is { } refusal
                ? await MonthCall.Refused(refusal)
                : await call.SendAsync(month, new RecordFinding(month, new FindingFact(
                    NameBasedId.Of(call.Call.CommandId, "finding"), wish.Kind, wish.OrderId, wish.OrderNumber,
                    wish.Levels, wish.Evidence, clock.Now, 0)) { LateReason = wish.LateReason() });
        });
}

/// <summary>A body that may bring a fact of a month that is frozen: <c>late</c> says so, <c>reason</c> why.</summary>
internal interface ILateBody
{
    /// <summary>Whether the caller knows that the month is frozen, or does not mind.</summary>
    bool Late { get; }

    /// <summary>Why it comes late.</summary>
    string? Reason { get; }
}

/// <summary>What a body says of lateness, as commands take it.</summary>
internal static class LateBodies
{
    /// <summary>Why the fact comes late, empty where no reason is given; null for one that should be in time.</summary>
    public static string? LateReason(this ILateBody body) => body.Late ? body.Reason ?? "" : null;
}

/// <summary>A breach of contract; <c>points</c> for class 2 alone.</summary>
internal sealed record ViolationBody(
    ViolationClass Class,
    string Kind,
    string Evidence,
    DateTimeOffset OccurredAt,
    decimal? Points = null,
    bool Late = false,
    string? Reason = null) : ILateBody;

/// <summary>Something found; <c>levels</c> of management that a complaint escalated.</summary>
internal sealed record FindingBody(
    string Kind,
    string Evidence,
    Guid? OrderId = null,
    string? OrderNumber = null,
    int Levels = 0,
    bool Late = false,
    string? Reason = null) : ILateBody;
