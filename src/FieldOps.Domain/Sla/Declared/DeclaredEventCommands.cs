using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Sla.Declared;

/// <summary>
/// Declares an event. By the dispatcher, the operations manager or the department head. Refusals:
/// <c>declared-event.exists</c> (another content under the same code), <c>declared-event.field-invalid</c>,
/// <c>declared-event.window-invalid</c> (it ends before it begins, or begins in the future unless the product says so).
/// </summary>
/// <param name="EventId">The entity's own id.</param>
/// <param name="Code">1 to 60 characters.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Reason">1 to 500 characters.</param>
/// <param name="Areas">1 to 100 of <c>Region/County</c> or <c>Region/*</c>.</param>
/// <param name="From">Beginning.</param>
/// <param name="Until">End; null while it lasts.</param>
public sealed record DeclareEvent(
    Guid EventId,
    string Code,
    DeclaredEventKind Kind,
    string Reason,
    ImmutableArray<string> Areas,
    DateTimeOffset From,
    DateTimeOffset? Until) : ICommand;

/// <summary>Sets the window anew: ends the event, or corrects it. Attached orders follow.</summary>
/// <param name="From">Beginning.</param>
/// <param name="Until">End; null while it lasts.</param>
public sealed record SetDeclaredWindow(DateTimeOffset From, DateTimeOffset? Until) : ICommand;

/// <summary>Orders inherit the window from now on. Refusal: <c>declared-event.orders-too-many</c>.</summary>
/// <param name="Orders">Ids of orders; those attached already are passed over.</param>
/// <param name="Again">They are told the window even when they are attached already: they did not exist then.</param>
public sealed record AttachOrders(ImmutableArray<Guid> Orders, bool Again = false) : ICommand;

/// <summary>Orders no longer inherit the window: their time counts after all.</summary>
/// <param name="Orders">Ids of orders.</param>
public sealed record DetachOrders(ImmutableArray<Guid> Orders) : ICommand;

/// <summary>
/// Orders have pauses that name the event: they are told of its window, whenever it is set. By the product.
/// </summary>
/// <param name="Orders">Ids of orders; those known already are passed over.</param>
public sealed record RestOrders(ImmutableArray<Guid> Orders) : ICommand;

/// <summary>It was declared by mistake: nothing rests on it any more.</summary>
/// <param name="Reason">1 to 500 characters.</param>
public sealed record WithdrawDeclaredEvent(string Reason) : ICommand;
