using FsCheck;
using FsCheck.Fluent;

namespace FieldOps.Import.Tests;

public sealed class GeneratorPropertyTests
{
    private static readonly Config Fixed = Config.QuickThrowOnFailure.WithReplay(20240501UL, 7UL).WithMaxTest(200);

    private static readonly string[] Levels =
        ["trunk1", "trunk2", "junction", "local-backbone", "aggregation", "access"];

    [Fact]
    public void SplitMix_KnownSeed_GivesThePublishedNumbers()
    {
        var random = new SeededRandom(1234567);

        ulong[] drawn = [random.NextUInt64(), random.NextUInt64(), random.NextUInt64()];

        drawn.ShouldBe([6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL]);
    }

    [Fact]
    public void Random_AnySeed_StaysInItsBounds() =>
        Prop.ForAll(ArbMap.Default.ArbFor<ulong>(), ArbMap.Default.ArbFor<PositiveInt>(), (seed, bound) =>
        {
            var random = SeededRandom.For(seed, "bounds");
            return random.NextUnit() is >= 0 and < 1 && random.NextInt(bound.Get) < bound.Get &&
                random.NextOf([[0, 3], [0.5, 4], [1, 9]]) is >= 3 and <= 9 &&
                random.NextCount(bound.Get + 0.5) - bound.Get is 0 or 1;
        }).Check(Fixed);

    [Fact]
    public async Task SegmentFaults_AnySeed_LieInTheWindowOnTheCable()
    {
        var facts = await FactsAsync();
        var zone = TimeZoneInfo.FindSystemTimeZoneById(facts.TimeZone);
        var from = new DateTimeOffset(2024, 2, 10, 3, 0, 0, TimeSpan.Zero);
        var segments = Levels.Select((level, i) => Segment($"S{i}", level, 50 + (i * 400))).ToList();

        Prop.ForAll(ArbMap.Default.ArbFor<ulong>(), Gen.Choose(1, 400).ToArbitrary(), (seed, days) =>
        {
            var to = from.AddDays(days);
            var lengths = segments.ToDictionary(s => s.Id, s => s.LengthKm);
            var faults = SegmentFaultGenerator.Generate(seed, segments, from, to, facts.SegmentFaults, zone);
            return faults.All(f => f.OccurredAt >= from && f.OccurredAt < to && f.BreakKm >= 0 &&
                    f.BreakKm < lengths[f.SegmentId]) &&
                faults.Select(f => f.Id).Distinct().Count() == faults.Count &&
                faults.Zip(faults.Skip(1)).All(p => p.First.OccurredAt <= p.Second.OccurredAt);
        }).Check(Fixed);
    }

    [Fact]
    public async Task SegmentFaults_OfOneSegment_DoNotDependOnTheOthers()
    {
        var facts = await FactsAsync();
        var zone = TimeZoneInfo.FindSystemTimeZoneById(facts.TimeZone);
        var from = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
        WorldSegment[] two = [Segment("A", "trunk1", 3_000), Segment("B", "access", 900)];

        IReadOnlyList<WorldSegmentFault> Of(IEnumerable<WorldSegment> segments) =>
            SegmentFaultGenerator.Generate(5, segments, from, from.AddYears(2), facts.SegmentFaults, zone);

        var alone = Of(two[..1]);

        alone.Count.ShouldBeGreaterThan(5);
        Of(two).Where(f => f.SegmentId == "A").ShouldBe(alone);
    }

    [Fact]
    public void Csv_AnyText_IsReadOrReportedAndNeverThrows() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string?>(), text =>
        {
            var bytes = Reading.Bytes("alarm_id,device_id,start_timestamp,end_timestamp\n" + text);
            var (alarms, problems) = AlarmImport.ReadCsvAsync(bytes).DrainAsync().GetAwaiter().GetResult();
            return alarms.All(a => a.EndSeconds >= a.StartSeconds) && problems.All(p => p.TextZh.Length > 0);
        }).Check(Fixed);

    [Fact]
    public void Gml_AnyText_IsReadOrReportedAndNeverThrows() =>
        Prop.ForAll(Gen.Elements("[", "]", "node", "edge", "id", "1", "\"", "\n", "graph", " ").ListOf().ToArbitrary(),
            parts =>
            {
                var bytes = Reading.Bytes("graph [ " + string.Join(' ', parts));
                var (items, problems) = Gml.ReadAsync(bytes).DrainAsync().GetAwaiter().GetResult();
                return items.Count >= 0 && problems.All(p => p.Line >= 0);
            }).Check(Fixed);

    private static WorldSegment Segment(string id, string level, double km) =>
        new(id, id, id, id, "a", "z", level, km, "S", "r", null);

    private static async Task<SampleFacts> FactsAsync() =>
        (await SampleFacts.LoadAsync(
            Path.Combine(RealData.ConfigFolder, WorldFiles.SampleFacts), new ProblemList())).ShouldNotBeNull();
}
