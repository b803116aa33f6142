using System.Globalization;

namespace FieldOps.Import.Tests;

public sealed class RealWorldTests
{
    /// <summary>The chain of domain reference 8.2: mains, supply, battery in use, battery low, station out.</summary>
    private static readonly string[] Chain =
        ["commercialPowerFailure", "powerSupplyFailure", "batteryDischarging", "lowBatteryThreshold", "outOfService"];

    [Fact]
    public async Task RealData_Loads_WithGoldenCounts()
    {
        var (world, report) = await LoadAsync();

        report.Problems.Items.ShouldBeEmpty();
        (report.PlacesRead, report.LinksRead, report.SitesRead, report.AlarmsRead).ShouldBe((38, 62, 222, 34_838));
        (world.Places.Count, world.Segments.Count, world.Stations.Count, world.Alarms.Count).ShouldBe(
            (38, 62, 222, 34_838));
        world.Segments.Select(s => s.Code).Distinct().Count().ShouldBe(62);
        world.Segments.ShouldAllBe(s => s.CableLevel == "trunk1" && s.Region != "unknown");
        world.Places.Count(p => p.NameEn is "Nanchang" or "Shijiazhuang").ShouldBe(2);
        report.Findings.ShouldHaveSingleItem().Links.Count.ShouldBe(3);
        report.Corrections.ShouldHaveSingleItem().Before.Name.ShouldBe("Hong Kong");
    }

    [Fact]
    public async Task RealAlarms_Placed_KeepTheirTimesAndOrder()
    {
        var (world, _) = await LoadAsync();

        var first = world.Alarms.Single(a => a.SourceLine == 2);
        first.RaisedAt.ShouldBe(new DateTimeOffset(2023, 12, 31, 16, 0, 0, TimeSpan.Zero).AddSeconds(30_685));
        first.ClearedAt.ShouldBe(first.RaisedAt.AddSeconds(150));
        world.Alarms.ShouldAllBe(a => a.RaisedAt.Offset == TimeSpan.Zero && a.ClearedAt >= a.RaisedAt);
        world.Alarms.Zip(world.Alarms.Skip(1)).ShouldAllBe(p => p.First.RaisedAt <= p.Second.RaisedAt);
        world.Alarms.Select(a => a.StationCode).Distinct().Count().ShouldBe(55);
        world.Alarms.Select(a => a.Id).Distinct().Count().ShouldBe(34_838);
    }

    [Fact]
    public async Task Stations_Districts_GiveEachContractorAlarmsOfItsOwn()
    {
        var (world, _) = await LoadAsync();
        var counties = world.Stations.ToDictionary(s => s.Code, s => s.County);

        foreach (var lot in world.Lots.Where(l => l.AssetClasses.Contains("station-a")))
        {
            world.Alarms.Count(a => lot.Areas.Contains(counties[a.StationCode])).ShouldBeGreaterThan(2_000, lot.Code);
        }

        counties.Values.Distinct().ShouldBeSubsetOf(world.Lots.SelectMany(l => l.Areas));
        world.Stations.GroupBy(s => s.Class).Select(g => g.Key).ShouldBe(["VIP", "A", "B", "C"], ignoreOrder: true);
        world.Stations.Count(s => s.Class == "VIP").ShouldBeInRange(4, 25);
    }

    [Fact]
    public async Task CausalGraph_OfTheLog_AgreesWithTheMapping()
    {
        var (_, report) = await LoadAsync();
        var mapping = await AlarmMapping.LoadAsync(
            Path.Combine(RealData.ConfigFolder, WorldFiles.AlarmMapping), new ProblemList());
        var types = mapping!.Types.ToDictionary(
            t => t.Value.ProbableCause, t => int.Parse(t.Key, CultureInfo.InvariantCulture));

        var graph = report.CausalGraph.ShouldNotBeNull();
        graph.Types.ShouldBe(18);
        graph.Roots.ShouldBe([4, 7, 12, 13, 17]);
        mapping.Types.Count.ShouldBe(18);
        mapping.Devices.Count.ShouldBe(55);
        foreach (var (cause, symptom) in Chain.Zip(Chain.Skip(1)))
        {
            graph.Causes(types[cause], types[symptom]).ShouldBeTrue($"{cause} -> {symptom}");
        }
    }

