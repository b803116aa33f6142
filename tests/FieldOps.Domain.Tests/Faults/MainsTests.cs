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
    public void AlarmToldLate_ThatBeganEarlier_TellsTheEarlierLoss() =>
        Samples.Given().When(Raise("A", 10), Samples.At(10)).Next().When(Raise("B", 4), Samples.At(12))
            .Single<MainsLost>().LostAt.ShouldBe(Samples.At(4));

    [Fact]
    public void BeginToldAfterItsEnd_TellsBoth() =>
        Samples.Given().When(Samples.Clear("A", 5), Samples.At(6)).Next().When(Raise("A", 0), Samples.At(8))
            .Decision.Events.Select(e => e.GetType()).ShouldBe(
                [typeof(AlarmRaised), typeof(MainsLost), typeof(AlarmCleared), typeof(MainsRestored)]);

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
