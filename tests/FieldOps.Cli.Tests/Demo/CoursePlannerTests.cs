using FieldOps.Cli.Demo;
using FieldOps.Domain.Contractors;
using FieldOps.Import;
using Shouldly;
using Xunit;

namespace FieldOps.Cli.Tests.Demo;

public sealed class CoursePlannerTests
{
    private static readonly DateTimeOffset s_start = new(2024, 5, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Plan_OfOneOrder_IsTheSameWheneverItIsAsked()
    {
        var planner = Planner(Alarm("A1", 0, 300));
        var order = Order(Guid.Parse("0198a000-0000-7000-8000-000000000001"));
        var first = planner.Plan(order, 1, mustLie: false);

        _ = planner.Plan(Order(Guid.Parse("0198a000-0000-7000-8000-000000000002")), 1, mustLie: false);

        planner.Plan(order, 1, mustLie: false).ShouldBe(first);
    }

    [Fact]
    public void Plan_OfAnAlarm_TakesItsRealClearForTheRestoration()
    {
        var course = Planner(Alarm("A1", 0, 300)).Plan(Order(Guid.Empty), 1, mustLie: false);

        course.RestoredAt.ShouldBe(s_start.AddMinutes(300));
    }

    [Fact]
    public void Plan_OfOverlappingAlarmsOfOneCause_RestoresWithTheLastOfThem()
    {
        var planner = Planner(Alarm("A1", 0, 60), Alarm("A2", 50, 90), Alarm("A3", 100, 120));

        planner.Plan(Order(Guid.Empty), 1, mustLie: false).RestoredAt.ShouldBe(s_start.AddMinutes(90));
    }

    [Fact]
    public void Plan_OfTroubleThatAnotherAlarmEndedBeforeTheDispatch_ClaimsTheDispatch()
    {
        var planner = Planner(Alarm("A1", 0, 5), Alarm("A2", 4, 8));

        planner.Plan(Order(Guid.Empty), 1, mustLie: false).RestoredAt.ShouldBe(s_start.AddMinutes(10));
    }

    [Fact]
    public void Plan_OfAnAlarmThatClearedBeforeTheDispatch_ClaimsItsClear() =>
        Planner(Alarm("A1", 0, 5)).Plan(Order(Guid.Empty), 1, mustLie: false)
            .RestoredAt.ShouldBe(s_start.AddMinutes(5));

    [Fact]
    public void Plan_OfACauseThatFlapsOnAfterTheDispatch_RestoresWhenItStaysAway()
    {
        var planner = Planner(Alarm("A1", 0, 2), Alarm("A2", 6, 8), Alarm("A3", 14, 16), Alarm("A4", 40, 42));

        planner.Plan(Order(Guid.Empty), 1, mustLie: false).RestoredAt.ShouldBe(s_start.AddMinutes(16));
    }

    [Fact]
    public void Plan_OfALie_ClaimsLongBeforeTheClear_AndIsReviewedAfterIt()
    {
        var course = Planner(Alarm("A1", 0, 600)).Plan(Order(Guid.Empty), 1, mustLie: true);

        course.False.ShouldBeTrue();
        course.RestoredAt!.Value.ShouldBeLessThan(s_start.AddMinutes(540));
        course.VerifyAt.ShouldBeGreaterThan(s_start.AddMinutes(600));
    }

    private static SeenOrder Order(Guid id) => new(
        id, "GD-1", null, "S1", "repair", "outOfService",
        ContractorIds.Contractor("default", "HUAXIN"), "HUAXIN", s_start, s_start.AddMinutes(10));

    private static WorldAlarm Alarm(string id, int from, int to) => new(
        id, "S1", "outOfService", "major", true, s_start.AddMinutes(from), s_start.AddMinutes(to), 0);

    private static CoursePlanner Planner(params WorldAlarm[] alarms)
    {
        var station = new WorldStation(
            "S1", "S1", "One", "一", 121.4, 31.2, "shanghai", "huangpu", "U", "B", 3, []);
        var world = new World(
            "sample", [], "Asia/Shanghai", s_start, s_start.AddDays(1), [], [], [], [station],
            [new ImportedContractor("HUAXIN", "华信", "Huaxin", "contractor", "active", 1)], [], alarms, []);
        var profile = new SimulationProfile("HUAXIN", 4, 1, 1, 6, 0, 0, 0, 0);
        var profiles = new SimulationProfiles("1", new BilingualText("", ""), [profile]);
        return new CoursePlanner(1, new WorldIndex(world), profiles);
    }
}
