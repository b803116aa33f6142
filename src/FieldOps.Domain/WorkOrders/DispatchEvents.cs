using System.Collections.Immutable;
using FieldOps.Domain.Assets;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders.Dispatch;

namespace FieldOps.Domain.WorkOrders;

/// <summary><c>work-order.created.v1</c>.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Number">Short number.</param>
/// <param name="Ticket">Null for orders made by hand.</param>
/// <param name="Asset">The asset as it was.</param>
/// <param name="WorkKind">Kind of work.</param>
/// <param name="Severity">X.733 word.</param>
/// <param name="Cause">Probable cause or reason for the work.</param>
/// <param name="Description">For people.</param>
/// <param name="OccurredAt">When the trouble began.</param>
/// <param name="AlarmId">The alarm behind it.</param>
/// <param name="Terms">Pinned limits.</param>
/// <param name="Rules">Pinned tolerances.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record OrderCreated(
    Guid OrderId,
    string Number,
    TicketRef? Ticket,
    AssetFacts Asset,
    string WorkKind,
    string Severity,
    string Cause,
    string Description,
    DateTimeOffset OccurredAt,
    string? AlarmId,
    SlaTerms Terms,
    PinnedRules Rules,
    DateTimeOffset CreatedAt) : IEvent
{
    /// <summary>
    /// The instant that the versions of its rules were asked at, UTC: that of its ticket, as the order is made of it
    /// later. Null where that was the creation, and in events of before it was kept.
    /// </summary>
    public DateTimeOffset? RulesAt { get; init; }

    /// <summary>The instant that its rules were asked at: what a matrix that decides by the creation means.</summary>
    public DateTimeOffset RulesAskedAt() => RulesAt ?? CreatedAt;
}

/// <summary><c>work-order.queued.v1</c>: nobody has it, the dispatcher must choose.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Number">Short number.</param>
/// <param name="Choice">Why nobody was found; null after a confirmed refusal.</param>
/// <param name="ReasonCode">The choice's reason, or <c>refused</c>.</param>
/// <param name="PreviousContractorId">Who had it before.</param>
/// <param name="OccurredAt">When the trouble began.</param>
/// <param name="QueuedAt">UTC.</param>
public sealed record OrderQueued(
    Guid OrderId,
    string Number,
    DispatchChoice? Choice,
    string ReasonCode,
    Guid? PreviousContractorId,
    DateTimeOffset OccurredAt,
    DateTimeOffset QueuedAt) : IEvent
{
    /// <summary>
    /// True: who had it before keeps a share, see <see cref="OrderShareClosed"/>; null: it keeps none.
    /// </summary>
    public bool? PreviousKeepsShare { get; init; }
}

/// <summary>
/// <c>work-order.dispatched.v1</c>: recorded at every change of the lead, whatever verb caused it; where it says whose
/// word it was, or what the lead finds again, as <see cref="OrderDispatchedAgain"/>.
/// </summary>
/// <param name="OrderId">The order.</param>
/// <param name="Number">Short number.</param>
/// <param name="Assignee">The lead from now on.</param>
/// <param name="Choice">Why this one.</param>
/// <param name="AssignmentNumber">1 for the first.</param>
/// <param name="PreviousContractorId">Who had it before; null at the first dispatch, and from the queue.</param>
/// <param name="AssetId">The asset.</param>
/// <param name="AssetClass">Its class.</param>
/// <param name="Region">Its region.</param>
/// <param name="County">Its county.</param>
/// <param name="WorkKind">Kind of work.</param>
/// <param name="OccurredAt">When the trouble began: it decides the month.</param>
/// <param name="ClocksStartAt">When this party's clocks start: its own first dispatch of this order.</param>
/// <param name="DispatchedAt">UTC.</param>
public record OrderDispatched(
    Guid OrderId,
    string Number,
    Assignee Assignee,
    DispatchChoice Choice,
    int AssignmentNumber,
    Guid? PreviousContractorId,
    Guid AssetId,
    string AssetClass,
    string Region,
    string County,
    string WorkKind,
    DateTimeOffset OccurredAt,
    DateTimeOffset ClocksStartAt,
    DateTimeOffset DispatchedAt) : IEvent
{
    /// <summary>
    /// True: who had it before keeps a share, see <see cref="OrderShareClosed"/>; null: it keeps none.
    /// </summary>
    public bool? PreviousKeepsShare { get; init; }

    /// <summary>
    /// When the time to be on load starts for a party that follows another, UTC; null: with the trouble. Recorded, so
    /// that orders from before there was this rule keep the one that they were judged by.
    /// </summary>
    public DateTimeOffset? OnLoadFrom { get; init; }
}

