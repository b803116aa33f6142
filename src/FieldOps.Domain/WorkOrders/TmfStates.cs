namespace FieldOps.Domain.WorkOrders;

/// <summary>Our states in the words of TM Forum (domain reference, section 10.2).</summary>
public static class TmfStates
{
    /// <summary>State of TMF621 (TroubleTicket).</summary>
    /// <param name="status">Ours.</param>
    /// <param name="pause">Why it rests; null when it does not.</param>
    public static string TroubleTicket(OrderStatus status, PauseReason? pause = null) => status switch
    {
        OrderStatus.InProgress => "inProgress",
        OrderStatus.Suspended => Resting(pause),
        OrderStatus.ReturnPending or OrderStatus.ClosedByRefusal => "rejected",
        OrderStatus.Restored or OrderStatus.Replied => "resolved",
        OrderStatus.Verified or OrderStatus.Archived => "closed",
        OrderStatus.Cancelled => "cancelled",
        _ => "acknowledged",
    };

    /// <summary>State of TMF697 (WorkOrder).</summary>
    /// <param name="status">Ours.</param>
    /// <param name="pause">Why it rests; null when it does not.</param>
    public static string WorkOrder(OrderStatus status, PauseReason? pause = null) => status switch
    {
        OrderStatus.Accepted or OrderStatus.InProgress or OrderStatus.Restored or OrderStatus.Replied => "inProgress",
        OrderStatus.Suspended => Resting(pause),
        OrderStatus.ReturnPending or OrderStatus.ClosedByRefusal => "rejected",
        OrderStatus.Verified or OrderStatus.Archived => "completed",
        OrderStatus.Cancelled => "cancelled",
        _ => "acknowledged",
    };

    // Held for the operator's own reasons, pending while somebody outside has to move first.
    private static string Resting(PauseReason? pause) =>
        pause is PauseReason.OperatorMaterial or PauseReason.SafetyStop ? "held" : "pending";
}
