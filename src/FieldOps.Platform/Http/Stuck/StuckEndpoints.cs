using System.Globalization;
using FieldOps.Platform.Feed;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.Platform.Http.Stuck;

/// <summary>
/// What an event should have caused and its target refused: to be seen, retried or dismissed by people.
/// </summary>
internal static class StuckEndpoints
{
    public const string Unknown = "stuck-item.unknown";

    public static readonly ProblemText[] Texts =
    [
        new(Unknown, 404, "There is no such open item.", "没有该未决滞留项。"),
        new(StuckItems.ReactorFailedCode, 409, "The product could not handle this event.", "系统未能处理该事件。"),
    ];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapApi("Stuck items");
        api.MapGet("/stuck-items", ListAsync).Needs(PlatformRights.ReadAll)
            .WithSummary("Effects that their target refused, oldest first · 未生效的联动")
            .Answers<Page<StuckItemView>>()
            .Refuses(StatusCodes.Status403Forbidden);
        api.MapPost("/stuck-items/{id:long}:retry", RetryAsync).Needs(PlatformRights.HandleStuck)
            .WithSummary("Sends the commands of an open item again · 重试")
            .Answers<StuckItemDone>()
            .Refuses(StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        api.MapPost("/stuck-items/{id:long}:dismiss", DismissAsync).Needs(PlatformRights.HandleStuck)
            .WithSummary("Closes an open item without its effect · 关闭")
            .Answers<StuckItemDone>()
            .Refuses(StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(
        ApiCall call,
        PageQuery page,
        [FromServices] StuckItems items,
        ProblemCatalog problems,
        CancellationToken cancellationToken)
    {
        var after = 0L;
        if (page.After(1) is { } key
            && !long.TryParse(key[0], NumberStyles.None, CultureInfo.InvariantCulture, out after))
        {
            return HttpAnswers.Refuse(RequestRefusals.PageCursorInvalid);
        }

        var rows = await items.OpenAsync(call.Tenant, after, page.Limit + 1, cancellationToken);
        return HttpAnswers.From(page.ToPage(
            [.. rows.Select(r => StuckItemView.Of(r, problems))],
            r => [r.Id.ToString(CultureInfo.InvariantCulture)],
            position: 0));
    }

    // The commands carry the ids that the reactor gave them, so a retry has its effect once however often it is sent.
    private static async Task<IResult> RetryAsync(
        long id, ApiCall call, [FromServices] StuckItems items, CancellationToken cancellationToken)
    {
        return await items.RetryAsync(call.Tenant, id, call.By, cancellationToken) is { } answer
            ? HttpAnswers.From(answer, _ => new StuckItemDone(id, "retried"))
            : HttpAnswers.Refuse(Unknown);
    }

    private static async Task<IResult> DismissAsync(
        long id, ApiCall call, [FromServices] StuckItems items, CancellationToken cancellationToken)
    {
        return await items.DismissAsync(call.Tenant, id, call.By, cancellationToken)
            ? HttpAnswers.Ok(new StuckItemDone(id, "dismissed"))
            : HttpAnswers.Refuse(Unknown);
    }
}

/// <summary>What became of a stuck item.</summary>
/// <param name="Id">The item.</param>
/// <param name="Status"><c>retried</c> or <c>dismissed</c>.</param>
public sealed record StuckItemDone(long Id, string Status);
