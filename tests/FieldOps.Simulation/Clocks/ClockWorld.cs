using System.Collections.Immutable;
using System.Text.Json;
using FieldOps.Domain.Assets;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.Sla.Recomputes;
using FieldOps.Domain.WorkOrders;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Platform.Serialization;
using FieldOps.Simulation.Auditing;
using FieldOps.Simulation.World;
using FieldOps.WorkOrders;

namespace FieldOps.Simulation.Clocks;

/// <summary>
/// One order alone: every command is drawn, most are accepted, the events become a log in memory, and the auditor reads
/// that. Times are claimed late and out of order, pauses are asked for afterwards, refused, approved after a breach and
/// after the end, wake-ups come late or never, others have the order for a while, recomputes follow.
/// </summary>
internal sealed class ClockWorld
{
    private static readonly WorkOrderEntity s_rules = new();
    private static readonly Dictionary<Type, string> s_names =
        WorkOrderNames.Events.ToDictionary(e => e.Value, e => e.Key);

    private static readonly string[] s_workKinds =
        [WorkKinds.Repair, WorkKinds.Repair, WorkKinds.Repair, WorkKinds.Generation, WorkKinds.Guard];

    private static readonly Assignee s_lead = new(Id("crew"), "CREW", false, null);
    private static readonly Actor s_worker = new("w-1", ActorRoles.FieldWorker, s_lead.ContractorId);
    private static readonly Actor s_foreman = new("f-1", ActorRoles.ContractorDispatcher, s_lead.ContractorId);
    private static readonly Assignee s_other = new(Id("other crew"), "OTHER", false, null);
    private static readonly Actor s_stranger = new("w-2", ActorRoles.FieldWorker, s_other.ContractorId);
    private static readonly Actor s_otherForeman =
        new("f-2", ActorRoles.ContractorDispatcher, s_other.ContractorId);

    private static readonly Actor s_dispatcher = new("d-1", ActorRoles.Dispatcher);
    private static readonly Actor s_reviewer = new("q-1", ActorRoles.QaReviewer);
    private static readonly Actor s_manager = new("m-1", ActorRoles.OperationsManager);

    private static readonly ReplyForm s_reply = new()
    {
        Phenomenon = "loss", FaultType = "antenna-feeder", Measures = "done", Responsible = "p-7",
        Evidence = ["sha256:1"],
    };

    private readonly Chance _chance;
    // Drawn beside the rest, so that the rest of a story is what it is without.
    private readonly Chance _hands;
    private readonly ClockBook _book;
    private readonly int _commandsMax;
    private readonly long _entity;
    private readonly List<LogEvent> _events = [];
    private readonly List<OrderLook> _looks = [];
    private WorkOrderState _state = WorkOrderState.Initial;
    private DateTimeOffset _now;
    private int _commands;

    private ClockWorld(int seed, int order, ClockBook book, int commandsMax)
    {
        _chance = new Chance(HashOf($"{seed}/{order}"));
        _hands = new Chance(HashOf($"{seed}/{order}/hands"));
        _book = book;
        _commandsMax = commandsMax;
        _entity = order + 1;
    }

    /// <summary>The story of one order of a seed: the same on every machine.</summary>
    /// <param name="seed">The run.</param>
    /// <param name="order">Number in the run.</param>
    /// <param name="book">The rule sets of its county.</param>
    /// <param name="commandsMax">The story breaks off after so many commands.</param>
    public static ClockStory Tell(int seed, int order, ClockBook book, int commandsMax = int.MaxValue)
    {
        var world = new ClockWorld(seed, order, book, commandsMax);
        world.Tell(order);
        return new ClockStory(
            world._events, world._looks, world._now, world._commands, world._commands < commandsMax);
    }

    /// <summary>The same on every machine, and far apart for neighbours.</summary>
    public static int HashOf(string name) => BitConverter.ToInt32(Id(name).ToByteArray());

    private static Guid Id(string name) => NameBasedId.Of(Guid.Empty, "clocks " + name);

