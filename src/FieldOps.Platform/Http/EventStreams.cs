using FieldOps.Platform.Http.Changes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FieldOps.Platform.Http;

/// <summary>Answers with server-sent events: what every endpoint that pushes has in common.</summary>
public static class EventStreams
{
    /// <summary>Whether the caller asks for events rather than a page.</summary>
    public static bool IsWanted(HttpRequest request) => request.GetTypedHeaders().Accept
        .Any(a => a.MediaType.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase));

    /// <summary>Keeps the response open until the reader leaves or the host stops.</summary>
    /// <param name="context">The call.</param>
    /// <param name="write">Writes events for as long as it is not cancelled.</param>
    /// <returns>Refused with <c>changes.too-many-readers</c> when no seat is free.</returns>
    public static async Task<IResult> AnswerAsync(
        HttpContext context, Func<ServerSentEvents, CancellationToken, Task> write)
    {
        using var seat = context.RequestServices.GetRequiredService<ChangeReaders>().TryTake();
        if (seat is null)
        {
            return HttpAnswers.Refuse(ChangesEndpoint.TooManyReaders);
        }

        var stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var until = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await write(new ServerSentEvents(context.Response), until.Token);
        }
        catch (OperationCanceledException) when (until.IsCancellationRequested)
        {
            // The reader left, or the host stops: the stream just ends, the reader comes back by its last id.
        }

        return Results.Empty;
    }
}
