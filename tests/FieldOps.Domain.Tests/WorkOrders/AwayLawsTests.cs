using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.WorkOrders.Orders;

namespace FieldOps.Domain.Tests.WorkOrders;

/// <summary>Whatever way an order takes among three parties, counted minute by minute beside it.</summary>
public sealed class AwayLawsTests
{
    private const int Stories = 300;
    private const int StepsMax = 60;

    private static readonly Assignee s_gamma = new(Id("gamma"), "GAMMA", false, Id("lot"));

    [Fact]
    public void RunningTime_IsWallTime_WithoutPausesAndAbsences()
    {
        var (returns, absences) = (0, 0);
        for (var seed = 0; seed < Stories; seed++)
        {
            var story = new Story(seed, bySelfOnly: false);
            story.Tell();
            returns += story.Returns;
            absences += story.Absences;
        }

        returns.ShouldBeGreaterThan(Stories);
        absences.ShouldBeGreaterThan(Stories / 2);
    }

    // Passed to and fro by the parties themselves, each is where it would be had it kept the order from when it first
    // gave it away: only who has never done so, and refuses what it was passed, rests until it comes again.
    [Fact]
    public void PassingToAndFro_GainsNothing()
    {
        var (returns, refusals) = (0, 0);
        for (var seed = 0; seed < Stories; seed++)
        {
            var story = new Story(seed, bySelfOnly: true);
            story.Tell();
            returns += story.Returns;
            refusals += story.Refusals;
        }

        refusals.ShouldBeGreaterThan(Stories / 10);
        returns.ShouldBeGreaterThan(Stories / 2);
    }

    // A party as it is counted here: by minutes, not by spans.
    private sealed class Party(int first)
    {
        public int First { get; } = first;

        public int? Accepted { get; set; }

        public int? Arrived { get; set; }

        public int? LeftAt { get; set; }

        public bool PassedItOn { get; set; }

        public bool HasEverPassedItOn { get; set; }

        public HashSet<int> Away { get; } = [];
    }

    private sealed class Story(int seed, bool bySelfOnly)
    {
        private readonly Random _random = new(seed);
        private readonly Dictionary<Guid, Party> _parties = new() { [Alpha.ContractorId] = new Party(0) };
        private readonly HashSet<int> _paused = [];
        private Given<WorkOrderState> _order = Dispatched();
        private int _now;

        public int Returns { get; private set; }

        public int Absences { get; private set; }

        public int Refusals { get; private set; }

        public void Tell()
        {
            for (var step = 0; step < StepsMax; step++)
            {
                _now += _random.Next(1, 12);
                Step();
                Judge($"seed {seed}, minute {_now}");
            }
        }

        private void Step()
        {
            var to = new[] { Alpha, Beta, s_gamma }[_random.Next(3)];
            var crew = Crew(_order.State.Lead ?? to);
            switch (_random.Next(bySelfOnly ? 5 : 11))
            {
                case 0:
                    Ask(new AcceptOrder(Claim(_now)), crew);
                    break;
                case 1:
                    Ask(new ReportMilestone(MilestoneKind.ArrivedOnSite, Claim(_now), false), crew);
                    break;
                case 2 or 3:
                    Ask(new TransferOrder(To(to), "Nearer"), crew);
                    break;
                case 4:
                    // Of oneself only what was transferred goes back at once; another refusal asks the dispatcher.
                    if (!bySelfOnly || _order.State is { TransferredFrom: not null, Status: OrderStatus.Dispatched })
                    {
                        Ask(new RefuseOrder("No car"), crew);
                    }

                    break;
                case 5:
                    Rest(crew);
                    break;
                case 6:
                    Ask(new TransferOrder(To(to), "Nearer"), Dispatcher);
                    break;
                case 7:
                    Ask(new DispatchOrder(To(to)), Dispatcher);
                    break;
                case 8 or 9:
                    Ask(new ConfirmRefusal(false, string.Empty), Dispatcher);
                    break;
                default:
                    Ask(new RejectRefusal("Yours"), Dispatcher);
                    break;
            }
        }

        private void Rest(Actor crew)
        {
            var from = _now - _random.Next(2, 30);
            if (Ask(Pause(from, _now - 1), crew))
            {
                _paused.UnionWith(Enumerable.Range(from, _now - 1 - from));
            }
        }

        private bool Ask(ICommand command, Actor by)
        {
            var lead = _order.State.Lead;
            var asked = _order.When(command, by, At(_now));
            var refused = asked.Events.Any(e => e is TransferRefused);
            foreach (var happened in asked.Events)
            {
                switch (happened)
                {
                    case OrderDispatched or OrderQueued:
                        Leave(lead, command is TransferOrder && by.ContractorId is not null, refused);
                        Come((happened as OrderDispatched)?.Assignee);
                        break;
                    case OrderAccepted e:
                        _parties[e.ContractorId].Accepted ??= _now;
                        break;
                    case MilestoneReached e:
                        _parties[e.ContractorId].Arrived ??= _now;
                        break;
                }
            }

            if (asked.Decision.Refusal is not null)
            {
                return false;
            }

            _order = asked.Next();
            return true;
        }

        private void Leave(Assignee? lead, bool passedItOn, bool refused)
        {
            if (lead is null)
            {
                return;
            }

            var party = _parties[lead.ContractorId];
            party.LeftAt = _now;
            party.PassedItOn = refused ? party.PassedItOn : passedItOn;
            party.HasEverPassedItOn |= passedItOn;
            Refusals += refused && party.PassedItOn ? 1 : 0;
        }

        private void Come(Assignee? to)
        {
            if (to is null || _parties.TryAdd(to.ContractorId, new Party(_now)))
            {
                return;
            }

            var back = _parties[to.ContractorId];
            Returns++;
            if (!back.PassedItOn)
            {
                (bySelfOnly && back.HasEverPassedItOn).ShouldBeFalse($"seed {seed}, minute {_now}");
                back.Away.UnionWith(Enumerable.Range(back.LeftAt!.Value, _now - back.LeftAt.Value));
                Absences++;
            }
        }

        private void Judge(string when)
        {
            if (_order.State.Lead is not { } lead)
            {
                return;
            }

            var own = _parties[lead.ContractorId];
            foreach (var clock in OrderClocks.Of(_order.State, At(_now)).Where(c => c.StartedAt is not null))
            {
                var until = (clock.Clock switch
                {
                    ClockKind.Accept => own.Accepted,
                    ClockKind.Arrive => own.Arrived,
                    _ => null,
                }) ?? _now;
                var pausable = _order.State.Origin!.Terms.Limits.Single(l => l.Clock == clock.Clock).Pausable;
                var runs = Enumerable.Range(own.First, until - own.First)
                    .Count(m => !own.Away.Contains(m) && !(pausable && _paused.Contains(m)));
                clock.StartedAt.ShouldBe(At(own.First), when);
                clock.Elapsed.ShouldBe(TimeSpan.FromMinutes(runs), $"{clock.Clock}, {when}");
                if (bySelfOnly && own.Away.Count == 0)
                {
                    clock.Elapsed.ShouldBe(TimeSpan.FromMinutes(until - own.First), $"{clock.Clock}, {when}");
                }
            }
        }

        private static Actor Crew(Assignee party) =>
            new("f", ActorRoles.ContractorDispatcher, party.ContractorId);
    }
}
