using FieldOps.Domain.Assets;
using FieldOps.Domain.Faults;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Tests.Assets;

namespace FieldOps.Domain.Tests.Faults;

public class AlarmIntakeTests
{
    private static readonly Guid s_ticket = AssetIds.TicketOf(Samples.AssetId, 1);

    [Fact]
    public void Raise_MajorAlarm_WaitsItsPersistence()
    {
        var given = Samples.Given().When(Samples.Raise("A", 0), Samples.T0).Next();

        given.Deadlines.ShouldBe([new Deadline("alarm-persists", Samples.At(15))]);
        given.When(Samples.Wake(15), Samples.At(14.9)).ThenNothing();
        var raised = given.When(Samples.Wake(15), Samples.At(15)).Single<FaultTicketRaised>();
        (raised.OccurredAt, raised.RaisedAt, raised.AlarmId, raised.Channel, raised.Rule)
            .ShouldBe((Samples.T0, Samples.At(15), "A", "alarm", "default.v1/other"));
    }

    // 87 % of the real alarms are gone within a quarter of an hour.
    [Fact]
    public void Clear_BeforePersistence_MakesNoTicket()
    {
        var cleared = Samples.Given().When(Samples.Raise("A", 0), Samples.T0).Next()
            .When(Samples.Clear("A", 14), Samples.At(14));

        cleared.Then([new AlarmCleared("A", Samples.At(14), Samples.T0)]);
        cleared.Next().Deadlines.ShouldBeEmpty();
    }

    // Design section 1: a late or lost wake-up changes no outcome.
    [Fact]
    public void Clear_AfterPersistenceWithoutWakeUp_RaisesTheTicketFirst() =>
        Samples.Given().When(Samples.Raise("A", 0), Samples.T0).Next()
            .When(Samples.Clear("A", 40), Samples.At(40))
            .ThenTypes([typeof(FaultTicketRaised), typeof(AlarmCleared)])
            .Single<AlarmCleared>()
            .ShouldBe(new AlarmCleared("A", Samples.At(40), Samples.T0, s_ticket, IsRootCause: true));

    [Fact]
    public void Wake_TwiceOrOutOfDate_ChangesNothing()
    {
        var open = Samples.Given().When(Samples.Raise("A", 0), Samples.T0).Next()
            .When(Samples.Wake(15), Samples.At(15)).Next();

        open.When(Samples.Wake(15), Samples.At(16)).ThenNothing();
        open.Deadlines.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("warning", "antennaFailure", null)]
    [InlineData("critical", "fire", 0)]
    [InlineData("critical", "outOfService", 10)]
    [InlineData("minor", "antennaFailure", 30)]
    [InlineData("major", "enclosureDoorOpen", 60)]
    [InlineData("indeterminate", "rectifierFailure", 30)]
    [InlineData("critical", "rectifierFailure", 15)]
    public void TermsFor_CauseAndSeverity_FollowThePolicy(string severity, string cause, int? minutes) =>
        Samples.Policy.TermsFor(severity, cause).PersistenceMinutes.ShouldBe(minutes);

    [Fact]
    public void Raise_PersistenceZero_RaisesTheTicketAtOnce() =>
        Samples.Given().When(Samples.Raise("A", 0, "fire", "critical"), Samples.T0)
            .ThenTypes([typeof(AlarmRaised), typeof(FaultTicketRaised)]);

    [Fact]
    public void Raise_Warning_NeverMakesATicket() =>
        Samples.Given().When(Samples.Raise("A", 0, severity: "warning"), Samples.T0).Next().Deadlines.ShouldBeEmpty();

    // Domain reference 8.2 rule 1.
    [Theory]
    [InlineData("commercialPowerFailure", null, "generation")]
    [InlineData("outOfService", "commercialPowerFailure", "generation")]
    [InlineData("outOfService", null, "repair")]
    [InlineData("lowBatteryThreshold", null, "repair")]
    [InlineData("antennaFailure", "commercialPowerFailure", "repair")]
    public void Persisting_PowerChain_AsksForAGeneratorWhileMainsIsOut(
        string cause, string? alsoActive, string workKind)
    {
        var given = Samples.Given();
        if (alsoActive is not null)
        {
            given = given.When(Samples.Raise("M", 0, alsoActive), Samples.T0).Next();
        }

        given.When(Samples.Raise("A", -1, cause), Samples.T0).Next()
            .When(Samples.Clear("A", 14.5), Samples.At(14.5)).Single<FaultTicketRaised>().WorkKind.ShouldBe(workKind);
    }

    [Fact]
    public void Persisting_MainsFailureWithoutBattery_AsksForRepair()
    {
        var bare = new AssetAmended(Samples.Profile with { Station = null }, Samples.T0);
        Samples.Given(bare).When(Samples.Raise("A", 0, "commercialPowerFailure"), Samples.T0).Next()
            .When(Samples.Wake(15), Samples.At(15)).Single<FaultTicketRaised>().WorkKind.ShouldBe("repair");
    }

