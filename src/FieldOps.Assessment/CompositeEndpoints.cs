using System.Globalization;
using FieldOps.Domain.Assessment;
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
        PolicyChoice<CompositeScheme> composites,
        CompositePeriods periods,
        TimeZoneInfo zone,
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

        var known = await composites.OfAsync(call.Tenant, cancellationToken);
        if (known.EffectiveAt(id, months[0].StartsAt(zone)) is not { } composite)
        {
            return HttpAnswers.Refuse(AssessmentProblems.CompositeUnknown, ("composite", id));
        }

        var scores = await periods.ScoresAsync(call, contractorId, composite, months, cancellationToken);
        var newest = known.Newest();
        return HttpAnswers.Ok(CompositeScore.Of(composite, s => scores.GetValueOrDefault(s), c => newest[c]));
    }

    private static MonthKey[]? MonthsOf(string period)
    {
        if (MonthKey.TryParse(period, out var month))
        {
            return [month];
        }

        var year = int.TryParse(period, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        return period.Length == 4 && MonthKey.TryParse(period + "-01", out _)
            ? [.. Enumerable.Range(1, 12).Select(m => new MonthKey(year, m))]
            : null;
    }
}
