using System.Text.Json;
using System.Text.Json.Nodes;
using FieldOps.Domain.Assets;
using FieldOps.Domain.Faults;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Tests.Assets;
using FieldOps.Platform.Serialization;
using FieldOps.Testing;

namespace FieldOps.Domain.Tests.Faults;

/// <summary>What begins after a restoration is another trouble; its begin decides, not its arrival.</summary>
public class TroubleAfterRestorationTests
{
    private static readonly Guid s_first = AssetIds.TicketOf(Samples.AssetId, 1);
    private static readonly Guid s_second = AssetIds.TicketOf(Samples.AssetId, 2);
    private static readonly Guid s_order = NameBasedId.Of(s_first, "work-order");

    private static Given<AssetState> Open => Samples.Given().When(Samples.Report(0), Samples.At(1)).Next();

    [Theory]
    [InlineData(59, false)]
    [InlineData(60, false)]
    [InlineData(61, true)]
    public void Report_ByItsBegin_GoesWithTheRestoredTicketOrMakesAnother(double minute, bool another)
    {
        var reported = Told(Open, 60, 65).When(Samples.Report(minute), Samples.At(70));

        reported.ThenTypes([another ? typeof(FaultTicketRaised) : typeof(FaultRepeated)]);
        View(reported.Next()).Ticket!.TicketId.ShouldBe(another ? s_second : s_first);
    }

    [Fact]
    public void TwoTickets_EachTakesItsOwnTrouble_AndClosesWithItsOwnOrder()
    {
        var both = Told(Open, 60, 65).When(Samples.Report(100), Samples.At(100)).Next();

        both.When(Samples.Report(101), Samples.At(102)).Single<FaultRepeated>().TicketId.ShouldBe(s_second);
        var past = both.When(Samples.Report(50), Samples.At(103));
        past.Single<FaultRepeated>().TicketId.ShouldBe(s_first);
        View(past.Next()).Ticket!.TicketId.ShouldBe(s_first);
        both.When(new RetireAsset("gone"), Samples.At(104)).ThenRefused("asset.ticket-open");
        var closed = both.When(new CloseTicket(s_first, s_order, "archived"), Samples.At(110));
        closed.Then([new FaultTicketClosed(s_first, s_order, "archived", Samples.At(110), 0)]);
        closed.Next().State.Faults.Ticket!.TicketId.ShouldBe(s_second);
        closed.Next().When(Samples.Report(50), Samples.At(111)).Single<FaultRepeated>().TicketId.ShouldBe(s_second);
        var other = both.When(new CloseTicket(s_second, s_order, "archived"), Samples.At(110)).Next();
        other.When(new RetireAsset("gone"), Samples.At(111)).ThenRefused("asset.ticket-open");
        other.When(Samples.Report(105), Samples.At(112)).Single<FaultTicketRaised>().Number.ShouldBe("GZ-SH042-0003");
    }

    // The crew was out of reach: it restored at 60, somebody reported at 90, and the asset hears of both afterwards.
    [Fact]
    public void Report_ThatCameBeforeTheRestorationWasHeard_MakesItsTicketThen_AndOnce()
    {
        var taken = Open.When(Samples.Report(50), Samples.At(51)).Next()
            .When(Samples.Report(95), Samples.At(95)).Next()
            .When(Samples.Report(90, "critical") with { WorkKind = "generation" }, Samples.At(96)).Next();

        var heard = taken.When(Restored(60, 7), Samples.At(120));

        heard.ThenTypes([typeof(FaultTicketRestored), typeof(FaultTicketRaised)]);
        var raised = heard.Events.OfType<FaultTicketRaised>().Single();
        (raised.TicketId, raised.Severity, raised.WorkKind, raised.OccurredAt, raised.RaisedAt)
            .ShouldBe((s_second, "critical", "generation", Samples.At(90), Samples.At(120)));
        heard.Next().When(Restored(60, 7), Samples.At(121)).ThenNothing();
        heard.Next().When(Restored(55, 9), Samples.At(122)).ThenTypes([typeof(FaultTicketRestored)]);
        Told(taken, 95, 120).State.Faults.Earlier.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(75, 85)]
    [InlineData(100, 100)]
    public void Alarm_ThatCameBeforeTheRestorationWasHeard_WaitsFromItsBegin(double heardAt, double raisedAt)
    {
        var heard = Told(Open.When(Samples.Raise("A", 70), Samples.At(70)).Next(), 60, heardAt);

        if (heardAt < raisedAt)
        {
            heard.Deadlines.ShouldBe([new Deadline("alarm-persists", Samples.At(raisedAt))]);
            heard = heard.When(Samples.Wake(raisedAt), Samples.At(raisedAt)).Next();
        }

        var raised = heard.State.Faults.Ticket.ShouldNotBeNull();
        (raised.TicketId, raised.RaisedAt).ShouldBe((s_second, Samples.At(raisedAt)));
        heard.State.Faults.Earlier.ShouldHaveSingleItem().TicketId.ShouldBe(s_first);
    }

