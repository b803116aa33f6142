using System.Collections.Immutable;
using FieldOps.Domain.Assessment.Scoring;

namespace FieldOps.Domain.Assessment.Standing;

/// <summary>What a contractor's year comes to.</summary>
/// <param name="Summary">Mean, letter, months with and without score.</param>
/// <param name="RevenueCny">Settled in the year.</param>
/// <param name="RevenueBand">Its band.</param>
/// <param name="Tier">From the table of letter and revenue; null without a letter.</param>
/// <param name="Effect">What the tier brings; null without a tier.</param>
/// <param name="LowestCounted">Months or years of the lowest letter, as the rules count.</param>
/// <param name="SuspensionPossible">So many that the operator may suspend.</param>
/// <param name="TerminationConsidered">A class-1 breach or a veto stands in the year.</param>
/// <param name="RenewalPossible">The letter allows a renewal; of a year that is not over, the letter so far.</param>
/// <param name="ReasonZh">Why, in a sentence.</param>
/// <param name="ReasonEn">Why, in a sentence.</param>
/// <param name="Lowest">The months, or years, of the lowest letter that are counted.</param>
public sealed record AnnualStanding(
    GradeSummary Summary,
    decimal RevenueCny,
    string RevenueBand,
    string? Tier,
    TierEffect? Effect,
    int LowestCounted,
    bool SuspensionPossible,
    bool TerminationConsidered,
    bool RenewalPossible,
    string ReasonZh,
    string ReasonEn,
    ImmutableArray<MonthGrade> Lowest)
{
    /// <summary><c>yyyy</c>.</summary>
    public string Year { get; init; } = "";

    /// <summary>Whether mean and letter are final: all months are, or the annual assessment is approved.</summary>
    public bool IsOver { get; init; }

    /// <summary>What decides the year where its rules name an annual assessment; null where months do.</summary>
    public YearDecision? Decision { get; init; }

    /// <summary>
    /// When the last of the annual assessments was approved that its counted results rest on, its own or one of an
    /// earlier year, UTC; null where months decide them all.
    /// </summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>All that is missing is that the annual assessment is approved.</summary>
    public bool Awaits { get; init; }

    /// <summary>
    /// Whether next year may be built on it: it is over, and where an annual assessment decides it, its months are
    /// settled. Else the revenue, and with it the tier, would still move.
    /// </summary>
    public bool IsKnown() => IsOver && Decision?.Decided is null or { Unsettled.IsEmpty: true };

    /// <summary>The standing of a year.</summary>
    /// <param name="year">Mean and letter, and whether they are final.</param>
    /// <param name="lowestBefore">The years before that are over and have the lowest of their letters.</param>
    /// <param name="revenueCny">Settled in the year.</param>
    /// <param name="gravest">Class-1 breaches and vetoes of the year.</param>
    /// <param name="grades">The letters of months, from the highest down.</param>
    /// <param name="rules">The rules of the year.</param>
    public static AnnualStanding Of(
        YearResult year,
        IReadOnlyCollection<YearResult> lowestBefore,
        decimal revenueCny,
        int gravest,
        ImmutableArray<GradeBand> grades,
        StandingRules rules)
    {
        ArgumentNullException.ThrowIfNull(year);
        var years = lowestBefore.Where(_ => rules.Counts == LowestCounts.Years).Append(year).ToArray();
        ImmutableArray<MonthGrade> bad = rules.Counts == LowestCounts.Months
            ? [.. year.Summary.Months.Where(m => Grading.IsLowest(m, grades))]
            : [.. years.Where(y => y.IsLowest()).Select(y => y.Graded())];
        var band = rules.Revenue.First(r => revenueCny >= r.FromCny || r == rules.Revenue[^1]).Band;
        var tier = year.Summary.Grade is { } grade
            ? rules.Tiers.First(t => t.Grade == grade && t.Band == band).Tier
            : null;
        var order = year.Letters.Select(g => g.Grade).ToList();
        var renewal = year.Summary.Grade is { } letter
            && order.IndexOf(letter) <= order.IndexOf(rules.RenewalFrom);
        var (zh, en) = Reason(year, bad.Length, gravest, grades, rules);
        return new AnnualStanding(
            year.Summary, revenueCny, band, tier, rules.Effects.FirstOrDefault(e => e.Tier == tier), bad.Length,
            bad.Length >= rules.SuspendAfter, gravest > 0, renewal, zh, en, bad)
        {
            Year = year.Year, IsOver = year.IsOver, Decision = year.Decision, Awaits = year.Awaits,
            DecidedAt = years.Max(y => y.Decision?.Decided?.ApprovedAt),
        };
    }

    /// <summary>
    /// What a proposal to suspend may rest on; null where the rules ask for none, the results do not allow it, or the
    /// year itself adds nothing to what earlier years were proposed for.
    /// </summary>
    /// <param name="rules">The rules of the year.</param>
    public SuspensionGrounds? GroundsUnder(StandingRules rules) =>
        rules.SuspensionTold is not null && SuspensionPossible
        && (rules.Counts == LowestCounts.Months || Lowest.Any(y => y.Month == Year))
            ? new SuspensionGrounds(Lowest, rules.SuspendAfter, ReasonZh, ReasonEn)
            : null;

    private static (string Zh, string En) Reason(
        YearResult year, int counted, int gravest, ImmutableArray<GradeBand> grades, StandingRules rules)
    {
        var (zh, en, letters) = rules.Counts == LowestCounts.Months
            ? ("个月", "months", grades)
            : ("年", "years", year.Letters);
        var (decidedZh, decidedEn) = year.Told();
        return (
            $"{counted} {zh} 为 {letters[^1].Grade},满 {rules.SuspendAfter} 可中止合作;一类违约或否决 {gravest} 次"
                + decidedZh,
            $"{counted} {en} of {letters[^1].Grade}, {rules.SuspendAfter} let the operator suspend; {gravest} class-1 "
                + $"breaches or vetoes{decidedEn}");
    }
}
