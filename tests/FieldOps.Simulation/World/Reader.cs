using System.Text.Json;
using FieldOps.Simulation.Auditing;

namespace FieldOps.Simulation.World;

/// <summary>Reads the lists of the API to their ends.</summary>
internal static class Reader
{
    private const int PageItems = 200;

    public static async Task<IReadOnlyDictionary<string, IReadOnlyList<JsonElement>>> AllAsync(SimulatedHost host)
    {
        var compliance = await GetAsync(host, "sla/compliance?groupBy=month,contractorCode,clock");
        return new Dictionary<string, IReadOnlyList<JsonElement>>(StringComparer.Ordinal)
        {
            ["work-orders"] = await ListAsync(host, "work-orders"),
            ["tickets"] = await ListAsync(host, "tickets"),
            ["months"] = await ListAsync(host, "months"),
            ["sla/compliance"] = compliance.List("rows"),
        };
    }

    private static async Task<IReadOnlyList<JsonElement>> ListAsync(SimulatedHost host, string path)
    {
        var items = new List<JsonElement>();
        for (string? cursor = null; ;)
        {
            var page = await GetAsync(
                host, $"{path}?limit={PageItems}" + (cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}"));
            items.AddRange(page.List("items"));
            cursor = page.TextOr("next");
            if (cursor is null)
            {
                return items;
            }
        }
    }

    private static async Task<JsonElement> GetAsync(SimulatedHost host, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/" + path);
        request.Headers.Add("X-Role", "operations-manager");
        using var response = await host.Client.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? JsonDocument.Parse(body).RootElement
            : throw new InvalidOperationException($"{(int)response.StatusCode} to {path}: {body}");
    }
}
