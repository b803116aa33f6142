using FieldOps.Domain.Assets;
using FieldOps.Domain.WorkOrders;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.WorkOrders.Orders;

namespace FieldOps.Domain.Tests.WorkOrders;

/// <summary>
/// Evidence lies within 200 m of a station, 500 m of a cable's route (domain reference, section 6.3). A thousandth of a
/// degree of latitude is 111 m.
/// </summary>
public sealed class EvidenceDistanceTests
{
    private const string Photo = "sha256:photo";

    private static readonly AssetPlace s_station = new(new GeoPoint(121.5, 31.2), null);

    private static readonly AssetPlace s_cable = new(null, [new GeoPoint(121.5, 31.2), new GeoPoint(121.7, 31.2)]);

    private static RequestSuspension At(AssetPlace? asset, double? longitude, double latitude) => Pause(100) with
    {
        Grounds = new PauseGrounds(null, null, asset),
        Places = longitude is { } lon ? [new EvidencePlace(Photo, (decimal)latitude, (decimal)lon)] : [],
    };

    private static CreateOrder Order(bool station, Func<EvidenceRules, EvidenceRules>? change = null)
    {
        var create = station ? Create(Station()) : Create();
        var pauses = create.Rules.Pauses;
        return create with
        {
            Rules = create.Rules with
            {
                Pauses = pauses with { Evidence = change is null ? pauses.Evidence : change(pauses.Evidence!) },
            },
        };
    }

    private static Outcome<WorkOrderState> Ask(bool station, RequestSuspension wish) =>
        Accepted(5, Order(station)).When(wish, Worker, Orders.At(101));

    private static string FlagsOf(SuspensionRequested asked) => string.Join(' ', asked.Flags ?? []);

    [Theory]
    [InlineData(true, 121.5, 31.2017, 189, "")]
    [InlineData(true, 121.5, 31.2019, 211, "evidence-far")]
    [InlineData(false, 121.6, 31.2047, 518, "evidence-far")]
    [InlineData(false, 121.6, 31.2040, 441, "")]
    [InlineData(false, 121.7, 31.2040, 445, "")]
    public void Distance_OfAStationOrARoute_IsKept_AndFlaggedBeyondTheRule(
        bool station, double longitude, double latitude, int metres, string flags)
    {
        var asked = Ask(station, At(station ? s_station : s_cable, longitude, latitude))
            .Single<SuspensionRequested>();

        ((double)asked.Distances!.Value.ShouldHaveSingleItem().Metres!.Value).ShouldBe(metres, 3);
        FlagsOf(asked).ShouldBe(flags);
    }

    [Fact]
    public void Judge_SeesTheFlagsAndTheDistances()
    {
        var pause = Ask(true, At(s_station, 121.6, 31.2)).Next().State.Pauses.ShouldHaveSingleItem();

        pause.Flags.ShouldNotBeNull().ShouldBe(["evidence-far"]);
        pause.Distances!.Value[0].Metres!.Value.ShouldBeGreaterThan(9_000);
    }

    [Fact]
    public void Position_ThatIsMissing_IsFlagged_AndSoIsTheRegistersOwnGap()
    {
        FlagsOf(Ask(true, At(s_station, null, 0)).Single<SuspensionRequested>()).ShouldBe("evidence-without-position");
        FlagsOf(Ask(true, At(new AssetPlace(null, null), 121.5, 31.2)).Single<SuspensionRequested>())
            .ShouldBe("asset-without-position");
        FlagsOf(Ask(true, At(null, 121.5, 31.2)).Single<SuspensionRequested>()).ShouldBe("asset-without-position");
    }

    [Fact]
    public void Rule_ThatRefuses_RefusesWithTheDistance()
    {
        var strict = Accepted(5, Order(true, e => e with { Outside = EvidenceDoubt.Refuse }));
        var no = strict.When(At(s_station, 121.6, 31.2), Worker, Orders.At(101))
            .ThenRefused("work-order.evidence-too-far");
        no.Facts["evidence"].ShouldBe(Photo);
        no.Facts["max"].ShouldBe("200");
        strict.When(At(s_station, null, 0), Worker, Orders.At(101)).ThenTypes(typeof(SuspensionRequested));

        Accepted(5, Order(true, e => e with { WithoutPosition = EvidenceDoubt.Refuse }))
            .When(At(s_station, null, 0), Worker, Orders.At(101))
            .ThenRefused("work-order.evidence-without-position");
    }

    [Fact]
    public void Place_ThatIsNone_OrOfNoEvidence_IsRefused()
    {
        Ask(true, At(s_station, 181, 31.2)).ThenRefused("work-order.evidence-place-invalid");
        Ask(true, At(s_station, 121.5, 31.2) with { Places = [new EvidencePlace("sha256:other", 31.2m, 121.5m)] })
            .ThenRefused("work-order.evidence-place-invalid");
    }

    [Fact]
    public void Order_WhoseRulesAskForNoDistance_KeepsNone()
    {
        var asked = Accepted(5, Order(true, _ => null!)).When(At(s_station, 121.6, 31.2), Worker, Orders.At(101))
            .Single<SuspensionRequested>();

        (asked.Distances, asked.Flags).ShouldBe((null, null));
    }

    [Theory]
    [InlineData(MilestoneKind.ArrivedOnSite, 121.5001, true, false)]
    [InlineData(MilestoneKind.ArrivedOnSite, 121.6, true, true)]
    [InlineData(MilestoneKind.Departed, 121.6, false, false)]
    public void Fix_OfAnArrival_IsHeldToTheSite_AndOnlyFlagged(
        MilestoneKind kind, double longitude, bool measured, bool far)
    {
        var claim = new Claimed(Orders.At(30), null, new GpsFix(31.2m, (decimal)longitude, Orders.At(30)));
        var reached = Accepted(5, Order(true)).When(
            new ReportMilestone(kind, claim, Site: s_station), Worker, Orders.At(31));

        var told = reached.Single<MilestoneReached>();
        told.SiteMetres.HasValue.ShouldBe(measured);
        told.Time.Flags.Contains("evidence-far").ShouldBe(far);
        reached.Next().State.Milestones.ShouldHaveSingleItem().SiteMetres.ShouldBe(told.SiteMetres);
    }

    [Fact]
    public void Rules_ThatCannotBe_AreTold()
    {
        var rules = Rules with
        {
            Pauses = Rules.Pauses with { Evidence = Rules.Pauses.Evidence! with { RouteMetresMax = 0 } },
        };

        WorkOrderRulesCheck.FaultsOf(rules).ShouldHaveSingleItem().ShouldContain("routeMetresMax");
        WorkOrderRulesCheck.FaultsOf(Rules).ShouldBeEmpty();
    }
}
