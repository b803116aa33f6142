using System.Net;
using System.Text.Json;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Warnings;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Host.Tests.Edge;
using FieldOps.Platform.Feed;
using Microsoft.Extensions.DependencyInjection;
using static FieldOps.Host.Tests.Money.MoneyHost;

namespace FieldOps.Host.Tests.Money;

/// <summary>A month that is watched while it runs: the clock moves, warnings come and go, tasks fall due.</summary>
public sealed class RunningMonthTests(RunningMonthTests.InJanuaryHost host)
    : IClassFixture<RunningMonthTests.InJanuaryHost>
{
    [Fact]
    public async Task Month_IsWatched_WarnedOfOnce_AndWhatComesOfItIsFollowedUp()
    {
        var code = await host.ContractorAsync("WATCH");
        var other = await host.ContractorAsync("CALM");
        await LotAsync(code);
        await OrdersAsync(code, 1, 12, late: 4);

        await AdvanceAsync("2024-01-12T09:00:00+08:00");
        var warnings = await WarningsAsync(code, "open");
        var lost = warnings.First(w => Text(w, "indicator").EndsWith("/restore", StringComparison.Ordinal));
        lost.GetProperty("finding").GetProperty("level").GetString().ShouldBe("lost");
        warnings.Select(w => Text(w, "indicator")).ShouldContain(i => i.StartsWith("lot/", StringComparison.Ordinal));
        var watch = MonthWatchState.IdOf(MonthRef.IdOf(IdOf(code), "2024-01"));
        var told = await MoneyHostNotices.CountAsync(host, watch);
        told.ShouldBeGreaterThan(0);
        (await host.ReadAsync("/api/v1/warnings", Finance(other))).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await host.GetAsync($"/api/v1/warnings?contractor={code}", Finance(other)))
            .StatusCode.ShouldBe(HttpStatusCode.NotFound);

        // Two more checks say the same: nobody is told again.
        await AdvanceAsync("2024-01-14T09:00:00+08:00");
        (await MoneyHostNotices.CountAsync(host, watch)).ShouldBe(told);

        var task = await RaiseAsync(code, lost.GetProperty("warningId").GetGuid());
        await OrdersAsync(code, 100, 400, late: 0);
        await AdvanceAsync("2024-01-16T09:00:00+08:00");
        (await WarningsAsync(code, "recovered")).Select(w => Text(w, "indicator")).ShouldContain(
            i => i.EndsWith("/restore", StringComparison.Ordinal));
        await FollowAsync(code, task);
    }

    private async Task FollowAsync(string code, Guid task)
    {
        var path = $"/api/v1/rectifications/{task:D}";
        // Due on the 15th: overdue for 15 hours, one step of the escalation.
        (await host.ReadAsync(path)).GetProperty("stepsTaken").GetInt32().ShouldBe(1);
        (await host.ReadAsync($"/api/v1/rectifications?overdue=true&contractor={code}"))
            .GetProperty("items").GetArrayLength().ShouldBe(1);
        // Raised for two roles, then one more, each over the log and the webhook.
        (await MoneyHostNotices.CountAsync(host, task)).ShouldBe(6);
        (await PostAsync(path + ":submit", new { evidence = "photo" }, Finance(await host.ContractorAsync("NOSY"))))
            .StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await PostAsync(path + ":submit", new { evidence = "photo" }, Finance(code))).EnsureSuccessStatusCode();
        await (await PostAsync(path + ":submit", new { evidence = "photo" }, Finance(code))).ShouldBeProblemAsync(
            HttpStatusCode.Conflict, "rectification.out-of-turn");
        (await PostAsync(path + ":return", new { reason = "blurred", dueAt = "2024-01-20T18:00:00+08:00" }))
            .EnsureSuccessStatusCode();
        (await PostAsync(path + ":submit", new { evidence = "better" }, Finance(code))).EnsureSuccessStatusCode();
        var stale = await PostAsync(path + ":accept", new { }, ("If-Match", "\"1\""));
        stale.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        var done = await (await PostAsync(path + ":accept", new { remark = "good" })).JsonAsync();
        done.GetProperty("status").GetString().ShouldBe("accepted");
        done.GetProperty("attempts")[0].GetProperty("returnedReason").GetString().ShouldBe("blurred");
    }

    private async Task<Guid> RaiseAsync(string code, Guid warning)
    {
        var wish = new
        {
            contractor = code, month = "2024-01", source = new { kind = "warning", id = warning },
            demand = "restore in time", responsible = "li", dueAt = "2024-01-15T18:00:00+08:00",
        };
        var raised = await PostAsync("/api/v1/rectifications", wish, ("X-Role", "contractor-manager"));
        raised.StatusCode.ShouldBe(HttpStatusCode.Created);
        var body = await raised.JsonAsync();
        body.GetProperty("number").GetString()!.ShouldStartWith("ZG-20240114-");
        return body.GetProperty("rectificationId").GetGuid();
    }

    private async Task LotAsync(string code)
    {
        var terms = new
        {
            nameZh = "一标", nameEn = "Lot", assetClasses = new[] { "access" }, areas = new[] { "Shanghai/" + code },
            workKinds = new[] { "*" }, pilot = false, mode = "whole",
            shares = new[] { new { contractorCode = code, sharePercent = 100 } }, openOrdersMax = 30,
            effectiveFrom = "2023-01-01T00:00:00+08:00", effectiveTo = "2024-02-01T00:00:00+08:00",
            monthlyFeeCny = 1_000,
        };
        (await PostAsync("/api/v1/lots", new { code = "LOT-" + code, terms })).EnsureSuccessStatusCode();
    }

    private async Task OrdersAsync(string code, int from, int count, int late)
    {
        var zone = host.Services.GetRequiredService<TimeZoneInfo>();
        var month = MonthRef.Of(IdOf(code), code, new MonthKey(2024, 1), zone);
        for (var number = from; number < from + count; number++)
        {
            var order = NameBasedId.Of(month.EntityId, $"running {number}");
            var outcome = number < from + late ? ClockOutcome.Late : ClockOutcome.OnTime;
            await host.AskAsync(month, new RecordOutcome(
                month,
                new OrderOutcome(
                    order, $"GD-{number:00000}", month.ContractorId, null, order, "access", "Shanghai", "x", "repair",
                    InJanuary, "contractor-scope",
                    [
                        new ClockResult(
                            ClockKind.Restore, 330, InJanuary, InJanuary, TimeSpan.FromMinutes(number), TimeSpan.Zero,
                            InJanuary, outcome),
                    ],
                    false, 0, 0),
                0));
        }
    }

    private async Task<JsonElement[]> WarningsAsync(string code, string status) =>
    [
        .. (await host.ReadAsync($"/api/v1/warnings?contractor={code}&month=2024-01&status={status}"))
            .GetProperty("items").EnumerateArray(),
    ];

    private static string Text(JsonElement warning, string member) =>
        warning.GetProperty("finding").GetProperty(member).GetString()!;

    private async Task AdvanceAsync(string to) =>
        (await PostAsync("/api/v1/clock:advance", new { to })).EnsureSuccessStatusCode();

    private Task<HttpResponseMessage> PostAsync(string path, object body, params (string, string)[] headers) =>
        host.SendAsync(HttpMethod.Post, path, body, headers);

    public sealed class InJanuaryHost : MoneyHost
    {
        protected override DateTimeOffset? SimulatedStart => new DateTimeOffset(2024, 1, 11, 4, 0, 0, TimeSpan.Zero);
    }
}
