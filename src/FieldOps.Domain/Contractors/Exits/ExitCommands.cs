using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Contractors.Exits;

/// <summary><c>contractor-exit.draft</c>: the owner department plans it, or the contractor announces it.</summary>
/// <param name="ContractorId">The contractor.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="Kind">Kind of exit; a contractor announces the voluntary one alone.</param>
/// <param name="Service">Service that it ends.</param>
/// <param name="Reason">1 to 1,000 characters.</param>
/// <param name="Plan">1 to 1,000 characters.</param>
/// <param name="NoticeMonths">By the rules.</param>
/// <param name="ReplacementFirst">By the rules: whether every lot needs a successor.</param>
/// <param name="Leftovers">By the rules: what must be closed.</param>
public sealed record DraftExit(
    Guid ContractorId,
    string ContractorCode,
    ExitKind Kind,
    string Service,
    string Reason,
    string Plan,
    int NoticeMonths,
    bool ReplacementFirst,
    ImmutableArray<string> Leftovers) : ICommand;

/// <summary><c>contractor-exit.decide</c>: the department's meeting, signed by its head.</summary>
/// <param name="Approved">False ends the draft.</param>
/// <param name="Minutes">Reference of the minutes, 1 to 1,000 characters.</param>
public sealed record DecideExit(bool Approved, string Minutes) : ICommand;

/// <summary><c>contractor-exit.start</c>: the notice begins; service continues.</summary>
public sealed record StartExit : ICommand
{
    /// <summary>The lots that name the contractor, as the caller knows them.</summary>
    public ImmutableArray<LotHeld> Lots { get; init; } = [];

    /// <summary>IANA id of the zone on whose calendar the notice is counted; null for UTC.</summary>
    public string? Zone { get; init; }
}

/// <summary>A lot in which a leaving contractor has a part.</summary>
/// <param name="LotId">The lot.</param>
/// <param name="Code">Its code.</param>
/// <param name="Until">Until when it names the contractor, UTC; null without end.</param>
public sealed record LotHeld(Guid LotId, string Code, DateTimeOffset? Until);

/// <summary><c>contractor-exit.close-leftover</c>.</summary>
/// <param name="Leftover">One of the exit's leftovers.</param>
/// <param name="Evidence">1 to 1,000 characters.</param>
public sealed record CloseLeftover(string Leftover, string Evidence) : ICommand;

/// <summary>
/// <c>contractor-exit.name-replacement</c>: who takes over a lot. After the hand-over it hands that lot over at once.
/// Who was named and could not take the lot over is replaced, as long as the lot is held. By the operator.
/// </summary>
/// <param name="Replacement">The lot, and who takes it over.</param>
/// <param name="LotHeld">Whether the lot names the leaving contractor.</param>
/// <param name="Fit">Whether the replacement is registered and takes orders.</param>
public sealed record NameReplacement(LotReplacement Replacement, bool LotHeld, bool Fit) : ICommand;

/// <summary>
/// <c>contractor-exit.hand-over</c>: open orders and shares go on, once the notice is over. The product does it by
/// itself; asked again it looks for what came in between.
/// </summary>
public sealed record HandOverExit : ICommand;

/// <summary><c>contractor-exit.complete</c>: carries what the exit itself cannot know.</summary>
/// <param name="OpenOrders">Orders that the contractor still holds, by number; none may be lost.</param>
/// <param name="Lots">Lots in force that still name it.</param>
/// <param name="UnsettledMonths">Months with orders, or a day that a lot pays, that are not settled.</param>
/// <param name="LotsWithoutSuccessor">Lots that it left to nobody.</param>
public sealed record CompleteExit(
    ImmutableArray<string> OpenOrders,
    ImmutableArray<string> Lots,
    ImmutableArray<string> UnsettledMonths,
    ImmutableArray<string> LotsWithoutSuccessor) : ICommand
{
    /// <summary>Months to which something came late that neither a correction nor a re-opening has counted.</summary>
    public ImmutableArray<string> MonthsWithLateFacts { get; init; } = [];
}

/// <summary>
/// <c>contractor-exit.void</c>: the listing on which an exit of kind bad-credit rests was lifted. The product itself
/// sends it.
/// </summary>
/// <param name="Reason">Why.</param>
public sealed record VoidExit(string Reason) : ICommand;