    [Fact]
    public async Task SegmentFaults_OfTheRealNetwork_FollowTheRate()
    {
        var (world, _) = await LoadAsync();
        var years = (world.To - world.From).TotalDays / 365.25;
        var expected = world.Segments.Sum(s => s.LengthKm) / 1000 * 3 * years;

        ((double)world.SegmentFaults.Count).ShouldBe(expected, tolerance: expected * 0.3);
        world.SegmentFaults.ShouldAllBe(f => f.OccurredAt >= world.From && f.OccurredAt < world.To);
        world.SegmentFaults.Count(f => f.OccurredAt.AddHours(8).Month == 2)
            .ShouldBeLessThan(world.SegmentFaults.Count(f => f.OccurredAt.AddHours(8).Month == 7));
    }

    [Fact]
    public async Task Corrections_NotApplied_LeaveTheRecordedLengths()
    {
        var source = new RealWorldSource(RealData.Folder, RealData.ConfigFolder) { ApplyCorrections = false };

        var (world, report) = await RealWorld.LoadAsync(source);

        report.Findings.Count.ShouldBe(1);
        report.Corrections.ShouldBeEmpty();
        world!.Segments.Single(s => s.Code == "T1-HONGKONG-GUANGZHOU").LengthKm.ShouldBe(1485.42);
    }

    [Fact]
    public async Task MissingFolder_IsReportedAndGivesNoWorld()
    {
        var (world, report) = await RealWorld.LoadAsync(new RealWorldSource("/nowhere", "/nowhere"));

        world.ShouldBeNull();
        report.Problems.Items.ShouldAllBe(p => p.Code == "import.file.missing");
        report.Problems.Items.Select(p => p.Facts["file"]).ShouldContain("topology/*.json");
    }

    [Fact]
    public async Task Mapping_WithUnknownMember_NamesTheLine()
    {
        var path = Path.Combine(RealData.ConfigFolder, WorldFiles.AlarmMapping);
        var text = (await File.ReadAllTextAsync(path)).Replace("\"epoch\"", "\"epocha\"", StringComparison.Ordinal);
        var broken = Path.Combine(AppContext.BaseDirectory, "broken-mapping.json");
        await File.WriteAllTextAsync(broken, text);
        var problems = new ProblemList();

        (await AlarmMapping.LoadAsync(broken, problems)).ShouldBeNull();

        problems.Items.ShouldBeOne("import.json.malformed", 7);
    }

    [Fact]
    public async Task Mapping_WithoutADeviceOrType_ReportsEachLine()
    {
        var problems = new ProblemList();
        var mapping = await AlarmMapping.LoadAsync(
            Path.Combine(RealData.ConfigFolder, WorldFiles.AlarmMapping), problems);
        var (world, _) = await LoadAsync();
        ImportedAlarm[] alarms = [new("0", "99", 1, 2, 5), new("77", "0", 1, 2, 6), new("0", "0", 1, 2, 7)];

        var placed = new AlarmPlacement(mapping!, world.Stations, problems).Place(alarms);

        placed.ShouldHaveSingleItem().SourceLine.ShouldBe(7);
        problems.Items.Select(p => (p.Code, p.Line)).ShouldBe(
            [("import.mapping.device-not-mapped", 5), ("import.mapping.type-not-mapped", 6)]);
    }

    // Read once for all tests of this class: a load is pure input, nothing in it changes afterwards.
    private static readonly Lazy<Task<(World World, WorldReport Report)>> Loaded = new(LoadOnceAsync);

    private static Task<(World World, WorldReport Report)> LoadAsync() => Loaded.Value;

    private static async Task<(World World, WorldReport Report)> LoadOnceAsync()
    {
        RealData.Open("alarms", "18V_55N_Wireless.tar.gz").Dispose();
        var (world, report) = await RealWorld.LoadAsync(new RealWorldSource(RealData.Folder, RealData.ConfigFolder));
        return (world.ShouldNotBeNull(), report);
    }
}
