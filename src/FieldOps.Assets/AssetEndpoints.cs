using FieldOps.Domain.Assets;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.Assets;

/// <summary>Registering, changing and finding assets.</summary>
internal static class AssetEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/assets", RegisterAsync).Needs(AssetRights.Keep).WithSummary("Registers an asset")
            .Answers<AssetView>(StatusCodes.Status201Created)
            .Refuses(
                StatusCodes.Status403Forbidden,
                StatusCodes.Status409Conflict,
                StatusCodes.Status422UnprocessableEntity);
        api.MapPost("/assets:batch", RegisterAllAsync).Needs(AssetRights.Keep).TakesBatch()
            .WithSummary($"Registers up to {BatchAnswer.ItemsMax} assets, each with its own outcome")
            .Answers<BatchAnswer>();
        api.MapPut("/assets/{code}", AmendAsync).Needs(AssetRights.Keep)
            .WithSummary("Replaces what is known of an asset")
            .Answers<AssetView>()
            .Refuses(
                StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status412PreconditionFailed);
        api.MapPost("/assets/{code}:retire", RetireAsync).Needs(AssetRights.Keep)
            .WithSummary("Takes an asset out of maintenance for good")
            .Answers<AssetView>()
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        api.MapGet("/assets/{code}", GetAsync).WithSummary("An asset with its open ticket and planned works")
            .Answers<AssetModel>()
            .Refuses(StatusCodes.Status404NotFound);
        api.MapGet("/assets", ListAsync).WaitsFor(AssetsProjection.Schema)
            .WithSummary("Assets by code, filtered by class, kind, region, county, tag or text")
            .Answers<Page<AssetRow>>();
        api.MapGet("/asset-classes", (AssetClasses classes) => HttpAnswers.Ok(classes.Now))
            .WithSummary("The asset class catalogue that holds now")
            .Answers<AssetClassCatalog>();
    }

    private static async Task<IResult> RegisterAsync(
        ApiCall call, ApiBody<AssetBody> body, AssetDoor door, CancellationToken cancellationToken)
    {
        var answer = await door.RegisterAsync(call, body.Value, call.ToContext(), cancellationToken);
        return HttpAnswers.From(answer, createdAt: AddressOf(body.Value.Code));
    }

    private static async Task<IResult> RegisterAllAsync(
        ApiCall call,
        ApiBody<AssetBatchBody> body,
        AssetDoor door,
        ProblemCatalog problems,
        CancellationToken cancellationToken)
    {
        var items = body.Value.Items;
        var targets = Array.ConvertAll([.. items], item => AssetDoor.IdOf(call, item?.Code ?? string.Empty));
        return BatchAnswer.Of(await BatchRun.ForEachAsync(targets, async index =>
        {
            var item = items[index] ?? new AssetBody();
            var answer = await door.RegisterAsync(call, item, call.ToContext(index), cancellationToken);
            return BatchItemOutcome.From(index, answer, problems);
        }));
    }

    private static async Task<IResult> AmendAsync(
        string code, ApiCall call, ApiBody<AssetBody> body, AssetDoor door, CancellationToken cancellationToken)
    {
        var sent = body.Value.Code is null ? body.Value with { Code = code } : body.Value;
        return sent.Code == code
            ? HttpAnswers.From(await door.AmendAsync(call, sent, cancellationToken))
            : HttpAnswers.Refuse(AssetRefusals.CodeFixed, ("code", code));
    }

    private static async Task<IResult> RetireAsync(
        string code, ApiCall call, ApiBody<RetireBody> body, AssetDoor door, CancellationToken cancellationToken) =>
        HttpAnswers.From(await door.AskAsync(call, code, new RetireAsset(body.Value.Reason), cancellationToken));

    private static async Task<IResult> GetAsync(
        string code, ApiCall call, AssetDoor door, CancellationToken cancellationToken) =>
        await door.FindAsync(call, code, cancellationToken) is { } found
            ? HttpAnswers.From(found.Key.Type, found.Snapshot, _ => AssetModel.Of((AssetState)found.Snapshot.State))
            : HttpAnswers.Refuse(AssetDoor.Unknown(code));

    private static async Task<IResult> ListAsync(
        ApiCall call,
        PageQuery page,
        AssetQueries queries,
        IFeedProgress progress,
        string? assetClass,
        string? entityType,
        string? region,
        string? county,
        string? tag,
        string? text,
        CancellationToken cancellationToken)
    {
        var position = progress.PositionOf(AssetsProjection.Schema);
        var filter = new AssetFilter(assetClass, entityType, region, county, tag, text);
        var rows = await queries.ListAsync(call.Tenant, filter, page, cancellationToken);
        return HttpAnswers.From(page.ToPage(rows, row => [row.Code], position));
    }

    private static string AddressOf(string? code) =>
        $"{ApiEndpoints.Prefix}/assets/{Uri.EscapeDataString(code ?? string.Empty)}";
}
