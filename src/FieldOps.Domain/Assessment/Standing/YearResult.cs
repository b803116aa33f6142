using System.Collections.Immutable;
using FieldOps.Domain.Assessment.Scoring;

namespace FieldOps.Domain.Assessment.Standing;

/// <summary>Mean and letter of a year, and whether they are final: by its months, or its annual assessment.</summary>
/// <param name="Year"><c>yyyy</c>.</param>
/// <param name="Summary">
/// The months, and the year's mean and letter; of a year that is not over those of its months so far.
/// </param>
/// <param name="Letters">The letters of years, from the highest down.</param>
/// <param name="IsOver">Whether mean and letter are final.</param>
/// <param name="Decision">The annual assessment that its rules name; null where its months decide.</param>
/// <param name="Awaits">All that is missing is that the annual assessment is approved.</param>
public sealed record YearResult(
    string Year,
    GradeSummary Summary,
    ImmutableArray<GradeBand> Letters,
    bool IsOver,
    YearDecision? Decision,
    bool Awaits)
{
    /// <summary>The result of a year.</summary>
    /// <param name="year"><c>yyyy</c>.</param>
    /// <param name="months">Its final months.</param>
    /// <param name="grades">The letters of its last sheet.</param>
    /// <param name="monthsOver">Whether all its months are final.</param>
    /// <param name="decision">The annual assessment that its rules name; null where they name none.</param>
    public static YearResult Of(
        string year,
        GradeSummary months,
        ImmutableArray<GradeBand> grades,
        bool monthsOver,
        YearDecision? decision = null)
    {
        ArgumentNullException.ThrowIfNull(months);
        return decision switch
        {
            null => new YearResult(year, months, grades, monthsOver, null, false),
            { Decided: { } decided } => new YearResult(
                year, months with { Mean = decided.Score, Grade = decided.Grade }, decision.Letters, true, decision,
                false),
            // So far it is what the months come to, in the letters that will hold.
            _ => new YearResult(
                year, months with { Grade = months.Mean is { } mean ? Grading.GradeOf(mean, decision.Letters) : null },
                decision.Letters, false, decision, monthsOver),
        };
    }

    /// <summary>Whether it is over and has the lowest of its letters.</summary>
    public bool IsLowest() => IsOver && Summary.Grade == Letters[^1].Grade;

    /// <summary>The year as it is counted.</summary>
    public MonthGrade Graded() => new(Year, Summary.Mean, Summary.Grade);

    /// <summary>What decides the year, as the end of a sentence; empty where months do.</summary>
    public (string Zh, string En) Told() => Decision switch
    {
        null => ("", ""),
        { Decided: { } decided } by => (
            $";年度由 {by.CompositeId} 年度考核第 {decided.Edition} 版决定{(decided.IsOutdated ? ",其后月度考核或考核表有变更" : "")}",
            $"; the year is decided by edition {decided.Edition} of its annual assessment {by.CompositeId}"
                + (decided.IsOutdated ? ", whose months or tables have changed since" : "")),
        var by => (
            $";年度尚未决定:{by.CompositeId} 年度考核尚未批准",
            $"; the year is not decided yet: its annual assessment {by.CompositeId} is not approved"),
    };
}

/// <summary>The annual assessment that decides a year.</summary>
/// <param name="CompositeId">The composite that the rules name.</param>
/// <param name="Letters">Its letters, from the highest down.</param>
/// <param name="Decided">What the edition says that holds; null while none is approved.</param>
public sealed record YearDecision(string CompositeId, ImmutableArray<GradeBand> Letters, DecidedYear? Decided);

/// <summary>What an approved annual assessment says.</summary>
/// <param name="Edition">The edition that holds.</param>
/// <param name="Score">The year's score; null without one.</param>
/// <param name="Grade">The year's letter; null without one.</param>
/// <param name="IsOutdated">
/// It would not be approved any more: months have other sheets by now, are open, or have late facts that nothing has
/// counted, or its tables come to something else. It holds until another is approved.
/// </param>
public sealed record DecidedYear(int Edition, decimal? Score, string? Grade, bool IsOutdated)
{
    /// <summary>When it was approved, UTC; null where that is not told.</summary>
    public DateTimeOffset? ApprovedAt { get; init; }

    /// <summary>
    /// Months that it rests on that are not settled, as <c>yyyy-MM</c>: what the year brought in is not known.
    /// </summary>
    public ImmutableArray<string> Unsettled { get; init; } = [];
}
