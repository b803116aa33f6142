using System.Text.Json;
using System.Text.Json.Nodes;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Host.Tests.Edge;
using FieldOps.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Host.Tests.Money;

/// <summary>A fault of December that comes back in January, through the real steps.</summary>
public sealed class RepeatFaultTests(MoneyHost host) : IClassFixture<MoneyHost>
{
    private const string Rule = "kpi/repeat-faults/repeat-faults/repeat-faults";

    [Fact]
    public async Task FaultOfTheLastMonth_ThatComesBack_IsARepeat_AsKnownAtTheFreeze()
    {
        var code = await host.ContractorAsync("REPEAT");
        var (bad, late) = (NameBasedId.Of(MoneyHost.IdOf(code), "bad"), NameBasedId.Of(MoneyHost.IdOf(code), "late"));
        await EndedAsync(code, 1, bad, new(2023, 12, 30, 4, 0, 0, TimeSpan.Zero), 0);
        await EndedAsync(code, 2, bad, new(2024, 1, 2, 4, 0, 0, TimeSpan.Zero), 0);
        await EndedAsync(code, 3, late, new(2024, 1, 3, 4, 0, 0, TimeSpan.Zero), 0);
        (await host.StepAsync(code, "freeze")).EnsureSuccessStatusCode();
        // Told after the freeze: January knows nothing of it.
        await EndedAsync(code, 4, late, new(2023, 12, 31, 4, 0, 0, TimeSpan.Zero), long.MaxValue);
        (await host.StepAsync(code, "compute")).EnsureSuccessStatusCode();

        var month = await host.ReadAsync($"/api/v1/months/{code}/2024-01");
        var line = month.GetProperty("sheet").GetProperty("lines").EnumerateArray()
            .Single(l => l.GetProperty("path").GetString() == Rule);
        (line.GetProperty("numerator").GetInt32(), line.GetProperty("denominator").GetInt32()).ShouldBe((1, 2));
        line.GetProperty("refs").EnumerateArray().ShouldHaveSingleItem().GetProperty("label").GetString()
            .ShouldBe("GD-00002");
    }

    [Fact]
    public async Task FaultOfTheLastMonth_CountsInTheRunningOne_AsIfItClosedToday()
    {
        var code = await host.ContractorAsync("TODAY");
        var bad = NameBasedId.Of(MoneyHost.IdOf(code), "bad");
        await EndedAsync(code, 1, bad, new(2024, 1, 30, 4, 0, 0, TimeSpan.Zero), 0);
        await EndedAsync(code, 2, bad, new(2024, 2, 2, 4, 0, 0, TimeSpan.Zero), 0);

        var today = await host.ReadAsync($"/api/v1/months/{code}/2024-02/today");
        today.GetProperty("losses").EnumerateArray().Select(l => l.GetProperty("path").GetString())
            .ShouldContain(Rule);

        var yardstick = (await host.ReadAsync("/api/v1/yardstick?month=2024-02")).GetProperty("indicators");
        yardstick.EnumerateArray().Single(i => i.GetProperty("path").GetString() == Rule).GetProperty("crews")
            .EnumerateArray().Single(c => c.GetProperty("contractorCode").GetString() == code)
            .GetProperty("value").GetDecimal().ShouldBe(0m, "its one fault is a repeat");
    }

    // The scheme of the sheet looks back 7 days, the new one 30; the sheet itself keeps what it knew.
    [Fact]
    public async Task NewScheme_ThatLooksFurtherBack_IsTriedWithTheFaultsThatItAsksFor()
    {
        var code = await host.ContractorAsync("BACK");
        var bad = NameBasedId.Of(MoneyHost.IdOf(code), "bad");
        await EndedAsync(code, 1, bad, new(2023, 12, 20, 4, 0, 0, TimeSpan.Zero), 0);
        await EndedAsync(code, 2, bad, new(2024, 1, 2, 4, 0, 0, TimeSpan.Zero), 0);
        (await host.StepAsync(code, "freeze")).EnsureSuccessStatusCode();
        (await host.StepAsync(code, "compute?scheme=line-station")).EnsureSuccessStatusCode();
        await host.ReadAsync($"/api/v1/months/{code}/2024-01");
        var scheme = JsonNode.Parse(await File.ReadAllTextAsync(
            Path.Combine(RepoFiles.Root, "silo-config", "policies", "scoring", "line-station.v1.json")))!;
        scheme["version"] = 2;
        foreach (var measure in Measures(scheme).Where(m => m["repeatWithinDays"] is not null))
        {
            measure["repeatWithinDays"] = 30;
        }

        var run = await (await host.SendAsync(
            HttpMethod.Post, "/api/v1/scoring-schemes:dry-run",
            new JsonObject { ["scheme"] = scheme, ["from"] = "2024-01", ["to"] = "2024-01", ["contractor"] = code }))
            .JsonAsync();
        run.GetProperty("results")[0].GetProperty("changed").EnumerateArray()
            .Select(l => l.GetProperty("path").GetString()).ShouldContain(Rule);
    }

    private static IEnumerable<JsonObject> Measures(JsonNode? node) => node switch
    {
        JsonObject { } found => found.SelectMany(m => Measures(m.Value)).Append(found),
        JsonArray list => list.SelectMany(Measures),
        _ => [],
    };

    private Task EndedAsync(string code, int number, Guid asset, DateTimeOffset at, long position)
    {
        var zone = host.Services.GetRequiredService<TimeZoneInfo>();
        var month = MonthRef.Of(MoneyHost.IdOf(code), code, MonthKey.Of(at, zone), zone);
        var outcome = new OrderOutcome(
            NameBasedId.Of(month.EntityId, $"{number}"), $"GD-{number:00000}", month.ContractorId, null, asset,
            "access", "Shanghai", "x", "repair", at, "contractor-scope",
            [
                new ClockResult(
                    ClockKind.Restore, 330, at, at, TimeSpan.FromMinutes(9), TimeSpan.Zero, at, ClockOutcome.OnTime),
            ],
            false, 0, 0);
        return host.AskAsync(month, new RecordOutcome(month, outcome, position));
    }
}
