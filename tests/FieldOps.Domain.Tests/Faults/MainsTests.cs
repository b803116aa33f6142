using FieldOps.Domain.Assets;
using FieldOps.Domain.Faults;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Tests.Assets;

namespace FieldOps.Domain.Tests.Faults;

/// <summary>A station tells when it loses mains power and has it again (domain reference, 6.3 and 8.2).</summary>
public class MainsTests
{
    private const string Cause = "commercialPowerFailure";

    private static RaiseAlarm Raise(string id, double minute) => Samples.Raise(id, minute, Cause);

    [Fact]
    public void FirstAlarm_TellsTheLoss_LastClear_TheReturn()
    {
        var out1 = Samples.Given().When(Raise("A", 0), Samples.At(1));
        var lost = out1.Single<MainsLost>();
        (lost.AssetCode, lost.Region, lost.County).ShouldBe(("SH042", "Shanghai", "Huangpu"));
        (lost.LostAt, lost.TicketId).ShouldBe((Samples.At(0), null));

        var out2 = out1.Next().When(Raise("B", 2), Samples.At(3));
        out2.Decision.Events.OfType<MainsLost>().ShouldBeEmpty();
        var clear1 = out2.Next().When(Samples.Clear("A", 5), Samples.At(5));
        clear1.Decision.Events.OfType<MainsRestored>().ShouldBeEmpty();
        clear1.Next().When(Samples.Clear("B", 6), Samples.At(7)).Single<MainsRestored>().RestoredAt
            .ShouldBe(Samples.At(6));
    }

    [Fact]
    public void AlarmToldLate_ThatBeganEarlier_TellsTheEarlierLoss_OnceItsEndShowsThatItIsTheSame()
    {
        var late = Samples.Given().When(Raise("A", 10), Samples.At(10)).Next().When(Raise("B", 4), Samples.At(12));
        late.Decision.Events.OfType<MainsLost>().ShouldBeEmpty();

        late.Next().When(Samples.Clear("A", 13), Samples.At(13)).Decision.Events.OfType<MainsRestored>()
            .ShouldBeEmpty();
        var lost = late.Next().When(Samples.Clear("B", 14), Samples.At(14)).Single<MainsLost>();
        (lost.LostAt, lost.RestoredAt).ShouldBe((Samples.At(4), null));
    }

    [Fact]
    public void ShortAlarmOfBefore_ToldLate_IsATimeOfItsOwn()
    {
        var late = Samples.Given().When(Raise("X", 540), Samples.At(540)).Next().When(Raise("B", 120), Samples.At(660));
        late.Decision.Events.OfType<MainsLost>().ShouldBeEmpty();

        var cleared = late.Next().When(Samples.Clear("B", 130), Samples.At(661));
        var lost = cleared.Single<MainsLost>();
        (lost.LostAt, lost.RestoredAt).ShouldBe((Samples.At(120), Samples.At(130)));
        cleared.Decision.Events.OfType<MainsRestored>().ShouldBeEmpty();
    }

    [Fact]
    public void AlarmOfBefore_ToldFirst_LeavesTheTimeThatLasts_WhenItEnds()
    {
        var cleared = Samples.Given().When(Raise("B", 120), Samples.At(660)).Next()
            .When(Raise("X", 540), Samples.At(660)).Next().When(Samples.Clear("B", 130), Samples.At(661));

        cleared.Single<MainsRestored>().RestoredAt.ShouldBe(Samples.At(130));
        cleared.Single<MainsLost>().LostAt.ShouldBe(Samples.At(540));
    }

    [Fact]
    public void Return_IsTheLatestOfTheClears_WhicheverIsToldLast() =>
        Samples.Given().When(Raise("A", 0), Samples.At(0)).Next().When(Raise("B", 1), Samples.At(1)).Next()
            .When(Samples.Clear("A", 120), Samples.At(130)).Next().When(Samples.Clear("B", 60), Samples.At(131))
            .Single<MainsRestored>().RestoredAt.ShouldBe(Samples.At(120));

    [Fact]
    public void BeginToldAfterItsEnd_TellsBoth() =>
        Samples.Given().When(Samples.Clear("A", 5), Samples.At(6)).Next().When(Raise("A", 0), Samples.At(8))
            .Decision.Events.Select(e => e.GetType()).ShouldBe(
                [typeof(AlarmRaised), typeof(MainsLost), typeof(AlarmCleared), typeof(MainsRestored)]);

    // Nine losses push the first out of what is remembered; the ninth turns out to have been none.
    [Fact]
    public void Loss_ThatWasToldAndForgotten_IsNotToldAgain_WhenALaterOneWasNone()
    {
        var station = Samples.Given();
        for (var i = 0; i < 8; i++)
        {
            station = station.When(Raise($"A{i}", 10 * i), Samples.At(10 * i)).Next()
                .When(Samples.Clear($"A{i}", (10 * i) + 5), Samples.At((10 * i) + 5)).Next();
        }

        var ninth = station.When(Raise("A8", 80), Samples.At(80));
        ninth.Single<MainsLost>().LostAt.ShouldBe(Samples.At(80));
        var none = ninth.Next().When(Samples.Clear("A8", 80), Samples.At(81));
        none.Single<MainsRestored>().RestoredAt.ShouldBe(Samples.At(80));
        none.Decision.Events.OfType<MainsLost>().ShouldBeEmpty();
    }

