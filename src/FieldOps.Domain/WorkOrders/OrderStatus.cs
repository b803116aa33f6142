namespace FieldOps.Domain.WorkOrders;

/// <summary>The states of an order (domain reference, section 5.3).</summary>
public enum OrderStatus
{
    /// <summary>No such order yet.</summary>
    None,

    /// <summary>Created and in the dispatcher's queue.</summary>
    Created,

    /// <summary>Sent to a party that has not signed for it.</summary>
    Dispatched,

    /// <summary>Signed for (签收).</summary>
    Accepted,

    /// <summary>On the way or at work.</summary>
    InProgress,

    /// <summary>Service is restored (抢通), or the generator carries the load.</summary>
    Restored,

    /// <summary>Reply submitted (回单), waits for review.</summary>
    Replied,

    /// <summary>Review passed (质检).</summary>
    Verified,

    /// <summary>The whole order rests (挂起).</summary>
    Suspended,

    /// <summary>Refused by the contractor (退单), waits for the dispatcher's confirmation.</summary>
    ReturnPending,

    /// <summary>Archived (归档): ended.</summary>
    Archived,

    /// <summary>Cancelled (撤单): ended.</summary>
    Cancelled,

    /// <summary>Refusal confirmed without another party: ended.</summary>
    ClosedByRefusal,
}
