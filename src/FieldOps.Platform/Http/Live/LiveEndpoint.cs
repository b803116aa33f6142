using FieldOps.Platform.Feed;
using FieldOps.Platform.Http.Changes;
using FieldOps.Platform.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Platform.Http.Live;

/// <summary>Tells screens that a board's rows have changed, the moment they have, on whatever node.</summary>
internal static class LiveEndpoint
{
    public const string BoardUnknown = "live.board-unknown";

    public static readonly ProblemText[] Texts =
    [
        new(BoardUnknown, 404, "There is no such board.", "没有这个看板。",
            "{board} is none; boards are {boards}.", "没有看板 {board}；可用的有 {boards}。"),
    ];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapApi("Changes")
            .MapGet("/live", AnswerAsync).Needs(PlatformRights.ReadAll)
            .WithSummary("Boards whose rows change, as server-sent events: one a board and change, pushed")
            .WithMetadata(new QueryParameterTaken(
                "board", "string", "A board, by the name of its read model; may be given several times, none is all."))
            .Produces<LiveChange>(StatusCodes.Status200OK, "text/event-stream")
            .Refuses(
                StatusCodes.Status403Forbidden, StatusCodes.Status404NotFound, StatusCodes.Status429TooManyRequests);

    private static async Task<IResult> AnswerAsync(ApiCall call, HttpContext context)
    {
        var services = context.RequestServices;
        var known = services.GetServices<Projection>().Select(p => p.Name).Order(StringComparer.Ordinal).ToArray();
        var wanted = context.Request.Query["board"].OfType<string>().ToArray();
        if (Array.Find(wanted, w => !known.Contains(w)) is { } unknown)
        {
            return HttpAnswers.Refuse(BoardUnknown, ("board", unknown), ("boards", string.Join(", ", known)));
        }

        var head = services.GetRequiredService<IFeedProgress>().HeadPosition;
        var before = context.Request.Headers["Last-Event-ID"].FirstOrDefault();
        using var reader = services.GetRequiredService<LiveBoards>()
            .Follow(call.Tenant, wanted.Length == 0 ? known : wanted);
        return await EventStreams.AnswerAsync(context, (events, until) => WriteAsync(
            reader, events, before is null ? null : head, until));
    }

    // What was told while a reader was away is not kept: it looks again at everything, as of now.
    private static async Task WriteAsync(
        BoardReader reader, ServerSentEvents events, long? cameBackAt, CancellationToken until)
    {
        events.Remark(" follows");
        if (cameBackAt is { } head)
        {
            foreach (var board in reader.Boards.Order(StringComparer.Ordinal))
            {
                events.Add(head, "board", new LiveChange(board, head, null));
            }
        }

        while (true)
        {
            await events.SendAsync(until);
            foreach (var news in await events.WaitAsync(reader.TakeAsync, until))
            {
                events.Add(news.Position, "board", LiveChange.Of(news));
            }
        }
    }
}
