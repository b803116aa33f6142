using System.Collections.Immutable;

namespace FieldOps.Domain.Assessment.Scoring;

/// <summary>Letters of scores, and of means over months (domain reference, 7.5).</summary>
public static class Grading
{
    /// <summary>The first band that the score reaches; bands from the highest down, the last catches all.</summary>
    public static string GradeOf(decimal score, ImmutableArray<GradeBand> bands)
    {
        foreach (var band in bands)
        {
            if (score >= band.From)
            {
                return band.Grade;
            }
        }

        return bands[^1].Grade;
    }

    /// <summary>
    /// The mean over the months that have a score, to 0.01, and its letter. The letter is judged on the published mean,
    /// so that anybody can check it against the figure. Months without a score are left out, and counted.
    /// </summary>
    public static GradeSummary Over(IEnumerable<MonthGrade> months, ImmutableArray<GradeBand> bands)
    {
        var all = months.OrderBy(m => m.Month, StringComparer.Ordinal).ToImmutableArray();
        var scores = all.Where(m => m.Score is not null).Select(m => m.Score!.Value).ToArray();
        if (scores.Length == 0)
        {
            return new GradeSummary(null, null, 0, all.Length, 0, all);
        }

        var mean = decimal.Round(scores.Sum() / scores.Length, 2, MidpointRounding.AwayFromZero);
        return new GradeSummary(
            mean, GradeOf(mean, bands), scores.Length, all.Length - scores.Length,
            all.Count(m => IsLowest(m, bands)), all);
    }

    /// <summary>
    /// Whether a month has the lowest letter: by its own, which the scheme of its sheet gave; of one without, by its
    /// score.
    /// </summary>
    public static bool IsLowest(MonthGrade month, ImmutableArray<GradeBand> bands)
    {
        ArgumentNullException.ThrowIfNull(month);
        return month.Score is { } score && (month.Grade ?? GradeOf(score, bands)) == bands[^1].Grade;
    }
}

/// <summary>One month of a summary.</summary>
/// <param name="Month"><c>yyyy-MM</c>; <c>yyyy</c> where a year is counted.</param>
/// <param name="Score">Null for a month without a score.</param>
/// <param name="Grade">Letter of the month; null without a score.</param>
public sealed record MonthGrade(string Month, decimal? Score, string? Grade = null);

/// <summary>A contractor over several months.</summary>
/// <param name="Mean">To 0.01; null when no month has a score.</param>
/// <param name="Grade">Letter of the mean.</param>
/// <param name="MonthsScored">Months in the mean.</param>
/// <param name="MonthsWithoutScore">Months left out.</param>
/// <param name="MonthsLowestGrade">Scored months of the lowest letter: two let the operator suspend.</param>
/// <param name="Months">All of them, by month.</param>
public sealed record GradeSummary(
    decimal? Mean,
    string? Grade,
    int MonthsScored,
    int MonthsWithoutScore,
    int MonthsLowestGrade,
    ImmutableArray<MonthGrade> Months);