    private void Tell(int n)
    {
        _now = _book.Instant(_chance);
        Ask(Create(n), Actor.System);
        Pass(1, 45);
        // Nobody signs before the dispatch: who said so says it again, and then the time that it is.
        if (!Ask(new AcceptOrder(Claim()), s_worker))
        {
            Ask(new AcceptOrder(new Claimed(_now)), s_worker);
        }

        for (var steps = _chance.Between(4, 18); steps > 0; steps--)
        {
            Pass(1, _chance.Of(35) ? 2_000 : 400);
            if (_hands.Of(10))
            {
                ChangeHands();
            }

            Step();
        }

        Finish();
        for (var again = _chance.Between(0, 2); again > 0 && _state.Outcome is not null; again--)
        {
            Recompute(again);
        }

        Rest();
    }

    // Another party has the order for a while, by the operator's word or by the crew's own; then it is back.
    private void ChangeHands()
    {
        var by = _hands.Of(60) ? s_dispatcher : s_foreman;
        var passed = _hands.Of(70)
            ? Ask(new TransferOrder(To(s_other), "nearer"), by)
            : Ask(new RefuseOrder("no car"), s_worker) && Ask(new ConfirmRefusal(false, ""), s_dispatcher);
        if (!passed)
        {
            return;
        }

        Elapse();
        PassBack();
        var signed = _state.Lead == s_other && _hands.Of(50) && Ask(new AcceptOrder(new Claimed(_now)), s_stranger);
        Elapse();
        if (!signed && _state.Lead is not null && !_hands.Of(50))
        {
            Ask(new RefuseOrder("no splicer"), s_stranger);
        }

        if (_state.Lead != s_lead)
        {
            Ask(signed ? new TransferOrder(To(s_lead), "back") : new DispatchOrder(To(s_lead)), s_dispatcher);
        }

        Elapse();
        Ask(new AcceptOrder(new Claimed(_now)), s_worker);
    }

    // The other party does not want it either, and the crew refuses what comes back of its own word.
    private void PassBack()
    {
        if (_state.Lead == s_other && _hands.Of(30) && Ask(new TransferOrder(To(s_lead), "not ours"), s_otherForeman))
        {
            Elapse();
            Ask(new RefuseOrder("nor ours"), s_worker);
            Elapse();
        }
    }

    private void Elapse() => _now = _now.AddMilliseconds(_hands.Between(0, 10_000_000));

    private void Step()
    {
        var drawn = _chance.Between(0, 12);
        switch (drawn)
        {
            case 0 or 1:
                Ask(new ReportMilestone(MilestoneKind.ArrivedOnSite, Claim(), false), s_worker);
                break;
            case 2:
                Restore(40);
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
            case 9 or 10:
                var begin = _now.AddMilliseconds(-_chance.Between(1_000_000, 9_000_000));
                Ask(Pause(begin, begin.AddMilliseconds(_chance.Between(1, 900_000))), s_worker);
                break;
            default:
                Decide(drawn);
                break;
        }
    }

    // The operator's own: judgements, declared events, clocks that are judged no more or again.
    private void Decide(int drawn)
    {
        switch (drawn)
        {
            case 6 or 7 when !_state.Pauses.IsEmpty:
                var pause = _chance.One(_state.Pauses);
                Ask(new DecideSuspension(pause.Number, _chance.Of(60), "seen"), s_dispatcher);
                break;
            case 8:
                Inherit();
                break;
            case 11:
                Ask(new SuppressClocks([_chance.One(Enum.GetValues<ClockKind>())], "duplicate"), s_manager);
                break;
            default:
                Ask(new RestoreClocks([_chance.One(Enum.GetValues<ClockKind>())], "no duplicate"), s_manager);
                break;
        }
    }

