using System.Collections.Immutable;
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
            AcceptanceClaim = e.Time.ClaimedAt,
            TransferredFrom = null,
        },
        PersonAssigned e => state with { Person = new AssignedPerson(e.Person, e.Team) },
        OrderRefused => state with { Status = OrderStatus.ReturnPending },
        RefusalConfirmed => state with { TransferredFrom = null },
        RefusalRejected => state with { Status = OrderStatus.Dispatched },
        OrderClosedByRefusal e => state with { Status = OrderStatus.ClosedByRefusal, EndedAt = e.ClosedAt },
        OrderCancelled e => state with
        {
            Status = OrderStatus.Cancelled, EndedAt = e.CancelledAt, MergedInto = e.MergedInto,
        },
        OrderAppended => state with { NoteCount = state.NoteCount + 1 },
        OrderUrged e => state with { UrgeCount = e.UrgeCount, LastUrgedAt = e.UrgedAt },
        _ => null,
    };

    private static WorkOrderState WithoutLead(WorkOrderState state, OrderQueued e) => Afresh(state) with
    {
        Status = OrderStatus.Created,
        Choice = e.Choice,
        Lead = null,
        Assignments = Left(state, e.QueuedAt, passedItOn: false),
        TransferredFrom = null,
        ClocksStartAt = null,
        OnLoadFrom = null,
    };

    // Clocks, milestones, marks, replies and findings are the lead's own: what another crew did is history, not this
    // one's. A party that comes back finds what it left: its clocks, and what was found of it.
    private static WorkOrderState WithLead(WorkOrderState state, OrderDispatched e)
    {
        var again = e as OrderDispatchedAgain;
        var assignments = Left(state, e.DispatchedAt, again?.PreviousPassedItOn is true);
        var before = assignments.FirstOrDefault(a => a.ContractorId == e.Assignee.ContractorId);
        return Afresh(state) with
        {
            Status = OrderStatus.Dispatched,
            Choice = e.Choice,
            Lead = e.Assignee,
            // Only the dispatch that a transfer makes leads back to who passed the order on.
            TransferredFrom = state.TransferredFrom == state.Lead ? state.TransferredFrom : null,
            Assisting = state.Assisting.RemoveAll(a => a.ContractorId == e.Assignee.ContractorId),
            AssignmentNumber = e.AssignmentNumber,
            Assignments = before is null
                ? assignments.Add(new Assignment(
                    e.Assignee.ContractorId, e.ClocksStartAt, ContractorCode: e.Assignee.ContractorCode,
                    OnLoadFrom: e.OnLoadFrom))
                : assignments,
            ClocksStartAt = e.ClocksStartAt,
            OnLoadFrom = e.OnLoadFrom,
            // A dispatch of before the rule adds no absence, and takes none that was recorded away.
            Past = again?.Past ?? (before?.Past?.Away is { } away ? new PartyPast(null, null, away) : null),
            AcceptedAt = again?.Past?.AcceptedAt,
            FalseReply = before?.FalseReply ?? false,
            ReturnCount = before?.ReturnCount ?? 0,
        };
    }

    // What the lead has stopped stays stopped should it come back, and since when it is away is known.
    private static ImmutableArray<Assignment> Left(WorkOrderState state, DateTimeOffset at, bool passedItOn)
    {
        var own = state.Assignments.FirstOrDefault(a => a.ContractorId == state.Lead?.ContractorId);
        return own is null
            ? state.Assignments
            : state.Assignments.Replace(own, own with
            {
                LeftAt = at,
                PassedItOn = passedItOn,
                Past = OrderClocks.PastOf(state),
            });
    }

    private static WorkOrderState Afresh(WorkOrderState state) => state with
    {
        Past = null,
        AcceptedAt = null,
        AcceptanceClaim = null,
        Person = null,
        Milestones = [],
        Marks = [],
        Reply = null,
        RepliedAt = null,
        FalseReply = false,
        ReturnCount = 0,
    };
}
