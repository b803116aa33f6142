using System.Collections.Immutable;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Sla;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.Assessment.MonthSamples;

namespace FieldOps.Domain.Tests.Assessment;

/// <summary>Domain reference, 7.1 and 7.2: every line of the table of indicators, and marks by people.</summary>
public sealed class SchemeMeasureTests
{
    private static ScoringScheme Provincial =>
        RepoFiles.Policy<ScoringScheme>("scoring", "provincial-station.v1.json");

    // 7.2: target, step and deduction as the table has them; the weight of a rule, 3 points, is the floor of the loss.
    [Theory]
    [InlineData("availability", 99_900, 100_000, "0")]
    [InlineData("availability", 99_890, 100_000, "0.1")]
    [InlineData("availability", 99_850, 100_000, "0.5")]
    [InlineData("availability", 99_000, 100_000, "3")]
    [InlineData("inspection-completion", 93, 100, "0.5")]
    [InlineData("inspection-completion", 94, 100, "0")]
    [InlineData("inspection-pass", 80, 100, "0.4")]
    [InlineData("repeater-in-order", 965, 1_000, "0.5")]
    [InlineData("air-conditioner-faults", 6, 100, "0.4")]
    [InlineData("air-conditioner-faults", 5, 100, "0")]
    [InlineData("radio-alarms", 1_300, 10_000, "0")]
    [InlineData("radio-alarms", 1_313, 10_000, "0.1")]
    [InlineData("radio-alarms", 1_365, 10_000, "0.5")]
    [InlineData("order-quality", 94, 100, "0.2")]
    [InlineData("generation-on-time", 95, 100, "0.6")]
    [InlineData("repeater-faults", 17, 1_000, "0.4")]
    public void Table72_EachIndicator_CostsWhatTheTableSays(
        string indicator, long numerator, long denominator, string deduction)
    {
        var facts = MonthFacts.None with { Readings = [Reading(indicator, numerator, denominator)] };
        var line = MonthScore.Of(facts, Provincial).Line($"kpi/kpi/kpi/{indicator}");
        line.Deduction.ShouldBe(Dec(deduction));
        line.Points.ShouldBe(3m - Dec(deduction));
        line.Refs.ShouldHaveSingleItem().Role.ShouldBe("reading");
    }

    [Fact]
    public void Bonus_BeyondItsTarget_IsGrantedInWholeSteps_UpToTheSchemesMost()
    {
        var facts = MonthFacts.None with { Readings = [Reading("availability", 99_975, 100_000)] };
        var sheet = MonthScore.Of(facts, Provincial);
        sheet.Line("kpi/kpi/kpi/availability/bonus").Points.ShouldBe(1m);
        sheet.OperatingScore.ShouldBe(101m);
        sheet.Score.ShouldBe(100m);
        var capped = MonthScore.Of(facts, Provincial with { BonusMax = 0.25m });
        capped.Line("kpi/kpi/kpi/availability/bonus").Points.ShouldBe(0.25m);
    }

    [Fact]
    public void Readings_OfDays_AddUp_AndACorrectionCountsInstead()
    {
        var first = Reading("inspection-completion", 40, 50);
        var second = Reading("inspection-completion", 50, 50) with { ReadingId = Id(2) };
        var facts = MonthFacts.None with { Readings = [first, second] };
        MonthScore.Of(facts, Provincial).Line("kpi/kpi/kpi/inspection-completion").RatePercent.ShouldBe(90m);
        var corrected = first with { Corrected = new CorrectedReading(50, 50, "recount", "qa", InFebruary) };
        var line = MonthScore.Of(facts with { Readings = [corrected, second] }, Provincial)
            .Line("kpi/kpi/kpi/inspection-completion");
        (line.RatePercent, line.Deduction).ShouldBe((100m, 0m));
        corrected.Numerator.ShouldBe(40);
    }

