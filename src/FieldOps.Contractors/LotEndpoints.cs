using FieldOps.Domain.Contractors;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.Contractors;

/// <summary>Contract lots over HTTP.</summary>
internal static class LotEndpoints
{
    private const string Coverage =
        "areas: Region/County, Region/* for a whole region, County for one of that name in any region, * for all. "
        + "assetClasses: codes of /asset-classes. workKinds: kinds of work, none or [\"*\"] for all. Other words are "
        + "refused, but for those that the lot has already.";

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/lots", ListAsync)
            .WithSummary("Contract lots by code. / 标包列表")
            .Answers<Page<LotModel>>().WaitsFor(ContractorsProjection.Schema);
        api.MapGet("/lots/{code}", ReadAsync)
            .WithSummary("One contract lot. / 标包")
            .Answers<LotModel>().Refuses(404);
        api.MapPost("/lots", OpenAsync).Needs(ContractorRights.KeepLots)
            .WithSummary("Opens a contract lot. / 新建标包").WithDescription(Coverage)
            .Answers<LotModel>(StatusCodes.Status201Created).Refuses(403, 409, 422);
        api.MapPut("/lots/{code}", PutAsync).Needs(ContractorRights.KeepLots)
            .WithSummary("Opens a lot, or replaces the terms of an open one. / 新建或变更标包")
            .WithDescription(Coverage)
            .Answers<LotModel>().Refuses(403, 409, 422);
        api.MapPost("/lots:batch", BatchAsync).Needs(ContractorRights.KeepLots)
            .WithSummary("Opens or amends up to 1,000. / 批量新建标包").WithDescription(Coverage)
            .TakesBatch().Answers<BatchAnswer>();
        api.MapPost("/lots/{code}:close", CloseAsync).Needs(ContractorRights.KeepLots)
            .WithSummary("Ends a lot. / 关闭标包")
            .Answers<LotModel>().Refuses(403, 404, 409, 422);
        api.MapPost("/lots/{code}:ask-backdating", AskBackdatingAsync).Needs(ContractorRights.KeepLots)
            .WithSummary("Asks for terms or an end that change what lies behind. / 申请追溯变更")
            .Answers<LotModel>().Refuses(403, 404, 409, 422);
        api.MapPost("/lots/{code}:approve-backdating", ApproveBackdatingAsync)
            .Needs(ContractorRights.ApproveBackdating)
            .WithSummary("Another person approves that. / 审批追溯变更")
            .Answers<LotModel>().Refuses(403, 404, 409, 422);
    }

    private static async Task<IResult> ListAsync(
        ApiCall call, PageQuery page, ContractorRows rows, IFeedProgress progress, CancellationToken cancellationToken)
    {
        var position = progress.PositionOf(ContractorsProjection.Schema);
        var after = page.After(1)?[0] ?? "";
        var own = call.By.ContractorId;
        var states = await rows.LotsAsync(call.Tenant, after, own, page.Limit + 1, cancellationToken);
        return HttpAnswers.From(page.ToPage([.. states.Select(s => LotModel.Of(s, own))], m => [m.Code], position));
    }

    private static async Task<IResult> ReadAsync(
        string code, ApiCall call, IEntities entities, CancellationToken cancellationToken)
    {
        var key = LotWrites.KeyOf(call, code);
        var lot = await entities.ReadAsync(key, cancellationToken);
        var own = call.By.ContractorId;
        var hidden = own is not null
            && ((ContractLotState)lot.State).Terms?.Shares.Any(s => s.ContractorId == own) != true;
        return hidden
            ? HttpAnswers.Refuse(ContractLotRefusals.Unknown)
            : HttpAnswers.From(key.Type, lot, view => LotModel.Of(view, own));
    }

    private static async Task<IResult> OpenAsync(
        ApiCall call, ApiBody<LotBody> body, LotWrites writes, CancellationToken cancellationToken)
    {
        var known = await writes.KnownAsync(call.Tenant, cancellationToken);
        return HttpAnswers.From(
            await writes.OpenAsync(call, call.ToContext(), body.Value, known, cancellationToken),
            accepted => LotModel.Of(accepted.View, null),
            $"{ApiEndpoints.Prefix}/lots/{Uri.EscapeDataString(body.Value.Code)}");
    }

    private static async Task<IResult> PutAsync(
        string code, ApiCall call, ApiBody<LotTermsBody> body, LotWrites writes, CancellationToken cancellationToken)
    {
        var known = await writes.KnownAsync(call.Tenant, cancellationToken);
        return HttpAnswers.From(
            await writes.PutAsync(
                call, call.ToContext(), new LotBody(code, body.Value), known, cancellationToken),
            accepted => LotModel.Of(accepted.View, null));
    }

    private static async Task<IResult> BatchAsync(
        ApiCall call,
        ApiBody<BatchBody<LotBody>> body,
        LotWrites writes,
        ProblemCatalog problems,
        CancellationToken cancellationToken)
    {
        var known = await writes.KnownAsync(call.Tenant, cancellationToken);
        var outcomes = new List<BatchItemOutcome>();
        foreach (var (index, item) in body.Value.Items.Index())
        {
            var answer = await writes.PutAsync(call, call.ToContext(index), item, known, cancellationToken);
            outcomes.Add(BatchItemOutcome.From(index, answer, problems, a => LotModel.Of(a.View, null)));
        }

        return BatchAnswer.Of(outcomes);
    }

    private static async Task<IResult> CloseAsync(
        string code,
        ApiCall call,
        ApiBody<CloseLotBody> body,
        LotWrites writes,
        CancellationToken cancellationToken) =>
        HttpAnswers.From(
            await writes.CloseAsync(call, code, body.Value, cancellationToken),
            accepted => LotModel.Of(accepted.View, null));

    private static async Task<IResult> AskBackdatingAsync(
        string code,
        ApiCall call,
        ApiBody<BackdatingBody> body,
        LotWrites writes,
        CancellationToken cancellationToken) =>
        HttpAnswers.From(
            await writes.AskBackdatingAsync(call, code, body.Value, cancellationToken),
            accepted => LotModel.Of(accepted.View, null));

    private static async Task<IResult> ApproveBackdatingAsync(
        string code, ApiCall call, LotWrites writes, CancellationToken cancellationToken) =>
        HttpAnswers.From(
            await writes.ApproveBackdatingAsync(call, code, cancellationToken),
            accepted => LotModel.Of(accepted.View, null));
}
