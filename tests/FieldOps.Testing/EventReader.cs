using System.Net;
using System.Text.Json;
using Shouldly;

namespace FieldOps.Testing;

/// <summary>One who reads server-sent events.</summary>
public sealed class EventReader : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _reader;

    private EventReader(HttpResponseMessage response, StreamReader reader) => (_response, _reader) = (response, reader);

    public static async Task<EventReader> OpenAsync(HttpClient client, HttpRequestMessage request)
    {
        request.Headers.Add("Accept", "text/event-stream");
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        return new EventReader(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    /// <summary>The ids of the next events that carry data.</summary>
    public async Task<List<string>> NextIdsAsync(int count)
    {
        var ids = new List<string>();
        while (ids.Count < count)
        {
            ids.Add((await NextAsync()).Id);
        }

        return ids;
    }

    /// <summary>The next event that carries data.</summary>
    public async Task<(string Id, JsonElement Data)> NextAsync()
    {
        using var patience = new CancellationTokenSource(s_patience);
        var id = string.Empty;
        while (true)
        {
            var line = await _reader.ReadLineAsync(patience.Token);
            line.ShouldNotBeNull();
            if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                id = line[4..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                return (id, JsonDocument.Parse(line[6..]).RootElement);
            }
        }
    }

    /// <summary>Waits until the stream says anything, if only that it is open.</summary>
    public async Task OpenedAsync()
    {
        using var patience = new CancellationTokenSource(s_patience);
        (await _reader.ReadLineAsync(patience.Token)).ShouldNotBeNull();
    }

    public void Dispose()
    {
        _reader.Dispose();
        _response.Dispose();
    }
}
