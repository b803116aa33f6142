using System.Net;
using System.Text.Json;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Host.Tests.Edge;
using Microsoft.Extensions.DependencyInjection;
using static FieldOps.Host.Tests.Money.MoneyHost;

namespace FieldOps.Host.Tests.Money;

/// <summary>Few orders in January: restoration counts over the rolling quarter, through the real steps.</summary>
public sealed class RollingSampleHttpTests(RollingHost host) : IClassFixture<RollingHost>
{
    private const string Restore = "kpi/repair-timeliness/restoration/restore";

    [Fact]
    public async Task FewOrders_CountOverTheQuarter_AsKnownAtTheFreeze_DownToTheEvents()
    {
        var code = await QuarterAsync("FEW");
        (await host.StepAsync(code, "freeze")).EnsureSuccessStatusCode();
        // Told after the freeze: January knows nothing of it.
        await EndedAsync(code, new MonthKey(2023, 12), 99, ClockOutcome.Late, long.MaxValue);
        (await host.StepAsync(code, "compute")).EnsureSuccessStatusCode();

        // November 10/10, December 11/12, January 6/7: 27/29 = 93.1 %, three quarters of nine points.
        var line = Line(await host.ReadAsync($"/api/v1/months/{code}/2024-01"));
        (line.GetProperty("numerator").GetInt32(), line.GetProperty("denominator").GetInt32()).ShouldBe((27, 29));
        line.GetProperty("points").GetDecimal().ShouldBe(6.75m);
        line.GetProperty("rolled").EnumerateArray().Select(m =>
            $"{m.GetProperty("month").GetString()} {m.GetProperty("sum").GetDecimal()}/{m.GetProperty("cases")}")
            .ShouldBe(["2023-11 10/10", "2023-12 11/12", "2024-01 6/7"]);
        var explained = (await host.ReadAsync($"/api/v1/months/{code}/2024-01/explain")).GetProperty("lines")
            .EnumerateArray().Single(l => l.GetProperty("path").GetString() == Restore);
        explained.GetProperty("textZh").GetString().ShouldEndWith("2023-11 10/10、2023-12 11/12、2024-01 6/7");
        explained.GetProperty("facts").EnumerateArray().Select(f => f.GetProperty("label").GetString())
            .ShouldBe(["GD-202312-012", "GD-202401-007"]);
        foreach (var format in new[] { "html", "csv" })
        {
            var paper = await (await host.GetAsync($"/api/v1/months/{code}/2024-01/paper?format={format}", []))
                .Content.ReadAsStringAsync();
            paper.ShouldContain("按 3 个月滚动计", customMessage: format);
        }
    }

    // The order of December is December's; that it is gone from January's line is January's matter alone.
    [Fact]
    public async Task ObjectionToAnOrderOfTheMonthBefore_TakesItOutOfThisLineAlone()
    {
        var code = await QuarterAsync("OBJECT");
        (await host.StepAsync(code, "freeze")).EnsureSuccessStatusCode();
        (await host.StepAsync(code, "compute")).EnsureSuccessStatusCode();
        var december = Line(await host.ReadAsync($"/api/v1/months/{code}/2024-01")).GetProperty("refs")[0];
        var lines = new[] { new { path = Restore, reason = "dug up", factId = december.GetProperty("id").GetGuid() } };
        await host.OkAsync($"/months/{code}/2024-01:dispute-lines", new { lines }, Finance(code));
        var dispute = (await host.ReadAsync($"/api/v1/months/{code}/2024-01/history")).GetProperty("disputes")[0]
            .GetProperty("disputeId").GetGuid();
        await host.OkAsync($"/months/{code}/2024-01/disputes/{dispute}:decide", new { upheld = true, reason = "so" });
        (await host.StepAsync(code, "compute")).EnsureSuccessStatusCode();

        var line = Line(await host.ReadAsync($"/api/v1/months/{code}/2024-01"));
        (line.GetProperty("numerator").GetInt32(), line.GetProperty("denominator").GetInt32()).ShouldBe((27, 28));
        await host.OkAsync("/months:close", new { month = "2023-12" });
        var own = Line(await host.ReadAsync($"/api/v1/months/{code}/2023-12"));
        own.GetProperty("rolled").EnumerateArray().Last().GetProperty("cases").GetInt32().ShouldBe(12);
    }