    private void Restore(int permanent) => Ask(
        new ReportMilestone(
            _state.Origin?.WorkKind switch
            {
                WorkKinds.Generation => MilestoneKind.GeneratorOnLoad,
                WorkKinds.Repair => MilestoneKind.ServiceRestored,
                _ => MilestoneKind.LeftSite,
            },
            Claim(), _state.Origin?.WorkKind == WorkKinds.Repair && _chance.Of(permanent)),
        s_worker);

    private void Inherit()
    {
        var begin = _now.AddMilliseconds(-_chance.Between(0, 30_000_000));
        Ask(
            new InheritWindow(
                Id("outage"), "outage", PauseReason.GridPowerFailure, begin,
                _chance.Of(70) ? begin.AddMilliseconds(_chance.Between(1, 25_000_000)) : null),
            Actor.System);
    }

    private void Finish()
    {
        Ask(new ResumeOrder(Claim()), s_worker);
        Restore(60);
        Pass(1, 1_500);
        Ask(new ReplyToOrder(s_reply), s_worker);
        if (_chance.Of(20))
        {
            Ask(new ReturnReply("no photo", _chance.Of(50)), s_reviewer);
            Pass(1, 300);
            Restore(60);
            Ask(new ReplyToOrder(s_reply), s_worker);
        }

        Pass(1, 2_500);
        Ask(new ReportMilestone(MilestoneKind.RepairCompleted, Claim(), false), s_worker);
        Ask(new VerifyReply(Attributions.ContractorScope, ""), s_reviewer);
        Pass(1, 60);
        foreach (var pause in _state.Pauses)
        {
            Ask(new DecideSuspension(pause.Number, _chance.Of(60), "seen at last"), s_dispatcher);
        }

        Rest();
        Ask(new ArchiveOrder(), s_reviewer);
    }

    // What the order is asked to agree with is what the dry run found.
    private void Recompute(int number)
    {
        var order = OrderIntervals.Of(_state)!;
        var (matrix, calendars) = ClockBook.Choice(_chance);
        var own = new OrderChange(
            order.OrderId, Correction(),
            [.. order.Pauses.Where(_ => _chance.Of(50)).Select(p => new PauseRuling(p.Number, _chance.Of(50)))])
        {
            Outside = _chance.Of(60) ? Outside(order.Terms) : null,
        };
        var change = new RecomputeChange(matrix, calendars, [own]);
        var found = _book.Rules(change).Of(order, _now);
        _now = _now.AddDays(_chance.Between(1, 40));
        if (found.Code is not null)
        {
            return;
        }

        var id = Id($"recompute {_entity} {number}");
        Request(id, change);
        var asked = new RecomputeOrder(id, found.Terms, own.Facts, own.Pauses, found.After, "late", "h-1")
        {
            Outside = own.Outside,
        };
        if (!Ask(asked, Actor.System) && _commands < _commandsMax)
        {
            throw new InvalidOperationException("The order does not agree with the dry run of its own intervals.");
        }
    }

    private OrderCorrection Correction() => _chance.Of(40)
        ? new OrderCorrection(
            _chance.Of(50) ? _chance.One(MatrixDraw.Severities) : null,
            _chance.Of(50) ? _chance.One(SlaPolicy.AreaClasses) : null, _chance.Of(50) ? Tags() : null)
        : OrderCorrection.None;

