using FieldOps.Platform.Clock;
using Microsoft.Extensions.DependencyInjection;
using static FieldOps.Host.Tests.Money.AnnualSteps;

namespace FieldOps.Host.Tests.Money;

/// <summary>
/// Two years of C that their annual assessments decide, the earlier one last: on a host with a time of its own.
/// </summary>
public sealed class LateDecisionTests(AnnualHost host) : IClassFixture<AnnualHost>
{
    // Results propose for ten days. Those of 2024 are over when 2023 is decided: only then there are two.
    [Fact]
    public async Task EarlierYear_ThatIsDecidedLast_ProposesFromItsApprovalOn()
    {
        var code = await host.ContractorAsync("LAST");
        await AdvanceAsync(new DateTimeOffset(2025, 1, 10, 4, 0, 0, TimeSpan.Zero));
        await host.PublishLowestAsync(code, "2023-12", "2024-12");
        await DecideAsync(code, "2024");
        (await host.ProposalsAsync(code)).ShouldBeEmpty("2023 is not decided");
        await AdvanceAsync(new DateTimeOffset(2025, 2, 10, 4, 0, 0, TimeSpan.Zero));

        await DecideAsync(code, "2023");

        var proposal = (await host.ProposalsAsync(code)).ShouldHaveSingleItem();
        proposal.GetProperty("year").GetString().ShouldBe("2024");
        proposal.GetProperty("grounds").GetProperty("results").EnumerateArray()
            .Select(r => r.GetProperty("month").GetString()).ShouldBe(["2023", "2024"]);
    }

    private Task AdvanceAsync(DateTimeOffset to) =>
        host.Services.GetRequiredService<IClockDriver>().AdvanceAsync(to, CancellationToken.None);

    private async Task DecideAsync(string code, string year)
    {
        await host.OkAsync(Path(code, "draw-up", year), new { });
        await host.OkAsync(Path(code, "approve", year), new { edition = 1 }, MoneyHostSuspensions.Head);
    }
}
