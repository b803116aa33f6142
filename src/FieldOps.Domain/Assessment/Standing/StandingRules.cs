using System.Collections.Immutable;
using FieldOps.Domain.Assessment.FollowUp;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assessment.Standing;

/// <summary>What the results of a year mean (domain reference, 7.5).</summary>
/// <param name="Id">Stable id: <c>default</c>.</param>
/// <param name="Version">From 1.</param>
/// <param name="EffectiveFrom">Years that start at or after this instant are judged by it.</param>
/// <param name="Source">Where it comes from, for people.</param>
/// <param name="SuspendAfter">So many of the lowest letter let the operator suspend (中止).</param>
/// <param name="Counts">Whether months or years of the lowest letter count: the source does not say.</param>
/// <param name="BadCreditYears">Years without application after a listing.</param>
/// <param name="RenewalFrom">Letter from which on a contract may be renewed.</param>
/// <param name="Revenue">Bands of the operating revenue of the year, falling; the last begins at 0.</param>
/// <param name="Tiers">Tier by letter and revenue band: a table, not a product.</param>
/// <param name="Effects">What a tier brings.</param>
/// <param name="SuspensionTold">
/// Who is told that a suspension is proposed; null where these rules ask for no proposals.
/// </param>
/// <param name="SuspensionProposedDays">
/// So many days after the end of a year its results still propose a suspension; null for no end.
/// </param>
/// <param name="YearsBefore">
/// Where years count: so many before the year itself, 0 to <see cref="YearsBeforeMax"/>; null for five.
/// </param>
/// <param name="AnnualBy">
/// Id of the composite whose approved annual assessment decides mean and letter of a year; null where its months do.
/// </param>
public sealed record StandingRules(
    string Id,
    int Version,
    DateTimeOffset EffectiveFrom,
    string Source,
    int SuspendAfter,
    LowestCounts Counts,
    int BadCreditYears,
    string RenewalFrom,
    ImmutableArray<RevenueBand> Revenue,
    ImmutableArray<TierCell> Tiers,
    ImmutableArray<TierEffect> Effects,
    Audience? SuspensionTold = null,
    int? SuspensionProposedDays = null,
    int? YearsBefore = null,
    string? AnnualBy = null) : IPolicyDocument
{
    /// <summary>The folder of the policy documents of this kind.</summary>
    public const string PolicyKind = "standing";

    /// <summary>Years before a year that its rules may count: as long as a listing may last.</summary>
    public const int YearsBeforeMax = 20;

    // Ten years: further back nobody decides on results.
    private const int ProposedDaysMax = 3660;

    // What counted before the rules said it.
    private const int YearsBeforeDefault = 5;

    /// <summary>How many years before the year itself count.</summary>
    public int YearsBack() => Math.Clamp(YearsBefore ?? YearsBeforeDefault, 0, YearsBeforeMax);

    /// <summary>
    /// What is wrong with what decides a year, where these rules name a composite: it holds when they begin, and every
    /// letter that it gives has its tier.
    /// </summary>
    /// <param name="composites">All versions of all composites.</param>
    public IEnumerable<string> DecisionFaults(IEnumerable<CompositeScheme> composites)
    {
        if (AnnualBy is null)
        {
            return [];
        }

        var own = composites.Where(c => c.Id == AnnualBy).ToArray();
        var first = own.Where(c => c.EffectiveFrom <= EffectiveFrom).MaxBy(c => c.EffectiveFrom);
        return first is null
            ? [$"composite {AnnualBy}: none of this id holds when the rules begin."]
            : own.Where(c => c.EffectiveFrom >= first.EffectiveFrom)
                .SelectMany(c => LetterFaults(c).Select(f => $"composite {c.Id}.v{c.Version}: {f}"));
    }

    private IEnumerable<string> LetterFaults(CompositeScheme composite) =>
        composite.Grades.Any(g => g.Grade == RenewalFrom)
            ? Faults(composite.Grades)
            : Faults(composite.Grades).Append($"It never gives {RenewalFrom}, from which on a contract is renewed.");

    /// <summary>What is wrong with the document, one English sentence each; empty when it can be used.</summary>
    /// <param name="grades">The letters of years: of the scoring scheme, or of the composite that decides.</param>
    public IEnumerable<string> Faults(ImmutableArray<GradeBand> grades)
    {
        if (YearsBefore is < 0 or > YearsBeforeMax)
        {
            yield return $"0 to {YearsBeforeMax} years before a year count.";
        }

        if (SuspendAfter < 1 || BadCreditYears is < 1 or > 20 || SuspensionProposedDays is < 1 or > ProposedDaysMax)
        {
            yield return "Suspension needs at least one lowest letter and is proposed for "
                + $"1 to {ProposedDaysMax} days, a listing lasts 1 to 20 years.";
        }

        if (Revenue.IsDefaultOrEmpty || Revenue[^1].FromCny != 0
            || Revenue.Zip(Revenue.Skip(1)).Any(p => p.Second.FromCny >= p.First.FromCny))
        {
            yield return "Revenue bands fall, the last begins at 0.";
            yield break;
        }

        foreach (var (grade, band) in grades.SelectMany(g => Revenue.Select(r => (g.Grade, r.Band))))
        {
            if (Tiers.Count(t => t.Grade == grade && t.Band == band) != 1)
            {
                yield return $"The table names no tier, or two, for grade {grade} and revenue {band}.";
            }
        }

        foreach (var tier in Tiers.Select(t => t.Tier).Distinct(StringComparer.Ordinal))
        {
            if (Effects.Count(e => e.Tier == tier) != 1)
            {
                yield return $"Tier {tier} needs exactly one effect.";
            }
        }
    }
}

/// <summary>What is counted towards a suspension.</summary>
public enum LowestCounts
{
    /// <summary>Months of the year with the lowest letter.</summary>
    Months,

    /// <summary>Years with the lowest letter, this one included.</summary>
    Years,
}

/// <summary>A band of revenue.</summary>
/// <param name="Band">Its word.</param>
/// <param name="FromCny">Revenue from which it holds, inclusive.</param>
public sealed record RevenueBand(string Band, decimal FromCny);

/// <summary>A cell of the tier table.</summary>
/// <param name="Grade">Letter of the year.</param>
/// <param name="Band">Revenue band.</param>
/// <param name="Tier">The tier.</param>
public sealed record TierCell(string Grade, string Band, string Tier);

/// <summary>What a tier brings.</summary>
/// <param name="Tier">The tier.</param>
/// <param name="SharePercent">Its share of next year's volume over this year's: 110 is a tenth more, 0 none.</param>
/// <param name="IncentiveZh">What it gets beside; null for nothing.</param>
/// <param name="IncentiveEn">What it gets beside; null for nothing.</param>
/// <param name="Source">Source mark.</param>
public sealed record TierEffect(
    string Tier, decimal SharePercent, string Source, string? IncentiveZh = null, string? IncentiveEn = null);
