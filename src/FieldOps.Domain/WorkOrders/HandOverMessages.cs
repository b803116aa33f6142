using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders.Dispatch;

namespace FieldOps.Domain.WorkOrders;

/// <summary>
/// <c>work-order.hand-over</c> (移交): its party leaves the operator for good. The replacement of the lot leads or
/// assists from now on, under clocks of its own; without one that can, the order goes to the dispatcher's queue. Work
/// whose reply is under review stays with who did it, until the reply is sent back. By the product itself.
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
public sealed record OrderHandedOver(
    Assignee From, Assignee? To, string ReasonCode, DateTimeOffset HandedOverAt) : IEvent;

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
