using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla.Outages;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.Sla.Outages.County;

namespace FieldOps.Domain.Tests.Sla.Outages;

/// <summary>
/// Mass outage: 10 stations of a county lose mains power within 30 minutes (domain reference, section 6.3).
/// </summary>
public sealed class PowerAreaTests
{
    private static MassOutage Only(County county) => county.State.Outages.ShouldHaveSingleItem();

    [Fact]
    public void NineStations_AreNoOutage_TheTenthIs_FromTheFirstLoss()
    {
        var county = new County().Lose(9);
        county.Begun.ShouldBeEmpty();

        county.Tell(Lost(10, 9), 9);

        var begun = county.Begun.ShouldHaveSingleItem();
        begun.From.ShouldBe(At(0));
        begun.Until.ShouldBeNull();
        begun.Stations.Length.ShouldBe(10);
        begun.Code.ShouldStartWith("MO-Huangpu-");
        begun.Code.ShouldEndWith("-0001");
        begun.Rule.ShouldBe("default.v1");
    }

    [Theory]
    [InlineData(30, 1)]
    [InlineData(30.1, 0)]
    public void Within_HalfAnHour_TheBoundaryBelongsToIt(double minute, int outages) =>
        new County().Lose(9).Tell(Lost(10, minute), minute).Begun.Count().ShouldBe(outages);

    [Fact]
    public void OneStation_ThatLosesPowerTenTimes_IsOneStation()
    {
        var county = new County();
        for (var i = 0; i < 20; i++)
        {
            county.Tell(Lost(1, i), i).Tell(Restored(1, i + 0.5), i + 0.5);
        }

        county.Begun.ShouldBeEmpty();
        county.State.Spells.Length.ShouldBeLessThanOrEqualTo(8);
    }

    [Fact]
    public void Loss_OlderThanAllThatIsKeptOfAStation_ChangesNothing()
    {
        var county = new County();
        for (var i = 0; i < 8; i++)
        {
            county.Tell(Lost(1, 10 * i), 10 * i).Tell(Restored(1, (10 * i) + 5), (10 * i) + 5);
        }

        var before = county.Events.Count;
        county.Tell(Dip(1, -20, -15), 90);
        county.Events.Count.ShouldBe(before);
        county.Tell(Dip(1, 6, 8), 91).Events.Count.ShouldBe(before + 1);
    }

    [Fact]
    public void Told_Twice_ChangesNothing()
    {
        var county = new County().Lose(12).Tell(Ordered(99, 1, 20, 20), 20);
        var events = county.Events.Count;

        county.Lose(12).Tell(Restored(99, 20), 20).Tell(Ordered(99, 1, 20, 20), 20);

        county.Events.Count.ShouldBe(events);
    }

    [Fact]
    public void LaterStations_JoinWhileItLasts_AndThoseToldLateWiden()
    {
        var county = new County().Lose(10).Tell(Lost(11, 400), 400).Tell(Lost(12, -15), 401);

        county.Begun.Count().ShouldBe(1);
        county.State.Spells.ShouldAllBe(s => s.Outage == 1);
        Only(county).From.ShouldBe(At(-15));
    }

    [Fact]
    public void Station_OutForHoursBefore_IsNoPartOfIt()
    {
        var county = new County().Tell(Lost(50, -200), -200).Lose(10);

        county.State.Spells.Single(s => s.Outage is null).AssetId.ShouldBe(Station(50));
        Only(county).From.ShouldBe(At(0));
    }

    [Fact]
    public void LastStation_ThatHasPowerAgain_EndsIt()
    {
        var county = new County().Lose(10);
        for (var i = 1; i <= 9; i++)
        {
            county.Tell(Restored(i, 60), 60);
        }

        Only(county).Until.ShouldBeNull();
        county.Tell(Restored(10, 75), 76);
        Only(county).Until.ShouldBe(At(75));
    }

    [Theory]
    [InlineData(30, 1)]
    [InlineData(31, 0)]
    public void PowerThatIsBackForLessThanTheHold_IsNotBack(double after, int reopened)
    {
        var county = Ended();
        county.Tell(Lost(1, 60 + after), 60 + after);

        county.Begun.Count().ShouldBe(1);
        county.State.Outages.Count(o => o.Until is null).ShouldBe(reopened);
    }

