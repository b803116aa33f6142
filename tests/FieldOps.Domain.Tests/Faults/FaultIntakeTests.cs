using FieldOps.Domain.Assets;
using FieldOps.Domain.Faults;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Tests.Assets;

namespace FieldOps.Domain.Tests.Faults;

public class FaultIntakeTests
{
    private static readonly Guid s_ticket = AssetIds.TicketOf(Samples.AssetId, 1);
    private static readonly Guid s_order = NameBasedId.Of(s_ticket, "work-order");

    [Fact]
    public void Report_NoOpenTicket_RaisesOne()
    {
        var raised = Samples.Given().When(Samples.Report(-10), Samples.T0).Single<FaultTicketRaised>();

        raised.TicketId.ShouldBe(s_ticket);
        raised.Number.ShouldBe("GZ-SH042-0001");
        raised.OccurredAt.ShouldBe(Samples.At(-10));
        raised.RaisedAt.ShouldBe(Samples.T0);
        (raised.Asset.Code, raised.Asset.BatteryMinutes, raised.Asset.Settlement)
            .ShouldBe(("SH042", 180, "prefecture-city"));
    }

    // Design 5.1: attach to the open one.
    [Fact]
    public void Report_OpenTicket_IsARepeat()
    {
        var open = Samples.Given().When(Samples.Report(0), Samples.At(1)).Next()
            .When(Samples.Report(2, "critical"), Samples.At(3));

        open.Single<FaultRepeated>().RepeatCount.ShouldBe(1);
        open.Next().When(Samples.Report(4), Samples.At(5)).Single<FaultRepeated>().RepeatCount.ShouldBe(2);
    }

    // Domain reference 6.2: a warning is not a fault order, it goes to inspection.
    [Theory]
    [InlineData("warning", "fault.severity-warning")]
    [InlineData("cleared", "fault.field-invalid")]
    public void Report_SeverityThatIsNoFault_IsRefused(string severity, string code) =>
        Samples.Given().When(Samples.Report(0, severity), Samples.T0).ThenRefused(code);

    [Theory]
    [InlineData(5, null)]
    [InlineData(6, "fault.time-in-future")]
    [InlineData(-60 * 24 * 400, null)]
    [InlineData((-60 * 24 * 400) - 1, "fault.time-too-old")]
    public void Report_OccurredAt_IsBelievedWithinBounds(int minute, string? code)
    {
        var outcome = Samples.Given().When(Samples.Report(minute), Samples.T0);
        outcome.Decision.Refusal?.Code.ShouldBe(code);
        outcome.Events.IsEmpty.ShouldBe(code is not null);
    }

    [Fact]
    public void Report_BadWords_AreRefusedByName()
    {
        string FieldOf(ReportFault report) =>
            Samples.Given().When(report, Samples.T0).ThenRefused("fault.field-invalid").Facts["field"];

        FieldOf(Samples.Report(0) with { WorkKind = "guard" }).ShouldBe("workKind");
        FieldOf(Samples.Report(0) with { ProbableCause = "" }).ShouldBe("probableCause");
        FieldOf(Samples.Report(0) with { Channel = new string('c', 41) }).ShouldBe("channel");
        FieldOf(Samples.Report(0) with { Description = new string('d', 2001) }).ShouldBe("description");
        FieldOf(Samples.Report(0) with { Description = "no\0text of a database" }).ShouldBe("description");
    }

    // Domain reference 8.2 rule 4.
    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(59, true)]
    [InlineData(60, false)]
    public void Report_DuringCutover_IsSuppressed(int minute, bool suppressed)
    {
        var works = new CutoverDeclared(Guid.Empty, Samples.T0, Samples.At(60), "works", Samples.At(-100));
        var given = Samples.Given(works);

        given.When(Samples.Report(minute), Samples.At(70))
            .ThenTypes([suppressed ? typeof(FaultSuppressed) : typeof(FaultTicketRaised)]);
        given.When(Samples.Report(minute, despiteCutover: true), Samples.At(70)).ThenTypes([typeof(FaultTicketRaised)]);
    }

    [Fact]
    public void Close_OpenTicket_LetsTheNextReportRaiseTheNextOne()
    {
        var closed = Samples.Given().When(Samples.Report(0), Samples.At(1)).Next()
            .When(new CloseTicket(s_ticket, s_order, "archived"), Samples.At(90));

        closed.Then([new FaultTicketClosed(s_ticket, s_order, "archived", Samples.At(90), 0)]);
        var next = closed.Next().When(Samples.Report(100), Samples.At(101)).Single<FaultTicketRaised>();
        next.Number.ShouldBe("GZ-SH042-0002");
        next.FollowsTicketId.ShouldBeNull();
    }

    [Fact]
    public void Close_AnotherOrAClosedTicket_IsAlreadyTrue()
    {
        var open = Samples.Given().When(Samples.Report(0), Samples.At(1)).Next();

        open.When(new CloseTicket(s_order, s_order, "archived"), Samples.At(9)).ThenNothing();
        open.When(new CloseTicket(s_ticket, s_order, "archived"), Samples.At(9)).Next()
            .When(new CloseTicket(s_ticket, s_order, "archived"), Samples.At(10)).ThenNothing();
    }
}