/// <summary>
/// <c>work-order.dispatched-again.v1</c>: as <see cref="OrderDispatched"/>, to a party that has had the order before,
/// or by the own word of who has it. A name of its own: builds that do not know it would judge an order that came back
/// as if its party had had it all along, and so serve none (ADR 0010, ADR 0019).
/// </summary>
/// <param name="OrderId">The order.</param>
/// <param name="Number">Short number.</param>
/// <param name="Assignee">The lead from now on.</param>
/// <param name="Choice">Why this one.</param>
/// <param name="AssignmentNumber">1 for the first.</param>
/// <param name="PreviousContractorId">Who had it before; null from the queue.</param>
/// <param name="AssetId">The asset.</param>
/// <param name="AssetClass">Its class.</param>
/// <param name="Region">Its region.</param>
/// <param name="County">Its county.</param>
/// <param name="WorkKind">Kind of work.</param>
/// <param name="OccurredAt">When the trouble began: it decides the month.</param>
/// <param name="ClocksStartAt">When this party's clocks start: its own first dispatch of this order.</param>
/// <param name="DispatchedAt">UTC.</param>
public sealed record OrderDispatchedAgain(
    Guid OrderId,
    string Number,
    Assignee Assignee,
    DispatchChoice Choice,
    int AssignmentNumber,
    Guid? PreviousContractorId,
    Guid AssetId,
    string AssetClass,
    string Region,
    string County,
    string WorkKind,
    DateTimeOffset OccurredAt,
    DateTimeOffset ClocksStartAt,
    DateTimeOffset DispatchedAt)
    : OrderDispatched(
        OrderId, Number, Assignee, Choice, AssignmentNumber, PreviousContractorId, AssetId, AssetClass, Region, County,
        WorkKind, OccurredAt, ClocksStartAt, DispatchedAt)
{
    internal OrderDispatchedAgain(OrderDispatched sent)
        : this(
            sent.OrderId, sent.Number, sent.Assignee, sent.Choice, sent.AssignmentNumber, sent.PreviousContractorId,
            sent.AssetId, sent.AssetClass, sent.Region, sent.County, sent.WorkKind, sent.OccurredAt,
            sent.ClocksStartAt, sent.DispatchedAt) =>
        (PreviousKeepsShare, OnLoadFrom) = (sent.PreviousKeepsShare, sent.OnLoadFrom);

    /// <summary>
    /// True: who had it before passed it on by its own word, or had done so and refuses what came back of it; null: the
    /// operator moved it, or a party refused what it had not given away.
    /// </summary>
    public bool? PreviousPassedItOn { get; init; }

    /// <summary>
    /// What a party that has had the order before finds again; null for one that has not. Recorded, so that an order
    /// that came back before there was this rule keeps the one that it was judged by.
    /// </summary>
    public PartyPast? Past { get; init; }

    /// <summary>The same without whose word it was and what is found again.</summary>
    public OrderDispatched Plain() => new(
        OrderId, Number, Assignee, Choice, AssignmentNumber, PreviousContractorId, AssetId, AssetClass, Region, County,
        WorkKind, OccurredAt, ClocksStartAt, DispatchedAt)
    {
        PreviousKeepsShare = PreviousKeepsShare, OnLoadFrom = OnLoadFrom,
    };
}

/// <summary>What a party that has had an order before finds again when it comes back.</summary>
/// <param name="AcceptedAt">Its first signature, UTC; null where it had not signed.</param>
/// <param name="ArrivedAt">Its first arrival, UTC; null where it had not arrived.</param>
/// <param name="Away">
/// Spans in which somebody else had the order, or nobody, and that are not its own; null for none.
/// </param>
public sealed record PartyPast(
    DateTimeOffset? AcceptedAt, DateTimeOffset? ArrivedAt, ImmutableArray<PauseSpan>? Away)
{
    /// <summary>When it first left the site, UTC; null where it had not.</summary>
    public DateTimeOffset? LeftSiteAt { get; init; }

    /// <summary>When it repaired what another party had restored, UTC; null where it had not.</summary>
    public DateTimeOffset? RepairedAt { get; init; }

    /// <summary>Its first reply, UTC; null where there was none.</summary>
    public DateTimeOffset? RepliedAt { get; init; }

    /// <summary>What of it still counts where another's restoration was rejected: nothing of before that.</summary>
    /// <param name="owedFrom">When that was; null where none was rejected.</param>
    public PartyPast Since(DateTimeOffset? owedFrom) => owedFrom is null ? this : this with
    {
        ArrivedAt = ArrivedAt < owedFrom ? null : ArrivedAt,
        LeftSiteAt = LeftSiteAt < owedFrom ? null : LeftSiteAt,
        RepairedAt = RepairedAt < owedFrom ? null : RepairedAt,
        RepliedAt = RepliedAt < owedFrom ? null : RepliedAt,
    };

    /// <summary>The same once its own restoration was rejected: what followed from that is to be done again.</summary>
    public PartyPast Undone() => this with { LeftSiteAt = null, RepairedAt = null, RepliedAt = null };
}

/// <summary>
/// <c>work-order.transferred.v1</c>; the change of the lead follows as <see cref="OrderDispatched"/>.
/// </summary>
/// <param name="From">Who passed it on.</param>
/// <param name="To">Who must accept.</param>
/// <param name="Reason">Why.</param>
/// <param name="TransferredAt">UTC.</param>
public sealed record OrderTransferred(Assignee From, Assignee To, string Reason, DateTimeOffset TransferredAt) : IEvent;

