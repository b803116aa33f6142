using System.Text.Json;
using System.Text.Json.Nodes;
using FieldOps.Simulation.Auditing;
using FieldOps.Simulation.Clocks;

namespace FieldOps.Simulation.Tests;

/// <summary>
/// Clocks of random orders in zones with summer time, judged minute by minute to the millisecond. A long run:
/// <c>--intervals 5000000</c>.
/// </summary>
public sealed class ClockWorldTests
{
    [Theory]
    [InlineData(7, 60)]
    [InlineData(201, 60)]
    [InlineData(202, 60)]
    public void Clocks_OfRandomOrders_AreThoseOfTheJudge(int seed, int orders)
    {
        var run = new ClockRun(seed);
        run.Judge(orders, _ => true);

        var report = run.Report;
        report.Findings.ShouldBeEmpty($"--clocks {orders} --seed {seed}");
        foreach (var law in new[]
        {
            "limit.version", "limit.line", "limit.minutes", "limit.boundary", "limit.start", "limit.given-by",
            "limit.hours", "limit.severity", "limit.decided-at", "rules.pauses", "ladder.steps", "ladder.share",
            "breach.due", "breach.told", "breach.lifted-due", "ladder.due", "ladder.percent", "ladder.told",
            "limit.chosen", "rules.chosen", "rules.restorations", "ladder.chosen", "limit.asked-at",
            "clock.away", "clock.signed", "clock.arrived", "world.absences",
        })
        {
            report.Checked.GetValueOrDefault(law).ShouldBeGreaterThan(0, law);
        }

        run.Zones.Count.ShouldBeGreaterThan(1);
        report.Checked["clock.elapsed"].ShouldBeGreaterThan(50);
        report.Checked["clock.due"].ShouldBeGreaterThan(100);
        report.Checked["clock.breach"].ShouldBeGreaterThan(300);
        report.Checked["clock.pieces"].ShouldBeGreaterThan(300);
    }

    // Nearly every order is worked on to its end, and what happens to few happens to some.
    [Fact]
    public void World_OfManyOrders_IsFull()
    {
        var run = new ClockRun(204);
        run.Judge(300, _ => true);

        foreach (var (what, least) in new[]
        {
            ("world.accepted", 297), ("world.archived", 280), ("world.breaches-lifted", 50),
            ("world.budgets-used-up", 15), ("world.restorations-rejected", 15), ("world.pauses-refused", 100),
            ("world.pauses-approved", 100), ("world.changes-crossed", 50), ("world.recomputes", 200),
            ("world.returns", 100), ("world.absences", 60),
        })
        {
            run.Report.Checked[what].ShouldBeGreaterThanOrEqualTo(least, what);
        }
    }

    // A clock is one however often it is counted, a pause has one judgement: the last.
    [Fact]
    public void Figures_OfARun_CountEachOnce()
    {
        var run = new ClockRun(205);
        run.Judge(100, _ => true);

        int Of(string what) => run.Report.Checked[what];
        (Of("world.pauses-refused") + Of("world.pauses-approved")).ShouldBeLessThanOrEqualTo(Of("world.pauses"));
        Of("clock.judged").ShouldBeLessThan(Of("clock.outcome"));
        Of("clock.judged").ShouldBeLessThanOrEqualTo(Of("world.archived") * 5);
    }

    [Fact]
    public void Run_OfASeed_IsTheBeginningOfALongerOne()
    {
        var (one, longer) = (new ClockRun(203), new ClockRun(203));
        one.Judge(20, _ => true);
        longer.Judge(20, _ => true);
        longer.Judge(30, _ => true);

        longer.Orders.ShouldBe(30);
        longer.Intervals.ShouldBeGreaterThan(one.Intervals);
        var again = new ClockRun(203);
        again.Judge(20, _ => true);
        again.Report.Checked.ShouldBe(one.Report.Checked);
    }

    // What the auditor reads is planted: it finds what the product made of the true rule sets, in the smallest story.
    [Theory]
    [InlineData("sla", "boundaryInclusive", "limit.boundary")]
    [InlineData("sla", "lines", "limit.minutes")]
    [InlineData("sla", "severities", "limit.minutes")]
    [InlineData("sla", "effectiveFrom", "limit.version")]
    [InlineData("calendar", "breaks", "limit.hours")]
    [InlineData("ladder", "steps", "ladder.steps")]
    public void RuleSet_ReadOtherwise_DiffersInTheSmallestStory(string kind, string member, string law)
    {
        var run = new ClockRun(7) { Reads = read => Planted(read, kind, member) };

        run.Judge(100, _ => true);

        run.Differing.ShouldBeGreaterThan(0);
        run.Report.Findings.ShouldContain(f => f.Code == law);
        var story = run.SmallestStory();
        story.ShouldContain(l => l.Contains("work-order.created.v1", StringComparison.Ordinal));
        story[^1].ShouldStartWith("  differs: ");
    }

