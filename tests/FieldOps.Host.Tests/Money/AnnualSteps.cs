using System.Text.Json;
using static FieldOps.Host.Tests.Money.MoneyHost;

namespace FieldOps.Host.Tests.Money;

/// <summary>A year of one month, December 2023, and what is done about its annual assessment.</summary>
internal static class AnnualSteps
{
    // A December with a small breach, 99 points; and marks of the year's table, where there are any.
    public static async Task DecemberAsync(this MoneyHost host, string code, decimal? management)
    {
        await host.BreachAsync(code, "2023-12");
        if (management is { } points)
        {
            await host.MarkYearAsync(code, points);
        }

        await host.PublishMonthAsync(code, "2023-12");
    }

    public static Task SettleDecemberAsync(this MoneyHost host, string code) =>
        host.DoAsync(code, "2023-12", "settle", null);

    public static async Task MarkYearAsync(this MoneyHost host, string code, decimal management, string? late = null)
    {
        foreach (var (rule, given) in new[] { ("management", management), ("quality", 0m), ("safety", 0m) })
        {
            await host.OkAsync(
                $"/months/{code}/2023-12/marks",
                new
                {
                    scheme = "annual-province", rule = "marks/marks/marks/" + rule, points = given, day = "2023-12-20",
                    evidence = "memo 4", late = late is not null, reason = late,
                });
        }
    }

    public static Task BreachAsync(this MoneyHost host, string code, string month) => host.OkAsync(
        $"/months/{code}/{month}/violations",
        new
        {
            @class = "class2", kind = "system-error", points = 1, evidence = "x",
            occurredAt = $"{month}-10T00:00:00Z",
        });

    public static async Task SignDecemberAsync(this MoneyHost host, string code)
    {
        await host.DoAsync(code, "2023-12", "compute", null);
        await host.DoAsync(code, "2023-12", "confirm", null, Finance(code));
        await host.DoAsync(code, "2023-12", "approve", null, MoneyHostSuspensions.Head);
        await host.DoAsync(code, "2023-12", "publish", null);
    }

    public static async Task DecideYearAsync(this MoneyHost host, string code)
    {
        await host.OkAsync(Path(code, "draw-up"), new { });
        await host.OkAsync(Path(code, "approve"), new { edition = 1 }, MoneyHostSuspensions.Head);
    }

    public static Task<JsonElement> YearStandingAsync(this MoneyHost host, string code) =>
        host.ReadAsync($"/api/v1/standings/{code}/2023");

    public static (decimal, string?, string?) Result(JsonElement standing) => (
        standing.GetProperty("summary").GetProperty("mean").GetDecimal(),
        standing.GetProperty("summary").GetProperty("grade").GetString(), standing.GetProperty("tier").GetString());

    public static string Path(string code, string step, string year = "2023") =>
        $"/annual-assessments/{code}/{year}:{step}";

    public static string One(string code) => $"/api/v1/annual-assessments/{code}/2023";
}