    // Closing freezes and scores at once: what is short is told by what the freeze will leave.
    [Fact]
    public async Task Closing_CountsByWhatTheFreezeLeaves()
    {
        var code = await QuarterAsync("CLOSE");
        for (var number = 8; number <= 21; number++)
        {
            await EndedAsync(code, new MonthKey(2024, 1), number, ClockOutcome.OnTime, number < 20 ? 0 : long.MaxValue);
        }

        await host.OkAsync("/months:close", new { month = "2024-01" });
        var line = Line(await host.ReadAsync($"/api/v1/months/{code}/2024-01"));
        (line.GetProperty("numerator").GetInt32(), line.GetProperty("denominator").GetInt32()).ShouldBe((39, 41));

        var many = await QuarterAsync("MANY");
        for (var number = 8; number <= 20; number++)
        {
            await EndedAsync(many, new MonthKey(2024, 1), number, ClockOutcome.OnTime, 0);
        }

        await host.OkAsync("/months:close", new { month = "2024-01" });
        line = Line(await host.ReadAsync($"/api/v1/months/{many}/2024-01"));
        (line.GetProperty("denominator").GetInt32(), line.TryGetProperty("rolled", out _)).ShouldBe((20, false));
    }

    [Fact]
    public async Task RunningMonth_RollsAsItsSheetWould()
    {
        var code = await QuarterAsync("TODAY");
        await EndedAsync(code, new MonthKey(2024, 2), 1, ClockOutcome.Late, 0);

        // December 11/12, January 6/7, February 0/1: 17/20 = 85 %.
        var loss = (await host.ReadAsync($"/api/v1/months/{code}/2024-02/today")).GetProperty("losses")
            .EnumerateArray().Single(l => l.GetProperty("path").GetString() == Restore);
        (loss.GetProperty("denominator").GetInt32(), loss.GetProperty("points").GetDecimal()).ShouldBe((20, 5.4m));
    }

    private static JsonElement Line(JsonElement month) => month.GetProperty("sheet").GetProperty("lines")
        .EnumerateArray().Single(l => l.GetProperty("path").GetString() == Restore);

    private async Task<string> QuarterAsync(string name)
    {
        var code = await host.ContractorAsync(name);
        await host.LotAsync(100_000m, (code, 100m));
        (MonthKey Month, int OnTime, int Late)[] months =
            [(new(2023, 11), 10, 0), (new(2023, 12), 11, 1), (new(2024, 1), 6, 1)];
        foreach (var (month, onTime, late) in months)
        {
            for (var number = 1; number <= onTime + late; number++)
            {
                await EndedAsync(
                    code, month, number, number <= onTime ? ClockOutcome.OnTime : ClockOutcome.Late, 0);
            }
        }

        return code;
    }

    private Task EndedAsync(string code, MonthKey key, int number, ClockOutcome outcome, long position)
    {
        var month = MonthRef.Of(IdOf(code), code, key, host.Services.GetRequiredService<TimeZoneInfo>());
        var (id, at) = (NameBasedId.Of(month.EntityId, $"{number}"), month.StartsAt.AddHours(number));
        return host.AskAsync(month, new RecordOutcome(
            month,
            new OrderOutcome(
                id, $"GD-{key.Year}{key.Month:00}-{number:000}", month.ContractorId, null, id, "access", "Shanghai",
                "x", "repair", at, "contractor-scope",
                [new ClockResult(ClockKind.Restore, 330, at, at, TimeSpan.FromMinutes(9), TimeSpan.Zero, at, outcome)],
                false, 0, 0),
            position));
    }
}
