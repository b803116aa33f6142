using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.WorkOrders.Orders;

namespace FieldOps.Domain.Tests.WorkOrders;

/// <summary>Buck-passing (domain reference, sections 5.2, 5.5).</summary>
public sealed class LateTransferTests
{
    // A lateness does not go away with the order unless the operator lets it.
    [Fact]
    public void Transfer_ByALateContractor_IsRefused_ByTheDispatcher_ItPasses()
    {
        var late = Accepted().When(new DeadlineReached("restore-limit", At(331)), At(331)).Next();

        late.When(new TransferOrder(To(Beta), "Nearer crew"), Foreman, At(600))
            .ThenRefused("work-order.late-at-transfer").Facts["clocks"].ShouldBe("arrive,restore");
        late.When(new TransferOrder(To(Beta), "Nearer crew"), Dispatcher, At(600))
            .ThenTypes(typeof(OrderTransferred), typeof(OrderDispatched));
    }

    [Fact]
    public void Transfer_ByALateContractor_IsRefused_ThoughNoTimerHasNoticed() =>
        Accepted().When(new TransferOrder(To(Beta), "Nearer crew"), Foreman, At(600))
            .ThenRefused("work-order.late-at-transfer");

    [Fact]
    public void Transfer_WhereTheLateClockIsNotJudged_Passes()
    {
        var manager = new Actor("m-1", ActorRoles.OperationsManager);
        Accepted().When(new SuppressClocks([ClockKind.Arrive, ClockKind.Restore], "Works"), manager, At(300)).Next()
            .When(new TransferOrder(To(Beta), "Nearer crew"), Foreman, At(600))
            .ThenTypes(typeof(OrderTransferred), typeof(OrderDispatchedAgain));
    }
}
