using System.Net;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Host.Tests.Edge;
using FieldOps.Platform.Entities;
using Microsoft.Extensions.DependencyInjection;
using static FieldOps.Host.Tests.Money.MoneyHost;

namespace FieldOps.Host.Tests.Money;

/// <summary>Closing concerns every contractor of the tenant: on a host of its own.</summary>
public sealed class MonthClosingTests(MoneyHost host) : IClassFixture<MoneyHost>
{
    [Fact]
    public async Task Close_ScoresEveryContractor_AndAgainChangesNothing()
    {
        var busy = await host.ContractorAsync("BUSY");
        var idle = await host.ContractorAsync("IDLE");
        var left = await host.ContractorAsync("LEFT");
        var paid = await host.ContractorAsync("PAID");
        await host.LotAsync(1_000m, (busy, 60m), (idle, 40m));
        await host.LotAsync(500m, (paid, 100m));
        await LeaveAsync(left);
        await LeaveAsync(paid);
        await host.OrdersAsync(busy, 80, 20);

        var first = await (await CloseAsync()).JsonAsync();
        var again = await (await CloseAsync()).JsonAsync();

        // Who left is owed what its lots paid, also for a month in which nothing happened.
        Codes(first).ShouldBe([busy, idle, paid]);
        Outcomes(first).ShouldAllBe(o => o == "accepted");
        Outcomes(again).ShouldAllBe(o => o == "accepted");
        var list = await host.ReadAsync("/api/v1/months?month=2024-01&status=computed");
        var rows = list.GetProperty("items").EnumerateArray().ToDictionary(
            i => i.GetProperty("contractorCode").GetString()!, i => i);
        rows.Keys.ShouldBe([busy, idle, paid]);
        rows[paid].GetProperty("totalCny").GetDecimal().ShouldBe(500m);
        rows[busy].GetProperty("score").GetDecimal().ShouldBe(94.6m);
        rows[busy].GetProperty("totalCny").GetDecimal().ShouldBe(567.6m);
        rows[busy].GetProperty("sheetNumber").GetInt32().ShouldBe(1);
        rows[idle].TryGetProperty("score", out _).ShouldBeFalse();
        rows[idle].GetProperty("noScoreReason").GetString().ShouldBe("no-orders");
        rows[idle].GetProperty("totalCny").GetDecimal().ShouldBe(400m);
        rows[busy].GetProperty("frozenAtPosition").GetInt64()
            .ShouldBe(rows[idle].GetProperty("frozenAtPosition").GetInt64());
    }

    [Fact]
    public async Task Close_ByAContractor_IsRefused() =>
        await (await host.SendAsync(
            HttpMethod.Post, "/api/v1/months:close", new { month = "2024-01" }, Finance("anybody")))
            .ShouldBeProblemAsync(HttpStatusCode.Forbidden, "actor.role-not-allowed");

    // As the end of an exit tells the register.
    private async Task LeaveAsync(string code) =>
        (await host.Services.GetRequiredService<IEntities>().AskAsync(
            new EntityKey("default", ContractorIds.ContractorType, IdOf(code)),
            new ChangeStanding(ContractorStanding.Exited, "x"),
            new AskContext(Actor.System, NameBasedId.Of(IdOf(code), "exited")),
            CancellationToken.None)).ShouldBeOfType<Answer.Accepted>();

    private Task<HttpResponseMessage> CloseAsync() =>
        host.SendAsync(HttpMethod.Post, "/api/v1/months:close", new { month = "2024-01" });

    private static IEnumerable<string?> Outcomes(System.Text.Json.JsonElement answer) =>
        answer.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("outcome").GetString());

    private static IEnumerable<string?> Codes(System.Text.Json.JsonElement answer) =>
        answer.GetProperty("items").EnumerateArray()
            .Select(i => i.GetProperty("value").GetProperty("contractorCode").GetString());
}
