using FieldOps.Domain.Contractors;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.Contractors;

/// <summary>The register over HTTP.</summary>
internal static class ContractorEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/contractors", ListAsync)
            .WithSummary("Contractors by code. / 代维单位列表")
            .Answers<Page<ContractorModel>>().WaitsFor(ContractorsProjection.Schema);
        api.MapGet("/contractors/{code}", ReadAsync)
            .WithSummary("One contractor. / 代维单位")
            .Answers<ContractorModel>().Refuses(404);
        api.MapPost("/contractors", RegisterAsync).Needs(ContractorRights.Keep)
            .WithSummary("Registers a contractor or an own crew. / 登记代维单位")
            .Answers<ContractorModel>(StatusCodes.Status201Created).Refuses(403, 409, 422);
        api.MapPut("/contractors/{code}", PutAsync).Needs(ContractorRights.Keep)
            .WithSummary("Registers, or amends what is registered. / 登记或更正代维单位")
            .Answers<ContractorModel>().Refuses(403, 409, 422);
        api.MapPost("/contractors:batch", BatchAsync).Needs(ContractorRights.Keep)
            .WithSummary("Registers or amends up to 1,000. / 批量登记代维单位")
            .TakesBatch().Answers<BatchAnswer>();
        api.MapPut("/contractors/{code}/organisation", OrganisationAsync).Needs(ContractorRights.Keep)
            .WithSummary("Names the company behind an entry. / 登记统一社会信用代码")
            .Answers<ContractorModel>().Refuses(403, 404, 409, 422);
        api.MapPost("/contractors/{code}:change-standing", ChangeStandingAsync).Needs(ContractorRights.Keep)
            .WithSummary("Suspends and lifts that (department head), gives notice. / 变更合作状态")
            .Answers<ContractorModel>().Refuses(403, 404, 409, 422);
    }

    private static async Task<IResult> ListAsync(
        ApiCall call, PageQuery page, ContractorRows rows, IFeedProgress progress, CancellationToken cancellationToken)
    {
        var position = progress.PositionOf(ContractorsProjection.Schema);
        var after = page.After(1)?[0] ?? "";
        var states = await rows.ContractorsAsync(
            call.Tenant, after, call.By.ContractorId, page.Limit + 1, cancellationToken);
        return HttpAnswers.From(page.ToPage([.. states.Select(ContractorModel.Of)], m => [m.Code], position));
    }

    private static async Task<IResult> ReadAsync(
        string code, ApiCall call, IEntities entities, CancellationToken cancellationToken)
    {
        var key = ContractorWrites.KeyOf(call, code);
        // To a contractor the others do not exist.
        return call.By.ContractorId is { } own && own != key.Id
            ? HttpAnswers.Refuse(ContractorRefusals.Unknown)
            : HttpAnswers.From(key.Type, await entities.ReadAsync(key, cancellationToken), ContractorModel.Of);
    }

    private static async Task<IResult> RegisterAsync(
        ApiCall call, ApiBody<ContractorBody> body, ContractorWrites writes, CancellationToken cancellationToken) =>
        HttpAnswers.From(
            await writes.RegisterAsync(call, call.ToContext(), body.Value, cancellationToken),
            accepted => ContractorModel.Of(accepted.View),
            $"{ApiEndpoints.Prefix}/contractors/{Uri.EscapeDataString(body.Value.Code)}");

    private static async Task<IResult> PutAsync(
        string code,
        ApiCall call,
        ApiBody<ContractorEntryBody> body,
        ContractorWrites writes,
        CancellationToken cancellationToken)
    {
        var wish = body.Value;
        var entry = new ContractorBody(code, wish.Kind, wish.NameZh, wish.NameEn, wish.Organisation);
        return HttpAnswers.From(
            await writes.PutAsync(call, call.ToContext(), entry, cancellationToken),
            accepted => ContractorModel.Of(accepted.View));
    }

    private static async Task<IResult> BatchAsync(
        ApiCall call,
        ApiBody<BatchBody<ContractorBody>> body,
        ContractorWrites writes,
        ProblemCatalog problems,
        CancellationToken cancellationToken)
    {
        var outcomes = new List<BatchItemOutcome>();
        foreach (var (index, item) in body.Value.Items.Index())
        {
            var answer = await writes.PutAsync(call, call.ToContext(index), item, cancellationToken);
            outcomes.Add(BatchItemOutcome.From(index, answer, problems, a => ContractorModel.Of(a.View)));
        }

        return BatchAnswer.Of(outcomes);
    }

    private static async Task<IResult> OrganisationAsync(
        string code,
        ApiCall call,
        ApiBody<OrganisationBody> body,
        ContractorWrites writes,
        CancellationToken cancellationToken) =>
        HttpAnswers.From(
            await writes.SetOrganisationAsync(call, code, body.Value.Organisation, cancellationToken),
            accepted => ContractorModel.Of(accepted.View));

    private static async Task<IResult> ChangeStandingAsync(
        string code,
        ApiCall call,
        ApiBody<StandingBody> body,
        IEntities entities,
        CancellationToken cancellationToken) =>
        HttpAnswers.From(
            await entities.AskAsync(
                ContractorWrites.KeyOf(call, code),
                new ChangeStanding(body.Value.To, body.Value.Reason),
                call.ToContext(),
                cancellationToken),
            accepted => ContractorModel.Of(accepted.View));
}
