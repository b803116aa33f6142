using FieldOps.Domain.Assets;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.Assets;

/// <summary>Announcing planned works. The id of a window is the id of the call that announced it.</summary>
internal static class CutoverEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/assets/{code}/cutovers", DeclareAsync).Needs(AssetRights.PlanWorks)
            .WithSummary("Announces planned works: faults inside the window make no ticket")
            .Answers<AssetView>(StatusCodes.Status201Created)
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status422UnprocessableEntity);
        api.MapPost("/assets/{code}/cutovers/{cutoverId:guid}:withdraw", WithdrawAsync).Needs(AssetRights.PlanWorks)
            .WithSummary("Takes the announcement back")
            .Answers<AssetView>()
            .Refuses(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> DeclareAsync(
        string code, ApiCall call, ApiBody<CutoverBody> body, AssetDoor door, CancellationToken cancellationToken)
    {
        var (from, to, reason) = body.Value;
        var command = new DeclareCutover(call.CommandId, from, to, reason);
        return HttpAnswers.From(
            await door.AskAsync(call, code, command, cancellationToken),
            createdAt: $"{ApiEndpoints.Prefix}/assets/{Uri.EscapeDataString(code)}/cutovers/{call.CommandId:D}");
    }

    private static async Task<IResult> WithdrawAsync(
        string code, Guid cutoverId, ApiCall call, AssetDoor door, CancellationToken cancellationToken) =>
        HttpAnswers.From(await door.AskAsync(call, code, new WithdrawCutover(cutoverId), cancellationToken));
}
