using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace FieldOps.Benchmarks.Closing;

/// <summary>Asks for the close over the API, as the department does.</summary>
internal sealed class CloseCaller(HttpClient client)
{
    private int _keys;

    /// <summary>One reading for every contractor.</summary>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        var reading = CloseFacts.Reading();
        var body = new
        {
            indicator = reading.Indicator, numerator = reading.Numerator, denominator = reading.Denominator,
            day = reading.Day, evidence = reading.Evidence,
        };
        for (var n = 0; n < CloseFacts.Contractors; n++)
        {
            await SendAsync($"/months/{CloseWorld.CodeOf(n)}/{CloseWorld.Month}/readings", body, cancellationToken);
        }
    }

    /// <summary>Seconds from the request to the answer, and the sheets as the answer has them, by contractor.</summary>
    public async Task<(double Seconds, Dictionary<string, (decimal? Score, decimal TotalCny)> Sheets)> CloseAsync(
        CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        var answer = await SendAsync("/months:close", new { month = CloseWorld.Month }, cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var views = answer.GetProperty("items").EnumerateArray()
            .Select(i => i.TryGetProperty("value", out var value)
                ? value.GetProperty("view")
                : throw new InvalidOperationException("Not closed: " + i));
        return (seconds, views.ToDictionary(
            v => v.GetProperty("contractorCode").GetString()!,
            v => ((decimal?)v.GetProperty("score").GetDecimal(), v.GetProperty("totalCny").GetDecimal()),
            StringComparer.Ordinal));
    }

    private async Task<JsonElement> SendAsync(string path, object body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1" + path)
        {
            Content = JsonContent.Create(body),
        };
        request.Headers.Add("Idempotency-Key", $"bench-{Interlocked.Increment(ref _keys)}");
        request.Headers.Add("X-Actor", "contractor-manager-1");
        request.Headers.Add("X-Role", "contractor-manager");
        using var response = await client.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? JsonSerializer.Deserialize<JsonElement>(text)
            : throw new InvalidOperationException($"{path}: {text}");
    }
}
