using System.Collections.Immutable;
using System.Text.Json;
using FieldOps.Domain.Assets;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Platform.Serialization;
using FieldOps.Simulation.Auditing;
using FieldOps.Simulation.World;
using FieldOps.Testing;

namespace FieldOps.Simulation.Clocks;

/// <summary>
/// Orders alone, as many as wanted: every command is drawn, most are accepted, the events become a log in memory, and
/// the auditor reads that. Times are claimed late and out of order, pauses are asked for afterwards, refused, approved
/// after a breach and after the end, wake-ups come late or never, recomputes follow.
/// </summary>
public sealed class ClockWorld
{
    private static readonly WorkOrderEntity s_rules = new();
    private static readonly WorkOrderRules s_orderRules =
        RepoFiles.Policy<WorkOrderRules>("work-order", "default.v1.json");

    private static readonly Assignee s_lead = new(Id("crew"), "CREW", false, null);
    private static readonly Actor s_worker = new("w-1", ActorRoles.FieldWorker, s_lead.ContractorId);
    private static readonly Actor s_dispatcher = new("d-1", ActorRoles.Dispatcher);
    private static readonly Actor s_reviewer = new("q-1", ActorRoles.QaReviewer);
    private static readonly Actor s_manager = new("m-1", ActorRoles.OperationsManager);

    private static readonly ReplyForm s_reply = new()
    {
        Phenomenon = "loss", FaultType = "antenna-feeder", Measures = "done", Responsible = "p-7",
        Evidence = ["sha256:1"],
    };

    private readonly Chance _chance;
    private readonly List<LogEvent> _events = [];
    private WorkOrderState _state = WorkOrderState.Initial;
    private DateTimeOffset _now;
    private readonly long _entity;
    private int _commands;

    private ClockWorld(int seed, int order)
    {
        _chance = new Chance(HashOf(seed, order));
        _entity = order + 1;
    }

    /// <summary>
    /// Draws orders from a seed, each by itself, and has them judged on all processors; told how many are done.
    /// </summary>
    public static AuditReport Judge(int seed, int orders, Action<int>? done = null)
    {
        var report = new AuditReport();
        var merging = new Lock();
        var judged = 0;
        Parallel.For(
            0, orders, () => new AuditReport(),
            (n, _, own) =>
            {
                var world = new ClockWorld(seed, n);
                var events = world.Tell(n);
                OrderLaws.Judge(
                    new LogFile(events, new Dictionary<long, int>(), [], events.Count, []), own, world._now);
                done?.Invoke(Interlocked.Increment(ref judged));
                return own;
            },
            own =>
            {
                lock (merging)
                {
                    report.Take(own);
                }
            });
        return report;
    }

    // The same on every machine, and far apart for neighbours.
    private static int HashOf(int seed, int order) => BitConverter.ToInt32(Id($"{seed}/{order}").ToByteArray());

    private static Guid Id(string name) => NameBasedId.Of(Guid.Empty, "clocks " + name);

    private List<LogEvent> Tell(int n)
    {
        _now = ClockPlaces.Instant(_chance);
        Ask(Create(n), Actor.System);
        Pass(1, 45);
        Ask(new AcceptOrder(Claim()), s_worker);
        for (var steps = _chance.Between(3, 12); steps > 0; steps--)
        {
            Pass(1, 400);
            Step();
        }

        Finish();
        for (var again = _chance.Between(0, 2); again > 0 && _state.Outcome is not null; again--)
        {
            Recompute(again);
        }

        Rest();
        return _events;
    }

    private void Step()
    {
        switch (_chance.Between(0, 9))
        {
            case 0 or 1:
                Ask(new ReportMilestone(MilestoneKind.ArrivedOnSite, Claim(), false), s_worker);
                break;
            case 2:
                Ask(new ReportMilestone(MilestoneKind.ServiceRestored, Claim(), _chance.Of(40)), s_worker);
                break;
            case 3:
                Ask(Pause(_now.AddMilliseconds(-_chance.Between(0, 20_000_000)), null), s_worker);
                break;
            case 4:
                var from = _now.AddMilliseconds(-_chance.Between(60_000, 40_000_000));
                Ask(Pause(from, from.AddMilliseconds(_chance.Between(1, 30_000_000))), s_worker);
                break;
            case 5:
                Ask(new ResumeOrder(Claim()), s_worker);
                break;
            case 6 or 7 when !_state.Pauses.IsEmpty:
                var pause = _chance.One(_state.Pauses);
                Ask(new DecideSuspension(pause.Number, _chance.Of(60), "seen"), s_dispatcher);
                break;
            case 8:
                var begin = _now.AddMilliseconds(-_chance.Between(0, 30_000_000));
                Ask(
                    new InheritWindow(
                        Id("outage"), "outage", PauseReason.GridPowerFailure, begin,
                        _chance.Of(70) ? begin.AddMilliseconds(_chance.Between(1, 25_000_000)) : null),
                    Actor.System);
                break;
            default:
                Ask(new SuppressClocks([_chance.One(Enum.GetValues<ClockKind>())], "duplicate"), s_manager);
                break;
        }
    }