    [Fact]
    public void NextOutage_OfTheCounty_IsAnotherParent()
    {
        var county = Ended().Lose(10, from: 300);

        county.Begun.Select(b => b.Number).ShouldBe([1, 2]);
        county.Begun.Select(b => b.Code).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public void Outage_ToldWhenItIsOver_StillHasItsParentAndItsWindow()
    {
        var county = new County();
        for (var i = 1; i <= 10; i++)
        {
            county.Tell(Lost(i, i), 200).Tell(Restored(i, 100 + i), 200);
        }

        county.Begun.ShouldHaveSingleItem();
        (Only(county).From, Only(county).Until).ShouldBe((At(1), At(110)));
    }

    [Fact]
    public void OlderThanTheRulesRemember_FindsNoOutage() =>
        new County().Tell(Lost(1, 0), 24 * 60 + 1).Events.ShouldBeEmpty();

    [Fact]
    public void Orders_EarlierAndLater_BelongToIt_OthersDoNot()
    {
        var county = new County().Tell(Lost(1, 0, Order(1)), 0).Tell(Ordered(2, 2, 1, 1), 1);
        county.Tell(Lost(2, 2), 2).Tell(Ordered(2, 3, 2, 3), 3);
        for (var i = 3; i <= 10; i++)
        {
            county.Tell(Lost(i, i), i);
        }

        // The second was made before its station lost power, but within the outage.
        county.Children(Only(county).Code).ShouldBe([Order(1), Order(2), Order(3)], ignoreOrder: true);
        county.Tell(Ordered(5, 5, 5, 40), 40).Tell(Ordered(99, 6, 5, 41), 41);
        county.Events.OfType<OutageJoined>().Last().Orders.ShouldBe([Order(5)]);
    }

    [Fact]
    public void Order_ThatBelongedToItBeforeItExisted_IsToldAgainOnce()
    {
        var county = new County().Tell(Lost(1, 0, Order(1)), 0).Lose(10);
        county.Begun.Single().Orders.ShouldBe([Order(1)]);

        county.Tell(Ordered(1, 1, -30, 200), 200).Tell(Ordered(1, 1, -30, 200), 201);

        var again = county.Events.OfType<OutageJoined>().ShouldHaveSingleItem();
        (again.Again, again.Orders.Single()).ShouldBe((true, Order(1)));
    }

    [Fact]
    public void Order_ToldBeforeTheLoss_IsClaimedByTime()
    {
        var county = new County().Tell(Ordered(1, 1, -2, 0), 0).Tell(Ordered(2, 2, -90, -80), 0)
            .Tell(Lost(1, -3), 5).Tell(Lost(2, -1), 5);
        for (var i = 3; i <= 10; i++)
        {
            county.Tell(Lost(i, 1), 5);
        }

        county.Children(Only(county).Code).ShouldBe([Order(1)]);
    }

    [Fact]
    public void Orders_AreRememberedAsLongAsTheRulesSay()
    {
        var county = new County().Tell(Ordered(1, 1, 0, 0), 0).Tell(Ordered(2, 2, (24 * 60) + 1, (24 * 60) + 1), 1441);

        county.State.Notes.ShouldHaveSingleItem().OrderId.ShouldBe(Order(2));
    }

    [Fact]
    public void ShortTime_ToldLate_IsASpellOfItsOwn_AndMovesNoOutage()
    {
        var county = new County().Lose(10).Tell(Dip(3, -420, -410), 120).Tell(Dip(3, -420, -410), 121);

        county.State.Spells.Count(s => s.AssetId == Station(3)).ShouldBe(2);
        Only(county).From.ShouldBe(At(0));
        county.Begun.Count().ShouldBe(1);
    }

    [Fact]
    public void Station_ThatWasOutForHours_MovesNoBegin_WhenThatIsToldLate()
    {
        var county = new County().Lose(10).Tell(Lost(3, -420), 120).Tell(Restored(3, 130), 130);

        var spell = county.State.Spells.Single(s => s.AssetId == Station(3));
        (spell.LostAt, spell.RestoredAt, spell.Outage).ShouldBe((At(-420), At(130), 1));
        Only(county).From.ShouldBe(At(0));
    }

    [Fact]
    public void Times_ThatOverlap_AreOneSpell_WithItsOrders()
    {
        var county = new County().Tell(Dip(1, 0, 10), 60).Tell(Dip(1, 20, 30), 60).Tell(Ordered(1, 1, 5, 6), 60)
            .Tell(Dip(1, 8, 22), 60).Tell(Dip(1, 9, 12), 60);

        var spell = county.State.Spells.ShouldHaveSingleItem();
        (spell.LostAt, spell.RestoredAt).ShouldBe((At(0), At(30)));
        spell.Orders.ShouldBe([Order(1)]);
    }

    [Theory]
    [InlineData(-45, 1)]
    [InlineData(-65, 2)]
    public void WaveToldAfterTheNext_IsTheSameOutage_IfPowerWasBackForLessThanTheHold(double from, int outages)
    {
        var county = new County().Lose(10);
        for (var i = 1; i <= 10; i++)
        {
            county.Tell(Dip(i, from, from + 30), 30);
        }

        county.Begun.Count().ShouldBe(outages);
        county.State.Outages.Min(o => o.From).ShouldBe(At(from));
    }

    [Fact]
    public void Spells_OfAnOutageThatAPersonClosed_GoWhenTheyAreOver()
    {
        var county = new County().Lose(10);
        county.Tell(new TakeOutage(county.Begun.Single().Code, At(0), At(20)), 30)
            .Tell(Lost(20, 1500), 1500);
        county.State.Outages.ShouldBeEmpty();
        for (var i = 1; i <= 10; i++)
        {
            county.Tell(Restored(i, 1510), 1510);
        }

        county.Tell(Lost(21, 3000), 3000);

        county.State.Spells.Select(s => s.AssetId).ShouldBe([Station(20), Station(21)]);
    }

    [Fact]
    public void Order_AfterTheEnd_BelongsToIt_IfItsTroubleBeganBefore()
    {
        var county = Ended().Tell(Ordered(1, 1, 59, 70), 70).Tell(Ordered(1, 2, 65, 70), 70);

        county.Events.OfType<OutageJoined>().ShouldHaveSingleItem().Orders.ShouldBe([Order(1)]);
    }

    [Fact]
    public void Outage_ThatAPersonHasClosed_IsMovedNoMore_AndItsStationsCountForNoOther()
    {
        var county = new County().Lose(10);
        var code = county.Begun.Single().Code;
        county.Tell(new TakeOutage(code, At(0), At(20)), 30).Tell(new TakeOutage(code, At(0), At(20)), 31)
            .Tell(new TakeOutage("other", At(0), null), 32);
        county.Events.OfType<OutageTaken>().Count().ShouldBe(1);

        county.Tell(Restored(1, 40), 40).Tell(Lost(11, 41), 41);
        Only(county).Until.ShouldBe(At(20));
        county.State.Spells.Single(s => s.AssetId == Station(11)).Outage.ShouldBeNull();

        for (var i = 12; i <= 20; i++)
        {
            county.Tell(Lost(i, 42), 42);
        }

        county.Begun.Count().ShouldBe(2);
    }

    [Fact]
    public void Anyone_ButTheProduct_IsRefused() => Decisions.Given(County.Entity)
        .When(Lost(1, 0), new Actor("d-1", ActorRoles.Dispatcher), At(0)).ThenRefused("actor.role-not-allowed");

    [Theory]
    [InlineData("generation", "anything", true)]
    [InlineData("repair", "outOfService", true)]
    [InlineData("repair", "fire", false)]
    [InlineData("inspection", "outOfService", false)]
    public void Children_AreTheOrdersThatTheRuleSetNames(string kind, string cause, bool takes) =>
        Policy.Takes(kind, cause).ShouldBe(takes);

    [Theory]
    [InlineData(0, null)]
    [InlineData(2, "D")]
    [InlineData(3, "C")]
    [InlineData(9, "B")]
    [InlineData(10, "A")]
    public void Level_FollowsTheStationsThatAreOut(int stations, string? level) =>
        Policy.LevelOf(stations).ShouldBe(level);

    [Fact]
    public void Policy_ThatCannotBe_IsTold()
    {
        Policy.Faults().ShouldBeEmpty();
        (Policy with { StationsMin = 1, WithinMinutes = 0, LateHours = 0, Levels = [.. Policy.Levels.Reverse()] })
            .Faults().Count().ShouldBe(4);
        (Policy with { Children = [new OutageChildren("dancing")] }).Faults().Count().ShouldBe(1);
    }

    private static County Ended()
    {
        var county = new County().Lose(10);
        for (var i = 1; i <= 10; i++)
        {
            county.Tell(Restored(i, 60), 60);
        }

        return county;
    }
}
