using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;

namespace FieldOps.Domain.WorkOrders;

/// <summary>
/// The order rests in the window of a declared event that it belongs to (domain reference, section 6.3: mass outage,
/// force majeure). Sent again with another window it takes the place of the one before. An order without a clock that
/// may rest belongs to the event all the same. By the product.
/// </summary>
/// <param name="EventId">The declared event.</param>
/// <param name="Code">Its code.</param>
/// <param name="Reason">What its kind means for the clocks.</param>
/// <param name="From">Beginning.</param>
/// <param name="Until">End; null while it lasts.</param>
/// <param name="Version">
/// The event's version that says so; what is older than what the order follows changes nothing. Null: not known.
/// </param>
public sealed record InheritWindow(
    Guid EventId, string Code, PauseReason Reason, DateTimeOffset From, DateTimeOffset? Until, int? Version = null)
    : ICommand;

/// <summary>The window of a declared event counts no longer: the order left it, or it was withdrawn. By the
/// product.</summary>
/// <param name="EventId">The declared event.</param>
/// <param name="Version">See <see cref="InheritWindow"/>.</param>
public sealed record DropWindow(Guid EventId, int? Version = null) : ICommand;

/// <summary>
/// The window of a declared event that pauses of the order name: they count within it and no further. By the product.
/// </summary>
/// <param name="Code">The event's code, as the pauses name it.</param>
/// <param name="From">Beginning.</param>
/// <param name="Until">End; null while it lasts; equal to the beginning once it was withdrawn.</param>
/// <param name="EventId">The declared event.</param>
/// <param name="Version">See <see cref="InheritWindow"/>.</param>
public sealed record BoundPauses(
    string Code, DateTimeOffset From, DateTimeOffset? Until, Guid? EventId = null, int? Version = null) : ICommand;

/// <summary>
/// Clocks of the order are not to be judged: a duplicate, planned works, an error of the dispatch. By the operations
/// manager or the department head. Refusals: <c>work-order.clock-unknown</c>, <c>work-order.reason-missing</c>.
/// </summary>
/// <param name="Clocks">Which; clocks suppressed already are passed over.</param>
/// <param name="Reason">1 to 500 characters.</param>
public sealed record SuppressClocks(ImmutableArray<ClockKind> Clocks, string Reason) : ICommand;

/// <summary>Suppressed clocks are judged again, as if they had never been suppressed. By the same roles.</summary>
/// <param name="Clocks">Which.</param>
/// <param name="Reason">1 to 500 characters.</param>
public sealed record RestoreClocks(ImmutableArray<ClockKind> Clocks, string Reason) : ICommand;

/// <summary><c>work-order.window-inherited.v1</c>.</summary>
/// <param name="EventId">The declared event.</param>
/// <param name="Code">Its code.</param>
/// <param name="Reason">What its kind means for the clocks.</param>
/// <param name="From">UTC.</param>
/// <param name="Until">UTC; null while it lasts.</param>
/// <param name="InheritedAt">UTC.</param>
/// <param name="Version">The event's version that said so; null where none was kept.</param>
public sealed record WindowInherited(
    Guid EventId,
    string Code,
    PauseReason Reason,
    DateTimeOffset From,
    DateTimeOffset? Until,
    DateTimeOffset InheritedAt,
    int? Version = null) : IEvent;

/// <summary><c>work-order.window-dropped.v1</c>.</summary>
/// <param name="EventId">The declared event.</param>
/// <param name="DroppedAt">UTC.</param>
/// <param name="Version">See <see cref="WindowInherited"/>.</param>
public sealed record WindowDropped(Guid EventId, DateTimeOffset DroppedAt, int? Version = null) : IEvent;

/// <summary>
/// <c>work-order.pauses-bounded.v1</c>: an open pause is not ended by it; the clock runs on beyond it.
/// </summary>
/// <param name="Code">The declared event that the pauses name.</param>
/// <param name="From">UTC.</param>
/// <param name="Until">UTC; null while the event lasts.</param>
/// <param name="BoundedAt">UTC.</param>
/// <param name="EventId">That event; null where it was not kept.</param>
/// <param name="Version">See <see cref="WindowInherited"/>.</param>
public sealed record PausesBounded(
    string Code,
    DateTimeOffset From,
    DateTimeOffset? Until,
    DateTimeOffset BoundedAt,
    Guid? EventId = null,
    int? Version = null) : IEvent;

/// <summary><c>work-order.clocks-suppressed.v1</c>.</summary>
/// <param name="Clocks">The clocks that are judged no longer.</param>
/// <param name="Reason">Why.</param>
/// <param name="SuppressedBy">Actor id.</param>
/// <param name="SuppressedAt">UTC.</param>
public sealed record ClocksSuppressed(
    ImmutableArray<ClockKind> Clocks, string Reason, string SuppressedBy, DateTimeOffset SuppressedAt) : IEvent;

/// <summary><c>work-order.clocks-restored.v1</c>.</summary>
/// <param name="Clocks">The clocks that are judged again.</param>
/// <param name="Reason">Why.</param>
/// <param name="RestoredBy">Actor id.</param>
/// <param name="RestoredAt">UTC.</param>
public sealed record ClocksRestored(
    ImmutableArray<ClockKind> Clocks, string Reason, string RestoredBy, DateTimeOffset RestoredAt) : IEvent;
