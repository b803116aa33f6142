using FieldOps.Simulation.Auditing;
using FieldOps.Simulation.World;
using FieldOps.Testing;

namespace FieldOps.Simulation.Tests;

/// <summary>Short stories with storms, judged whole; the seed in the message tells the story again.</summary>
public sealed class SeedTests
{
    // A quarter takes a story two months further: one does.
    private const int WithQuarter = 101;

    [Theory]
    [InlineData(101)]
    [InlineData(102)]
    [InlineData(103)]
    public async Task Story_WithStorms_HoldsEveryLaw(int seed)
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var report = await TellAsync(
            database, new SimulationPlan { Seed = seed, Days = 4, Steps = 30, Quarter = seed == WithQuarter });

        report.Findings.ShouldBeEmpty(
            $"--seed {seed} --days 4 --steps 30" + (seed == WithQuarter ? "" : " --no-quarter"));
        report.Checked.Values.Sum().ShouldBeGreaterThan(2_000);
        report.Checked["exit.left-behind"].ShouldBeGreaterThan(10);
        report.Checked.GetValueOrDefault("quarter.pay").ShouldBe(seed == WithQuarter ? 4 : 0);
    }

    [Fact]
    public async Task Story_UnderCalendarsAndGrades_HoldsEveryLaw()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var report = await TellAsync(
            database, new SimulationPlan
            {
                Seed = 105, Days = 4, Steps = 40, Policy = "graded", Quarter = false,
            });

        report.Findings.ShouldBeEmpty("--seed 105 --days 4 --steps 40 --policy graded --no-quarter");
        report.Checked["ladder.once"].ShouldBeGreaterThan(10);
        report.Checked["clock.elapsed"].ShouldBeGreaterThan(10);
    }

    // In 2027 rules that are short of orders count the months before along: in a county they all are.
    [Fact]
    public async Task Story_UnderTheNewestRules_HoldsEveryLaw()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var report = await TellAsync(
            database, new SimulationPlan { Seed = 117, Days = 5, Steps = 40, Start = SimulationPlan.StartNewest });

        report.Findings.ShouldBeEmpty(
            $"--seed 117 --days 5 --steps 40 --start {SimulationPlan.StartNewest:O}");
        report.Checked["sheet.rolled"].ShouldBeGreaterThan(10);
        report.Checked["correction.score"].ShouldBeGreaterThan(0);
        report.Checked["quarter.pay"].ShouldBe(4);
    }

    [Fact]
    public async Task SameStory_UnderOtherInterleavings_GivesTheSameWorld()
    {
        var plan = new SimulationPlan
        {
            Seed = 104, Days = 3, Steps = 20, Storms = false, Blackout = false, Exit = false, Quarter = false,
        };
        await using var one = await TestDatabase.CreateEmptyAsync();
        await using var other = await TestDatabase.CreateEmptyAsync();

        (await TellAsync(one, plan)).Findings.ShouldBeEmpty();
        (await TellAsync(other, plan with { InterleavingSeed = 4711 })).Findings.ShouldBeEmpty();

        var world = await WorldDump.OfAsync(one.ConnectionString);
        world.Count.ShouldBeGreaterThan(200);
        (await WorldDump.OfAsync(other.ConnectionString)).ShouldBe(world);
    }

    [Fact]
    public async Task SameBlackout_UnderOtherInterleavings_HasTheSameChildrenAndWindows()
    {
        var plan = new SimulationPlan
        {
            Seed = 106, Days = 2, Steps = 10, Storms = false, Exit = false, Quarter = false,
        };
        await using var one = await TestDatabase.CreateEmptyAsync();
        await using var other = await TestDatabase.CreateEmptyAsync();

        (await TellAsync(one, plan)).Findings.ShouldBeEmpty();
        (await TellAsync(other, plan with { InterleavingSeed = 4711 })).Findings.ShouldBeEmpty();

        var outages = await WorldDump.OutagesOfAsync(one.ConnectionString);
        outages.Count.ShouldBeGreaterThan(10);
        (await WorldDump.OutagesOfAsync(other.ConnectionString)).ShouldBe(outages);
    }

    private static async Task<AuditReport> TellAsync(TestDatabase database, SimulationPlan plan)
    {
        var end = await CountyStory.TellAsync(plan, database.ConnectionString);
        return await Auditor.JudgeAsync(
            database.ConnectionString, StoryFixture.Policies, end.Now, end.Ledger, end.Answers, plan.Chosen);
    }
}
