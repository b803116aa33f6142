using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Sla.Declared;

/// <summary><c>declared-event.declared.v1</c>.</summary>
/// <param name="EventId">The event.</param>
/// <param name="Code">Its code.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Reason">For people.</param>
/// <param name="Areas">Where.</param>
/// <param name="From">UTC.</param>
/// <param name="Until">UTC; null while it lasts.</param>
/// <param name="DeclaredBy">Actor id.</param>
/// <param name="DeclaredAt">UTC.</param>
public sealed record EventDeclared(
    Guid EventId,
    string Code,
    DeclaredEventKind Kind,
    string Reason,
    ImmutableArray<string> Areas,
    DateTimeOffset From,
    DateTimeOffset? Until,
    string DeclaredBy,
    DateTimeOffset DeclaredAt) : IEvent;

/// <summary><c>declared-event.window-set.v1</c>.</summary>
/// <param name="EventId">The event.</param>
/// <param name="Code">Its code.</param>
/// <param name="Kind">What it is.</param>
/// <param name="From">UTC.</param>
/// <param name="Until">UTC; null while it lasts.</param>
/// <param name="Orders">The orders that inherit it.</param>
/// <param name="SetBy">Actor id.</param>
/// <param name="SetAt">UTC.</param>
/// <param name="Areas">Where; null in events of before areas were told.</param>
public sealed record DeclaredWindowSet(
    Guid EventId,
    string Code,
    DeclaredEventKind Kind,
    DateTimeOffset From,
    DateTimeOffset? Until,
    ImmutableArray<Guid> Orders,
    string SetBy,
    DateTimeOffset SetAt,
    ImmutableArray<string>? Areas = null) : IEvent;

/// <summary><c>declared-event.orders-attached.v1</c>.</summary>
/// <param name="EventId">The event.</param>
/// <param name="Code">Its code.</param>
/// <param name="Kind">What it is.</param>
/// <param name="From">UTC.</param>
/// <param name="Until">UTC; null while it lasts.</param>
/// <param name="Orders">The orders that are new to it, or that did not exist yet when they were told of it.</param>
/// <param name="AttachedAt">UTC.</param>
public sealed record OrdersAttached(
    Guid EventId,
    string Code,
    DeclaredEventKind Kind,
    DateTimeOffset From,
    DateTimeOffset? Until,
    ImmutableArray<Guid> Orders,
    DateTimeOffset AttachedAt) : IEvent;

/// <summary><c>declared-event.orders-detached.v1</c>.</summary>
/// <param name="EventId">The event.</param>
/// <param name="Orders">The orders that inherit no more.</param>
/// <param name="DetachedAt">UTC.</param>
public sealed record OrdersDetached(Guid EventId, ImmutableArray<Guid> Orders, DateTimeOffset DetachedAt) : IEvent;

/// <summary><c>declared-event.withdrawn.v1</c>.</summary>
/// <param name="EventId">The event.</param>
/// <param name="Reason">Why.</param>
/// <param name="Orders">The orders that inherited it.</param>
/// <param name="WithdrawnBy">Actor id.</param>
/// <param name="WithdrawnAt">UTC.</param>
/// <param name="Code">Its code; null in events of before codes were told.</param>
/// <param name="From">Its beginning, UTC; null as the code is.</param>
/// <param name="Areas">Where; null as the code is.</param>
public sealed record DeclaredEventWithdrawn(
    Guid EventId,
    string Reason,
    ImmutableArray<Guid> Orders,
    string WithdrawnBy,
    DateTimeOffset WithdrawnAt,
    string? Code = null,
    DateTimeOffset? From = null,
    ImmutableArray<string>? Areas = null) : IEvent;

/// <summary>
/// <c>declared-event.resting-orders-bounded.v1</c>: pauses that name the event count within its window and no further.
/// </summary>
/// <param name="EventId">The event.</param>
/// <param name="Code">Its code.</param>
/// <param name="From">UTC.</param>
/// <param name="Until">UTC; null while it lasts; equal to <paramref name="From"/> once it was withdrawn.</param>
/// <param name="Orders">The orders whose pauses name it.</param>
/// <param name="BoundedAt">UTC.</param>
public sealed record RestingOrdersBounded(
    Guid EventId,
    string Code,
    DateTimeOffset From,
    DateTimeOffset? Until,
    ImmutableArray<Guid> Orders,
    DateTimeOffset BoundedAt) : IEvent;
