using System.Globalization;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Assessment.Standing;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Config;
using FieldOps.Platform.Http;
using Microsoft.Extensions.Options;

namespace FieldOps.Assessment;

/// <summary>Works out the standing of a contractor's year from its months.</summary>
internal sealed class StandingYears(
    AssessmentRows rows,
    PolicyChoice<StandingRules> standing,
    PolicyChoice<ScoringScheme> schemes,
    IOptions<AssessmentOptions> options,
    TimeZoneInfo zone)
{
    /// <summary>Fewer lowest letters than the rules ask for. Facts: <c>counted</c>.</summary>
    public const string SuspensionNotPossible = "standing.suspension-not-possible";

    /// <summary>No standing rules hold in the year, or the year is none. Facts: <c>year</c>.</summary>
    public const string YearInvalid = "standing.year-invalid";

    private const int YearsBefore = 5;

    public static ProblemText[] Problems { get; } =
    [
        new(
            SuspensionNotPossible, 409, "The results do not allow a suspension.", "考核结果未达到中止条件。",
            "{counted} of the lowest letter.", "最低等级 {counted} 次。"),
        new(
            YearInvalid, 422, "The year is not valid, or no rules hold in it.", "年份无效或当年没有生效规则。",
            "Year {year}: write it yyyy.", "年份 {year}:应写为 yyyy。"),
    ];

    /// <summary>The letter from which on a contract may be renewed by the results of a year.</summary>
    public async Task<string> RenewalFromInAsync(string tenant, string year, CancellationToken cancellationToken) =>
        (await RulesInAsync(tenant, year, cancellationToken))?.RenewalFrom ?? "";

    /// <summary>The rules that hold in a year; null without any.</summary>
    public async Task<StandingRules?> RulesInAsync(
        string tenant, string year, CancellationToken cancellationToken) =>
        MonthKey.TryParse(year + "-01", out var first) ? await RulesAsync(tenant, first, cancellationToken) : null;

    public Task<(AnnualStanding? Standing, Refusal? Refusal)> OfAsync(
        ApiCall call, Guid contractor, string year, CancellationToken cancellationToken) =>
        OfAsync(call.Tenant, call.By, contractor, year, cancellationToken);

    /// <summary>The standing as a reader may see it: from sheets that it sees.</summary>
    public async Task<(AnnualStanding? Standing, Refusal? Refusal)> OfAsync(
        string tenant, Actor by, Guid contractor, string year, CancellationToken cancellationToken)
    {
        if (year.Length != 4 || !MonthKey.TryParse(year + "-01", out var first)
            || await RulesAsync(tenant, first, cancellationToken) is not { } rules
            || (await schemes.OfAsync(tenant, cancellationToken))
                .EffectiveAt(options.Value.SchemeId, first.StartsAt(zone)) is not { } scheme)
        {
            return (null, Refusal.Of(YearInvalid, ("year", year)));
        }

        if (rules.Faults(scheme.Grades).FirstOrDefault() is { } fault)
        {
            return (null, Refusal.Of(AssessmentProblems.DocumentInvalid, ("problem", fault)));
        }

        var months = await MonthsAsync(tenant, by, contractor, first.Year, cancellationToken);
        var before = new List<MonthGrade>();
        for (var earlier = first.Year - YearsBefore; earlier < first.Year; earlier++)
        {
            var past = Grading.Over(
                Graded(await MonthsAsync(tenant, by, contractor, earlier, cancellationToken), scheme), scheme.Grades);
            before.AddRange(past.Grade is { } grade ? [new MonthGrade(TextOf(earlier), past.Mean, grade)] : []);
        }

        var gravest = await rows.GravestAsync(
            tenant, [.. months.Select(m => MonthRef.IdOf(m.ContractorId, m.Month))], cancellationToken);
        var revenue = months.Where(m => m.Status == MonthStatus.Settled).Sum(m => m.TotalCny ?? 0m);
        return (
            AnnualStanding.Of(
                Grading.Over(Graded(months, scheme), scheme.Grades), before, revenue, gravest, scheme.Grades, rules),
            null);
    }

    /// <summary>The shares of a lot that follow from the results of a year.</summary>
    public async Task<(NextShare[] Shares, Refusal? Refusal)> NextSharesAsync(
        ApiCall call, LotTerms terms, string year, CancellationToken cancellationToken)
    {
        var shares = new List<(string, decimal, decimal)>();
        foreach (var share in terms.Shares)
        {
            var (standing, refusal) = await OfAsync(call, share.ContractorId, year, cancellationToken);
            if (standing is null)
            {
                return ([], refusal);
            }

            // Who has no result yet keeps what it has: a year without orders is no bad year.
            shares.Add((share.ContractorCode, share.SharePercent, standing.Effect?.SharePercent ?? 100m));
        }

        return ([.. NextShares.Of(shares)], null);
    }

    private async Task<StandingRules?> RulesAsync(
        string tenant, MonthKey first, CancellationToken cancellationToken) =>
        (await standing.OfAsync(tenant, cancellationToken)).EffectiveAt(RuleSets.Default, first.StartsAt(zone));

    private async Task<MonthRow[]> MonthsAsync(
        string tenant, Actor by, Guid contractor, int year, CancellationToken cancellationToken)
    {
        var text = TextOf(year);
        var found = await rows.ScoredAsync(tenant, contractor, text + "-01", text + "-12", cancellationToken);
        return [.. found.Where(m => m.IsFinal && MonthAccess.SeesSheet(by, m))];
    }

    private static string TextOf(int year) => year.ToString("0000", CultureInfo.InvariantCulture);

    private static IEnumerable<MonthGrade> Graded(MonthRow[] months, ScoringScheme scheme) =>
        months.Select(m => m.Graded(scheme.Grades));
}
