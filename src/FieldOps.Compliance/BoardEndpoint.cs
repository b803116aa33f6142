using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using FieldOps.Compliance.Live;
using FieldOps.Platform.Clock;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace FieldOps.Compliance;

/// <summary><c>GET /sla/board</c>: the clocks that run, next to breach first, as a page or pushed.</summary>
internal static class BoardEndpoint
{
    // Whoever looks further ahead than a month looks at everything.
    private const int DueWithinMinutesMax = 44_640;

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/sla/board", AnswerAsync)
        .WaitsFor(SlaNames.Projection)
        .AddEndpointFilter<SlaAskedFilter>()
        .WithSummary("SLA clocks of open orders, next to breach first · 在途工单时限看板")
        .WithDescription("With Accept: text/event-stream the first page is pushed: event board {position, rows} holds "
            + "all of it, event change {position, changed, gone} what changed since, a limit that passes "
            + "included. The event id is a log position; "
            + "with it as Last-Event-ID a reader that comes back never sees an older board.")
        .Answers<Page<SlaBoardRow>>()
        .Refuses(StatusCodes.Status403Forbidden, StatusCodes.Status429TooManyRequests);

    private static async Task<IResult> AnswerAsync(
        SlaAsked asked,
        PageQuery page,
        int? dueWithinMinutes,
        NpgsqlDataSource database,
        IFeedProgress progress,
        IAppClock clock,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        if (dueWithinMinutes is < 0 or > DueWithinMinutesMax)
        {
            return HttpAnswers.Refuse(SlaAsked.Invalid("dueWithinMinutes", $"0 … {DueWithinMinutesMax}"));
        }

        var board = new BoardReading(database, clock, asked, dueWithinMinutes);
        if (EventStreams.IsWanted(context.Request))
        {
            return await new BoardStream(board, clock, asked.Tenant, page.Limit).AnswerAsync(context);
        }

        var position = progress.PositionOf(SlaNames.Projection);
        return BoardPlace.Of(page) is { } place
            ? HttpAnswers.From(page.ToPage(
                await board.ReadAsync(place, page.Limit + 1, cancellationToken), BoardPlace.KeyOf, position))
            : HttpAnswers.Refuse(RequestRefusals.PageCursorInvalid);
    }
}
