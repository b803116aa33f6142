using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace FieldOps.Import.Tests;

public sealed class SampleWorldTests
{
    [Fact]
    public async Task Sample_SameSeed_IsTheSameWorldToTheByte()
    {
        var one = Fingerprint(await LoadAsync(7));
        var two = Fingerprint(await LoadAsync(7));
        var other = Fingerprint(await LoadAsync(8));

        one.ShouldBe(two);
        one.ShouldNotBe(other);
    }

    [Fact]
    public async Task Sample_Packaged_HasTheSizeItPromises()
    {
        var world = await LoadAsync(SampleWorld.DefaultSeed);

        world.Stations.Count.ShouldBe(60);
        world.Alarms.Count.ShouldBeInRange(1_200, 1_900);
        world.Segments.Select(s => s.CableLevel).Distinct().Count().ShouldBe(6);
        world.Segments.Select(s => s.Code).Distinct().Count().ShouldBe(world.Segments.Count);
        world.Contractors.Count.ShouldBe(4);
        var places = world.Places.Select(p => p.Id).ToHashSet();
        world.Segments.ShouldAllBe(s => places.Contains(s.APlaceId) && places.Contains(s.ZPlaceId) && s.LengthKm > 0);
        world.Stations.Select(s => s.County).Distinct().ShouldBeSubsetOf(world.Lots.SelectMany(l => l.Areas));
    }

    [Fact]
    public async Task Sample_Packaged_DrawsTheSameFaultsOnEveryPlatform()
    {
        var world = await LoadAsync(SampleWorld.DefaultSeed);

        world.SegmentFaults.Select(f => $"{f.Id} {f.Severity}").ShouldBe(
        [
            "SF-T1-HEFEI-HANGZHOU-20240507-1 major",
            "SF-T2-CHANGZHOU-ZHENJIANG-20240526-1 critical",
            "SF-LB-GUSUOFFICE-KUNSHANOFFICE-20240615-1 major",
            "SF-AC-CHANGSHUNODE1-CHANGSHU009-20240616-1 major",
            "SF-AC-CHANGSHUNODE2-CHANGSHU002-20240621-1 major",
            "SF-T1-NANJING-HANGZHOU-20240726-1 critical",
        ]);
        world.Alarms.Count.ShouldBe(1_554);
    }

    [Theory]
    [InlineData(1UL)]
    [InlineData(99UL)]
    [InlineData(ulong.MaxValue)]
    public async Task Sample_AnySeed_KeepsTheLawsOfAlarms(ulong seed)
    {
        var world = await LoadAsync(seed);

        world.Alarms.ShouldAllBe(a => a.RaisedAt >= world.From && a.RaisedAt < world.To && a.ClearedAt >= a.RaisedAt);
        world.Alarms.ShouldAllBe(a =>
            ProductCodes.ProbableCauses.Contains(a.ProbableCause) && ProductCodes.Severities.Contains(a.Severity));
        foreach (var same in world.Alarms.GroupBy(a => (a.StationCode, a.ProbableCause)))
        {
            same.Zip(same.Skip(1)).ShouldAllBe(p => p.First.ClearedAt < p.Second.RaisedAt);
        }

        world.Alarms.GroupBy(a => a.StationCode).Max(g => g.Count()).ShouldBeGreaterThan(60, "a station flaps");
        world.Alarms.ShouldContain(a => a.ProbableCause == "lowBatteryThreshold");
    }

    [Fact]
    public async Task Sample_BrokenFacts_AreReportedNotThrown()
    {
        var path = Path.Combine(RealData.ConfigFolder, WorldFiles.SampleFacts);
        var text = await File.ReadAllTextAsync(path);
        text = text.Replace("\"routeFactor\": 1.2", "\"routeFactor\": 0.2", StringComparison.Ordinal);
        var broken = Path.Combine(AppContext.BaseDirectory, "broken-facts.json");
        await File.WriteAllTextAsync(broken, text);
        var problems = new ProblemList();

        (await SampleFacts.LoadAsync(broken, problems)).ShouldBeNull();

        problems.Items.ShouldBeOne("import.document.invalid", 0);
    }

    private static async Task<World> LoadAsync(ulong seed)
    {
        var (world, report) = await SampleWorld.LoadAsync(RealData.ConfigFolder, seed);
        report.Problems.Items.ShouldBeEmpty();
        return world.ShouldNotBeNull();
    }

    private static string Fingerprint(World world) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(world))));
}
