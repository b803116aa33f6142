using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Annual;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel.Policies;
using FieldOps.Platform.Config;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.Assessment;

/// <summary>Scores made of scores.</summary>
internal static class CompositeEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/composites", ListAsync)
            .WithSummary("All composites with their versions. / 综合方案列表")
            .Answers<IReadOnlyList<CompositeScheme>>();
        api.MapPost("/composites:validate", ValidateAsync).Needs(PolicyRights.Check)
            .WithSummary("Says all that is wrong with a composite. / 校验综合方案")
            .Answers<SchemeFaultsModel>().Refuses(422);
        api.MapGet("/composites/{id}/{contractor}/{period}", ScoreAsync)
            .WithSummary("A contractor's composite score of a month yyyy-MM or a year yyyy. / 综合得分")
            .Answers<CompositeSheet>().Refuses(404, 422).WaitsFor(AssessmentProjection.Schema);
    }

    private static async Task<IResult> ListAsync(
        ApiCall call, PolicyChoice<CompositeScheme> composites, CancellationToken cancellationToken) =>
        HttpAnswers.Ok((await composites.OfAsync(call.Tenant, cancellationToken)).All.ToArray());

    private static async Task<IResult> ValidateAsync(
        ApiCall call,
        ApiBody<CompositeScheme> body,
        PolicyChoice<CompositeScheme> composites,
        PolicyChoice<ScoringScheme> schemes,
        CancellationToken cancellationToken)
    {
        var others = (await composites.OfAsync(call.Tenant, cancellationToken)).Newest();
        others[body.Value.Id] = body.Value;
        var known = (await schemes.OfAsync(call.Tenant, cancellationToken)).Ids();
        var faults = body.Value.Faults(known, others);
        return HttpAnswers.Ok(new SchemeFaultsModel(faults.IsEmpty, faults));
    }

    private static async Task<IResult> ScoreAsync(
        string id,
        string contractor,
        string period,
        ApiCall call,
        CompositePeriods periods,
        CancellationToken cancellationToken)
    {
        var contractorId = ContractorIds.Contractor(call.Tenant, contractor);
        if (call.By.ContractorId is { } own && own != contractorId)
        {
            return HttpAnswers.Refuse(ContractorRefusals.Unknown);
        }

        if (MonthsOf(period) is not { } months)
        {
            return HttpAnswers.Refuse(AssessmentProblems.MonthInvalid, ("month", period));
        }

        return await periods.InForceAsync(call.Tenant, id, months, cancellationToken) is { } composite
            ? HttpAnswers.Ok(await periods.ScoreAsync(call, contractorId, composite, months, cancellationToken))
            : HttpAnswers.Refuse(AssessmentProblems.CompositeUnknown, ("composite", id));
    }

    private static MonthKey[]? MonthsOf(string period) =>
        MonthKey.TryParse(period, out var month) ? [month]
        : YearRef.TryMonthsOf(period, out var year) ? [.. year]
        : null;
}
