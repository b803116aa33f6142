using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assessment.FollowUp;

/// <summary>How a month is watched, reported and followed up (domain reference, 5.7).</summary>
/// <param name="Id">Stable id: <c>default</c>.</param>
/// <param name="Version">From 1.</param>
/// <param name="EffectiveFrom">What begins at or after this instant follows it.</param>
/// <param name="Source">Where it comes from, for people.</param>
/// <param name="Warnings">Early warnings during the month.</param>
/// <param name="Reports">Monthly process reports.</param>
/// <param name="Rectifications">Rectification tasks.</param>
public sealed record FollowUpRules(
    string Id,
    int Version,
    DateTimeOffset EffectiveFrom,
    string Source,
    WarningRules Warnings,
    ReportRules Reports,
    RectificationRules Rectifications) : IPolicyDocument
{
    /// <summary>The folder of the policy documents of this kind.</summary>
    public const string PolicyKind = "follow-up";

    // A week: a warning that comes later than that is none.
    private const int HoursBetweenMax = 168;

    // Two years before its end nobody needs to hear of a contract.
    private const int ExpiryDaysMax = 730;
    private const int TopFaultsMax = 100;
    private const decimal WholePercent = 100m;

    /// <summary>What is wrong with the document, one English sentence each; empty when it can be used.</summary>
    public IEnumerable<string> Faults()
    {
        if (Warnings.HoursBetween is < 1 or > HoursBetweenMax
            || Warnings.FirstAfterHours is < 0 or > HoursBetweenMax)
        {
            yield return $"Checks come 1 to {HoursBetweenMax} hours apart, the first within {HoursBetweenMax} hours.";
        }

        if (Warnings.CasesMin < 1 || Warnings.ElapsedPercentMin is < 0 or > WholePercent
            || Warnings.RecoveryMarginPercent is < 0 or > WholePercent)
        {
            yield return "A warning needs at least one case, and percentages from 0 to 100.";
        }

        if (Doubled(Warnings.Levels.Select(l => l.Level).Concat(Warnings.Expiries.Select(e => e.Level))))
        {
            yield return "Every level of warning has a word of its own.";
        }

        if (Warnings.Levels.Any(l => Math.Abs(l.MarginPercent) > WholePercent)
            || Warnings.Expiries.Any(e => e.DaysBefore is < 1 or > ExpiryDaysMax)
            || Warnings.Expiries.Zip(Warnings.Expiries.Skip(1)).Any(p => p.Second.DaysBefore >= p.First.DaysBefore))
        {
            yield return $"Margins lie between -100 and 100, days before an end fall from {ExpiryDaysMax} or less.";
        }

        if (Reports.TopFaults is < 1 or > TopFaultsMax || Reports.ReadDays is < 1 or > HoursBetweenMax)
        {
            yield return $"A report lists 1 to {TopFaultsMax} faults and asks to be read in 1 to 168 days.";
        }

        if (Rectifications.Escalations.Zip(Rectifications.Escalations.Skip(1))
            .Any(p => p.Second.AfterHours <= p.First.AfterHours))
        {
            yield return "Escalations come one after the other.";
        }
    }

    private static bool Doubled(IEnumerable<string> words) =>
        words.GroupBy(w => w, StringComparer.Ordinal).Any(g => g.Count() > 1);
}

/// <summary>When and how people are warned during a month.</summary>
/// <param name="FirstAfterHours">The first check, in hours from the beginning of the month.</param>
/// <param name="HoursBetween">From one check to the next.</param>
/// <param name="CasesMin">So many cases before a figure says anything.</param>
/// <param name="ElapsedPercentMin">So much of the month before a figure is projected.</param>
/// <param name="RecoveryMarginPercent">
/// So much better than the bar, in percent of it, before a warning closes: figures that dance on the bar make no noise.
/// </param>
/// <param name="Levels">Levels for indicators, from the mildest to the gravest.</param>
/// <param name="Expiries">Levels for papers near their end, from the earliest to the latest.</param>
public sealed record WarningRules(
    int FirstAfterHours,
    int HoursBetween,
    int CasesMin,
    decimal ElapsedPercentMin,
    decimal RecoveryMarginPercent,
    ImmutableArray<WarningLevel> Levels,
    ImmutableArray<ExpiryLevel> Expiries);

/// <summary>A level of warning for indicators.</summary>
/// <param name="Level">Its word.</param>
/// <param name="Remaining">What is assumed of the cases still to come.</param>
/// <param name="MarginPercent">
/// The bar lies so many percent of the target on its good side; below 0 on its bad side.
/// </param>
/// <param name="To">Who is told.</param>
public sealed record WarningLevel(string Level, RemainingCases Remaining, decimal MarginPercent, Audience To);

/// <summary>What is assumed of the cases still to come in a month.</summary>
public enum RemainingCases
{
    /// <summary>They go as those so far.</summary>
    AsSoFar,

    /// <summary>Every one of them is good: when that is not enough, the target is lost.</summary>
    AllGood,
}

/// <summary>A level of warning for papers near their end.</summary>
/// <param name="Level">Its word.</param>
/// <param name="DaysBefore">From so many days before the end on.</param>
/// <param name="To">Who is told.</param>
public sealed record ExpiryLevel(string Level, int DaysBefore, Audience To);

/// <summary>Who is told, and how.</summary>
/// <param name="Roles">Roles.</param>
/// <param name="Channels">Channels of the notice outbox.</param>
public sealed record Audience(ImmutableArray<string> Roles, ImmutableArray<string> Channels);

/// <summary>What a monthly report shows and who reads it.</summary>
/// <param name="TopFaults">Faults and overruns listed at most.</param>
/// <param name="ReadDays">Days in which it is to be read.</param>
/// <param name="ContractorReport">Who of the operator reads the report of one contractor.</param>
/// <param name="BranchReport">Who of the operator reads the report of a branch.</param>
/// <param name="ContractorReaders">Which of its own roles the contractor reads its report in.</param>
public sealed record ReportRules(
    int TopFaults,
    int ReadDays,
    Audience ContractorReport,
    Audience BranchReport,
    ImmutableArray<string> ContractorReaders);

/// <summary>How rectification tasks are followed up.</summary>
/// <param name="Raised">Who is told of a new or returned task.</param>
/// <param name="Escalations">Who is told when one is overdue.</param>
public sealed record RectificationRules(Audience Raised, ImmutableArray<OverdueStep> Escalations);

/// <summary>A step of the escalation of an overdue task.</summary>
/// <param name="AfterHours">Hours after the task was due; 0 for at once.</param>
/// <param name="To">Who is told.</param>
public sealed record OverdueStep(int AfterHours, Audience To);