    [Fact]
    public void Refs_OfWholeSeconds_TellMinutesToAHundredth_TrailingZerosLeftOut()
    {
        OrderFact Took(int seconds) => Order(seconds, onTime: true) with
        {
            Ended = new EndedFact(
                "contractor-scope", [Clock(ClockKind.Restore, onTime: true) with { ElapsedSeconds = seconds }], 0, 0,
                0),
        };
        var facts = MonthFacts.None with { Orders = [.. Enumerable.Range(0, 3_601).Select(Took), Took(360_007)] };
        var details = MonthScore.Of(facts, Gansu).Line("month/month/month/mean-repair").Refs
            .ToDictionary(r => r.Id, r => r.Detail);
        foreach (var order in facts.Orders)
        {
            var minutes = order.Ended!.Clocks[0].ElapsedSeconds / 60m;
            details[order.OrderId].ShouldBe(
                string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{minutes:0.##}/330 min"));
        }
    }

    [Theory]
    [InlineData(330, "0")]
    [InlineData(345, "0.25")]
    [InlineData(360, "0.5")]
    public void MeanRepairTime_CostsPerStep_WithFractions(int minutes, string deduction)
    {
        var facts = MonthFacts.None with { Orders = [WithMinutes(1, minutes), WithMinutes(2, minutes)] };
        var line = MonthScore.Of(facts, Gansu).Line("month/month/month/mean-repair");
        (line.Value, line.Unit, line.Target).ShouldBe((minutes, "min", 330m));
        line.Deduction.ShouldBe(Dec(deduction));
    }

    // The real system cuts durations to hundredths of an hour (7.4): at the edge nothing may be cut.
    [Theory]
    [InlineData(660, 0)]
    [InlineData(661, 1)]
    public void Overrun_IsMoreThanTwiceTheLimit(int minutes, int overruns)
    {
        var facts = MonthFacts.None with { Orders = [WithMinutes(1, minutes)] };
        var line = MonthScore.Of(facts, Gansu).Line("month/month/month/overruns");
        line.Refs.Count(r => r.Role == "overrun").ShouldBe(overruns);
    }

    [Fact]
    public void Marks_AwardByTheirMean_DeductByTheirSum_AndReachNoOtherTable()
    {
        var awarded = RepoFiles.Policy<ScoringScheme>("scoring", "special-check.v1.json");
        var daily = RepoFiles.Policy<ScoringScheme>("scoring", "daily-marks.v1.json");
        var facts = MonthFacts.None with
        {
            Marks =
            [
                Mark(1, awarded, 30m), Mark(2, awarded, 35m), Mark(3, daily, 4m), Mark(4, daily, 6.5m),
            ],
        };
        MonthScore.Of(facts, awarded).Line("marks/marks/marks/management").Points.ShouldBe(32.5m);
        MonthScore.Of(facts, awarded).Score.ShouldBe(92.5m);
        MonthScore.Of(facts, daily).Line("marks/marks/marks/management").Points.ShouldBe(29.5m);
        MonthScore.Of(facts, daily).Score.ShouldBe(89.5m);
    }

    [Fact]
    public void IdleMonth_WithMarksAndReadingsForOtherTables_HasNoScore()
    {
        var daily = RepoFiles.Policy<ScoringScheme>("scoring", "daily-marks.v1.json");
        var seed3 = RepoFiles.Policy<ScoringScheme>("scoring", "seed-3.v1.json");
        var facts = MonthFacts.None with
        {
            Marks = [Mark(1, daily, 4m)],
            Readings = [Reading(Indicators.All[0].Word, 1, 2)],
        };
        MonthScore.Of(facts, daily).Score.ShouldBe(96m);
        (MonthScore.Of(facts, seed3).Score, MonthScore.Of(facts, seed3).NoScoreReason).ShouldBe((null, "no-orders"));
    }

    [Fact]
    public void Deductions_StopAtTheFloor()
    {
        var daily = RepoFiles.Policy<ScoringScheme>("scoring", "daily-marks.v1.json");
        var facts = MonthFacts.None with { Marks = [Mark(1, daily, 39m), Mark(2, daily, 39m)] };
        MonthScore.Of(facts, daily).Line("marks/marks/marks/management").Points.ShouldBe(0m);
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void ShippedScheme_CanBeUsed_AndEveryRuleNamesItsSource(string file)
    {
        var scheme = RepoFiles.Policy<ScoringScheme>("scoring", file);
        scheme.Faults().ShouldBeEmpty();
        scheme.Tables.SelectMany(t => t.Items).SelectMany(i => i.Contents).SelectMany(c => c.Rules)
            .ShouldAllBe(r => r.Source.Length > 0 && r.Findings.All(f => f.Source.Length > 0));
        file.ShouldStartWith(scheme.Id + ".v");
    }

    // A rule that nothing measures and nobody may mark gives its points away.
    [Fact]
    public void NewestVersionOfAShippedScheme_HasAMeasureForEachOfItsRules()
    {
        var newest = ShippedFiles().Select(f => RepoFiles.Policy<ScoringScheme>("scoring", f))
            .GroupBy(s => s.Id).Select(g => g.MaxBy(s => s.Version)!);

        newest.SelectMany(
                s => s.Tables.SelectMany(t => t.Items).SelectMany(i => i.Contents).SelectMany(c => c.Rules)
                    .Where(r => r.Measure is null).Select(r => $"{s.Id} {r.Id}"))
            .ShouldBeEmpty();
    }

    public static TheoryData<string> Shipped() => [.. ShippedFiles()];

    private static IEnumerable<string> ShippedFiles() =>
        Directory.EnumerateFiles(Path.Combine(RepoFiles.Root, "silo-config", "policies", "scoring"))
            .Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal);

    private static ScoringScheme Gansu => RepoFiles.Policy<ScoringScheme>("scoring", "gansu.v1.json");

    private static OrderFact WithMinutes(int number, int minutes) => Order(number, true) with
    {
        Ended = new EndedFact(
            "contractor-scope", [new ClockFact(ClockKind.Restore, ClockOutcome.Late, 330, minutes * 60L)], 0, 0, 0),
    };

    private static MarkFact Mark(int number, ScoringScheme scheme, decimal points) => new(
        Id(number), scheme.Id, "marks/marks/marks/management", points, new DateOnly(2024, 1, number), "GD-1", "photo",
        "qa", InJanuary);

    private static ReadingFact Reading(string indicator, long numerator, long denominator) =>
        new(Id(1), indicator, numerator, denominator, new DateOnly(2024, 1, 31), "report", "qa", InJanuary);

    private static decimal Dec(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
