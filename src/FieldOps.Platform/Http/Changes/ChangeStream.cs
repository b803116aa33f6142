using System.Globalization;
using System.Text;
using System.Text.Json;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Serialization;
using Microsoft.AspNetCore.Http;

namespace FieldOps.Platform.Http.Changes;

/// <summary>
/// One reader's server-sent events. The event id is the log position, so a reader resumes where it broke off.
/// </summary>
internal sealed class ChangeStream(HttpResponse response, IEventFeed feed, string tenant)
{
    private const int ReadMax = 500;

    // Proxies cut silent connections after about half a minute.
    private static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(15);

    private readonly StringBuilder _text = new();

    /// <summary>Writes until the reader leaves or the host stops.</summary>
    public async Task RunAsync(long after, CancellationToken until)
    {
        response.ContentType = "text/event-stream; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await SendAsync(": from " + Word(after) + "\n\n", until);
            while (!until.IsCancellationRequested)
            {
                after = await StepAsync(after, until);
            }
        }
        catch (OperationCanceledException) when (until.IsCancellationRequested)
        {
            // The reader left, or the host stops: the stream just ends, the reader resumes by its last id.
        }
    }

    private async Task<long> StepAsync(long after, CancellationToken until)
    {
        var batch = await feed.ReadAsync(after, ReadMax, until);
        if (batch.Count == 0)
        {
            if (!await HasMoreAsync(after, until))
            {
                await SendAsync(":\n\n", until);
            }

            return after;
        }

        var last = batch[^1].Position;
        _text.Clear();
        foreach (var happened in batch)
        {
            if (happened.Key.Tenant == tenant)
            {
                Append(Change.Of(happened));
            }
        }

        // Moves the reader's last id past other companies' events; an event without data is shown to nobody.
        _text.Append("id: ").Append(Word(last)).Append("\n\n");
        await SendAsync(_text.ToString(), until);
        return last;
    }

    private void Append(Change change) => _text
        .Append("id: ").Append(Word(change.Position))
        .Append("\nevent: change\ndata: ").Append(JsonSerializer.Serialize(change, PlatformJson.Options))
        .Append("\n\n");

    private async Task<bool> HasMoreAsync(long after, CancellationToken until)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(until);
        silence.CancelAfter(SilenceMax);
        try
        {
            await feed.WaitBeyondAsync(after, silence.Token);
            return true;
        }
        catch (OperationCanceledException) when (!until.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task SendAsync(string text, CancellationToken until)
    {
        await response.WriteAsync(text, until);
        await response.Body.FlushAsync(until);
    }

    private static string Word(long position) => position.ToString(CultureInfo.InvariantCulture);
}
