using System.Collections.Immutable;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assessment;

/// <summary><c>contractor-month.dispute-lines</c>: the contractor objects to single lines.</summary>
/// <param name="SheetNumber">The sheet it has seen; null for the one of now.</param>
/// <param name="Lines">1 to 200.</param>
public sealed record DisputeLines(int? SheetNumber, ImmutableArray<DisputedLine> Lines) : ICommand;

/// <summary>One line objected to.</summary>
/// <param name="DisputeId">Given by the caller.</param>
/// <param name="Path">
/// A line of the sheet, or an amount of its statement: <c>lot/{code}</c>, <c>work/{id}</c>.
/// </param>
/// <param name="FactId">The order, finding or breach meant; null when the whole line or amount is.</param>
/// <param name="Reason">1 to 2,000 characters.</param>
/// <param name="Evidence">At most 2,000 characters; null when there is none.</param>
public sealed record DisputedLine(Guid DisputeId, string Path, Guid? FactId, string Reason, string? Evidence);

/// <summary><c>contractor-month.decide-dispute</c>: the operator upholds or rejects one objection.</summary>
/// <param name="DisputeId">The objection.</param>
/// <param name="Upheld">True: the contractor is right.</param>
/// <param name="Points">For an upheld objection without a fact: what the line is worth. Else null.</param>
/// <param name="Reason">1 to 2,000 characters.</param>
/// <param name="From">The first log position that the decision can have; null when the caller knows none.</param>
/// <param name="Cny">For an upheld objection to an amount: what it comes to. Else null.</param>
public sealed record DecideDispute(
    Guid DisputeId, bool Upheld, decimal? Points, string Reason, long? From = null, decimal? Cny = null) : ICommand;

/// <summary><c>contractor-month.ask-reopening</c>: the first of two people.</summary>
/// <param name="Reason">1 to 2,000 characters.</param>
public sealed record AskReopening(string Reason) : ICommand;

/// <summary>
/// <c>contractor-month.decline-reopening</c>: the second of two people does not agree, or the first thinks better of
/// it.
/// </summary>
/// <param name="Reason">1 to 2,000 characters.</param>
public sealed record DeclineReopening(string Reason) : ICommand;

/// <summary><c>contractor-month.reopen</c>: the second of two people, the department head.</summary>
public sealed record ReopenMonth : ICommand;

/// <summary><c>contractor-month.correct</c>: works out what the late facts make of a published month.</summary>
/// <param name="Scheme">The scheme and version of the published sheet.</param>
/// <param name="Into">The open month that shall carry the money.</param>
/// <param name="Reason">1 to 2,000 characters.</param>
public sealed record CorrectMonth(ScoringScheme Scheme, MonthRef Into, string Reason) : ICommand;

/// <summary><c>contractor-month.carry-correction</c>: takes an earlier month's correction in.</summary>
/// <param name="Month">The month that carries it.</param>
/// <param name="Correction">The correction.</param>
public sealed record CarryCorrection(MonthRef Month, CarriedCorrection Correction) : ICommand;
