using FieldOps.Simulation.Clocks;

namespace FieldOps.Simulation.Tests;

/// <summary>
/// Clocks of random orders in zones with summer time, judged minute by minute to the millisecond. A long run:
/// <c>--clocks 4000</c>.
/// </summary>
public sealed class ClockWorldTests
{
    [Theory]
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
}
