using FieldOps.Domain.Assets;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.Sla.Declared;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.WorkOrders.Api;

/// <summary>The hard-site register (疑难站点): who asks, who approves, until when.</summary>
internal static class HardSiteEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        Described(
            api.MapPost(
                "/hard-sites/{assetCode}:request",
                (string assetCode, ApiCall call, ApiBody<HardSiteRequest> body, OrderDoor door, IEntities entities,
                    CancellationToken stop) => AskAsync(
                        assetCode, call, door, entities,
                        asset => new RequestHardSite(
                            asset.AssetId, asset.Code, body.Value.Reason, body.Value.ExpiresAt),
                        stop)),
            "Asks for an entry in the register · 申请登记疑难站点");
        Described(
            api.MapPost(
                "/hard-sites/{assetCode}:approve",
                (string assetCode, ApiCall call, ApiBody<EmptyRequest> body, OrderDoor door, IEntities entities,
                    CancellationToken stop) => AskAsync(
                        assetCode, call, door, entities, _ => new ApproveHardSite(), stop)),
            "Approves it, as another person · 审批疑难站点");
        Described(
            api.MapPost(
                "/hard-sites/{assetCode}:revoke",
                (string assetCode, ApiCall call, ApiBody<ReasonRequest> body, OrderDoor door, IEntities entities,
                    CancellationToken stop) => AskAsync(
                        assetCode, call, door, entities, _ => new RevokeHardSite(body.Value.Reason), stop)),
            "Ends the entry · 撤销疑难站点");
        api.MapGet("/hard-sites/{assetCode}", ReadAsync)
            .WithSummary("The entry of a site · 疑难站点登记")
            .Answers<HardSiteState>()
            .Refuses(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> AskAsync(
        string assetCode,
        ApiCall call,
        OrderDoor door,
        IEntities entities,
        Func<AssetFacts, ICommand> command,
        CancellationToken cancellationToken)
    {
        if (await door.AssetAsync(call, assetCode, null, cancellationToken) is not { } asset)
        {
            return HttpAnswers.Refuse(AssetRefusals.Unknown, ("code", assetCode));
        }

        return HttpAnswers.From(await entities.AskAsync(
            call.Key(HardSiteEntity.TypeName, HardSiteEntity.IdOf(asset.AssetId)),
            command(asset),
            call.ToContext(),
            cancellationToken));
    }

    private static async Task<IResult> ReadAsync(
        string assetCode, ApiCall call, OrderDoor door, IEntities entities, CancellationToken cancellationToken)
    {
        if (await door.AssetAsync(call, assetCode, null, cancellationToken) is not { } asset)
        {
            return HttpAnswers.Refuse(AssetRefusals.Unknown, ("code", assetCode));
        }

        var snapshot = await entities.ReadAsync(
            call.Key(HardSiteEntity.TypeName, HardSiteEntity.IdOf(asset.AssetId)), cancellationToken);
        return snapshot.Version == 0
            ? HttpAnswers.Refuse(DeclaredEventRefusals.HardSiteUnknown)
            : HttpAnswers.Ok((HardSiteState)snapshot.State, version: snapshot.Version);
    }

    private static void Described(RouteHandlerBuilder endpoint, string summary) => endpoint
        .Needs(SlaRights.KeepHardSites)
        .WithSummary(summary)
        .Answers<HardSiteState>()
        .Refuses(
            StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict,
            StatusCodes.Status422UnprocessableEntity);
}

/// <summary>Asks for an entry.</summary>
/// <param name="Reason">1 to 500 characters.</param>
/// <param name="ExpiresAt">At most 366 days ahead.</param>
internal sealed record HardSiteRequest(string Reason, DateTimeOffset ExpiresAt);
