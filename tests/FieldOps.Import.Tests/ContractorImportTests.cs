namespace FieldOps.Import.Tests;

public sealed class ContractorImportTests
{
    private const string LotHeader =
        "code,name_zh,name_en,asset_classes,areas,work_kinds,pilot,shares,monthly_fee_cny," +
        "effective_from,effective_to\n";

    [Fact]
    public async Task Lot_Whole_IsRead()
    {
        const string Row = "L1,标包一,Lot one,station-a;station-b,huangpu,repair,yes,C1:60;C2:40,120000.50,2024-01-01,\n";

        var (lots, problems) = await LotImport.ReadAsync(Reading.Bytes(LotHeader + Row)).DrainAsync();

        problems.ShouldBeEmpty();
        var lot = lots.ShouldHaveSingleItem();
        lot.AssetClasses.ShouldBe(["station-a", "station-b"]);
        lot.Shares.ShouldBe([new ImportedShare("C1", 60), new ImportedShare("C2", 40)]);
        (lot.Pilot, lot.MonthlyFeeCny, lot.EffectiveFrom, lot.EffectiveTo).ShouldBe(
            (true, 120000.50m, new DateOnly(2024, 1, 1), (DateOnly?)null));
        LotImport.UnknownContractors(lots, [new("C1", "一", "One", "contractor", "active", 2)])
            .Select(p => (p.Code, p.Line)).ShouldBe([("import.lot.contractor-unknown", 2)]);
    }

    [Theory]
    [InlineData("L1,n,n,station-a,x,repair,no,C1:60;C2:30,1,2024-01-01,", "import.lot.shares-not-100")]
    [InlineData("L1,n,n,station-a,x,repair,no,C1:60;C1:40,1,2024-01-01,", "import.lot.shares-malformed")]
    [InlineData("L1,n,n,station-a,x,repair,no,C1;C2:40,1,2024-01-01,", "import.lot.shares-malformed")]
    [InlineData("L1,n,n,station-z,x,repair,no,C1:100,1,2024-01-01,", "import.value.unknown")]
    [InlineData("L1,n,n,station-a,x,cooking,no,C1:100,1,2024-01-01,", "import.value.unknown")]
    [InlineData("L1,n,n,station-a,x,repair,maybe,C1:100,1,2024-01-01,", "import.value.unknown")]
    [InlineData("L1,n,n,station-a,x,repair,no,C1:100,-1,2024-01-01,", "import.value.not-a-number")]
    [InlineData("L1,n,n,station-a,x,repair,no,C1:100,1,01.02.2024,", "import.value.not-a-date")]
    [InlineData("L1,n,n,station-a,x,repair,no,C1:100,1,2024-01-01,2024-01-01", "import.lot.period-empty")]
    public async Task Lot_Wrong_IsReportedWithItsLine(string row, string code)
    {
        var (lots, problems) = await LotImport.ReadAsync(Reading.Bytes(LotHeader + row + "\n")).DrainAsync();

        lots.ShouldBeEmpty();
        problems.ShouldBeOne(code, 2);
    }

    [Theory]
    [InlineData("C1,一,One,contractor,active\n", null)]
    [InlineData("C1,一,One,friend,active\n", "import.value.unknown")]
    [InlineData("C1,,One,contractor,active\n", "import.value.missing")]
    public async Task Contractor_IsReadOrReported(string row, string? code)
    {
        var text = "# a label\ncode,name_zh,name_en,kind,status\n" + row;

        var (contractors, problems) = await ContractorImport.ReadAsync(Reading.Bytes(text)).DrainAsync();

        contractors.Count.ShouldBe(code is null ? 1 : 0);
        problems.Select(p => p.Code).ShouldBe(code is null ? [] : [code]);
    }

    [Theory]
    [InlineData(WorldFiles.Lots)]
    [InlineData(WorldFiles.SampleLots)]
    public async Task ShippedLots_NeverCoverTheSameWorkTwice(string file)
    {
        var problems = new ProblemList();
        var (contractors, lots) =
            await WorldFiles.ReadRegistersAsync(RealData.ConfigFolder, file, problems, CancellationToken.None);

        problems.Items.ShouldBeEmpty();
        contractors.Count(c => c.Kind == "in-house").ShouldBe(1);
        lots.Count(l => l.Shares.Count == 2).ShouldBe(1);
        var pairs = from a in lots from b in lots where string.CompareOrdinal(a.Code, b.Code) < 0 select (a, b);
        pairs.Where(p => Meet(p.a.AssetClasses, p.b.AssetClasses) && Meet(p.a.Areas, p.b.Areas) &&
            Meet(p.a.WorkKinds, p.b.WorkKinds)).ShouldBeEmpty();
    }

    [Fact]
    public async Task ShippedProfiles_CoverEveryContractor()
    {
        var problems = new ProblemList();
        var (contractors, _) =
            await WorldFiles.ReadRegistersAsync(RealData.ConfigFolder, WorldFiles.Lots, problems, default);
        var profiles = await SimulationProfiles.LoadAsync(
            Path.Combine(RealData.ConfigFolder, WorldFiles.SimulationProfiles), problems);

        problems.Items.ShouldBeEmpty();
        profiles!.Profiles.Select(p => p.Contractor).ShouldBe(contractors.Select(c => c.Code), ignoreOrder: true);
    }

    private static bool Meet(IReadOnlyList<string> left, IReadOnlyList<string> right) =>
        left.Contains("*") || right.Contains("*") || left.Intersect(right).Any();
}
