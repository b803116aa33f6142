using FieldOps.Simulation.Clocks;

namespace FieldOps.Simulation.Tests;

/// <summary>
/// Clocks of random orders in zones with summer time, judged minute by minute to the millisecond. A long run:
/// <c>--clocks 4000</c>.
/// </summary>
public sealed class ClockWorldTests
{
    [Theory]
    [InlineData(201, 25)]
    [InlineData(202, 25)]
    public void Clocks_OfRandomOrders_AreThoseOfTheJudge(int seed, int orders)
    {
        var report = ClockWorld.Judge(seed, orders);

        report.Findings.ShouldBeEmpty($"--clocks {orders} --seed {seed}");
        report.Checked["clock.elapsed"].ShouldBeGreaterThan(50);
        report.Checked["clock.due"].ShouldBeGreaterThan(100);
        report.Checked["clock.breach"].ShouldBeGreaterThan(300);
        report.Checked["clock.pieces"].ShouldBeGreaterThan(300);
    }
}
