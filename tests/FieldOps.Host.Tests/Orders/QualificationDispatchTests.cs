using System.Net;
using FieldOps.Host.Tests.Edge;
using static FieldOps.Host.Tests.Orders.OrdersHost;

namespace FieldOps.Host.Tests.Orders;

/// <summary>Dispatch obeys a company's qualifications (domain reference, 9.1); each order says so.</summary>
public sealed class QualificationDispatchTests(OrdersHost host) : IClassFixture<OrdersHost>
{
    private const string File = "/contractors/ALPHA/file/qualifications";

    private static readonly (string, string)[] s_manager = As("contractor-manager");

    [Fact]
    public async Task Qualification_ThatHasExpired_KeepsOrdersAway_UntilItIsRenewed()
    {
        await host.DoAsync(File, Paper(20), s_manager);
        (await WhyAsync("Q1")).ShouldBe(("ALPHA", "chosen"));
        await host.AdvanceToAsync(20);
        (await WhyAsync("Q2", 20)).ShouldBe((null, "qualification-expired"));
        var problem = await (await host.PostAsync(
                "/work-orders",
                new { assetCode = "Q2", workKind = "repair", description = "x", contractor = "ALPHA" },
                As("dispatcher")))
            .ShouldBeProblemAsync(HttpStatusCode.Conflict, "dispatch.qualification-expired");
        problem.GetProperty("facts").GetProperty("qualification").GetString().ShouldBe("line-a");

        // The company's own word brings no orders back: neither a withdrawal nor a renewal that nobody has accepted.
        var own = As("contractor-finance", Alpha);
        await (await host.PostAsync(File + "/line-a:withdraw", new { reason = "x" }, own))
            .ShouldBeProblemAsync(HttpStatusCode.Forbidden, "contractor-file.operator-withdraws");
        await host.DoAsync(File, Paper(10_000), own);
        (await WhyAsync("Q2B", 20)).ShouldBe((null, "qualification-expired"));
        await host.DoAsync(File, Paper(10_000), s_manager);
        (await WhyAsync("Q3", 20)).ShouldBe(("ALPHA", "chosen"));
        await host.DoAsync(File, Paper(25), s_manager);
        await host.AdvanceToAsync(25);
        (await WhyAsync("Q4", 25)).ShouldBe((null, "qualification-expired"));
        await host.DoAsync(File + "/line-a:withdraw", new { reason = "no longer asked for" }, s_manager);
        (await WhyAsync("Q5", 25)).ShouldBe(("ALPHA", "chosen"));
    }

    private static object Paper(double minutes) => new
    {
        code = "line-a", kind = "line-maintenance", issuer = "bureau", number = "42", validFrom = Start.AddYears(-1),
        validUntil = Start.AddMinutes(minutes), evidence = "scan 7",
    };

    private async Task<(string? Lead, string? Verdict)> WhyAsync(string asset, double minute = 0)
    {
        await host.AddAssetAsync(asset, "station-vip");
        await host.SettledAsync();
        var order = await host.ReadAsync($"/work-orders/{await host.ReportAsync(asset, minute)}");
        var lead = order.TryGetProperty("lead", out var party) ? party.GetProperty("contractorCode").GetString() : null;
        var why = order.GetProperty("why");
        if (lead is null)
        {
            why.GetProperty("passed")[0].GetProperty("zh").GetString()!.ShouldContain("资质 line-a");
        }

        return (lead, why.GetProperty("candidates")[0].GetProperty("verdict").GetString());
    }
}
