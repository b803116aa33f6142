using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.WorkOrders.Evolving;

/// <summary>Who has the order.</summary>
internal static class AssigningEvolution
{
    public static WorkOrderState? After(WorkOrderState state, IEvent happened) => happened switch
    {
        OrderCreated e => state with { Origin = e, Status = OrderStatus.Created },
        OrderQueued e => WithoutLead(state, e),
        OrderDispatched e => WithLead(state, e),
        OrderTransferred e => state with { TransferredFrom = e.From },
        TransferRefused => state with { TransferredFrom = null },
        AssistAdded e => state with { Assisting = state.Assisting.Add(e.Party) },
        OrderAccepted e => state with
        {
            Status = OrderStatus.Accepted,
            AcceptedAt = state.AcceptedAt ?? e.Time.CountedAt,
            TransferredFrom = null,
        },
        PersonAssigned e => state with { Person = new AssignedPerson(e.Person, e.Team) },
        OrderRefused => state with { Status = OrderStatus.ReturnPending },
        RefusalConfirmed => state with { TransferredFrom = null },
        RefusalRejected => state with { Status = OrderStatus.Dispatched },
        OrderClosedByRefusal e => state with { Status = OrderStatus.ClosedByRefusal, EndedAt = e.ClosedAt },
        OrderCancelled e => state with { Status = OrderStatus.Cancelled, EndedAt = e.CancelledAt },
        OrderAppended => state with { NoteCount = state.NoteCount + 1 },
        OrderUrged e => state with { UrgeCount = e.UrgeCount, LastUrgedAt = e.UrgedAt },
        _ => null,
    };

    private static WorkOrderState WithoutLead(WorkOrderState state, OrderQueued e) => Afresh(state) with
    {
        Status = OrderStatus.Created,
        Choice = e.Choice,
        Lead = null,
        TransferredFrom = null,
        ClocksStartAt = null,
    };

    // The clocks, milestones and marks are the lead's own: what another crew did is history, not this one's time.
    private static WorkOrderState WithLead(WorkOrderState state, OrderDispatched e) => Afresh(state) with
    {
        Status = OrderStatus.Dispatched,
        Choice = e.Choice,
        Lead = e.Assignee,
        Assisting = state.Assisting.RemoveAll(a => a.ContractorId == e.Assignee.ContractorId),
        AssignmentNumber = e.AssignmentNumber,
        Assignments = state.Assignments.Any(a => a.ContractorId == e.Assignee.ContractorId)
            ? state.Assignments
            : state.Assignments.Add(new Assignment(e.Assignee.ContractorId, e.ClocksStartAt)),
        ClocksStartAt = e.ClocksStartAt,
    };

    private static WorkOrderState Afresh(WorkOrderState state) => state with
    {
        AcceptedAt = null,
        Person = null,
        Milestones = [],
        Marks = [],
    };
}
