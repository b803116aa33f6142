using FieldOps.Domain.Assets;
using FieldOps.Domain.Faults;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Tests.Assets;
using FsCheck;
using FsCheck.Fluent;

namespace FieldOps.Domain.Tests.Faults;

/// <summary>Laws over random alarm histories, told in order, late, doubled and backwards.</summary>
public class AlarmProperties
{
    private static readonly Gen<Alarm[]> s_alarms =
        (from start in Gen.Choose(0, 2000)
         from length in Gen.Frequency((7, Gen.Choose(0, 14)), (3, Gen.Choose(15, 300)))
         from cause in Gen.Elements("antennaFailure", "commercialPowerFailure", "outOfService", "fire", "highHumidity")
         from severity in Gen.Elements("critical", "major", "minor", "warning")
         from delay in Gen.Frequency((5, Gen.Constant(0)), (1, Gen.Choose(0, 90)))
         from clearDelay in Gen.Frequency((5, Gen.Constant(0)), (1, Gen.Choose(0, 90)))
         from twice in Gen.Elements(true, false)
         select new Alarm(start, length, cause, severity, delay, clearDelay, twice))
        .ArrayOf().Where(a => a.Length <= 40);

    [Fact]
    public void AnyHistory_WithoutClose_EveryLastingAlarmIsInExactlyOneTicketAndOneTicketIsOpen() =>
        Prop.ForAll(s_alarms.ToArbitrary(), alarms =>
        {
            var world = new World(alarms, wakes: true);

            world.TicketsOpenAtOnceMax.ShouldBeLessThanOrEqualTo(1);
            var memberships = world.Memberships();
            for (var i = 0; i < alarms.Length; i++)
            {
                var times = memberships.Count(id => id == $"A{i}");
                times.ShouldBeLessThanOrEqualTo(1);
                if (alarms[i].Lasts)
                {
                    times.ShouldBe(1, $"A{i} {alarms[i]}");
                }
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void AnyHistory_LostWakeUps_TakeTheSameAlarmsIntoTickets() =>
        Prop.ForAll(s_alarms.ToArbitrary(), alarms =>
        {
            var punctual = new World(alarms, wakes: true);
            var sleepy = new World(alarms, wakes: false);

            sleepy.Memberships().Order().ShouldBe(punctual.Memberships().Order());
            sleepy.State.Faults.TicketCount.ShouldBe(punctual.State.Faults.TicketCount);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void AnyHistory_AtItsEnd_KeepsNoAlarmActiveAndCountsEachOnce() =>
        Prop.ForAll(s_alarms.ToArbitrary(), alarms =>
        {
            var world = new World(alarms, wakes: true);

            world.State.Faults.Active.ShouldBeEmpty();
            world.Events.OfType<AlarmRaised>().Count().ShouldBe(alarms.Length);
            world.Events.OfType<AlarmCleared>().Count(c => c.RaisedAt is not null).ShouldBe(alarms.Length);
            world.State.Faults.Cleared.Length.ShouldBeLessThanOrEqualTo(FaultState.ClearedKept);
            world.State.Faults.Case.Raised.Length.ShouldBeLessThanOrEqualTo(AlarmCase.RaisedKept);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void AnyHistory_WithReportsAndCloses_NeverHasTwoOpenTicketsAndNumbersThemInOrder() =>
        Prop.ForAll(s_alarms.ToArbitrary(), Gen.Choose(0, 2400).ListOf().ToArbitrary(), (alarms, minutes) =>
        {
            var world = new World(alarms, wakes: true, [.. minutes]);

            world.TicketsOpenAtOnceMax.ShouldBeLessThanOrEqualTo(1);
            world.Events.OfType<FaultTicketRaised>().Select(t => t.Number)
                .ShouldBe(Enumerable.Range(1, world.State.Faults.TicketCount).Select(n => $"GZ-SH042-{n:0000}"));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void AnyHistory_WithRestorations_RaisesNoTicketBesideOneThatIsNotRestoredAndLosesNoAlarm() =>
        Prop.ForAll(s_alarms.ToArbitrary(), Gen.Choose(0, 2400).ListOf().ToArbitrary(), (alarms, minutes) =>
        {
            var told = new World(alarms, wakes: true, restores: true, [.. minutes]);
            told.UnrestoredAtRaise.ShouldBe(0);
            told.State.Faults.Active.ShouldBeEmpty();
            var memberships = told.Memberships().ToHashSet();
            for (var i = 0; i < alarms.Length; i++)
            {
                if (alarms[i].Lasts)
                {
                    memberships.ShouldContain($"A{i}", $"A{i} {alarms[i]}");
                }
            }
        }).QuickCheckThrowOnFailure();

    public sealed record Alarm(
        int Start, int Length, string Cause, string Severity, int RaiseDelay, int ClearDelay, bool Twice)
    {
        public bool Lasts =>
            Samples.Policy.TermsFor(Severity, Cause).PersistenceMinutes is { } minutes && Length >= minutes;
    }

    /// <summary>Tells a history to one asset in the order in which its messages arrive.</summary>
    private sealed class World
    {
        private readonly List<IEvent> _events = [];

        public World(IReadOnlyList<Alarm> alarms, bool wakes, params IReadOnlyList<int> interventions)
            : this(alarms, wakes, restores: false, interventions)
        {
        }

        public World(IReadOnlyList<Alarm> alarms, bool wakes, bool restores, IReadOnlyList<int> interventions)
        {
            State = Samples.Given().State;
            var messages = new List<(double At, ICommand Command)>();
            for (var i = 0; i < alarms.Count; i++)
            {
                var a = alarms[i];
                ICommand raised = Samples.Raise($"A{i}", a.Start, a.Cause, a.Severity);
                var raise = (a.Start + a.RaiseDelay + 0.0, raised);
                messages.Add(raise);
                messages.Add((a.Start + a.Length + a.ClearDelay + 0.1, Samples.Clear($"A{i}", a.Start + a.Length)));
                if (a.Twice)
                {
                    messages.Add((raise.Item1 + 0.05, raise.Item2));
                }
            }

            messages.AddRange(interventions.Select((minute, i) =>
                (minute + 0.5, (i % (restores ? 4 : 2)) switch
                {
                    0 => (ICommand)Samples.Report(minute),
                    1 => new Closing(),
                    2 => new Restoring(minute - (i * 7), i),
                    _ => new Restoring(null, i),
                })));
            foreach (var (at, command) in messages.OrderBy(m => m.At))
            {
                WakeUntil(wakes ? at : double.MinValue);
                Tell(command, Samples.At(at));
            }

            WakeUntil(double.MaxValue);
        }

        public AssetState State { get; private set; }

        public IReadOnlyList<IEvent> Events => _events;

        public int TicketsOpenAtOnceMax { get; private set; }

        public int UnrestoredAtRaise { get; private set; }

        public List<string> Memberships()
        {
            var tickets = _events.OfType<FaultTicketRaised>().Select(t => t.TicketId).ToHashSet();
            return
            [
                .. _events.OfType<AlarmRaised>()
                    .Where(a => a.TicketId is { } t && tickets.Contains(t))
                    .Select(a => a.AlarmId),
                .. _events.OfType<AlarmAttached>().Select(a => a.AlarmId),
                .. _events.OfType<FaultTicketRaised>().SelectMany(t => (t.OtherAlarmIds ?? []).Add(t.AlarmId!)),
            ];
        }

        private void WakeUntil(double minute)
        {
            while (Samples.Station.Deadlines(State) is [var due, ..]
                && (due.DueAt - Samples.T0).TotalMinutes <= minute)
            {
                Tell(new DeadlineReached(due.Kind, due.DueAt), due.DueAt);
            }
        }

        private void Tell(ICommand command, DateTimeOffset now)
        {
            if (command is Closing)
            {
                command = new CloseTicket(State.Faults.Ticket?.TicketId ?? Guid.Empty, Guid.Empty, "archived");
            }

            if (command is Restoring { Minute: var restored, Version: var version })
            {
                var ticket = State.Faults.Ticket ?? State.Faults.Earlier.FirstOrDefault();
                command = new TellRestoration(
                    ticket?.TicketId ?? Guid.Empty, Guid.Empty,
                    restored is { } minute ? Samples.At(minute) : null, version);
            }

            var decision = Samples.Station.Decide(State, command, Actor.System, now);
            decision.Refusal.ShouldBeNull();
            var open = State.Faults.Ticket is null ? 0 : 1;
            foreach (var happened in decision.Events)
            {
                _events.Add(happened);
                UnrestoredAtRaise += happened is not FaultTicketRaised ? 0
                    : State.Faults.Earlier.Count(t => t.RestoredAt is null)
                        + (State.Faults.Ticket is { RestoredAt: null } ? 1 : 0);
                State = Samples.Station.Evolve(State, happened);
                open += happened switch { FaultTicketRaised => 1, FaultTicketClosed => -1, _ => 0 };
                TicketsOpenAtOnceMax = Math.Max(TicketsOpenAtOnceMax, open);
            }
        }

        private sealed record Closing : ICommand;

        private sealed record Restoring(double? Minute, int Version) : ICommand;
    }
}
