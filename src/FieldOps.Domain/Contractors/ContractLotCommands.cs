using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Contractors;

/// <summary><c>contract-lot.open</c>. Asked again with the same content it changes nothing.</summary>
/// <param name="LotId">The entity's id, <see cref="ContractorIds.Lot"/>.</param>
/// <param name="Code">1 to 40 letters, digits, dots, dashes, underscores.</param>
/// <param name="Terms">All terms.</param>
/// <param name="Neighbours">
/// The other lots in force as the caller knows them: an overlap is refused. Two lots opened in the same instant do not
/// see each other; dispatch then takes the first by code and says so on the order.
/// </param>
public sealed record OpenLot(
    Guid LotId, string Code, LotTerms Terms, ImmutableArray<LotNeighbour> Neighbours) : ICommand
{
    /// <summary>Who shares, as the register knows them: nobody is given a part that may not be bound.</summary>
    public ImmutableArray<PartyGround> Parties { get; init; } = [];

    /// <summary>End of the last month of a party that has a sheet, UTC; null where none would change.</summary>
    public DateTimeOffset? ComputedUntil { get; init; }

    /// <summary>End of the last month of a party that is frozen, its sheet to come, UTC; null without any.</summary>
    public DateTimeOffset? FrozenUntil { get; init; }
}

/// <summary><c>contract-lot.amend</c>: replaces all terms.</summary>
/// <param name="Terms">All terms from now on.</param>
/// <param name="Neighbours">The other lots in force as the caller knows them.</param>
public sealed record AmendLot(LotTerms Terms, ImmutableArray<LotNeighbour> Neighbours) : ICommand
{
    /// <summary>Who shares, as the register knows them: nobody is given more that may not be bound.</summary>
    public ImmutableArray<PartyGround> Parties { get; init; } = [];

    /// <summary>End of the last month of a party that has a sheet, UTC; null where none would change.</summary>
    public DateTimeOffset? ComputedUntil { get; init; }
}

/// <summary>
/// <c>contract-lot.pass-share</c>: who leaves gives its part to another, in the terms of now and in those to come.
/// Nothing where it has none. Where the other can take none the lot keeps that word: the command says what was known
/// when it was sent first, and sent again it must not find the other fit after all.
/// </summary>
/// <param name="ContractorId">Who leaves.</param>
/// <param name="ToId">Who takes its part over.</param>
/// <param name="ToCode">Its code.</param>
/// <param name="At">From when, UTC.</param>
/// <param name="Unfit">Why the other can take none, one of dispatch's verdicts; null where it can.</param>
/// <param name="From">
/// Log position of the hand-over: one that the lot has followed, and any before it, changes nothing. Null where it is
/// not known.
/// </param>
public sealed record PassShare(
    Guid ContractorId, Guid ToId, string ToCode, DateTimeOffset At, string? Unfit = null, long? From = null)
    : ICommand;

/// <summary><c>contract-lot.close</c>.</summary>
/// <param name="ClosedFrom">UTC, not before the lot's start.</param>
/// <param name="Reason">1 to 1,000 characters.</param>
public sealed record CloseLot(DateTimeOffset ClosedFrom, string Reason) : ICommand
{
    /// <summary>
    /// A successor covers and pays from there on already: then the end is not one person's word on the past, and only
    /// a month with a sheet keeps it away.
    /// </summary>
    public bool? IsFollowed { get; init; }

    /// <summary>End of the last month of a party that has a sheet, UTC; null where none would change.</summary>
    public DateTimeOffset? ComputedUntil { get; init; }
}

/// <summary>
/// <c>contract-lot.ask-backdating</c>: terms or an end that change what lies behind; another person approves. No month
/// that has a sheet is changed.
/// </summary>
/// <param name="Terms">All terms as they shall be; null for an end.</param>
/// <param name="ClosedFrom">From when the lot pays nothing, UTC; null for terms.</param>
/// <param name="Reason">1 to 1,000 characters.</param>
/// <param name="Neighbours">The other lots in force as the caller knows them.</param>
public sealed record AskBackdating(
    LotTerms? Terms, DateTimeOffset? ClosedFrom, string Reason, ImmutableArray<LotNeighbour> Neighbours) : ICommand
{
    /// <summary>Who shares, as the register knows them.</summary>
    public ImmutableArray<PartyGround> Parties { get; init; } = [];

    /// <summary>End of the last month of a party that has a sheet, UTC; null where none would change.</summary>
    public DateTimeOffset? ComputedUntil { get; init; }
}

/// <summary><c>contract-lot.approve-backdating</c>: by the department head, who did not ask for it.</summary>
/// <param name="Neighbours">The other lots in force as the caller knows them.</param>
public sealed record ApproveBackdating(ImmutableArray<LotNeighbour> Neighbours) : ICommand
{
    /// <summary>Who shares, as the register knows them.</summary>
    public ImmutableArray<PartyGround> Parties { get; init; } = [];

    /// <summary>End of the last month of a party that has a sheet, UTC; null where none would change.</summary>
    public DateTimeOffset? ComputedUntil { get; init; }
}

/// <summary>Another lot that a lot is checked against.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Terms">Its terms, ended where it was closed.</param>
public sealed record LotNeighbour(string Code, LotTerms Terms);
