using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.Sla.Calendars;
using FieldOps.Domain.Sla.Recomputes;
using FieldOps.Domain.WorkOrders;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.WorkOrders.Orders;

namespace FieldOps.Domain.Tests.Sla.Recomputes;

/// <summary>A recompute of an order that parties left: it moves each of them, and a dry run says so.</summary>
public sealed class RecomputeShareTests
{
    private const int Lives = 800;

    private static readonly Guid s_recompute = Id("recompute");
    private static readonly RecomputeChange s_nothing = new(null, [], []);

    private static readonly LotHeir s_heir = new(
        Alpha.LotId!.Value, Beta,
        new CandidateVerdict(Beta.ContractorId, "BETA", Alpha.LotId, CandidateVerdicts.Chosen, 40m, null));

    // The leaver's pause, judged otherwise: no clock of the heir hears of it.
    [Fact]
    public void Pause_OfWhoLeft_JudgedOtherwise_ChangesTheOrderForItAlone()
    {
        var archived = PausedAndArchived();
        var found = Rules(Ruling(archived)).Of(OrderIntervals.Of(archived.State)!, At(9_000));
        (found.Changes, found.MovesLead).ShouldBe((true, false));
        var share = found.Shares.ShouldHaveSingleItem();
        (share.ContractorId, share.Breaks, share.Mends).ShouldBe((Alpha.ContractorId, 0, 1));
        var applied = archived.When(Wish(found, Ruling(archived)), At(9_000));
        applied.ThenTypes(typeof(OrderRecomputed), typeof(OrderShareClosed));
        ClockVerdict.Of(applied.Single<OrderShareClosed>().Outcome.Clocks).ShouldBe(share.After);
    }

    [Fact]
    public void Scope_HoldsAnOrder_OfWhichAContractorHasAShare()
    {
        var order = OrderIntervals.Of(PausedAndArchived().State)!;
        var all = new RecomputeScope(At(-60), At(60), [], [], null);
        (all with { Contractors = [Alpha.ContractorId] }).Holds(order).ShouldBeTrue();
        (all with { Contractors = [Beta.ContractorId] }).Holds(order).ShouldBeTrue();
        (all with { Contractors = [Id("gamma")] }).Holds(order).ShouldBeFalse();
    }

    // A share that came to something else since it was approved, or that nobody looked at, is not moved.
    [Fact]
    public void Order_WhoseSharesAreNotThoseThatWereApproved_IsLeftAlone()
    {
        var archived = PausedAndArchived();
        var found = Rules(Ruling(archived)).Of(OrderIntervals.Of(archived.State)!, At(9_000));
        var wish = Wish(found, Ruling(archived));
        archived.When(wish with { Shares = [] }, At(9_000)).ThenRefused(WorkOrderRefusals.RecomputeDiffers);
        archived.When(wish with { Shares = [new ShareVerdicts(Alpha.ContractorId, found.Shares[0].Before)] }, At(9_000))
            .ThenRefused(WorkOrderRefusals.RecomputeDiffers);

        // A run of before does not say what it expects of them.
        archived.When(wish with { Shares = null }, At(9_000))
            .ThenTypes(typeof(OrderRecomputed), typeof(OrderShareClosed));
    }

    [Fact]
    public void Intervals_OfAShare_AreWhatItWasToldWith_AndFollowItsEvents()
    {
        var archived = PausedAndArchived();
        var order = OrderIntervals.Of(archived.State)!;
        ClockVerdict.Of(order.ClocksUnder(order.Terms, [], order.Shares[0])).ShouldBe(order.Shares[0].Verdicts);
        var found = Rules(Ruling(archived)).Of(order, At(9_000));
        var applied = archived.When(Wish(found, Ruling(archived)), At(9_000));
        var told = applied.Events.Aggregate(order, (known, e) => e is OrderShareClosed share
            ? known.After(share)
            : known.After((OrderRecomputed)e));
        Decisions.Shown(told).ShouldBe(Decisions.Shown(OrderIntervals.Of(applied.State)!));
    }

    // Whatever happened to an order: what a dry run says of each party is what applying it records for that party.
    [Fact]
    public void Applied_IsWhatTheDryRunSaid_ForEveryParty()
    {
        var (shares, moved) = (0, 0);
        for (var seed = 0; seed < Lives; seed++)
        {
            var random = new Random(seed);
            var order = AnyLife(random);
            if (OrderIntervals.Of(order.State) is not { } intervals)
            {
                continue;
            }

            var change = AnyChange(random, order.State);
            var found = Rules(change).Of(intervals, At(9_000));
            shares += found.Shares.Length;
            if (found.Code is null && found.Changes)
            {
                moved += found.Shares.Count(s => s.Moves);
                ShouldBeWhatWasSaid(found, order.When(Wish(found, change), At(9_000)).Next().State, seed);
            }
        }

        // The law says something only if parties left, and were moved.
        shares.ShouldBeGreaterThan(50);
        moved.ShouldBeGreaterThan(20);
    }

    private static void ShouldBeWhatWasSaid(RecomputedOrder found, WorkOrderState applied, int seed)
    {
        if (applied.HasEnded)
        {
            ClockVerdict.Of(applied.Outcome!.Clocks).ShouldBe(found.After, $"seed {seed}");
        }

        foreach (var share in found.Shares)
        {
            ClockVerdict.Of(applied.ShareOf(share.ContractorId)!.Outcome.Clocks)
                .ShouldBe(share.After, $"seed {seed}, {share.ContractorId}");
        }
    }

