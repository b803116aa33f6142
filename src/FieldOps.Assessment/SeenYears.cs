using System.Collections.Immutable;
using FieldOps.Assessment.Annual;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Annual;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Assessment.Standing;
using FieldOps.Platform.Config;

namespace FieldOps.Assessment;

/// <summary>
/// The sheets of a contractor that a reader sees, year by year. A month has the letter of its own sheet; the year is
/// judged by the bands of its last one, in the version that scored it, or by its annual assessment where its rules name
/// one.
/// </summary>
/// <param name="Sheets">Months with a sheet that the reader sees, in order.</param>
/// <param name="Schemes">What scored them, by month.</param>
/// <param name="Annuals">The contractor's annual assessments.</param>
/// <param name="Rules">Rules of years.</param>
/// <param name="Composites">Composites that they may name.</param>
/// <param name="Zone">The operator's.</param>
internal sealed record SeenYears(
    MonthRow[] Sheets,
    Dictionary<string, ScoringScheme> Schemes,
    List<AnnualLineModel> Annuals,
    PolicySet<StandingRules> Rules,
    PolicySet<CompositeScheme> Composites,
    TimeZoneInfo Zone)
{
    /// <summary>Years whose approved annual assessment is not what they come to by now.</summary>
    public ImmutableHashSet<string> Outdated { get; init; } = [];

    public MonthRow[] FinalIn(string year) => [.. In(year).Where(m => m.IsFinal)];

    public ScoringScheme? SchemeIn(string year) => In(year).OrderBy(m => m.IsFinal)
        .Select(m => Schemes.GetValueOrDefault(m.Month)).LastOrDefault(s => s is not null);

    /// <summary>
    /// Mean and letter of a year; null where its rules name a composite of which no version holds in it.
    /// </summary>
    /// <param name="year"><c>yyyy</c>.</param>
    /// <param name="otherwise">The letters of a year without a sheet.</param>
    public YearResult? Result(string year, ScoringScheme otherwise)
    {
        var grades = (SchemeIn(year) ?? otherwise).Grades;
        var months = Grading.Over(FinalIn(year).Select(m => m.Graded()), grades);
        var isOver = AssessedYears.IsOver(year, [.. Sheets.Select(m => (m.Month, m.IsFinal))]);
        if (!MonthKey.TryParse(year + "-01", out var first) || AnnualBy(first) is not { } by)
        {
            return YearResult.Of(year, months, grades, isOver);
        }

        var holds = HoldingIn(year);
        var composite = holds is null
            ? Composites.EffectiveAt(by, first.StartsAt(Zone))
            : Composites.Get(by, holds.CompositeVersion);
        return composite is null
            ? null
            : YearResult.Of(
                year, months, grades, isOver,
                new YearDecision(by, composite.Grades, holds is null ? null : Of(holds, year)));
    }

    /// <summary>
    /// The annual assessment that decides a year; null where its months do, and while none is approved.
    /// </summary>
    public AnnualEditionModel? HoldingIn(string year) =>
        MonthKey.TryParse(year + "-01", out var first) && AnnualBy(first) is { } by
        && Annuals.Find(a => a.Year == year)?.Approved is { } approved && approved.CompositeId == by
            ? approved
            : null;

    /// <summary>Those of some years that are over and have the lowest of their letters.</summary>
    public YearResult[] LowestOf(IEnumerable<string> years, ScoringScheme otherwise) =>
        [.. years.Select(y => Result(y, otherwise)).OfType<YearResult>().Where(y => y.IsLowest())];

    private DecidedYear Of(AnnualEditionModel holds, string year)
    {
        var final = FinalIn(year);
        var settled = final.Where(m => m.Status == MonthStatus.Settled).Select(m => m.Month).ToHashSet();
        return new DecidedYear(holds.Number, holds.Score, holds.Grade, Outdated.Contains(year))
        {
            ApprovedAt = holds.Approved?.At,
            Unsettled = [.. holds.Sources.Select(s => s.Month).Where(m => !settled.Contains(m))],
        };
    }

    private string? AnnualBy(MonthKey first) =>
        Rules.EffectiveAt(RuleSets.Default, first.StartsAt(Zone))?.AnnualBy;

    private IEnumerable<MonthRow> In(string year) => Sheets.Where(m => IsIn(m.Month, year));

    private static bool IsIn(string month, string year) => month.StartsWith(year, StringComparison.Ordinal);
}
