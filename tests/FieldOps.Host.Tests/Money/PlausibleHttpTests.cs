using System.Net;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Kernel;
using FieldOps.Host.Tests.Edge;

namespace FieldOps.Host.Tests.Money;

/// <summary>What people record is looked at by what there is: kinds, orders, classes of assets.</summary>
public sealed class PlausibleHttpTests(MoneyHost host) : IClassFixture<MoneyHost>
{
    private const HttpStatusCode Unprocessable = HttpStatusCode.UnprocessableEntity;

    [Fact]
    public async Task Finding_OfAKindThatNoSchemePrices_IsRefused()
    {
        var code = await host.ContractorAsync("KIND");
        await (await FindAsync(code, new { kind = "false-replyy", evidence = "x" }))
            .ShouldBeProblemAsync(Unprocessable, "contractor-month.finding-kind-unknown");
        (await FindAsync(code, new { kind = "late-feedback", evidence = "x" })).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Finding_OnAnOrderThatWasNeverTheContractors_IsRefused()
    {
        var (code, other) = (await host.ContractorAsync("FOUND"), await host.ContractorAsync("OTHER"));
        await host.OrdersAsync(code, 1, 0);
        await host.OrdersAsync(other, 2, 0);
        foreach (var wrong in (object[])
        [
            new { kind = "false-reply", evidence = "x", orderId = OrderOf(other, 1) },
            new { kind = "false-reply", evidence = "x", orderId = Guid.NewGuid() },
            new { kind = "false-reply", evidence = "x", orderNumber = "GD-00002" },
            new { kind = "false-reply", evidence = "x", orderId = OrderOf(code, 1), orderNumber = "GD-00002" },
        ])
        {
            await (await FindAsync(code, wrong)).ShouldBeProblemAsync(Unprocessable, "contractor-month.order-unknown");
        }

        // Also in another month than the order's own.
        var right = new { kind = "false-reply", evidence = "x", orderId = OrderOf(code, 1), orderNumber = "GD-00001" };
        (await FindAsync(code, right)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await FindAsync(code, new { kind = "off-channel", evidence = "x", orderNumber = "GD-00001" }, "2024-02"))
            .StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Lot_OfAnAssetClassThatNoCatalogueHas_IsRefused()
    {
        var code = await host.ContractorAsync("CLASS");
        var answer = await host.SendAsync(HttpMethod.Post, "/api/v1/lots", new
        {
            code = "LOT-" + code,
            terms = new
            {
                nameZh = "一标", nameEn = "Lot", assetClasses = new[] { "access", "acces" },
                areas = new[] { "Shanghai/" + code }, workKinds = new[] { "*" }, pilot = false, mode = "whole",
                shares = new[] { new { contractorCode = code, sharePercent = 100m } }, openOrdersMax = 30,
                effectiveFrom = "2024-01-01T00:00:00+08:00", monthlyFeeCny = 1m,
            },
        });
        await answer.ShouldBeProblemAsync(Unprocessable, "contract-lot.coverage-unknown");
        (await answer.Content.ReadAsStringAsync()).ShouldContain("acces.");
    }

    private static Guid OrderOf(string contractor, int number) =>
        NameBasedId.Of(MonthRef.IdOf(MoneyHost.IdOf(contractor), "2024-01"), $"{number}");

    private Task<HttpResponseMessage> FindAsync(string code, object finding, string month = "2024-01") =>
        host.SendAsync(HttpMethod.Post, $"/api/v1/months/{code}/{month}/findings", finding);
}
