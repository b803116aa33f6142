using System.Net;
using FieldOps.Host.Tests.Edge;
using static FieldOps.Host.Tests.Orders.OrdersHost;

namespace FieldOps.Host.Tests.Orders;

/// <summary>Who may take an order, what the operator sees of it, and how a lot is shared, over HTTP.</summary>
public sealed class CertifiedOrderTests(OrdersHost host) : IClassFixture<OrdersHost>
{
    private static readonly (string, string)[] s_office = As("contractor-dispatcher", Beta);

    [Fact]
    public async Task Order_IsTakenByCertifiedPeopleOnly_OnceTheContractorKeepsARegister()
    {
        await host.AddAssetAsync("C1", "trunk1");
        var id = await GuardAsync("C1");
        await PersonAsync("guard-new");
        await host.SettledAsync();
        await RefusedAsync(id, "accept", new { }, Worker(Beta), "work-order.person-unknown");
        await RefusedAsync(id, "accept", new { }, Named("guard-new"), "work-order.person-not-certified");
        await RefusedAsync(
            id, "assign-person", new { person = "guard-new" }, s_office, "work-order.person-not-certified");
        await CertifyAsync("guard-new", 1);
        await host.DoAsync($"/work-orders/{id}:assign-person", new { person = "guard-new" }, s_office);
        await host.AdvanceToAsync(60 * 24 * 2);
        await RefusedAsync(id, "accept", new { }, Named("guard-new"), "work-order.person-certificate-expired");
        await CertifyAsync("guard-new", 30);
        await host.DoAsync($"/work-orders/{id}:accept", new { }, Named("guard-new"));

        // BETA's lot is of partial outsourcing: the operator sees who does the work, and may name somebody else.
        var seen = await host.ReadAsync($"/work-orders/{id}", As("dispatcher"));
        seen.GetProperty("person").GetProperty("person").GetString().ShouldBe("guard-new");
        await PersonAsync("guard-two");
        await CertifyAsync("guard-two", 30);
        await host.DoAsync($"/work-orders/{id}:assign-person", new { person = "guard-two" }, As("dispatcher"));
    }

    [Fact]
    public async Task WholeLot_KeepsItsPeopleFromTheOperator()
    {
        await host.AddAssetAsync("W1", "aggregation");
        await LotAsync("WHOLE", "aggregation", "whole", null, ("ALPHA", 100m));
        var id = await host.ReportAsync("W1");
        await PersonAsync("alpha-1", "ALPHA");
        await host.SettledAsync();
        await CertifyAsync("alpha-1", 300);
        await RefusedAsync(
            id, "assign-person", new { person = "alpha-1" }, As("dispatcher"), "work-order.whole-outsourcing");
        var own = As("contractor-dispatcher", Alpha);
        await host.DoAsync($"/work-orders/{id}:assign-person", new { person = "alpha-1" }, own);
        (await host.ReadAsync($"/work-orders/{id}", own)).GetProperty("person").GetProperty("person").GetString()
            .ShouldBe("alpha-1");
        (await host.ReadAsync($"/work-orders/{id}", As("dispatcher"))).TryGetProperty("person", out _).ShouldBeFalse();
        (await host.ReadAsync($"/work-orders/{id}/timeline", As("dispatcher"))).GetRawText()
            .ShouldNotContain("person-assigned");
        (await host.ReadAsync($"/work-orders/{id}/timeline", own)).GetRawText().ShouldContain("person-assigned");
        // Other tests of this class work for ALPHA without a register.
        await host.DoAsync("/people/alpha-1:leave", new { reason = "test over" }, As("contractor-manager"));
    }

    [Fact]
    public async Task Lot_ThatSharesByVolume_KeepsToItsShares_AndSaysSoOnEachOrder()
    {
        await host.DoAsync(
            "/contractors",
            new { code = "GAMMA", kind = "contractor", nameZh = "丙", nameEn = "Gamma", organisation = "GAMMA" },
            As("contractor-manager"));
        await LotAsync("VOLUME", "access", "partial", "volume", ("GAMMA", 75m), ("BETA", 25m));
        var parties = new List<string>();
        for (var number = 0; number < 8; number++)
        {
            await host.AddAssetAsync($"V{number}", "access");
            var id = await host.ReportAsync($"V{number}");
            var order = await host.ReadAsync($"/work-orders/{id}");
            order.GetProperty("why").GetProperty("reasonCode").GetString().ShouldBe("lot-volume");
            order.GetProperty("why").GetProperty("passed")[0].GetProperty("zh").GetString()!.ShouldContain("差距更大");
            parties.Add(order.GetProperty("lead").GetProperty("contractorCode").GetString()!);
        }

        parties.Count(p => p == "GAMMA").ShouldBe(6);
        await host.DoAsync(
            "/contractors/GAMMA:change-standing", new { to = "restricted", reason = "two C" },
            As("department-head"));
        await host.AddAssetAsync("V9", "access");
        var last = await host.ReadAsync($"/work-orders/{await host.ReportAsync("V9")}");
        last.GetProperty("lead").GetProperty("contractorCode").GetString().ShouldBe("BETA");
        last.GetProperty("why").GetProperty("candidates")[0].GetProperty("standing").GetString().ShouldBe("restricted");
        last.GetProperty("why").GetProperty("passed")[0].GetProperty("en").GetString().ShouldBe(
            "Its cooperation is suspended.");
    }

    private static (string, string)[] Named(string person) =>
        [("X-Actor", person), ("X-Role", "field-worker"), ("X-Contractor", Beta.ToString("D"))];

    private async Task<Guid> GuardAsync(string asset) => (await host.DoAsync(
        "/work-orders", new { assetCode = asset, workKind = "guard", description = "盯防" }, As("dispatcher")))
        .GetProperty("orderId").GetGuid();

    private Task PersonAsync(string code, string contractor = "BETA") => host.DoAsync(
        "/people", new { code, contractor, duty = "guard" }, As("contractor-manager"));

    private async Task CertifyAsync(string code, int days)
    {
        var now = (await host.ReadAsync("/clock")).GetProperty("now").GetDateTimeOffset();
        await host.DoAsync(
            $"/people/{code}:certify", new { until = now.AddDays(days), evidence = "exam" }, As("contractor-manager"));
    }

    private Task LotAsync(
        string code,
        string assetClass,
        string mode,
        string? allocation,
        params (string Code, decimal Share)[] shares) =>
        host.DoAsync(
            "/lots",
            new
            {
                code,
                terms = new
                {
                    nameZh = code,
                    nameEn = code,
                    assetClasses = new[] { assetClass },
                    areas = new[] { "Shanghai/*" },
                    workKinds = new[] { "*" },
                    pilot = false,
                    mode,
                    allocation = allocation ?? "draw",
                    shares = shares.Select(s => new { contractorCode = s.Code, sharePercent = s.Share }),
                    openOrdersMax = 1000,
                    effectiveFrom = Start.AddYears(-1),
                    monthlyFeeCny = 1000,
                },
            },
            As("contractor-manager"));

    private async Task RefusedAsync(Guid id, string verb, object body, (string, string)[] caller, string code)
    {
        var answer = await host.PostAsync($"/work-orders/{id}:{verb}", body, caller);
        var problem = await answer.ShouldBeProblemAsync(
            code == "work-order.whole-outsourcing" ? HttpStatusCode.Conflict : HttpStatusCode.UnprocessableEntity,
            code);
        problem.GetProperty("titleZh").GetString().ShouldNotBeNullOrEmpty();
    }
}
