using FieldOps.Domain.Sla.Outages;
using static FieldOps.Domain.Tests.Sla.Outages.County;

namespace FieldOps.Domain.Tests.Sla.Outages;

/// <summary>
/// A mass outage that a person declares: the product begins none beside it, and lets it have the stations.
/// </summary>
public sealed class DeclaredOutageTests
{
    private const string Code = "grid-7";

    private static NoteDeclaredOutage Declared(double from, double? until = null) => new(
        "Shanghai", "Huangpu", Code, At(from), until is { } end ? At(end) : null, Policy.Pin());

    [Fact]
    public void Stations_OfItsTime_AreIts_AndNoneBeginsBeside()
    {
        var county = new County().Tell(Lost(1, -3, Order(1)), 0).Tell(Declared(-5), 0).Tell(Declared(-5), 1).Lose(12)
            .Tell(Ordered(4, 4, 5, 6), 20);

        county.Begun.ShouldBeEmpty();
        county.State.Outages.ShouldHaveSingleItem().Code.ShouldBe(Code);
        county.State.Spells.ShouldAllBe(s => s.Outage == 1);
        county.Children(Code).ShouldBe([Order(1), Order(4)], ignoreOrder: true);
    }

    [Fact]
    public void Stations_ThatBeganALittleBefore_JoinItToo_IfTheyWereAnOutageBesideIt() =>
        new County().Lose(9).Tell(Declared(20), 20).Tell(Lost(10, 10), 21).Begun.ShouldBeEmpty();

    [Fact]
    public void Outage_OfAnotherTime_BeginsByItself()
    {
        var county = new County().Tell(Declared(-90, -30), 0).Lose(10);

        county.Begun.ShouldHaveSingleItem().Number.ShouldBe(2);
    }

    [Fact]
    public void Withdrawn_LeavesItsStationsToTheProduct()
    {
        var county = new County().Tell(Declared(-5), 0).Lose(12)
            .Tell(new TakeOutage(Code, At(-5), At(-5), Policy.Pin()), 30);

        var begun = county.Begun.ShouldHaveSingleItem();
        (begun.From, begun.Stations.Length).ShouldBe((At(0), 12));
        county.State.Outages.ShouldHaveSingleItem().Code.ShouldBe(begun.Code);
    }

    [Fact]
    public void ItsEnd_IsPeoples()
    {
        var county = new County().Tell(Declared(-5), 0).Lose(10)
            .Tell(new TakeOutage(Code, At(-5), At(20), Policy.Pin()), 30);
        for (var i = 1; i <= 10; i++)
        {
            county.Tell(Restored(i, 60), 60);
        }

        county.State.Outages.ShouldHaveSingleItem().Until.ShouldBe(At(20));
        county.Begun.ShouldBeEmpty();
    }
}
