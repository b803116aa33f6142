namespace FieldOps.Import.Tests;

public sealed class GazetteerTests
{
    [Fact]
    public async Task RealNetwork_Checked_FindsHongKongAndItsThreeLinks()
    {
        var (gazetteer, network) = await LoadAsync();

        var finding = gazetteer.Check(network.Places, network.Links).ShouldHaveSingleItem();

        finding.PlaceName.ShouldBe("Hong Kong");
        finding.OffKm.ShouldBe(1600, tolerance: 50);
        finding.Links.Select(l => (l.AName, l.ZName)).ShouldBe(
            [("Shanghai", "Hong Kong"), ("Hong Kong", "Guangzhou"), ("Hong Kong", "Beijing")]);
        finding.Links.Select(l => l.RecordedKm).ShouldBe([2003.85, 1485.42, 1804.91]);
        finding.Links[1].CorrectedKm!.Value.ShouldBe(131, tolerance: 3);
    }

    [Fact]
    public async Task RealNetwork_EveryCity_IsKnownByItsSpelling()
    {
        var (gazetteer, network) = await LoadAsync();

        network.Places.Where(p => gazetteer.Find(p.Name).Count == 0).ShouldBeEmpty();
        gazetteer.Find("nandhang").Single().NameZh.ShouldBe("南昌");
        gazetteer.Find("Shilazhuang").Single().NameEn.ShouldBe("Shijiazhuang");
        gazetteer.Find("西安").Single().NameEn.ShouldBe("Xi'an");
        gazetteer.Find("XIAN").Single().NameEn.ShouldBe("Xi'an");
    }

    [Fact]
    public async Task SharedSpelling_Suzhou_IsJudgedByTheNearestCity()
    {
        var gazetteer = await Gazetteer.LoadPackagedAsync();
        ImportedPlace inAnhui = new("1", "Suzhou", 116.98, 33.63, 1);

        gazetteer.Check([inAnhui], []).ShouldBeEmpty();
        gazetteer.Nearest("Suzhou", 116.98, 33.63)!.NameZh.ShouldBe("宿州");
    }

    [Fact]
    public async Task Check_Threshold_IsAnOption()
    {
        var gazetteer = await Gazetteer.LoadPackagedAsync();
        ImportedPlace shifted = new("1", "Beijing", 116.40, 40.26, 1);

        gazetteer.Check([shifted], []).ShouldBeEmpty();
        gazetteer.Check([shifted], [], offKmMax: 39).Count.ShouldBe(1);
        gazetteer.Check([shifted], [], offKmMax: 41).ShouldBeEmpty();
    }

    [Fact]
    public async Task Correction_OfHongKong_RecomputesItsLinksAndSilencesTheFinding()
    {
        var (gazetteer, network) = await LoadAsync();
        var problems = new ProblemList();
        await using var file = File.OpenRead(Path.Combine(RealData.ConfigFolder, "chinanet-corrections.csv"));
        var corrections = await problems.CollectAsync(Corrections.ReadAsync(file));

        var (corrected, applied) = Corrections.Apply(network, corrections, problems);

        problems.Items.ShouldBeEmpty();
        applied.ShouldHaveSingleItem().Links.Count.ShouldBe(3);
        gazetteer.Check(corrected.Places, corrected.Links).ShouldBeEmpty();
        corrected.Links.Single(l => l.Id == "23-28").LengthKm!.Value.ShouldBe(131, tolerance: 3);
        corrected.Links.Count(l => l.LengthKm == network.Links.Single(o => o.Id == l.Id).LengthKm).ShouldBe(59);
    }

    [Fact]
    public async Task Correction_OfUnknownPlace_IsReportedAndChangesNothing()
    {
        var (_, network) = await LoadAsync();
        var problems = new ProblemList();

        var (same, applied) = Corrections.Apply(network, [new("Atlantis", 1, 1, "lost", 7)], problems);

        problems.Items.ShouldBeOne("import.correction.place-unknown", 7);
        applied.ShouldBeEmpty();
        same.Links.ShouldBe(network.Links);
    }

    [Theory]
    [InlineData(0, 0, 0, 90, 10007.56)]
    [InlineData(116.40, 39.90, 116.40, 39.90, 0)]
    [InlineData(179.5, 0, -179.5, 0, 111.20)]
    public void GreatCircle_KnownDistances_Hold(double lonA, double latA, double lonZ, double latZ, double km) =>
        GreatCircle.Km(lonA, latA, lonZ, latZ).ShouldBe(km, tolerance: 0.01);

    private static async Task<(Gazetteer Gazetteer, Topology Network)> LoadAsync()
    {
        await using var file = RealData.Open("topology", "chinanet.json");
        return (await Gazetteer.LoadPackagedAsync(), await Topology.LoadAsync(file, file.Name, new ProblemList()));
    }
}