    private void Request(Guid id, RecomputeChange change)
    {
        var at = _state.Origin!.OccurredAt;
        var requested = new RecomputeRequested(
            id, "late", new RecomputeScope(at, at.AddDays(1), [], [], null), change, "h-1", _now);
        _events.Add(new LogEvent(
            _events.Count + 1, -_entity, 1, "default", RecomputeEntity.TypeName, id, "sla-recompute.requested.v1",
            JsonSerializer.SerializeToElement(requested, PlatformJson.Options), "h-1", id, _now));
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
                Wake(deadline);
            }
        }

        Look();
    }

    private void Wake(Deadline deadline)
    {
        Ask(new DeadlineReached(deadline.Kind, deadline.DueAt), Actor.System);
        Look();
    }

    // Of a story that has broken off nobody knows what was due.
    private void Look()
    {
        var look = new OrderLook(Id($"order {_entity - 1}"), _events.Count, _now);
        if (_commands < _commandsMax && (_looks.Count == 0 || _looks[^1] != look))
        {
            _looks.Add(look);
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
                Wake(deadline);
            }
        }

        _now = until > _now ? until : _now;
    }

    // Told at once, or late, or so late that other things have been told before.
    private Claimed Claim() => new(_chance.Between(0, 9) switch
    {
        < 5 => _now,
        < 9 => _now.AddMilliseconds(-_chance.Between(0, 3_000_000)),
        _ => _now.AddMilliseconds(-_chance.Between(0, 60_000_000)),
    });

    // The site may be in the register of hard sites, with an end before, within or after the pause.
    private RequestSuspension Pause(DateTimeOffset from, DateTimeOffset? until) =>
        new(PauseReason.AccessDenied, from, until, ["sha256:1"], null, "")
        {
            Grounds = _chance.Of(30)
                ? new PauseGrounds(from.AddMilliseconds(_chance.Between(-10_000_000, 40_000_000)), null)
                : null,
        };

    private ImmutableArray<string> Tags() => [.. MatrixDraw.Tags.Where(_ => _chance.Of(30))];

    private CreateOrder Create(int n)
    {
        var asset = new AssetFacts(
            Id("asset"), "base-station", "S", "S", _chance.One(MatrixDraw.AssetClasses),
            _chance.One(SlaPolicy.AreaClasses), "R", "C", _chance.Of(50) ? _chance.Between(0, 400) : null, Tags());
        // Some are made long after their rules were asked for. Most are told of soon; some so late that other rules
        // held when the trouble began.
        var asked = _now.AddMilliseconds(-(_chance.Of(30) ? _chance.Between(1, 40_000_000) : 0));
        var occurred = asked.AddMilliseconds(-_chance.Between(0, _chance.Of(80) ? 600_000 : 200_000_000));
        var (wanted, answer) = _book.Making.TermsFor(
            new OrderWanted(
                Id($"order {n}"), $"GD-{n}", null, asset, _chance.One(s_workKinds),
                _chance.One(MatrixDraw.Severities), "cause", "text", occurred, null),
            asked);
        return _book.Making.Make(
            wanted, answer.Terms!,
            To(s_lead),
            asked);
    }

    private static DispatchChoice To(Assignee party) => new(
        party, DispatchReasons.OnlyCandidate, new ScopeVerdict("s", 1, "r", ScopeOutcomes.Allowed, "t"), []);

    private bool Ask(ICommand command, Actor by)
    {
        if (_commands >= _commandsMax)
        {
            return false;
        }

        var decision = s_rules.Decide(_state, command, by, _now);
        var id = Id($"command {_entity} {++_commands}");
        foreach (var happened in decision.Events)
        {
            _state = s_rules.Evolve(_state, happened);
            _events.Add(new LogEvent(
                _events.Count + 1, _entity, _events.Count + 1, "default", WorkOrderEntity.TypeName,
                Id($"order {_entity - 1}"), s_names[happened.GetType()],
                JsonSerializer.SerializeToElement(happened, happened.GetType(), PlatformJson.Options),
                $"{by.Role}|{by.ContractorId}|{by.Id}", id, _now));
        }

        return decision.Refusal is null;
    }
}

/// <summary>What happened to one order.</summary>
/// <param name="Events">As a log.</param>
/// <param name="Looks">The wake-ups that came.</param>
/// <param name="Now">When the story ends.</param>
/// <param name="Commands">How many were asked.</param>
/// <param name="IsWhole">Whether it was told to its end.</param>
internal sealed record ClockStory(
    IReadOnlyList<LogEvent> Events, IReadOnlyList<OrderLook> Looks, DateTimeOffset Now, int Commands, bool IsWhole)
{
    /// <summary>As the auditor reads it.</summary>
    public LogFile Log => new(Events, new Dictionary<long, int>(), [], Events.Count, []) { Looks = Looks };
}
