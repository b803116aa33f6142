using static FieldOps.Host.Tests.Money.AnnualSteps;

namespace FieldOps.Host.Tests.Money;

/// <summary>A scheme that began within the year, and the tables of that year (domain reference, 7.1).</summary>
public sealed class SchemeWithinYearTests(HalfYearHost host) : IClassFixture<HalfYearHost>
{
    // The December that both signed by it has 99 points, the year's marks 19: without its table these would decide.
    [Fact]
    public async Task SchemeThatBeganInTheYear_HasItsTable_WithWhatBothSidesSignedByIt()
    {
        var code = await host.ContractorAsync("HALF");
        await host.DecemberAsync(code, 20m);

        var line = await host.OkAsync(Path(code, "draw-up"), new { composite = "halves" });

        var latest = line.GetProperty("latest");
        latest.GetProperty("score").GetDecimal().ShouldBe(91m, "0.9 x 99 + 0.1 x 19");
        latest.GetProperty("partsMissing").GetInt32().ShouldBe(0);
        var table = (await host.ReadAsync(One(code))).GetProperty("content").GetProperty("tables")[0];
        table.GetProperty("schemeId").GetString().ShouldBe("half-year");
        var month = table.GetProperty("months").EnumerateArray().ShouldHaveSingleItem();
        (month.GetProperty("month").GetString(), month.GetProperty("sheetNumber").GetInt32())
            .ShouldBe(("2023-12", 1));
        (await host.ReadAsync($"/api/v1/composites/halves/{code}/2023")).GetProperty("score").GetDecimal()
            .ShouldBe(91m);
    }

    [Fact]
    public async Task CompositeWithin_ThatBeganInTheYear_CountsByItsFirstVersion()
    {
        var code = await host.ContractorAsync("WITHIN");
        await host.DecemberAsync(code, 20m);

        var sheet = await host.ReadAsync($"/api/v1/composites/around/{code}/2023");

        sheet.GetProperty("score").GetDecimal().ShouldBe(83.8m, "0.9 x 91 + 0.1 x 19");
        sheet.GetProperty("partsMissing").GetInt32().ShouldBe(0);
    }
}
