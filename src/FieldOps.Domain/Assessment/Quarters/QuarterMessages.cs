using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assessment.Quarters;

/// <summary>
/// <c>quarter-settlement.draw</c>: adds up the settled months of a quarter. The same sheets again change nothing; other
/// ones need a reason and become the next edition, beside the earlier ones. So do the same ones with a reason by
/// another person while the edition is not settled: who drew it up may not settle it.
/// </summary>
/// <param name="Quarter">Which quarter of whom.</param>
/// <param name="Months">Its settled months, in order.</param>
/// <param name="Unsettled">Months that are not settled; none may be.</param>
/// <param name="Reason">Why there is another edition, 1 to 2,000 characters; null for the first.</param>
public sealed record DrawQuarter(
    QuarterRef Quarter, ImmutableArray<QuarterMonth> Months, ImmutableArray<string> Unsettled, string? Reason)
    : ICommand;

/// <summary><c>quarter-settlement.confirm</c>: the contractor signs.</summary>
/// <param name="Edition">Which edition it saw.</param>
public sealed record ConfirmQuarter(int Edition) : ICommand;

/// <summary><c>quarter-settlement.settle</c>: the department head signs, and it is paid.</summary>
/// <param name="Edition">Which edition was seen.</param>
/// <param name="Now">Sheets of the months that are settled now: they must be those of the edition.</param>
public sealed record SettleQuarter(int Edition, ImmutableArray<QuarterSheet> Now) : ICommand;

/// <summary>The sheet of a settled month.</summary>
/// <param name="Month"><c>yyyy-MM</c>.</param>
/// <param name="SheetNumber">Its number.</param>
public sealed record QuarterSheet(string Month, int SheetNumber);

/// <summary><c>quarter-settlement.drawn.v1</c>: self-contained; no later change touches it.</summary>
/// <param name="Quarter">Which quarter of whom.</param>
/// <param name="Edition">1 for the first.</param>
/// <param name="Months">What it adds up.</param>
/// <param name="TotalCny">The sum.</param>
/// <param name="Reason">Why there is another edition; null for the first.</param>
/// <param name="DrawnBy">Actor id.</param>
/// <param name="DrawnAt">UTC.</param>
public sealed record QuarterDrawn(
    QuarterRef Quarter,
    int Edition,
    ImmutableArray<QuarterMonth> Months,
    decimal TotalCny,
    string? Reason,
    string DrawnBy,
    DateTimeOffset DrawnAt) : IEvent;

/// <summary><c>quarter-settlement.confirmed.v1</c>.</summary>
/// <param name="Edition">Which edition.</param>
/// <param name="By">Actor id.</param>
/// <param name="At">UTC.</param>
public sealed record QuarterConfirmed(int Edition, string By, DateTimeOffset At) : IEvent;

/// <summary><c>quarter-settlement.settled.v1</c>.</summary>
/// <param name="Edition">Which edition.</param>
/// <param name="PaidBeforeCny">What earlier editions paid.</param>
/// <param name="PayCny">What this one pays: its total less that.</param>
/// <param name="By">Actor id.</param>
/// <param name="At">UTC.</param>
public sealed record QuarterSettled(
    int Edition, decimal PaidBeforeCny, decimal PayCny, string By, DateTimeOffset At) : IEvent;
