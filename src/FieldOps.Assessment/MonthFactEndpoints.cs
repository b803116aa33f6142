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
        api.MapPost("/months/{contractor}/{month}/violations", ViolateAsync)
            .WithSummary("Records a breach of contract. / 登记违约")
            .Answers<MonthView>().Refuses(403, 404, 409, 422);
        api.MapPost("/months/{contractor}/{month}/findings", FindAsync)
            .WithSummary("Records something that the scheme deducts points for. / 登记扣分事项")
            .Answers<MonthView>().Refuses(403, 404, 409, 422);
    }

    private static async Task<IResult> ViolateAsync(
        string contractor,
        string month,
        ApiCall call,
        ApiBody<ViolationBody> body,
        MonthWrites writes,
        CancellationToken cancellationToken)
    {
        var (found, refusal) = await writes.FindAsync(call, contractor, month, cancellationToken);
        if (found is null)
        {
            return HttpAnswers.Refuse(refusal!);
        }

        if (writes.CreditRulesOf(found) is not { } rules)
        {
            return HttpAnswers.From(writes.SchemeUnknown());
        }

        var wish = body.Value;
        var command = new RecordViolation(
            found, NameBasedId.Of(call.CommandId, "violation"), wish.Class, wish.Kind, wish.Points, wish.Evidence,
            wish.OccurredAt, rules);
        return HttpAnswers.From(await writes.AskAsync(call, call.ToContext(), found, command, cancellationToken));
    }

    private static async Task<IResult> FindAsync(
        string contractor,
        string month,
        ApiCall call,
        ApiBody<FindingBody> body,
        MonthWrites writes,
        IAppClock clock,
        CancellationToken cancellationToken)
    {
        var (found, refusal) = await writes.FindAsync(call, contractor, month, cancellationToken);
        if (found is null)
        {
            return HttpAnswers.Refuse(refusal!);
        }

        var wish = body.Value;
        var finding = new FindingFact(
            NameBasedId.Of(call.CommandId, "finding"), wish.Kind, wish.OrderId, wish.OrderNumber, wish.Levels,
            wish.Evidence, clock.Now, 0);
        return HttpAnswers.From(await writes.AskAsync(
            call, call.ToContext(), found, new RecordFinding(found, finding), cancellationToken));
    }
}

/// <summary>A breach of contract; <c>points</c> for class 2 alone.</summary>
internal sealed record ViolationBody(
    ViolationClass Class, string Kind, string Evidence, DateTimeOffset OccurredAt, decimal? Points = null);

/// <summary>Something found; <c>levels</c> of management that a complaint escalated.</summary>
internal sealed record FindingBody(
    string Kind, string Evidence, Guid? OrderId = null, string? OrderNumber = null, int Levels = 0);