    private void Finish()
    {
        Ask(new ResumeOrder(Claim()), s_worker);
        Ask(new ReportMilestone(MilestoneKind.ServiceRestored, Claim(), _chance.Of(60)), s_worker);
        Pass(1, 1_500);
        Ask(new ReplyToOrder(s_reply), s_worker);
        if (_chance.Of(20))
        {
            Ask(new ReturnReply("no photo", _chance.Of(50)), s_reviewer);
            Pass(1, 300);
            Ask(new ReportMilestone(MilestoneKind.ServiceRestored, Claim(), _chance.Of(60)), s_worker);
            Ask(new ReplyToOrder(s_reply), s_worker);
        }

        Pass(1, 600);
        Ask(new ReportMilestone(MilestoneKind.RepairCompleted, Claim(), false), s_worker);
        Ask(new VerifyReply(Attributions.ContractorScope, ""), s_reviewer);
        Pass(1, 60);
        foreach (var pause in _state.Pauses)
        {
            Ask(new DecideSuspension(pause.Number, _chance.Of(60), "seen at last"), s_dispatcher);
        }

        Ask(new ArchiveOrder(), s_reviewer);
    }

    // What the order is asked to agree with is what the intervals of its state give: the way of a dry run.
    private void Recompute(int number)
    {
        var order = OrderIntervals.Of(_state)!;
        var terms = _chance.Of(70) ? ClockPlaces.Terms(_chance, order.CreatedAt) : null;
        ImmutableArray<PauseRuling> rulings =
            [.. order.Pauses.Where(_ => _chance.Of(50)).Select(p => new PauseRuling(p.Number, _chance.Of(50)))];
        var outside = _chance.Of(60) ? Outside(terms ?? order.Terms) : null;
        var expected = ClockVerdict.Of(order.With(outside).ClocksUnder(terms ?? order.Terms, rulings, _now));
        _now = _now.AddDays(_chance.Between(1, 40));
        var asked = new RecomputeOrder(
            Id($"recompute {_entity} {number}"), terms, OrderCorrection.None, rulings, expected, "late", "h-1")
        {
            Outside = outside,
        };
        if (!Ask(asked, Actor.System))
        {
            throw new InvalidOperationException("The order does not agree with the dry run of its own intervals.");
        }
    }

    // The outage that the order may have inherited is corrected or taken back, clocks are judged no more or again.
    private OutsideChange Outside(SlaTerms terms)
    {
        var begin = _state.ClocksStartAt!.Value.AddMilliseconds(_chance.Between(0, 30_000_000));
        var window = new WindowRuling(
            Id("outage"), "outage", PauseReason.GridPowerFailure, begin,
            _chance.Of(70) ? begin.AddMilliseconds(_chance.Between(1, 25_000_000)) : null, _chance.Of(70));
        ImmutableArray<ClockKind> clocks = [.. terms.Limits.Select(l => l.Clock)];
        return new OutsideChange(
            _chance.Of(70) ? [window] : [],
            _chance.Of(30) ? [_chance.One(clocks)] : [],
            _chance.Of(30) ? [_chance.One(clocks)] : []);
    }

    // What is judged at rest has had all its wake-ups, those that were lost on the way too.
    private void Rest()
    {
        for (var before = -1; before < _events.Count;)
        {
            before = _events.Count;
            foreach (var deadline in s_rules.Deadlines(_state).Where(d => d.DueAt <= _now).OrderBy(d => d.DueAt))
            {
                Ask(new DeadlineReached(deadline.Kind, deadline.DueAt), Actor.System);
            }
        }
    }

    // Wake-ups that fall due on the way come, most of them; some late, some never.
    private void Pass(int least, int most)
    {
        var until = _now.AddMilliseconds(_chance.Between(least * 60_000, most * 60_000));
        foreach (var deadline in s_rules.Deadlines(_state).Where(d => d.DueAt < until).OrderBy(d => d.DueAt))
        {
            if (_chance.Of(80))
            {
                _now = deadline.DueAt > _now ? deadline.DueAt : _now;
                Ask(new DeadlineReached(deadline.Kind, deadline.DueAt), Actor.System);
            }
        }

        _now = until > _now ? until : _now;
    }

    private Claimed Claim() => new(
        _chance.Of(50) ? _now : _now.AddMilliseconds(-_chance.Between(0, 3_000_000)));

    // The site may be in the register of hard sites, with an end before, within or after the pause.
    private RequestSuspension Pause(DateTimeOffset from, DateTimeOffset? until) =>
        new(PauseReason.AccessDenied, from, until, ["sha256:1"], null, "")
        {
            Grounds = _chance.Of(30)
                ? new PauseGrounds(from.AddMilliseconds(_chance.Between(-10_000_000, 40_000_000)), null)
                : null,
        };

    private CreateOrder Create(int n)
    {
        var terms = ClockPlaces.Terms(_chance, _now);
        var asset = new AssetFacts(
            Id("asset"), "base-station", "S", "S", "station-b", "U", "R", "C", null, []);
        return new CreateOrder(
            Id($"order {n}"), $"GD-{n}", null, asset, WorkKinds.Repair, "major", "cause", "text",
            _now.AddMilliseconds(-_chance.Between(0, 600_000)), null, terms,
            s_orderRules.Pin(asset.EntityType, WorkKinds.Repair),
            new DispatchChoice(
                s_lead, DispatchReasons.OnlyCandidate, new ScopeVerdict("s", 1, "r", ScopeOutcomes.Allowed, "t"), []));
    }

    private bool Ask(ICommand command, Actor by)
    {
        var decision = s_rules.Decide(_state, command, by, _now);
        var id = Id($"command {_entity} {++_commands}");
        foreach (var happened in decision.Events)
        {
            _state = s_rules.Evolve(_state, happened);
            var name = WorkOrderNames.Events.Single(e => e.Value == happened.GetType()).Key;
            _events.Add(new LogEvent(
                _events.Count + 1, _entity, _events.Count + 1, "default", WorkOrderEntity.TypeName,
                Id($"order {_entity - 1}"), name,
                JsonSerializer.SerializeToElement(happened, happened.GetType(), PlatformJson.Options), by.Id, id,
                _now));
        }

        return decision.Refusal is null;
    }
}
