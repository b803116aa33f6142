namespace FieldOps.Host.Tests.Money;

/// <summary>Where the rules count years (domain reference, 7.5): which count, and what changes what.</summary>
public sealed class SuspensionYearsHttpTests(YearsCountHost host) : IClassFixture<YearsCountHost>
{
    [Fact]
    public async Task YearOfC_CountsOnceItIsOver_AndWhatChangesAnEarlierYearWeighsTheLaterOne()
    {
        var code = await host.ContractorAsync("YEARS");
        await host.PublishLowestAsync(code, "2022-12", "2023-11");
        (await CountedAsync(code)).ShouldBe((1, false), "2023 is not over");
        (await host.ProposalsAsync(code)).ShouldBeEmpty();

        await host.PublishLowestAsync(code, "2023-12");
        (await CountedAsync(code)).ShouldBe((2, true));
        var proposal = (await host.ProposalsAsync(code)).ShouldHaveSingleItem();
        proposal.GetProperty("status").GetString().ShouldBe("open");
        proposal.GetProperty("grounds").GetProperty("results").EnumerateArray()
            .Select(r => r.GetProperty("month").GetString()).ShouldBe(["2022", "2023"]);

        await host.ReopenAsync(code, "2022-12");
        (await host.ProposalsAsync(code)).ShouldHaveSingleItem().GetProperty("status").GetString()
            .ShouldBe("withdrawn", "2023 rested on 2022");
    }

    [Fact]
    public async Task YearOfC_FurtherBackThanTheRulesLook_DoesNotCount()
    {
        var code = await host.ContractorAsync("GAP");
        await host.PublishLowestAsync(code, "2021-12", "2023-12");
        (await CountedAsync(code)).ShouldBe((1, false));
        (await host.ProposalsAsync(code)).ShouldBeEmpty();
    }

    private async Task<(int, bool)> CountedAsync(string code)
    {
        var standing = await host.ReadAsync($"/api/v1/standings/{code}/2023");
        return (
            standing.GetProperty("lowestCounted").GetInt32(), standing.GetProperty("suspensionPossible").GetBoolean());
    }
}