    [Fact]
    public void Raise_OpenTicket_JoinsItWithoutAnotherTicket()
    {
        var open = Samples.Given().When(Samples.Report(0), Samples.T0).Next();

        var joined = open.When(Samples.Raise("A", 5), Samples.At(5));
        joined.Single<AlarmRaised>().TicketId.ShouldBe(s_ticket);
        joined.Next().Deadlines.ShouldBeEmpty();
        joined.Next().When(Samples.Clear("A", 90), Samples.At(90)).Single<AlarmCleared>().TicketId.ShouldBe(s_ticket);
    }

    [Fact]
    public void Clear_RootCauseAlarms_MarkTheTicketWhenTheLastIsGone()
    {
        var open = Samples.Given().When(Samples.Raise("A", 0), Samples.T0).Next()
            .When(Samples.Wake(15), Samples.At(15)).Next()
            .When(Samples.Raise("B", 16), Samples.At(16)).Next()
            .When(Samples.Raise("C", 16, "highHumidity"), Samples.At(16)).Next();

        var one = open.When(Samples.Clear("A", 20), Samples.At(20)).Next();
        one.State.Faults.Ticket.ShouldNotBeNull().AlarmClearedAt.ShouldBeNull();
        var both = one.When(Samples.Clear("B", 30), Samples.At(30)).Next();
        both.State.Faults.Ticket.ShouldNotBeNull().AlarmClearedAt.ShouldBe(Samples.At(30));
        both.When(Samples.Clear("C", 40), Samples.At(40)).Single<AlarmCleared>().IsRootCause.ShouldBeNull();
        both.When(Samples.Raise("D", 50), Samples.At(50)).Next()
            .State.Faults.Ticket.ShouldNotBeNull().AlarmClearedAt.ShouldBeNull();
    }

    [Fact]
    public void Clear_BeforeItsRaise_IsKeptAndMatched()
    {
        var early = Samples.Given().When(Samples.Clear("A", 5), Samples.At(5));
        early.Then([new AlarmCleared("A", Samples.At(5))]);

        early.Next().When(Samples.Raise("A", 0), Samples.At(6))
            .ThenTypes([typeof(AlarmRaised), typeof(AlarmCleared)])
            .Single<AlarmCleared>().RaisedAt.ShouldBe(Samples.T0);
    }

    [Fact]
    public void Clear_LongOutageToldBackwards_StillMakesItsTicket() =>
        Samples.Given().When(Samples.Clear("A", 60), Samples.At(60)).Next()
            .When(Samples.Raise("A", 0), Samples.At(61))
            .ThenTypes([typeof(AlarmRaised), typeof(FaultTicketRaised), typeof(AlarmCleared)]);

    [Fact]
    public void Alarm_ToldTwice_IsAlreadyTrue()
    {
        var raised = Samples.Given().When(Samples.Raise("A", 0), Samples.T0).Next();
        raised.When(Samples.Raise("A", 0), Samples.At(1)).ThenNothing();

        var cleared = raised.When(Samples.Clear("A", 3), Samples.At(3)).Next();
        cleared.When(Samples.Clear("A", 3), Samples.At(4)).ThenNothing();
        cleared.When(Samples.Raise("A", 0), Samples.At(4)).ThenNothing();
    }

    [Fact]
    public void Raise_SameIdAfterItsClear_IsANewAlarm() =>
        Samples.Given().When(Samples.Raise("A", 0), Samples.T0).Next()
            .When(Samples.Clear("A", 3), Samples.At(3)).Next()
            .When(Samples.Raise("A", 10), Samples.At(10)).Next()
            .Deadlines.ShouldBe([new Deadline("alarm-persists", Samples.At(25))]);

    [Fact]
    public void Clear_BeforeItBegan_IsRefused() =>
        Samples.Given().When(Samples.Raise("A", 0), Samples.T0).Next()
            .When(Samples.Clear("A", -1), Samples.At(1)).ThenRefused("alarm.cleared-before-raised");

    [Fact]
    public void Clear_SameInstantAsItsRaise_IsAnAlarmOfZeroLength() =>
        Samples.Given().When(Samples.Raise("A", 0), Samples.T0).Next()
            .When(Samples.Clear("A", 0), Samples.At(1)).ThenTypes([typeof(AlarmCleared)]);

    // A backlog after a broken link: begin and end come together, long after both.
    [Fact]
    public void Raise_ToldLate_GivesItsClearALittleTime()
    {
        var late = Samples.Given().When(Samples.Raise("A", 0), Samples.At(60)).Next();

        late.Deadlines.ShouldBe([new Deadline("alarm-persists", Samples.At(62))]);
        late.When(Samples.Clear("A", 5), Samples.At(61)).ThenTypes([typeof(AlarmCleared)]);
        late.When(Samples.Clear("A", 30), Samples.At(61)).ThenTypes([typeof(FaultTicketRaised), typeof(AlarmCleared)]);
        late.When(Samples.Wake(62), Samples.At(62)).ThenTypes([typeof(FaultTicketRaised)]);
    }

