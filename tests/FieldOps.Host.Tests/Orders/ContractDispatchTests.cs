using System.Net;
using FieldOps.Domain.Contractors;
using FieldOps.Host.Tests.Edge;
using FieldOps.Host.Tests.Money;
using static FieldOps.Host.Tests.Orders.OrdersHost;

namespace FieldOps.Host.Tests.Orders;

/// <summary>Dispatch obeys the contracts of a lot (domain reference, 9.1); each order says so.</summary>
public sealed class ContractDispatchTests(OrdersHost host) : IClassFixture<OrdersHost>
{
    private const string Code = "HT-STATIONS";

    private static readonly (string, string)[] s_manager = As("contractor-manager");

    [Fact]
    public async Task Contract_SignedAndEnded_DecidesWhoGetsTheOrder()
    {
        await DraftAsync(Code, "2024-12-31T16:00:00Z");
        (await WhyAsync("C1")).ShouldBe(("ALPHA", "chosen"), "a first draft stops nobody");
        await SignAsync(Code);
        (await WhyAsync("C2")).ShouldBe(("ALPHA", "chosen"));

        await host.DoAsync(
            $"/contracts/{Code}:end", new { at = Start.AddMinutes(30), reason = "breach" }, As("department-head"));
        (await WhyAsync("C3")).ShouldBe(("ALPHA", "chosen"), "its end is still ahead");
        await host.AdvanceToAsync(40);
        (await WhyAsync("C4", 40)).ShouldBe((null, "contract-expired"));
        await (await host.PostAsync(
                "/work-orders",
                new { assetCode = "C4", workKind = "repair", description = "x", contractor = "ALPHA" },
                As("dispatcher")))
            .ShouldBeProblemAsync(HttpStatusCode.Conflict, "dispatch.contract-not-in-force");

        await DraftAsync("HT-NEXT", "2024-12-31T16:00:00Z", Start.AddMinutes(31));
        (await WhyAsync("C5", 40)).ShouldBe((null, "contract-unsigned"));
        await GradedAsync();
        await host.DoAsync("/contracts/HT-NEXT:clear-renewal", new { predecessor = Code }, As("department-head"));
        await SignAsync("HT-NEXT");
        (await WhyAsync("C6", 40)).ShouldBe(("ALPHA", "chosen"));
    }

    private Task DraftAsync(string code, string until, DateTimeOffset? from = null) => host.DoAsync(
        "/contracts",
        new
        {
            code,
            terms = new
            {
                nameZh = "合同", nameEn = "Contract", contractor = "ALPHA", service = "after-sale", mode = "partial",
                lots = new[] { "STATIONS" }, priceList = "line-prices", from = from ?? Start.AddMonths(-1), until,
                customerContractUntil = "2026-01-01T00:00:00+08:00",
                clauses = ContractHttpTests.Clauses.ToDictionary(c => c, c => "§ " + c),
                papers = new Dictionary<string, string> { ["security-commitment"] = "1", ["integrity"] = "2" },
                interfaces = new[] { "process", "customer", "maintenance", "support", "production-organisation" }
                    .ToDictionary(i => i, i => "doc " + i),
            },
        },
        s_manager);

    // It follows a contract on the same lot: a renewal by another name, which needs a grade.
    private async Task GradedAsync()
    {
        const string month = "/months/ALPHA/2023-12";
        await host.DoAsync(
            month + "/violations",
            new
            {
                @class = "class2", kind = "system-error", points = 1, evidence = "x",
                occurredAt = "2023-12-10T00:00:00Z",
            },
            s_manager);
        foreach (var (step, caller) in ((string, (string, string)[])[])
        [
            ("freeze", s_manager), ("compute", s_manager), ("confirm", As("contractor-finance", Alpha)),
            ("approve", As("department-head")), ("publish", s_manager),
        ])
        {
            await host.DoAsync($"{month}:{step}", new { }, caller);
        }
    }

    private async Task SignAsync(string code)
    {
        await host.DoAsync($"/contracts/{code}:sign", new { }, As("department-head"));
        await host.DoAsync($"/contracts/{code}:sign", new { }, As("contractor-finance", Alpha));
    }

    private async Task<(string? Lead, string? Verdict)> WhyAsync(string asset, double minute = 0)
    {
        await host.AddAssetAsync(asset, "station-vip");
        await host.SettledAsync();
        var id = await host.ReportAsync(asset, minute);
        var order = await host.ReadAsync($"/work-orders/{id}");
        var lead = order.TryGetProperty("lead", out var party) ? party.GetProperty("contractorCode").GetString() : null;
        var why = order.GetProperty("why");
        if (lead is null)
        {
            why.GetProperty("passed")[0].GetProperty("zh").GetString()!.ShouldContain("合同");
        }

        return (lead, why.GetProperty("candidates")[0].GetProperty("verdict").GetString());
    }
}
