using System.Globalization;
using System.Text;
using System.Text.Json;
using FieldOps.Platform.Serialization;
using Microsoft.AspNetCore.Http;

namespace FieldOps.Platform.Http;

/// <summary>Events on their way to one reader; an id is a log position, so that a reader can say what it had.</summary>
public sealed class ServerSentEvents
{
    // Proxies cut silent connections after about half a minute.
    private static readonly TimeSpan s_silenceMax = TimeSpan.FromSeconds(15);

    private readonly HttpResponse _response;
    private readonly StringBuilder _text = new();

    internal ServerSentEvents(HttpResponse response) => _response = response;

    /// <summary>Adds an event; it goes with the next sending.</summary>
    /// <param name="position">Its id.</param>
    /// <param name="name">Its kind: <c>change</c>.</param>
    /// <param name="body">What is told, as JSON.</param>
    public void Add<TBody>(long position, string name, TBody body)
    {
        Place(position);
        _text.Append("event: ").Append(name)
            .Append("\ndata: ").Append(JsonSerializer.Serialize(body, PlatformJson.Options)).Append("\n\n");
    }

    /// <summary>
    /// Moves the reader's last id and tells nothing: an event without data is shown to nobody.
    /// </summary>
    public void Pass(long position)
    {
        Place(position);
        _text.Append('\n');
    }

    /// <summary>Adds a remark, which opens the stream or keeps it open.</summary>
    public void Remark(string remark = "") => _text.Append(':').Append(remark).Append("\n\n");

    /// <summary>Sends what was added.</summary>
    public async Task SendAsync(CancellationToken cancellationToken)
    {
        await _response.WriteAsync(_text.ToString(), cancellationToken);
        _text.Clear();
        await _response.Body.FlushAsync(cancellationToken);
    }

    /// <summary>Waits for something to tell, with a sign of life to the reader now and then.</summary>
    public async Task<T> WaitAsync<T>(Func<CancellationToken, Task<T>> wait, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            silence.CancelAfter(s_silenceMax);
            try
            {
                return await wait(silence.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                Remark();
                await SendAsync(cancellationToken);
            }
        }
    }

    private void Place(long position) =>
        _text.Append("id: ").Append(position.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
