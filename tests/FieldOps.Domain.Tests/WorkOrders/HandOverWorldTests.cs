using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Testing;
using FsCheck;
using FsCheck.Fluent;
using static FieldOps.Domain.Tests.WorkOrders.Orders;

namespace FieldOps.Domain.Tests.WorkOrders;

/// <summary>
/// Many orders, a contractor that leaves, and a reactor that comes behind: whatever is dispatched, passed on, refused
/// or returned meanwhile, in the end nothing is with who left but what is under review or done, and nothing is with
/// nobody.
/// </summary>
public sealed class HandOverWorldTests
{
    [Fact]
    public void Orders_OfAnyWorld_AreNeitherLostNorLeftBehind() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => new World(seed).Run(readsOrders: true))
            .QuickCheckThrowOnFailure();

    // A sweep alone is not enough: the law above must be able to fail.
    [Fact]
    public void Sweep_WithoutWhatComesLater_LeavesOrdersBehind() =>
        Enumerable.Range(0, 50).All(seed => new World(seed).Run(readsOrders: false)).ShouldBeFalse();

    private sealed class World(int seed)
    {
        private const int OrderCount = 6;
        private const int Steps = 150;

        private readonly Random _random = new(seed);
        private readonly Given<WorkOrderState>[] _orders =
            [.. Enumerable.Range(0, OrderCount).Select(_ => Dispatched())];

        private readonly List<(int Order, IEvent? Happened)> _log = [];
        private int _read;

        public bool Run(bool readsOrders)
        {
            var leavesAt = _random.Next(Steps);
            for (var step = 0; step < Steps; step++)
            {
                if (step == leavesAt)
                {
                    // The hand-over itself is no order's event.
                    _log.Add((-1, null));
                }

                if (_random.Next(4) == 0)
                {
                    React(step, readsOrders);
                }

                var (command, by) = Wish(step);
                Ask(_random.Next(OrderCount), command, by, step);
            }

            while (_read < _log.Count)
            {
                React(Steps, readsOrders);
            }

            return _orders.All(o => IsWell(o.State));
        }

        private static bool IsWell(WorkOrderState order)
        {
            return order.HasEnded
                || ((order.Lead?.ContractorId != Alpha.ContractorId || HandOverTests.MayStay(order))
                    && order.Assisting.All(a => a.ContractorId != Alpha.ContractorId)
                    && (order.Lead is not null || order.Status == OrderStatus.Created));
        }

        // As the reactor does: the sweep reads all orders as they are when it comes, the rest follows each event.
        private void React(int minute, bool readsOrders)
        {
            if (_read == _log.Count)
            {
                return;
            }

            var (order, happened) = _log[_read];
            var left = _log.FindIndex(e => e.Happened is null) is var at and >= 0 && at <= _read;
            _read++;
            if (happened is null)
            {
                foreach (var open in Enumerable.Range(0, OrderCount))
                {
                    Ask(open, HandOver(), Actor.System, minute);
                }
            }
            else if (left && readsOrders && LeadsToAlpha(happened, _orders[order].State))
            {
                Ask(order, HandOver(), Actor.System, minute);
            }
        }

        private static bool LeadsToAlpha(IEvent happened, WorkOrderState now) => happened switch
        {
            OrderDispatched e => e.Assignee.ContractorId == Alpha.ContractorId,
            AssistAdded e => e.Party.ContractorId == Alpha.ContractorId,
            ReplyReturned or ReplyVerified => now.Lead?.ContractorId == Alpha.ContractorId,
            _ => false,
        };

        private void Ask(int order, ICommand command, Actor by, int minute)
        {
            var events = _orders[order].When(command, by, At(minute)).Events;
            _orders[order] = _orders[order].And(events);
            _log.AddRange(events.Select(e => (order, (IEvent?)e)));
        }

        private HandOverOrder HandOver()
        {
            var verdict = new CandidateVerdict(
                Beta.ContractorId, "BETA", Alpha.LotId, CandidateVerdicts.Chosen, 0m, null);
            return new HandOverOrder(
                Alpha.ContractorId, "ALPHA",
                _random.Next(2) == 0 ? [] : [new LotHeir(Alpha.LotId!.Value, Beta, verdict)]);
        }

        // Dispatchers and crews know nothing of the exit yet: some still send to who has left.
        private (ICommand Command, Actor By) Wish(int minute) => _random.Next(15) switch
        {
            0 => (new AcceptOrder(Claim(minute)), Worker),
            1 => (new AcceptOrder(Claim(minute)), BetaWorker),
            2 => (new ReportMilestone(MilestoneKind.ServiceRestored, Claim(minute), _random.Next(2) == 0), Worker),
            3 => (new ReplyToOrder(GoodReply), Worker),
            4 => (new ReturnReply("Again", true), Reviewer),
            5 => (new VerifyReply(Attributions.ContractorScope, ""), Reviewer),
            6 => (new DispatchOrder(To(Alpha)), Dispatcher),
            7 => (new DispatchOrder(To(Beta)), Dispatcher),
            8 => (new TransferOrder(To(Beta), "Nearer"), Dispatcher),
            9 => (new RefuseOrder("Not ours"), BetaWorker),
            10 => (new RefuseOrder("Not ours"), Worker),
            11 => (new AddAssist(Alpha, "Help"), Dispatcher),
            12 => (Pause(minute), Worker),
            13 => (new ReportMilestone(MilestoneKind.RepairCompleted, Claim(minute), false), Worker),
            _ => (new ResumeOrder(Claim(minute)), Worker),
        };
    }
}
