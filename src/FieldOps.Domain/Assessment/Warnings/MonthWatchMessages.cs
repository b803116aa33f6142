using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assessment.Warnings;

/// <summary><c>month-watch.start</c>: a month began. By the product.</summary>
/// <param name="Month">Which month of whom.</param>
/// <param name="FirstAfterHours">The first check, in hours from the beginning of the month.</param>
/// <param name="HoursBetween">From one check to the next.</param>
public sealed record StartWatch(MonthRef Month, int FirstAfterHours, int HoursBetween) : ICommand;

/// <summary><c>month-watch.record-check</c>: what a check found. By the product.</summary>
/// <param name="Number">Number of the check.</param>
/// <param name="Findings">What there is to say, each indicator and level once.</param>
public sealed record RecordCheck(int Number, ImmutableArray<WarningFinding> Findings) : ICommand;

/// <summary><c>month-watch.started.v1</c>.</summary>
/// <param name="Month">Which month of whom.</param>
/// <param name="FirstCheckAt">UTC.</param>
/// <param name="HoursBetween">From one check to the next.</param>
public sealed record MonthWatchStarted(MonthRef Month, DateTimeOffset FirstCheckAt, int HoursBetween) : IEvent;

/// <summary><c>month-watch.check-due.v1</c>: the figures are to be looked at.</summary>
/// <param name="Month">Which month of whom.</param>
/// <param name="Number">1 for the first.</param>
/// <param name="At">UTC.</param>
/// <param name="NextCheckAt">UTC.</param>
public sealed record MonthCheckDue(MonthRef Month, int Number, DateTimeOffset At, DateTimeOffset NextCheckAt) : IEvent;

/// <summary><c>month-watch.warning-raised.v1</c>: once for each indicator and level of a month.</summary>
/// <param name="WarningId">Follows from month, indicator and level.</param>
/// <param name="Month">Which month of whom.</param>
/// <param name="Finding">What was found.</param>
/// <param name="RaisedAt">UTC.</param>
public sealed record WarningRaised(
    Guid WarningId, MonthRef Month, WarningFinding Finding, DateTimeOffset RaisedAt) : IEvent;

/// <summary><c>month-watch.warning-relapsed.v1</c>: it holds again; nobody is told twice.</summary>
/// <param name="WarningId">The warning.</param>
/// <param name="Finding">What was found.</param>
/// <param name="RelapsedAt">UTC.</param>
public sealed record WarningRelapsed(Guid WarningId, WarningFinding Finding, DateTimeOffset RelapsedAt) : IEvent;

/// <summary><c>month-watch.warning-closed.v1</c>: the indicator recovered, the paper was renewed.</summary>
/// <param name="WarningId">The warning.</param>
/// <param name="Finding">What was found.</param>
/// <param name="ClosedAt">UTC.</param>
public sealed record WarningClosed(Guid WarningId, WarningFinding Finding, DateTimeOffset ClosedAt) : IEvent;

/// <summary><c>month-watch.ended.v1</c>: the month is over; its sheet speaks from now on.</summary>
/// <param name="EndedAt">UTC.</param>
public sealed record MonthWatchEnded(DateTimeOffset EndedAt) : IEvent;