    [Fact]
    public void OpenTicket_IsNamed_SoThatItsOrderIsFound()
    {
        var lost = Samples.Given().When(Samples.Report(0), Samples.At(0)).Next().When(Raise("A", 5), Samples.At(5))
            .Single<MainsLost>();

        lost.TicketId.ShouldBe(AssetIds.TicketOf(Samples.AssetId, 1));
        (lost.TicketWorkKind, lost.TicketCause).ShouldBe(("repair", "antennaFailure"));
    }

    [Fact]
    public void OtherCauses_AndOtherAssets_TellNothing()
    {
        Samples.Given().When(Samples.Raise("A", 0, "outOfService"), Samples.At(0))
            .Decision.Events.OfType<MainsLost>().ShouldBeEmpty();
        var room = new AssetEntity(AssetTypes.Facility);
        var profile = Samples.Profile with { AssetClass = "equipment-room", Station = null };
        FieldOps.Testing.Decisions
            .Given(room, new AssetRegistered(Samples.AssetId, AssetTypes.Facility, profile, Samples.T0))
            .When(Raise("A", 0), Samples.At(0)).Decision.Events.OfType<MainsLost>().ShouldBeEmpty();
    }

    [Fact]
    public void PlannedWorks_ExplainTheLoss_UntilTheyAreWithdrawn()
    {
        var works = NameBasedId.Of(Guid.Empty, "works");
        var planned = Samples.Given().When(
            new DeclareCutover(works, Samples.At(-10), Samples.At(60), "grid works"), Samples.At(-10)).Next();

        var raised = planned.When(Raise("A", 0), Samples.At(0));
        raised.Decision.Events.OfType<MainsLost>().ShouldBeEmpty();
        raised.Next().When(new WithdrawCutover(works), Samples.At(5)).Single<MainsLost>().LostAt
            .ShouldBe(Samples.At(0));
    }

    [Fact]
    public void PlannedWorks_ThatOverrun_AreALossFromTheirEnd()
    {
        var raised = Works().When(Raise("A", 0), Samples.At(0)).Next();
        raised.When(Samples.Clear("A", 70), Samples.At(70)).ThenTypes([typeof(AlarmCleared)]);

        var taken = raised.When(Samples.Wake(75), Samples.At(75));
        taken.Single<MainsLost>().LostAt.ShouldBe(Samples.At(60));
        taken.Next().When(Samples.Clear("A", 720), Samples.At(720)).Single<MainsRestored>().RestoredAt
            .ShouldBe(Samples.At(720));
        raised.When(Samples.Clear("A", 80), Samples.At(80)).Decision.Events.Select(e => e.GetType()).ShouldBe(
            [typeof(FaultTicketRaised), typeof(MainsLost), typeof(AlarmCleared), typeof(MainsRestored)]);
    }

    [Fact]
    public void PlannedWorks_ExplainTheLoss_WithAnOpenTicketToo()
    {
        var raised = Works().When(Samples.Report(-5), Samples.At(-5)).Next().When(Raise("A", 0), Samples.At(0));
        var alarm = raised.Single<AlarmRaised>();
        (alarm.CutoverId, alarm.TicketId).ShouldBe((s_works, null));
        raised.Decision.Events.OfType<MainsLost>().ShouldBeEmpty();

        var taken = raised.Next().When(Samples.Wake(75), Samples.At(75));
        taken.ThenTypes([typeof(AlarmAttached), typeof(MainsLost)]);
        (taken.Single<MainsLost>().LostAt, taken.Single<MainsLost>().TicketId)
            .ShouldBe((Samples.At(60), AssetIds.TicketOf(Samples.AssetId, 1)));
    }

    private static readonly Guid s_works = NameBasedId.Of(Guid.Empty, "works");

    private static Testing.Given<AssetState> Works() => Samples.Given(
        new CutoverDeclared(s_works, Samples.T0, Samples.At(60), "grid works", Samples.At(-10)));

    [Fact]
    public void Station_ThatMovesOrRetires_LeavesItsCounty()
    {
        var isOut = Samples.Given().When(Raise("A", 0), Samples.At(0)).Next();
        var moved = isOut.When(
            new AmendAsset(Samples.Profile with { County = "Jing'an" }, AssetTypes.BaseStation), Samples.At(3));

        moved.Single<MainsRestored>().County.ShouldBe("Huangpu");
        moved.Single<MainsLost>().County.ShouldBe("Jing'an");
        isOut.When(new RetireAsset("pulled down"), Samples.At(4)).Single<MainsRestored>().RestoredAt
            .ShouldBe(Samples.At(4));
    }
}
