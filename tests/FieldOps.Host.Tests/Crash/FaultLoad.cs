using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace FieldOps.Host.Tests.Crash;

/// <summary>
/// Dispatch centres that report faults and keep what was acknowledged. Each report has its own key and its own station;
/// what was not acknowledged is sent again under the same key.
/// </summary>
internal sealed class FaultLoad(int stations)
{
    private const int Callers = 16;
    private readonly ConcurrentDictionary<int, string> _acknowledged = new();
    private readonly TaskCompletionSource _refused = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Number of the report to the ticket id that the host acknowledged.</summary>
    public IReadOnlyDictionary<int, string> Acknowledged => _acknowledged;

    public ConcurrentDictionary<HttpStatusCode, int> OtherAnswers { get; } = new();

    public static string Station(int n) => string.Create(CultureInfo.InvariantCulture, $"CRASH-{n:0000}");

    public async Task RegisterStationsAsync(HttpClient client)
    {
        foreach (var chunk in Enumerable.Range(0, stations).Chunk(500))
        {
            using var request = Post("/api/v1/assets:batch", $"assets-{chunk[0]}", new
            {
                items = chunk.Select(n => new
                {
                    code = Station(n), name = Station(n), assetClass = "station-a", areaClass = "U",
                    region = "R1", county = "C1",
                }),
            });
            using var response = await client.SendAsync(request);
            response.EnsureSuccessStatusCode();
        }
    }

    /// <summary>
    /// Reports every fault that is not yet acknowledged, until all are or the host is gone; <paramref name="told"/>
    /// hears the number acknowledged so far.
    /// </summary>
    public async Task ReportAsync(HttpClient client, Action<int> told, CancellationToken cancellationToken)
    {
        var left = new ConcurrentQueue<int>(Enumerable.Range(0, stations).Where(n => !_acknowledged.ContainsKey(n)));
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
        {
            while (!cancellationToken.IsCancellationRequested && left.TryDequeue(out var n))
            {
                if (await TryReportAsync(client, n, cancellationToken))
                {
                    told(_acknowledged.Count);
                }
                else
                {
                    left.Enqueue(n);
                }
            }
        }));
    }

    /// <summary>Completes when the host has refused a report for the first time.</summary>
    public Task RefusedAsync() => _refused.Task;

    /// <summary>Registers one station more.</summary>
    public static async Task<HttpResponseMessage> RegisterAsync(HttpClient client, string code)
    {
        using var request = Post("/api/v1/assets", code, new
        {
            code, name = code, assetClass = "station-a", areaClass = "U", region = "R1", county = "C1",
        });
        return await client.SendAsync(request);
    }

    /// <summary>The stable code of a refusal.</summary>
    public static async Task<string?> CodeAsync(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();

    /// <summary>Sends report <paramref name="n"/> under its key and gives the ticket id answered.</summary>
    public static async Task<(HttpStatusCode Status, string? TicketId)> SendAsync(
        HttpClient client, int n, CancellationToken cancellationToken)
    {
        using var request = Post("/api/v1/tickets", $"fault-{n}", new
        {
            assetCode = Station(n), assetType = "base-station", severity = "major",
            probableCause = "powerSupplyFailure", description = "断站", occurredAt = "2026-01-05T08:00:00+08:00",
        });
        using var response = await client.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            return (response.StatusCode, null);
        }

        var body = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return (response.StatusCode, body.GetProperty("ticketId").GetString());
    }

    private async Task<bool> TryReportAsync(HttpClient client, int n, CancellationToken cancellationToken)
    {
        try
        {
            var (status, ticket) = await SendAsync(client, n, cancellationToken);
            if (ticket is not null)
            {
                _acknowledged.TryAdd(n, ticket).ShouldBeTrue();
                return true;
            }

            OtherAnswers.AddOrUpdate(status, 1, (_, count) => count + 1);
            _refused.TrySetResult();
            return false;
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or OperationCanceledException)
        {
            return false;
        }
    }

    private static HttpRequestMessage Post(string path, string key, object body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key);
        request.Headers.Add("X-Actor", "centre");
        return request;
    }
}
