using System.Globalization;
using FieldOps.Platform.Feed;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Platform.Http.Changes;

/// <summary>What changed, as a page or as server-sent events that a reader can resume.</summary>
internal static class ChangesEndpoint
{
    public const string TooManyReaders = "changes.too-many-readers";
    public const string EpochChanged = "changes.epoch-changed";

    private const int LimitDefault = 100;
    private const int LimitMax = 500;

    // Another company's events are passed over; a page must end even when it finds none of its own.
    private const int ReadsMax = 20;

    public static readonly ProblemText[] Texts =
    [
        new(
            EpochChanged,
            409,
            "The log was restored since; the position means nothing any more. Begin anew.",
            "日志此后已被恢复，该位置已失效，请重新开始读取。"),
        new(TooManyReaders, 429, "Too many readers follow the changes; try again later.", "变更订阅者过多，请稍后再试。"),
    ];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapApi("Changes")
            .MapGet("/changes", AnswerAsync).Needs(PlatformRights.ReadAll)
            .WithSummary("Changes in log order: a page, or server-sent events with Accept: text/event-stream")
            .WithMetadata(new QueryParameterTaken("after", "integer", "Only changes beyond this log position."))
            .WithMetadata(new QueryParameterTaken(
                "epoch", "integer", "Epoch of the log that the position is of; refused when the log has another."))
            .WithMetadata(new QueryParameterTaken("limit", "integer", $"Changes of a page at most, 1 to {LimitMax}."))
            .Answers<ChangePage>()
            .Refuses(
                StatusCodes.Status403Forbidden, StatusCodes.Status409Conflict, StatusCodes.Status429TooManyRequests);

    private static async Task<IResult> AnswerAsync(ApiCall call, HttpContext context)
    {
        if (EventStreams.IsWanted(context.Request))
        {
            return await StreamAsync(call, context);
        }

        if (!TryNumber(context.Request.Query["after"], 0, 0, long.MaxValue, out var after))
        {
            return Invalid("after", "0 …");
        }

        return TryNumber(context.Request.Query["limit"], LimitDefault, 1, LimitMax, out var limit)
            ? await PageAsync(call, context, after, (int)limit)
            : Invalid("limit", $"1 … {LimitMax}");
    }

    private static async Task<IResult> PageAsync(ApiCall call, HttpContext context, long after, int limit)
    {
        var feed = context.RequestServices.GetRequiredService<IEventFeed>();
        if (await EpochOfAsync(context, feed, after) is not { } epoch)
        {
            return HttpAnswers.Refuse(EpochChanged);
        }

        var progress = context.RequestServices.GetRequiredService<IFeedProgress>();
        var items = new List<Change>();
        var atHead = false;
        for (var reads = 0; reads < ReadsMax && items.Count < limit && !atHead; reads++)
        {
            var wanted = limit - items.Count;
            var batch = await feed.ReadAsync(after, wanted, context.RequestAborted);
            items.AddRange(batch.Where(e => e.Key.Tenant == call.Tenant).Select(Change.Of));
            after = batch.Count == 0 ? after : batch[^1].Position;
            // Fewer than were wanted may be as many as one read gives: of large events few do.
            atHead = batch.Count == 0 || after >= progress.HeadPosition;
        }

        return HttpAnswers.Ok(new ChangePage(items, after, atHead, epoch), after);
    }

    private static async Task<IResult> StreamAsync(ApiCall call, HttpContext context)
    {
        var services = context.RequestServices;
        var given = context.Request.Headers["Last-Event-ID"].FirstOrDefault()
            ?? context.Request.Query["after"].FirstOrDefault();
        var head = services.GetRequiredService<IFeedProgress>().HeadPosition;
        if (!TryNumber(given, head, 0, long.MaxValue, out var after))
        {
            return Invalid("after", "0 …");
        }

        var feed = services.GetRequiredService<IEventFeed>();
        return await EpochOfAsync(context, feed, after) is null
            ? HttpAnswers.Refuse(EpochChanged)
            : await EventStreams.AnswerAsync(
                context, (events, until) => new ChangeStream(events, feed, call.Tenant).RunAsync(after, until));
    }

    // Null where the position is of a log that is no more: what stands there now would be passed over.
    private static async Task<int?> EpochOfAsync(HttpContext context, IEventFeed feed, long after)
    {
        var (epoch, end) = await feed.EndAsync(after, context.RequestAborted);
        return TryNumber(context.Request.Query["epoch"], epoch, 0, int.MaxValue, out var given)
            && given == epoch && after <= end
            ? epoch
            : null;
    }

    private static bool TryNumber(string? text, long absent, long min, long max, out long number)
    {
        number = absent;
        return string.IsNullOrEmpty(text)
            || (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
                && number >= min && number <= max);
    }

    private static IResult Invalid(string parameter, string expected) => HttpAnswers.Refuse(
        RequestRefusals.ParameterInvalid, ("parameter", parameter), ("expected", expected));
}