    // Alpha rests over most of its time; the operator refused it, and finds later that it was right.
    private static Given<WorkOrderState> PausedAndArchived() => Accepted()
        .When(Pause(10), Worker, At(10)).Next()
        .When(new ResumeOrder(Claim(300)), Worker, At(300)).Next()
        .When(new DecideSuspension(1, false, "Road was open"), Dispatcher, At(310)).Next()
        .Reach(MilestoneKind.ServiceRestored, 400, permanent: true)
        .When(new HandOverOrder(Alpha.ContractorId, "ALPHA", [s_heir]), At(450)).Next()
        .When(new AcceptOrder(Claim(455)), BetaWorker, At(455)).Next()
        .When(new ReplyToOrder(GoodReply), BetaWorker, At(460)).Next()
        .When(new VerifyReply(Attributions.ContractorScope, ""), Reviewer, At(470)).Next()
        .When(new ArchiveOrder(), Dispatcher, At(480)).Next();

    private static RecomputeChange Ruling(Given<WorkOrderState> order) => s_nothing with
    {
        Orders = [new OrderChange(order.State.Origin!.OrderId, OrderCorrection.None, [new PauseRuling(1, true)])],
    };

    private static RecomputeOrder Wish(RecomputedOrder found, RecomputeChange change)
    {
        var own = change.Orders.FirstOrDefault();
        return new RecomputeOrder(
            s_recompute, found.Terms, own?.Facts ?? OrderCorrection.None, own?.Pauses ?? [],
            found.Order.HasEnded ? found.After : [], "Contract", "h-1")
        {
            Shares = [.. found.Shares.Select(s => new ShareVerdicts(s.ContractorId, s.After))],
        };
    }

    private static RecomputeRules Rules(RecomputeChange change) => new(
        change, v => v.Version == 2 ? Scaled(2) : Matrix(1), NoCalendar, (_, _) => null);

    private static WorkCalendar? NoCalendar(RuleVersion version) => null;

    private static SlaPolicy Matrix(int version) => WorkOrders.Orders.Sla with { Version = version };

    private static SlaPolicy Scaled(int version) => Matrix(version) with
    {
        Lines =
        [
            .. WorkOrders.Orders.Sla.Lines.Select(l => l with
            {
                Limits =
                [
                    .. l.Limits.Select(m => m with
                    {
                        Minutes = m.Minutes.ToImmutableSortedDictionary(
                            p => p.Key, p => Math.Max(1, p.Value / 20), StringComparer.Ordinal),
                    }),
                ],
            }),
        ],
    };

    private static RecomputeChange AnyChange(Random random, WorkOrderState order) => random.Next(3) switch
    {
        0 => s_nothing with { SlaPolicy = new RuleVersion("default", 2) },
        1 => s_nothing with
        {
            Orders = [new OrderChange(order.Origin!.OrderId, new OrderCorrection(Severity: "critical"), [])],
        },
        _ => s_nothing with
        {
            Orders =
            [
                new OrderChange(
                    order.Origin!.OrderId, new OrderCorrection(Severity: "minor"),
                    [
                        .. order.Pauses.Where(_ => order.HasEnded)
                            .Select(p => new PauseRuling(p.Number, random.Next(2) == 0)),
                    ]),
            ],
        },
    };

    // Both parties come to their end often, and the alarm has its say.
    private static Given<WorkOrderState> AnyLife(Random random)
    {
        var order = Dispatched();
        for (var minute = 1; minute < 70; minute++)
        {
            var (command, by) = Step(random, minute);
            order = order.And(order.When(command, by, At(minute)).Events);
        }

        return order;
    }

    private static (ICommand Command, Actor By) Step(Random random, int minute) => random.Next(16) switch
    {
        0 => (new AcceptOrder(Claim(minute)), Worker),
        1 or 2 => (new AcceptOrder(Claim(minute)), BetaWorker),
        3 => (new ReportMilestone(MilestoneKind.ServiceRestored, Claim(minute), random.Next(2) == 0), Worker),
        4 => (new ReportMilestone(MilestoneKind.RepairCompleted, Claim(minute), false), BetaWorker),
        5 => (Pause(minute), random.Next(2) == 0 ? Worker : BetaWorker),
        6 => (new ResumeOrder(Claim(minute)), random.Next(2) == 0 ? Worker : BetaWorker),
        7 or 8 => (new DecideSuspension(random.Next(1, 3), random.Next(2) == 0, "seen"), Dispatcher),
        9 => (new HandOverOrder(Alpha.ContractorId, "ALPHA", random.Next(3) == 0 ? [] : [s_heir]), Actor.System),
        10 => (new DispatchOrder(To(Beta)), Dispatcher),
        11 => (new ReplyToOrder(GoodReply), BetaWorker),
        12 => (new VerifyReply(Attributions.ContractorScope, ""), Reviewer),
        13 => (new ArchiveOrder(), Dispatcher),
        14 => (new RecordAlarmClear("alarm-1", At(-5), At(minute)), Actor.System),
        _ => (new SuppressClocks([ClockKind.Arrive], "Flood"), Dispatcher),
    };
}