    // What the auditor is told is planted.
    [Theory]
    [InlineData("outcome without due times", "clock.due")]
    [InlineData("breach due a moment later", "breach.due")]
    [InlineData("breach of another limit", "breach.limit")]
    [InlineData("breach found later", "breach.found")]
    [InlineData("breach not told", "breach.told")]
    [InlineData("lifted, due a moment later", "breach.lifted-due")]
    [InlineData("lifted, due of what has not started", "breach.lifted-due")]
    [InlineData("lifted without a due time", "breach.lifted-due")]
    [InlineData("step due a moment later", "ladder.due")]
    [InlineData("step without a due time", "ladder.due")]
    [InlineData("step at another share", "ladder.percent")]
    [InlineData("step of another limit", "ladder.limit")]
    [InlineData("step reached later", "ladder.reached")]
    [InlineData("no steps for report", "ladder.told")]
    [InlineData("no steps of a kind", "ladder.told")]
    [InlineData("ladder removed", "ladder.chosen")]
    [InlineData("another ladder", "ladder.chosen")]
    [InlineData("other rules", "rules.chosen")]
    [InlineData("another matrix", "limit.chosen")]
    [InlineData("another tolerance", "rules.restorations")]
    [InlineData("alarms restore nothing", "rules.restorations")]
    [InlineData("absence not told", "clock.away")]
    [InlineData("absence a moment longer", "clock.away")]
    [InlineData("signature forgotten", "clock.signed")]
    [InlineData("arrival forgotten", "clock.arrived")]
    [InlineData("passed on by the operator", "clock.elapsed")]
    [InlineData("refused by nobody", "clock.away")]
    [InlineData("passed on by the party", "clock.elapsed")]
    public void Log_ToldOtherwise_DiffersInTheSmallestStory(string plant, string law)
    {
        var run = new ClockRun(7) { Tells = log => ClockPlants.In(log, plant) };

        run.Judge(100, _ => true);

        run.Report.Findings.ShouldContain(f => f.Code == law);
        run.SmallestStory()[^1].ShouldStartWith("  differs: ");
    }

    // No event of such an order says that it was looked at.
    [Fact]
    public void Steps_OfArchivedOrders_NeverTold_AreFound()
    {
        var run = new ClockRun(7) { Tells = ClockPlants.WithoutSteps };

        run.Judge(40, _ => true);

        run.Report.Findings.ShouldContain(f => f.Code == "ladder.told");
        run.Differing.ShouldBeGreaterThan(run.Report.Checked["world.archived"] / 2);
    }

    // An order under rules that nobody knows is not judged by its own word.
    [Theory]
    [InlineData("sla", "limit.version")]
    [InlineData("work-order", "rules.version")]
    [InlineData("ladder", "ladder.version")]
    public void RuleSet_ThatIsUnknown_IsFound(string kind, string law)
    {
        var run = new ClockRun(7) { Reads = read => new PolicyFiles(read.All.Where(d => d.Kind != kind)) };

        run.Judge(5, _ => true);

        run.Report.Findings.ShouldContain(f => f.Code == law);
    }

    private static PolicyFiles Planted(PolicyFiles read, string kind, string member) => new(
        from document in read.All
        select document.Kind == kind && document.Document.TryGetProperty(member, out _)
            ? new RuleDocument(document.Tenant, kind, Changed(document.Document, member))
            : document);

    private static JsonElement Changed(JsonElement document, string member)
    {
        var body = JsonNode.Parse(document.GetRawText())!;
        body[member] = member switch
        {
            "boundaryInclusive" => !body[member]!.GetValue<bool>(),
            "effectiveFrom" => "2039-01-01T00:00:00Z",
            "breaks" => new JsonArray(new JsonObject { ["from"] = "11:00", ["to"] = "11:01" }),
            _ => JsonNode.Parse(More(body[member]!.ToJsonString())),
        };
        return JsonSerializer.SerializeToElement(body);
    }

    // A minute more wherever minutes or a factor stand.
    private static string More(string text) => text
        .Replace("\"U\":", "\"U\":1", StringComparison.Ordinal)
        .Replace("\"restoreFactor\":", "\"restoreFactor\":1", StringComparison.Ordinal)
        .Replace("\"percent\":", "\"percent\":1", StringComparison.Ordinal);
}
