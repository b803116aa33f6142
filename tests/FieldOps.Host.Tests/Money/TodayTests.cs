using System.Net;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Host.Tests.Edge;
using Microsoft.Extensions.DependencyInjection;
using static FieldOps.Host.Tests.Money.MoneyHost;

namespace FieldOps.Host.Tests.Money;

/// <summary>The running month as if it closed today, and what became known today.</summary>
public sealed class TodayTests(MoneyHost host) : IClassFixture<MoneyHost>
{
    private const string Restore = "kpi/repair-timeliness/restoration/restore";

    [Fact]
    public async Task Today_ShowsTheRunningMonth_AsIfItClosed()
    {
        var code = await host.ContractorAsync("TODAY");
        await host.LotAsync(100_000m, (code, 100m));
        var february = $"/api/v1/months/{code}/2024-02";
        var finding = new { kind = "off-channel", evidence = "phone call" };
        (await host.SendAsync(HttpMethod.Post, $"{february}/findings", finding)).StatusCode.ShouldBe(HttpStatusCode.OK);

        var today = await host.ReadAsync($"{february}/today", Finance(code));

        today.GetProperty("score").GetDecimal().ShouldBe(99m);
        today.GetProperty("totalCny").GetDecimal().ShouldBe(99_000m);
        today.TryGetProperty("scoreBeforeToday", out _).ShouldBeFalse("nothing was due this morning");
        today.GetProperty("totalCnyBeforeToday").GetDecimal().ShouldBe(100_000m);
        var line = today.GetProperty("today")[0];
        (line.GetProperty("path").GetString(), line.GetProperty("points").GetDecimal())
            .ShouldBe((Restore + "/off-channel", -1m));
        var other = await host.ContractorAsync("OTHER");
        (await host.GetAsync($"{february}/today", Finance(other))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await host.GetAsync($"/api/v1/months/{code}/2024-01/history", Finance(other)))
            .StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    // The decision was asked for when the log was shorter, and a freeze came in between: by its own place the freeze
    // did not know of it.

    // It is today's news that counts, not today's trouble: an order of days ago that ended late today cost something
    // today, one that was known this morning did not.
    [Fact]
    public async Task Today_TellsWhatBecameKnown_WheneverItHappened()
    {
        var code = await host.ContractorAsync("KNOWN");
        await host.LotAsync(100_000m, (code, 100m));
        for (var number = 1; number <= 9; number++)
        {
            await EndedAsync(code, number, ClockOutcome.OnTime, 0);
        }

        await EndedAsync(code, 10, ClockOutcome.Late, 0);
        await EndedAsync(code, 11, ClockOutcome.Late, long.MaxValue);

        var today = await host.ReadAsync($"/api/v1/months/{code}/2024-02/today");

        var line = today.GetProperty("today").EnumerateArray().ShouldHaveSingleItem();
        line.GetProperty("path").GetString().ShouldBe(Restore);
        line.GetProperty("refs").EnumerateArray().Select(r => r.GetProperty("label").GetString())
            .ShouldBe(["GD-00011"]);
        var lost = line.GetProperty("points").GetDecimal();
        lost.ShouldBeLessThan(0);
        (today.GetProperty("scoreBeforeToday").GetDecimal() + lost).ShouldBe(today.GetProperty("score").GetDecimal());
        today.GetProperty("totalCnyBeforeToday").GetDecimal().ShouldBeGreaterThan(
            today.GetProperty("totalCny").GetDecimal());
    }

    // Last week's veto that somebody records today costs the month today.
    [Fact]
    public async Task Today_KnowsAVetoFromWhenItWasRecorded_NotFromWhenItHappened()
    {
        var code = await host.ContractorAsync("VETO");
        await host.LotAsync(100_000m, (code, 100m));
        await EndedAsync(code, 1, ClockOutcome.OnTime, 0);
        var veto = new
        {
            @class = "veto", kind = "safety", evidence = "case 9",
            occurredAt = new DateTimeOffset(2024, 2, 1, 4, 0, 0, TimeSpan.Zero),
        };
        (await host.SendAsync(HttpMethod.Post, $"/api/v1/months/{code}/2024-02/violations", veto))
            .StatusCode.ShouldBe(HttpStatusCode.OK);

        var today = await host.ReadAsync($"/api/v1/months/{code}/2024-02/today");

        today.GetProperty("score").GetDecimal().ShouldBe(0m);
        today.GetProperty("scoreBeforeToday").GetDecimal().ShouldBe(100m);
        today.GetProperty("today").EnumerateArray().Select(l => l.GetProperty("path").GetString())
            .ShouldBe(["credit/veto"]);
    }

    private async Task EndedAsync(string code, int number, ClockOutcome restored, long from)
    {
        var zone = host.Services.GetRequiredService<TimeZoneInfo>();
        var month = MonthRef.Of(IdOf(code), code, new MonthKey(2024, 2), zone);
        var order = NameBasedId.Of(month.EntityId, $"{number}");
        var at = new DateTimeOffset(2024, 2, 1, 4, 0, 0, TimeSpan.Zero);
        var outcome = new OrderOutcome(
            order, $"GD-{number:00000}", month.ContractorId, null, order, "access", "Shanghai", "x", "repair", at,
            "contractor-scope",
            [
                new ClockResult(
                    ClockKind.Restore, 330, at, at, TimeSpan.FromMinutes(number), TimeSpan.Zero, at, restored),
            ],
            false, 0, 0);
        await host.AskAsync(month, new RecordOutcome(month, outcome, from));
    }
}
