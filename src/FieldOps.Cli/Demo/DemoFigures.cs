using System.Text.Json;

namespace FieldOps.Cli.Demo;

/// <summary>Everything that the report reads from the API, read once.</summary>
internal sealed record DemoFigures(
    JsonElement Alarms,
    IReadOnlyList<JsonElement> Tickets,
    IReadOnlyList<JsonElement> Orders,
    IReadOnlyList<JsonElement> Compliance,
    IReadOnlyList<JsonElement> ByClass,
    IReadOnlyList<JsonElement> Months,
    IReadOnlyDictionary<string, JsonElement> Grades,
    IReadOnlyList<JsonElement> Stuck)
{
    public static async Task<DemoFigures> ReadAsync(
        DemoApi api, WorldIndex world, IReadOnlyList<string> months, CancellationToken cancellationToken)
    {
        var grades = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var contractor in world.World.Contractors)
        {
            grades[contractor.Code] = await api.GetAsync(
                $"months/{contractor.Code}/grade?from={months[0]}&to={months[^1]}", cancellationToken);
        }

        return new DemoFigures(
            await api.GetAsync("alarms/counts", cancellationToken),
            await api.ListAsync("tickets", cancellationToken),
            await api.ListAsync("work-orders", cancellationToken),
            await RowsAsync(api, "sla/compliance?groupBy=clock", cancellationToken),
            await RowsAsync(api, "sla/compliance?groupBy=clock,assetClass", cancellationToken),
            await api.ListAsync("months", cancellationToken),
            grades,
            await api.ListAsync("stuck-items", cancellationToken));
    }

    private static async Task<IReadOnlyList<JsonElement>> RowsAsync(
        DemoApi api, string path, CancellationToken cancellationToken) =>
        [.. (await api.GetAsync(path, cancellationToken)).GetProperty("rows").EnumerateArray()];
}
