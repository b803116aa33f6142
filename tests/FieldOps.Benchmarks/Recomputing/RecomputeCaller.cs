using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FieldOps.Benchmarks.Recomputing;

/// <summary>Asks for recomputes over the API, as two people.</summary>
internal sealed class RecomputeCaller(HttpClient client)
{
    private static readonly TimeSpan s_lookEvery = TimeSpan.FromMilliseconds(20);
    private int _keys;

    /// <summary>The next version of the default matrix, with all restore limits of stations shortened.</summary>
    public async Task<int> PolicyAsync(int percent, CancellationToken cancellationToken)
    {
        var line = await ReadAsync("/policies/sla/default", cancellationToken);
        var last = line.GetProperty("versions").EnumerateArray().Last().GetProperty("version").GetInt32();
        var content = await ReadAsync($"/policies/sla/default/versions/{last}", cancellationToken);
        var document = JsonNode.Parse(content.GetProperty("document").GetRawText())!;
        document["version"] = last + 1;
        document["effectiveFrom"] = TimeProvider.System.GetUtcNow().AddYears(last + 1).ToString("O");
        foreach (var limit in document["lines"]!.AsArray().SelectMany(l => l!["limits"]!.AsArray())
            .Where(l => l!["clock"]!.GetValue<string>() == "restore"))
        {
            foreach (var (area, minutes) in limit!["minutes"]!.AsObject().ToArray())
            {
                limit["minutes"]![area] = minutes!.GetValue<int>() * percent / 100;
            }
        }

        var drafted = await SendAsync(
            HttpMethod.Put, "/policies/sla/default/draft", new { document, note = "bench" }, "operations-manager",
            cancellationToken);
        var digest = drafted.GetProperty("draft").GetProperty("digest").GetString();
        await SendAsync(
            HttpMethod.Post, "/policies/sla/default:approve", new { version = last + 1, digest }, "department-head",
            cancellationToken);
        return last + 1;
    }

    /// <summary>Seconds from the request to the difference that waits for approval.</summary>
    public async Task<(Guid Id, double Seconds, JsonElement Ready)> DryRunAsync(
        int version, object scope, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var body = new { reason = "bench", scope, change = new { slaPolicy = new { id = "default", version } } };
        var asked = await SendAsync(
            HttpMethod.Post, "/sla-recomputes", body, "operations-manager", cancellationToken);
        var id = asked.GetProperty("recomputeId").GetGuid();
        var ready = await UntilAsync(id, "ready", cancellationToken);
        return (id, Stopwatch.GetElapsedTime(began).TotalSeconds, ready);
    }

    /// <summary>Seconds from the approval until every order was asked.</summary>
    public async Task<(long Applied, double Seconds)> ApplyAsync(
        Guid id, JsonElement ready, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        await SendAsync(
            HttpMethod.Post, $"/sla-recomputes/{id}:approve",
            new { digest = ready.GetProperty("digest").GetString() }, "department-head", cancellationToken);
        var applied = await UntilAsync(id, "applied", cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        if (applied.GetProperty("skipped").GetInt64() > 0)
        {
            throw new InvalidOperationException("Orders refused: " + applied);
        }

        return (applied.GetProperty("applied").GetInt64(), seconds);
    }

    public Task CancelAsync(Guid id, CancellationToken cancellationToken) => SendAsync(
        HttpMethod.Post, $"/sla-recomputes/{id}:cancel", new { reason = "bench" }, "department-head",
        cancellationToken);

    private async Task<JsonElement> UntilAsync(Guid id, string status, CancellationToken cancellationToken)
    {
        while (true)
        {
            var now = await ReadAsync($"/sla-recomputes/{id}", cancellationToken);
            if (now.GetProperty("status").GetString() == status)
            {
                return now;
            }

            await Task.Delay(s_lookEvery, TimeProvider.System, cancellationToken);
        }
    }

    private async Task<JsonElement> ReadAsync(string path, CancellationToken cancellationToken) =>
        await client.GetFromJsonAsync<JsonElement>("/api/v1" + path, cancellationToken);

    private async Task<JsonElement> SendAsync(
        HttpMethod method, string path, object body, string role, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, "/api/v1" + path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", $"bench-{Interlocked.Increment(ref _keys)}");
        request.Headers.Add("X-Actor", role + "-1");
        request.Headers.Add("X-Role", role);
        using var response = await client.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? JsonSerializer.Deserialize<JsonElement>(text)
            : throw new InvalidOperationException($"{path}: {text}");
    }
}
