using FieldOps.Domain.Assets;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders.Dispatch;

namespace FieldOps.Domain.WorkOrders;

/// <summary>The fault ticket that an order comes from.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="Number">Its short number.</param>
public sealed record TicketRef(Guid TicketId, string Number);

/// <summary>
/// Creates the order (创建) and dispatches it if the choice names a party. By the dispatcher or the product. Refusals:
/// <c>work-order.already-created</c> (another content under the same id), those of <see cref="DispatchOrder"/>; by hand
/// <c>work-order.time-in-future</c> and <c>work-order.time-too-old</c> of its beginning.
/// </summary>
/// <param name="OrderId">The entity's own id.</param>
/// <param name="Number">Short number.</param>
/// <param name="Ticket">Null for orders made by hand.</param>
/// <param name="Asset">The asset as it is now.</param>
/// <param name="WorkKind"><c>repair</c>, <c>generation</c>, <c>guard</c> …</param>
/// <param name="Severity">X.733 word.</param>
/// <param name="Cause">Probable cause or reason for the work.</param>
/// <param name="Description">For people.</param>
/// <param name="OccurredAt">When the trouble began; for generation, when the mains failed.</param>
/// <param name="AlarmId">The alarm that raised the ticket, when one did.</param>
/// <param name="Terms">Pinned limits.</param>
/// <param name="Rules">Pinned tolerances.</param>
/// <param name="Choice">To whom, and why.</param>
/// <param name="OccurredAgeMinutesMax">An order by hand may have begun this much earlier; null for no limit.</param>
public sealed record CreateOrder(
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
    DispatchChoice Choice,
    int? OccurredAgeMinutesMax = null) : ICreation
{
    /// <summary>The instant that terms and rules were asked at; null: when the order is made.</summary>
    public DateTimeOffset? RulesAt { get; init; }
}

/// <summary>
/// Dispatches (派单) a queued or returned order, or again one that nobody has signed for. By the dispatcher. A party that
/// has had the order before keeps its clock start and what it had stopped, and rests where it was away; another party's
/// clocks start now. Refusals:
/// <c>dispatch.no-assignee</c>, <c>dispatch.scope-denied</c>, <c>dispatch.not-pilot</c>,
/// <c>dispatch.contractor-not-active</c>, <c>work-order.signed-already</c>, <c>work-order.same-assignee</c>,
/// <c>work-order.assignments-limit-reached</c>.
/// </summary>
/// <param name="Choice">Made by the dispatch rules, or by hand with the scope verdict that applies.</param>
public sealed record DispatchOrder(DispatchChoice Choice) : ICommand;

/// <summary>
/// Passes the order on (转派): the new party must accept; if it refuses, the order goes back to the former one to sign.
/// By the assigned party's dispatcher or the operator's; who passes it on by its own word gains no time should it come
/// back. Not once service is restored. Refusal:
/// <c>work-order.late-at-transfer</c>, where the assigned party has a clock that is late: the operator decides then.
/// </summary>
/// <param name="Choice">The new party, with the scope verdict.</param>
/// <param name="Reason">1 to 500 characters.</param>
public sealed record TransferOrder(DispatchChoice Choice, string Reason) : ICommand;

/// <summary>Adds an assisting party (加派); the lead stays one. By the dispatcher.</summary>
/// <param name="Party">Neither the lead nor assisting already.</param>
/// <param name="Reason">1 to 500 characters.</param>
public sealed record AddAssist(Assignee Party, string Reason) : ICommand;

/// <summary>
/// The assigned party signs for the order (接单). Late signing is accepted and recorded as a breach. Once more it is
/// already true; with another time stated it is refused (<c>work-order.milestone-already-recorded</c>).
/// </summary>
/// <param name="At">When it signed.</param>
/// <param name="Taker">
/// Who signs, as the register has it; null when the register rules do not ask for a certification.
/// </param>
public sealed record AcceptOrder(Claimed At, CrewMember? Taker = null) : ICommand
{
    /// <summary>False where the caller named no time: a second signing then says nothing else.</summary>
    public bool TimeStated { get; init; } = true;
}

/// <summary>
/// Names the person who does the work (指派). By the party's dispatcher; by the operator's in a lot of partial
/// outsourcing alone: in a whole one the party's own steps are its own (domain reference, 2.5).
/// </summary>
/// <param name="Member">Who, as the register has it.</param>
/// <param name="CertifiedOnly">Whether the register rules ask for a certification.</param>
/// <param name="WholeLot">Whether the order came by a lot of whole outsourcing.</param>
public sealed record AssignPerson(CrewMember Member, bool CertifiedOnly, bool WholeLot) : ICommand;

/// <summary>
/// The assigned party refuses the order (退单): the dispatcher must confirm. A party that got it by transfer and has not
/// signed gives it straight back to the former one.
/// </summary>
/// <param name="Reason">1 to 500 characters.</param>
public sealed record RefuseOrder(string Reason) : ICommand;

/// <summary>The dispatcher confirms the refusal.</summary>
/// <param name="CloseOrder">True: the order ends. False: it goes to the dispatcher's queue.</param>
/// <param name="Note">For the record; may be empty.</param>
public sealed record ConfirmRefusal(bool CloseOrder, string Note) : ICommand;

/// <summary>The dispatcher does not accept the refusal: the order goes back to the same party to sign.</summary>
/// <param name="Reason">1 to 500 characters.</param>
public sealed record RejectRefusal(string Reason) : ICommand;

/// <summary>Adds information or a further requirement (追单); no change of state. By the dispatcher.</summary>
/// <param name="Text">1 to 2000 characters.</param>
public sealed record AppendToOrder(string Text) : ICommand;

/// <summary>Urges (催单). Clocks are not touched. By the dispatcher or the product.</summary>
/// <param name="Note">May be empty.</param>
public sealed record UrgeOrder(string Note) : ICommand;

/// <summary>Cancels (撤单). By the dispatcher, not after the archive.</summary>
/// <param name="Reason">1 to 500 characters.</param>
public sealed record CancelOrder(string Reason) : ICommand
{
    /// <summary>
    /// The order that goes on in its place (合并); null where none does. Refused with
    /// <c>work-order.merge-not-asked</c> when no <see cref="MergeOrder"/> of it stands.
    /// </summary>
    public MergedInto? Into { get; init; }

    /// <summary>In whose name the product asks; null for its own.</summary>
    public string? AskedBy { get; init; }
}