    // Domain reference 8.2 rule 4.
    [Fact]
    public void Raise_DuringCutover_IsHeldBackUntilTheWindowEnds()
    {
        var works = new CutoverDeclared(s_ticket, Samples.T0, Samples.At(60), "works", Samples.At(-100));
        var held = Samples.Given(works).When(Samples.Raise("A", 10), Samples.At(10));

        held.Single<AlarmRaised>().CutoverId.ShouldBe(s_ticket);
        held.Next().Deadlines.ShouldBe([new Deadline("alarm-persists", Samples.At(75))]);
        held.Next().When(Samples.Clear("A", 70), Samples.At(70)).ThenTypes([typeof(AlarmCleared)]);
        held.Next().When(new WithdrawCutover(s_ticket), Samples.At(20)).Next()
            .Deadlines.ShouldBe([new Deadline("alarm-persists", Samples.At(35))]);
    }

    [Fact]
    public void Raise_DuringCutoverWithTicketOpenedMeanwhile_AttachesWhenItOutlastsTheWindow()
    {
        var works = new CutoverDeclared(s_ticket, Samples.T0, Samples.At(60), "works", Samples.At(-100));
        var open = Samples.Given(works).When(Samples.Raise("A", 10), Samples.At(10)).Next()
            .When(Samples.Report(20, despiteCutover: true), Samples.At(20));

        open.Single<FaultTicketRaised>().OtherAlarmIds.ShouldBeNull();
        open.Next().When(Samples.Wake(75), Samples.At(75)).Then([new AlarmAttached("A", s_ticket)]);
    }

    // Domain reference 6.3: N alarms in 24 h make one repeat-site case.
    [Fact]
    public void Flapping_ManyShortAlarms_MakeOneRepeatSiteTicketPerCase()
    {
        var given = Samples.Given();
        var tickets = new List<FaultTicketRaised>();
        for (var i = 0; i < 60; i++)
        {
            var raised = given.When(Samples.Raise($"A{i}", i * 20), Samples.At(i * 20));
            tickets.AddRange(raised.Events.OfType<FaultTicketRaised>());
            given = raised.Next().When(Samples.Clear($"A{i}", (i * 20) + 2), Samples.At((i * 20) + 2)).Next();
            if (given.State.Faults.Ticket is { } ticket && i > 25)
            {
                var close = new CloseTicket(ticket.TicketId, s_ticket, "archived");
                given = given.When(close, Samples.At((i * 20) + 3)).Next();
            }
        }

        tickets.ShouldHaveSingleItem().Channel.ShouldBe("repeat-site");
        tickets[0].AlarmId.ShouldBe("A19");
    }

    [Fact]
    public void Flapping_QuietForTheHold_CountsAnew()
    {
        var given = Samples.Given();
        for (var i = 0; i < 30; i++)
        {
            // 15 alarms, 4 hours of quiet, 15 more: never 20 of one case.
            var at = (i * 5) + (i >= 15 ? 300 : 0);
            given = given.When(Samples.Raise($"A{i}", at), Samples.At(at)).Next()
                .When(Samples.Clear($"A{i}", at + 1), Samples.At(at + 1)).Next();
        }

        given.State.Faults.TicketCount.ShouldBe(0);
    }

    [Fact]
    public void Close_AlarmStillActive_WaitsAnewAndRaisesATicketThatFollows()
    {
        var closed = Samples.Given().When(Samples.Raise("A", 0), Samples.T0).Next()
            .When(Samples.Wake(15), Samples.At(15)).Next()
            .When(new CloseTicket(s_ticket, s_ticket, "archived"), Samples.At(60));

        closed.Single<FaultTicketClosed>().ActiveAlarms.ShouldBe(1);
        closed.Next().Deadlines.ShouldBe([new Deadline("alarm-persists", Samples.At(75))]);
        closed.Next().When(Samples.Clear("A", 70), Samples.At(70))
            .Then([new AlarmCleared("A", Samples.At(70), Samples.T0, s_ticket, IsRootCause: true)]);
        closed.Next().When(Samples.Wake(75), Samples.At(75))
            .Single<FaultTicketRaised>().FollowsTicketId.ShouldBe(s_ticket);
    }

    [Fact]
    public void Raise_TooManyActive_IsRefused()
    {
        var raised = Enumerable.Range(0, FaultState.ActiveMax)
            .Select(i => new AlarmRaised($"A{i}", "warning", "x", Samples.T0, "r", "repair"));
        Samples.Given(raised).When(Samples.Raise("one more", 0), Samples.T0).ThenRefused("alarm.too-many-active");
    }

    [Fact]
    public void Faults_OfTheShippedAlarmPolicy_AreNoneAndBadOnesAreNamed()
    {
        Samples.Policy.Faults().ShouldBeEmpty();
        var bad = Samples.Policy with
        {
            LateMinutes = -1,
            Flapping = Samples.Policy.Flapping with { AlarmsMin = 65 },
            Otherwise = Samples.Policy.Otherwise with { WorkKind = "guard", PersistenceMinutes = -1 },
        };
        bad.Faults().Length.ShouldBe(4);
    }
}
