using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Contractors.Exits;

/// <summary><c>contractor-exit.drafted.v1</c>.</summary>
/// <param name="ContractorId">The contractor.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="Kind">Kind of exit.</param>
/// <param name="Service">Service that it ends.</param>
/// <param name="Reason">Why.</param>
/// <param name="Plan">The plan.</param>
/// <param name="NoticeMonths">Months of notice.</param>
/// <param name="ReplacementFirst">Whether every lot needs a successor.</param>
/// <param name="Leftovers">What must be closed.</param>
/// <param name="DraftedBy">Actor id.</param>
/// <param name="DraftedAt">UTC.</param>
public sealed record ExitDrafted(
    Guid ContractorId,
    string ContractorCode,
    ExitKind Kind,
    string Service,
    string Reason,
    string Plan,
    int NoticeMonths,
    bool ReplacementFirst,
    ImmutableArray<string> Leftovers,
    string DraftedBy,
    DateTimeOffset DraftedAt) : IEvent;

/// <summary><c>contractor-exit.decided.v1</c>.</summary>
/// <param name="Approved">False: the draft is over.</param>
/// <param name="Minutes">Reference of the minutes.</param>
/// <param name="DecidedBy">Actor id.</param>
/// <param name="DecidedAt">UTC.</param>
public sealed record ExitDecided(bool Approved, string Minutes, string DecidedBy, DateTimeOffset DecidedAt) : IEvent;

/// <summary><c>contractor-exit.started.v1</c>.</summary>
/// <param name="ContractorId">The contractor.</param>
/// <param name="Kind">Kind of exit.</param>
/// <param name="NoticeUntil">Service continues until then, UTC.</param>
/// <param name="StartedBy">Actor id.</param>
/// <param name="StartedAt">UTC.</param>
public sealed record ExitStarted(
    Guid ContractorId, ExitKind Kind, DateTimeOffset NoticeUntil, string StartedBy, DateTimeOffset StartedAt) : IEvent;

/// <summary><c>contractor-exit.replacement-named.v1</c>: the last one named for a lot holds.</summary>
/// <param name="ContractorId">The leaving contractor.</param>
/// <param name="Replacement">The lot, and who takes it over.</param>
/// <param name="NamedBy">Actor id.</param>
/// <param name="NamedAt">UTC.</param>
public sealed record ReplacementNamed(
    Guid ContractorId, LotReplacement Replacement, string NamedBy, DateTimeOffset NamedAt) : IEvent;

/// <summary>
/// <c>contractor-exit.handed-over.v1</c>: from now on nothing of the operator's stays with the contractor. Its open
/// orders and its shares go to the replacements of their lots that can take orders, other orders to the dispatcher's
/// queue; other shares stay until a replacement can.
/// </summary>
/// <param name="ContractorId">The leaving contractor.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="Replacements">Who takes over, by lot.</param>
/// <param name="HandedOverBy">Actor id.</param>
/// <param name="HandedOverAt">UTC.</param>
public sealed record ExitHandedOver(
    Guid ContractorId,
    string ContractorCode,
    ImmutableArray<LotReplacement> Replacements,
    string HandedOverBy,
    DateTimeOffset HandedOverAt) : IEvent;

/// <summary><c>contractor-exit.leftover-closed.v1</c>.</summary>
/// <param name="Leftover">What was open.</param>
/// <param name="Evidence">The proof.</param>
/// <param name="ClosedBy">Actor id.</param>
/// <param name="ClosedAt">UTC.</param>
public sealed record ExitLeftoverClosed(
    string Leftover, string Evidence, string ClosedBy, DateTimeOffset ClosedAt) : IEvent;

/// <summary><c>contractor-exit.completed.v1</c>: gone, nothing lost, everything paid.</summary>
/// <param name="ContractorId">The contractor.</param>
/// <param name="Kind">Kind of exit.</param>
/// <param name="CompletedBy">Actor id.</param>
/// <param name="CompletedAt">UTC.</param>
public sealed record ExitCompleted(
    Guid ContractorId, ExitKind Kind, string CompletedBy, DateTimeOffset CompletedAt) : IEvent;

/// <summary>
/// <c>contractor-exit.voided.v1</c>: the contractor stays, its listing was lifted. What was handed over stays where it
/// is; a further exit begins anew.
/// </summary>
/// <param name="ContractorId">The contractor.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="Kind">Kind of exit.</param>
/// <param name="Reason">Why.</param>
/// <param name="VoidedAt">UTC.</param>
public sealed record ExitVoided(
    Guid ContractorId, string ContractorCode, ExitKind Kind, string Reason, DateTimeOffset VoidedAt) : IEvent;
