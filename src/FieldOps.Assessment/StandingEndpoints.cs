using System.Globalization;
using FieldOps.Assessment.Suspensions;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Standing;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.Assessment;

/// <summary>What a year's results mean: tier, suspension, renewal, next year's shares.</summary>
internal static class StandingEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/standings/{contractor}/{year}", StandingAsync)
            .WithSummary("Grade, tier, incentives, suspension, renewal of a year. / 年度等级与结论")
            .Answers<AnnualStanding>().Refuses(404, 422).WaitsFor(AssessmentProjection.Schema);
        api.MapPost("/standings/{contractor}/{year}:suspend", SuspendAsync).Needs(ContractorRights.Suspend)
            .WithSummary("Suspends the cooperation where the results allow it: dispatch passes over. / 中止合作")
            .Answers<ContractorState>().Refuses(403, 404, 409, 422);
        api.MapGet("/lots/{code}/next-shares", SharesAsync).Needs(PlatformRights.ReadAll)
            .WithSummary("Shares of next year that follow from the results of a year. / 下一年份额建议")
            .Answers<IReadOnlyList<NextShare>>().Refuses(403, 404, 422).WaitsFor(AssessmentProjection.Schema);
    }

    private static async Task<IResult> StandingAsync(
        string contractor,
        string year,
        ApiCall call,
        StandingYears years,
        IFeedProgress progress,
        CancellationToken cancellationToken)
    {
        var position = progress.PositionOf(AssessmentProjection.Schema);
        var id = ContractorIds.Contractor(call.Tenant, contractor);
        if (call.By.ContractorId is { } own && own != id)
        {
            return HttpAnswers.Refuse(ContractorRefusals.Unknown);
        }

        var (standing, refusal) = await years.OfAsync(call, id, year, cancellationToken);
        return standing is null ? HttpAnswers.Refuse(refusal!) : HttpAnswers.Ok(standing, position);
    }

    private static async Task<IResult> SuspendAsync(
        string contractor,
        string year,
        ApiCall call,
        StandingYears years,
        IEntities entities,
        IFeedProgress progress,
        CancellationToken cancellationToken)
    {
        await progress.WaitToEndAsync(
            [AssessmentProjection.Schema, SuspensionReactor.ReactorName], cancellationToken);
        var id = ContractorIds.Contractor(call.Tenant, contractor);
        var (standing, refusal) = await years.OfAsync(call, id, year, cancellationToken);
        if (standing is null)
        {
            return HttpAnswers.Refuse(refusal!);
        }

        if (!standing.SuspensionPossible)
        {
            return HttpAnswers.Refuse(
                StandingYears.SuspensionNotPossible,
                ("counted", standing.LowestCounted.ToString(CultureInfo.InvariantCulture)));
        }

        var reason = $"{year}: {standing.ReasonZh} / {standing.ReasonEn}";
        return await ConfirmAsync(call, id, year, reason, entities, cancellationToken) is { } no
            ? HttpAnswers.Refuse(no)
            : HttpAnswers.From(await entities.AskAsync(
                call.Key(ContractorIds.ContractorType, id), new ChangeStanding(ContractorStanding.Restricted, reason),
                call.ToContext(), cancellationToken));
    }

    // What the product has proposed is confirmed with it: nothing is left open that was done.
    private static async Task<Refusal?> ConfirmAsync(
        ApiCall call,
        Guid contractor,
        string year,
        string reason,
        IEntities entities,
        CancellationToken cancellationToken)
    {
        var key = call.Key(SuspensionState.EntityType, SuspensionState.IdOf(contractor, year));
        var proposal = (SuspensionState)(await entities.ReadAsync(key, cancellationToken)).State;
        if (proposal.Status != SuspensionStatus.Open)
        {
            return null;
        }

        var answer = await entities.AskAsync(
            key, new ConfirmSuspension(reason), call.ToContext(), cancellationToken);
        return (answer as Answer.Refused)?.Refusal;
    }

    private static async Task<IResult> SharesAsync(
        string code,
        string year,
        ApiCall call,
        StandingYears years,
        IEntities entities,
        CancellationToken cancellationToken)
    {
        var key = call.Key(ContractorIds.LotType, ContractorIds.Lot(call.Tenant, code));
        if (((ContractLotState)(await entities.ReadAsync(key, cancellationToken)).State).Terms is not { } terms)
        {
            return HttpAnswers.Refuse(ContractLotRefusals.Unknown);
        }

        var (next, refusal) = await years.NextSharesAsync(call, terms, year, final: false, cancellationToken);
        return refusal is null ? HttpAnswers.Ok(next) : HttpAnswers.Refuse(refusal);
    }
}
