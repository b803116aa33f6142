using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders.Dispatch;

namespace FieldOps.Domain.WorkOrders;

/// <summary>
/// <c>work-order.hand-over</c> (移交): its party leaves the operator for good. The replacement of the lot leads or
/// assists from now on, under clocks of its own; without one that can, the order goes to the dispatcher's queue. Work
/// whose reply is under review stays with who did it, until the reply is sent back, or has passed while the permanent
/// repair is outstanding. By the product itself.
/// </summary>
/// <param name="ContractorId">Who leaves.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="Heirs">Who takes over, by lot.</param>
public sealed record HandOverOrder(
    Guid ContractorId, string ContractorCode, ImmutableArray<LotHeir> Heirs) : ICommand;

/// <summary>
/// <c>work-order.handed-over.v1</c>: why the lead changes; who leads then follows as <see cref="OrderDispatched"/> or
/// <see cref="OrderQueued"/>.
/// </summary>
/// <param name="From">Who leaves.</param>
/// <param name="To">Who takes over; null for the queue.</param>
/// <param name="ReasonCode">A word of <see cref="DispatchReasons"/>.</param>
/// <param name="HandedOverAt">UTC.</param>
/// <param name="Restoration">The restoration that stands, and whose it is; null while service is down.</param>
public sealed record OrderHandedOver(
    Assignee From,
    Assignee? To,
    string ReasonCode,
    DateTimeOffset HandedOverAt,
    EarlierRestoration? Restoration = null) : IEvent;

/// <summary>
/// What a party that left has restored: it stands, and stays its author's. Who follows owes what is left, the permanent
/// repair and the report.
/// </summary>
/// <param name="Milestone">Service restored, or generator on load.</param>
/// <param name="ClaimedAt">As stated.</param>
/// <param name="CountedAt">As it counts.</param>
/// <param name="Repaired">Whether the permanent repair was done with it, or after it.</param>
/// <param name="ContractorId">Its author.</param>
/// <param name="AcceptedAt">When its author had signed for the order; null when that is not known.</param>
public sealed record EarlierRestoration(
    MilestoneKind Milestone,
    DateTimeOffset ClaimedAt,
    DateTimeOffset CountedAt,
    bool Repaired,
    Guid ContractorId,
    DateTimeOffset? AcceptedAt = null)
{
    /// <summary>Where its author was away, and its time did not run; null for nowhere.</summary>
    public ImmutableArray<PauseSpan>? Away { get; init; }
}

/// <summary>
/// <c>work-order.share-closed.v1</c>: a party that leaves has restored or repaired, and answers for that in its own
/// month, though the order goes on with another. Told again whenever what it comes to changes: a pause that is judged,
/// a review that says whose fault it was, a recompute.
/// </summary>
/// <param name="Outcome">
/// The order as it ended for this party: the clocks that it stopped are judged, no others.
/// </param>
/// <param name="Milestones">What started and stopped its clocks.</param>
/// <param name="ClosedAt">UTC.</param>
public sealed record OrderShareClosed(
    OrderOutcome Outcome, ClockMilestones Milestones, DateTimeOffset ClosedAt) : IEvent;

/// <summary>
/// <c>work-order.share-withdrawn.v1</c>: what a party that left was said to have restored counts no longer.
/// </summary>
/// <param name="OrderId">The order.</param>
/// <param name="Number">Short number.</param>
/// <param name="ContractorId">Whose share it was.</param>
/// <param name="Reason"><c>restoration-rejected</c>, <c>cancelled</c>, <c>closed-by-refusal</c>.</param>
/// <param name="OccurredAt">When the trouble began: it decides the month.</param>
/// <param name="WithdrawnAt">UTC.</param>
public sealed record OrderShareWithdrawn(
    Guid OrderId,
    string Number,
    Guid ContractorId,
    string Reason,
    DateTimeOffset OccurredAt,
    DateTimeOffset WithdrawnAt) : IEvent;

/// <summary><c>work-order.assist-left.v1</c>: an assisting party leaves the operator for good.</summary>
/// <param name="ContractorId">Who leaves.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="Replacement">Who assists instead; null for nobody.</param>
/// <param name="ReasonCode">A word of <see cref="DispatchReasons"/>.</param>
/// <param name="LeftAt">UTC.</param>
public sealed record AssistLeft(
    Guid ContractorId,
    string ContractorCode,
    Assignee? Replacement,
    string ReasonCode,
    DateTimeOffset LeftAt) : IEvent;