    [Fact]
    public void Alarm_AfterTheRestoration_MakesATicketWhenItLasts_OneFromBeforeStays()
    {
        var told = Told(Open.When(Samples.Raise("A", 10), Samples.At(10)).Next(), 60, 61);
        var late = told.When(Samples.Raise("B", 59), Samples.At(62));
        late.Single<AlarmRaised>().TicketId.ShouldBe(s_first);
        var after = late.Next().When(Samples.Raise("C", 63), Samples.At(63));
        after.Single<AlarmRaised>().TicketId.ShouldBeNull();

        var raised = after.Next().When(Samples.Wake(78), Samples.At(78));

        var ticket = raised.Single<FaultTicketRaised>();
        (ticket.AlarmId, ticket.OtherAlarmIds, ticket.FollowsTicketId).ShouldBe(("C", null, s_first));
        var closed = raised.Next().When(new CloseTicket(s_first, s_order, "archived"), Samples.At(80));
        closed.Single<FaultTicketClosed>().ActiveAlarms.ShouldBe(2);
        closed.Next().When(Samples.Wake(95), Samples.At(95))
            .Then([new AlarmAttached("A", s_second), new AlarmAttached("B", s_second)]);
    }

    [Fact]
    public void RejectedRestoration_TakesTroubleAgain_AndWhatWasToldBeforeItChangesNothing()
    {
        var back = Told(Open, 60, 61).When(Restored(null, 9), Samples.At(80)).Next();

        back.When(Samples.Report(90), Samples.At(90)).Single<FaultRepeated>().TicketId.ShouldBe(s_first);
        back.When(Restored(60, 7), Samples.At(91)).ThenNothing();
        var both = Told(Open, 60, 61).When(Samples.Report(70), Samples.At(70)).Next()
            .When(Restored(null, 9), Samples.At(80)).Next();
        both.When(Samples.Report(90), Samples.At(90)).Single<FaultRepeated>().TicketId.ShouldBe(s_second);
        both.When(new CloseTicket(s_second, s_order, "cancelled"), Samples.At(91)).Next()
            .When(Samples.Report(92), Samples.At(92)).Single<FaultRepeated>().TicketId.ShouldBe(s_first);
    }

    [Fact]
    public void PlannedWorks_AfterTheRestoration_ExplainAReport()
    {
        var works = new CutoverDeclared(Guid.Empty, Samples.At(80), Samples.At(200), "works", Samples.At(-100));
        var open = Samples.Given(works).When(Samples.Report(0), Samples.At(1)).Next();

        var suppressed = Told(open, 60, 61).When(Samples.Report(90), Samples.At(90));

        suppressed.ThenTypes([typeof(FaultSuppressed)]);
        View(suppressed.Next()).Ticket.ShouldBeNull();
    }

    [Fact]
    public void Restoration_OfATicketThatIsNotOpen_ChangesNothing()
    {
        Samples.Given().When(Restored(60, 7), Samples.At(70)).ThenNothing();
        Open.When(new CloseTicket(s_first, s_order, "archived"), Samples.At(65)).Next()
            .When(Restored(60, 7), Samples.At(70)).ThenNothing();
    }

    [Fact]
    public void Snapshot_FromBeforeRestorationsWereTold_IsRead()
    {
        var node = JsonSerializer.SerializeToNode(Open.State, PlatformJson.Options)!;
        var faults = (JsonObject)node["faults"]!;
        faults.Remove("earlier").ShouldBeTrue();
        faults.Remove("reports").ShouldBeTrue();

        var read = node.Deserialize<AssetState>(PlatformJson.Options).ShouldNotBeNull();

        (read.Faults.Earlier.IsEmpty, read.Faults.Reports.IsEmpty).ShouldBe((true, true));
    }

    private static TellRestoration Restored(double? minute, int version) =>
        new(s_first, s_order, minute is { } at ? Samples.At(at) : null, version);

    private static Given<AssetState> Told(Given<AssetState> given, double restored, double now) =>
        given.When(Restored(restored, 7), Samples.At(now)).Next();

    private static AssetView View(Given<AssetState> given) => (AssetView)Samples.Station.View(given.State);
}