/// <summary><c>work-order.transfer-refused.v1</c>: back to the former lead, who must sign.</summary>
/// <param name="RefusedBy">Who did not take it.</param>
/// <param name="BackTo">The former lead.</param>
/// <param name="Reason">Why.</param>
/// <param name="RefusedAt">UTC.</param>
public sealed record TransferRefused(
    Assignee RefusedBy, Assignee BackTo, string Reason, DateTimeOffset RefusedAt) : IEvent;

/// <summary><c>work-order.assist-added.v1</c>.</summary>
/// <param name="Party">The assisting party.</param>
/// <param name="Reason">Why.</param>
/// <param name="AddedAt">UTC.</param>
public sealed record AssistAdded(Assignee Party, string Reason, DateTimeOffset AddedAt) : IEvent;

/// <summary><c>work-order.accepted.v1</c>.</summary>
/// <param name="ContractorId">Who signed.</param>
/// <param name="Time">When.</param>
public sealed record OrderAccepted(Guid ContractorId, RecordedTime Time) : IEvent;

/// <summary><c>work-order.person-assigned.v1</c>: who of the party does the work.</summary>
/// <param name="ContractorId">The party.</param>
/// <param name="Person">Person id.</param>
/// <param name="Team">Code of the person's team.</param>
/// <param name="AssignedAt">UTC.</param>
public sealed record PersonAssigned(
    Guid ContractorId, string Person, string? Team, DateTimeOffset AssignedAt) : IEvent;

/// <summary><c>work-order.refused.v1</c>: waits for the dispatcher's confirmation.</summary>
/// <param name="ContractorId">Who refuses.</param>
/// <param name="Reason">Why.</param>
/// <param name="RefusedAt">UTC.</param>
public sealed record OrderRefused(Guid ContractorId, string Reason, DateTimeOffset RefusedAt) : IEvent;

/// <summary><c>work-order.refusal-confirmed.v1</c>.</summary>
/// <param name="ContractorId">Whose refusal.</param>
/// <param name="Note">For the record.</param>
/// <param name="ConfirmedAt">UTC.</param>
public sealed record RefusalConfirmed(Guid ContractorId, string Note, DateTimeOffset ConfirmedAt) : IEvent;

/// <summary><c>work-order.refusal-rejected.v1</c>: the same party must sign.</summary>
/// <param name="ContractorId">Whose refusal.</param>
/// <param name="Reason">Why it does not stand.</param>
/// <param name="RejectedAt">UTC.</param>
public sealed record RefusalRejected(Guid ContractorId, string Reason, DateTimeOffset RejectedAt) : IEvent;

/// <summary><c>work-order.closed-by-refusal.v1</c>: ended.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Number">Short number.</param>
/// <param name="Ticket">The ticket behind it.</param>
/// <param name="AssetId">The asset.</param>
/// <param name="ContractorId">Whose refusal.</param>
/// <param name="OccurredAt">When the trouble began.</param>
/// <param name="ClosedAt">UTC.</param>
public sealed record OrderClosedByRefusal(
    Guid OrderId,
    string Number,
    TicketRef? Ticket,
    Guid AssetId,
    Guid ContractorId,
    DateTimeOffset OccurredAt,
    DateTimeOffset ClosedAt) : IEvent;

/// <summary><c>work-order.cancelled.v1</c>: ended.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Number">Short number.</param>
/// <param name="Ticket">The ticket behind it.</param>
/// <param name="AssetId">The asset.</param>
/// <param name="ContractorId">Who had it; null when nobody did.</param>
/// <param name="Reason">Why.</param>
/// <param name="CancelledBy">Actor id.</param>
/// <param name="OccurredAt">When the trouble began.</param>
/// <param name="CancelledAt">UTC.</param>
public sealed record OrderCancelled(
    Guid OrderId,
    string Number,
    TicketRef? Ticket,
    Guid AssetId,
    Guid? ContractorId,
    string Reason,
    string CancelledBy,
    DateTimeOffset OccurredAt,
    DateTimeOffset CancelledAt) : IEvent
{
    /// <summary>The order that goes on in its place; null where none does.</summary>
    public MergedInto? MergedInto { get; init; }
}

/// <summary>The order into which another was merged.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Number">Short number.</param>
public sealed record MergedInto(Guid OrderId, string Number);

/// <summary><c>work-order.appended.v1</c>.</summary>
/// <param name="Text">What was added.</param>
/// <param name="AppendedAt">UTC.</param>
public sealed record OrderAppended(string Text, DateTimeOffset AppendedAt) : IEvent;

/// <summary><c>work-order.urged.v1</c>.</summary>
/// <param name="UrgeCount">1 for the first.</param>
/// <param name="Note">May be empty.</param>
/// <param name="UrgedAt">UTC.</param>
public sealed record OrderUrged(int UrgeCount, string Note, DateTimeOffset UrgedAt) : IEvent;
