using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders;
using FieldOps.Testing;
using FsCheck;
using FsCheck.Fluent;
using static FieldOps.Domain.Tests.WorkOrders.Orders;

namespace FieldOps.Domain.Tests.WorkOrders;

/// <summary>Two orders become one (合并): never none.</summary>
public sealed class MergeTests
{
    private const string Reason = "One flood";

    [Fact]
    public void Order_OnItsWayIntoAnother_TakesNobodyOver_UntilItIsDropped_OrItsTimeIsUp()
    {
        var marked = Named("A").When(Merge("B"), Dispatcher, At(10)).Next();
        marked.When(Merge("B"), Dispatcher, At(11)).ThenNothing();
        marked.When(Merge("C"), Dispatcher, At(11)).ThenRefused("work-order.merge-running");
        marked.When(TakeOver("B"), Dispatcher, At(12)).ThenRefused("work-order.merge-target-merging");
        marked.When(TakeOver("B"), Dispatcher, At(20)).Single<OrderTakenOver>().MergedNumber.ShouldBe("B");
        marked.When(new DropMerge(Id("C")), Dispatcher, At(12)).ThenNothing();
        marked.When(new DropMerge(Id("B")), Dispatcher, At(12)).Next()
            .When(TakeOver("B"), Dispatcher, At(12)).ThenTypes(typeof(OrderTakenOver), typeof(OrderAppended));
    }

    [Fact]
    public void Order_ThatTookAnotherOver_IsNotMergedIntoIt_ButIntoAThird()
    {
        var survivor = Named("B").When(TakeOver("A"), Dispatcher, At(10)).Next();
        survivor.When(TakeOver("A"), Dispatcher, At(11)).ThenNothing();
        survivor.When(Merge("A"), Dispatcher, At(11)).ThenRefused("work-order.merge-target-merging");
        survivor.When(Cancel("A"), Dispatcher, At(11)).ThenRefused("work-order.merge-not-asked");
        survivor.When(Merge("C"), Dispatcher, At(11)).ThenTypes(typeof(OrderMergeAsked));
        survivor.When(new CancelOrder("Duplicate"), Dispatcher, At(12)).Next()
            .When(TakeOver("C"), Dispatcher, At(13)).ThenRefused("work-order.merge-target-ended")
            .Facts["status"].ShouldBe("cancelled");
    }

    [Fact]
    public void End_IsAskedForByTheProductToo_InTheNameOfWhoMerged()
    {
        var wish = Cancel("B") with { AskedBy = "d-7" };
        var marked = Named("A").When(Merge("B"), Dispatcher, At(9)).Next();
        marked.When(wish, Actor.System, At(10)).Single<OrderCancelled>().CancelledBy.ShouldBe("d-7");
        var cancelled = marked.When(wish, Dispatcher, At(10));
        cancelled.Single<OrderCancelled>().CancelledBy.ShouldBe("d-1");
        cancelled.Next().When(wish, Actor.System, At(11)).ThenNothing();
        cancelled.Next().When(Cancel("C"), Dispatcher, At(11)).ThenRefused("work-order.ended");
    }

    [Fact]
    public void Merge_IntoItself_OrByACrew_IsRefused()
    {
        Named("A").When(Merge("A"), Dispatcher, At(1)).ThenRefused("work-order.merged-into-itself");
        Named("A").When(Merge("B"), Foreman, At(1)).ThenRefused("actor.role-not-allowed");
        Named("A").When(TakeOver("B"), Foreman, At(1)).ThenRefused("actor.role-not-allowed");
        Named("A").When(new DropMerge(Id("B")), Foreman, At(1)).ThenRefused("actor.role-not-allowed");
    }

    // Calls in any order of their steps, some of which die on the way; what was taken over ends, whoever died.
    [Fact]
    public void Orders_ThatAreMergedIntoEachOther_DoNotAllEnd() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => new World(seed, holds: true).Lives())
            .QuickCheckThrowOnFailure();

    // An order that took another over while it was on its way would end both: the law above must be able to fail.
    [Fact]
    public void Orders_ThatTakeOthersOverOnTheirWay_CanAllEnd() =>
        Enumerable.Range(0, 200).All(seed => new World(seed, holds: false).Lives()).ShouldBeFalse();

    private static MergeOrder Merge(string into) => new(new MergedInto(Id(into), into), Reason);

    private static TakeOverOrder TakeOver(string merged) => new(Id(merged), merged, Reason, $"{merged} ends");

    private static CancelOrder Cancel(string into) => new(Reason) { Into = new MergedInto(Id(into), into) };

    private static Given<WorkOrderState> Named(string name) => Decisions.Given(Entity)
        .When(Create() with { OrderId = Id(name), Number = name }, Actor.System, Start).Next();

    private sealed class World(int seed, bool holds)
    {
        private readonly Random _random = new(seed);
        private readonly Dictionary<string, Given<WorkOrderState>> _orders =
            new[] { "A", "B", "C" }.ToDictionary(n => n, Named);

        private int _minute;

        public bool Lives()
        {
            var calls = new List<IEnumerator<bool>>
            {
                Call("A", "B").GetEnumerator(), Call("B", "A").GetEnumerator(), Call("B", "C").GetEnumerator(),
                Call("C", "A").GetEnumerator(),
            };
            while (calls.Count > 0)
            {
                var call = calls[_random.Next(calls.Count)];
                _minute += _random.Next(4);
                if (!call.MoveNext() || _random.Next(12) == 0)
                {
                    calls.Remove(call);
                }
            }

            foreach (var (name, order) in _orders.ToArray())
            {
                foreach (var merged in _orders.Keys.Where(n => order.State.TakenOver.Contains(Id(n))).ToArray())
                {
                    Ask(merged, Cancel(name), Actor.System);
                }
            }

            return _orders.Values.Any(o => !o.State.HasEnded);
        }

        private IEnumerable<bool> Call(string merged, string into)
        {
            if (!Ask(merged, Merge(into), Dispatcher))
            {
                yield break;
            }

            yield return true;
            if (holds && !Ask(into, TakeOver(merged), Dispatcher))
            {
                yield return true;
                Ask(merged, new DropMerge(Id(into)), Dispatcher);
                yield break;
            }

            yield return true;
            Ask(merged, Cancel(into), Dispatcher);
        }

        private bool Ask(string name, ICommand command, Actor by)
        {
            var answer = _orders[name].When(command, by, At(_minute));
            if (answer.Decision.Refusal is not null)
            {
                return false;
            }

            _orders[name] = _orders[name].And(answer.Events);
            return true;
        }
    }
}
