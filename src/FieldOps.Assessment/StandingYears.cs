using System.Globalization;
using FieldOps.Assessment.Annual;
using FieldOps.Assessment.Contracts;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Assessment.Standing;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Contractors.Contracts;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Config;
using FieldOps.Platform.Http;

namespace FieldOps.Assessment;

/// <summary>
/// Works out the standing of a contractor's year from its months, or from its annual assessment where the rules name
/// one.
/// </summary>
internal sealed class StandingYears(
    AssessmentRows rows,
    PolicyChoice<StandingRules> standing,
    PolicyChoice<CompositeScheme> composites,
    SchemeChoice schemes,
    AnnualMonths annual,
    TimeZoneInfo zone)
{
    /// <summary>Fewer lowest letters than the rules ask for. Facts: <c>counted</c>.</summary>
    public const string SuspensionNotPossible = "standing.suspension-not-possible";

    /// <summary>No standing rules hold in the year, or the year is none. Facts: <c>year</c>.</summary>
    public const string YearInvalid = "standing.year-invalid";

    /// <summary>Months are read to the end of the contractor's time: a later one says that a year is over.</summary>
    public const string EndOfTime = "9999-12";

    public static ProblemText[] Problems { get; } =
    [
        new(
            SuspensionNotPossible, 409, "The results do not allow a suspension.", "考核结果未达到中止条件。",
            "{counted} of the lowest letter.", "最低等级 {counted} 次。"),
        new(
            YearInvalid, 422, "The year is not valid, or no rules hold in it.", "年份无效或当年没有生效规则。",
            "Year {year}: write it yyyy.", "年份 {year}:应写为 yyyy。"),
    ];

    /// <summary>What a renewal at an instant rests on; the year that counts where none is named.</summary>
    public async Task<(RenewalResult? Result, Refusal? Refusal)> RenewalAsync(
        ApiCall call, Guid contractor, string? named, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var ended = AssessedYears.LastEndedAt(at, zone);
        var hasMonths = (await ScoredAsync(call.Tenant, contractor, cancellationToken)).Contains(ended);
        var due = hasMonths ? ended : TextOf(MonthKey.Of(at, zone).Year);
        var year = named ?? due;
        var (found, refusal) = await OfAsync(call, contractor, year, cancellationToken);
        if (found is null)
        {
            return (null, refusal);
        }

        var needed = (await RulesInAsync(call.Tenant, year, cancellationToken))?.RenewalFrom ?? "";
        return (
            new RenewalResult(
                year, found.Summary.Grade, needed, found.RenewalPossible, due, found.IsKnown(),
                hasMonths ? null : true, found.Awaits ? true : null),
            null);
    }

    /// <summary>The rules that hold in a year; null without any.</summary>
    public async Task<StandingRules?> RulesInAsync(
        string tenant, string year, CancellationToken cancellationToken) =>
        MonthKey.TryParse(year + "-01", out var first) ? await RulesAsync(tenant, first, cancellationToken) : null;

    /// <summary>
    /// The years that months of these may change the grounds of, with their rules: their own, and the following ones
    /// in which years are counted.
    /// </summary>
    public async Task<List<(string Year, StandingRules Rules)>> TouchedByAsync(
        string tenant, IReadOnlyCollection<string> changed, CancellationToken cancellationToken)
    {
        var touched = new List<(string, StandingRules)>();
        var known = await standing.OfAsync(tenant, cancellationToken);
        var all = changed.Select(y => int.Parse(y, CultureInfo.InvariantCulture))
            .SelectMany(y => Enumerable.Range(y, StandingRules.YearsBeforeMax + 1)).Distinct().Order();
        foreach (var year in all)
        {
            if (MonthKey.TryParse(TextOf(year) + "-01", out var first)
                && known.EffectiveAt(RuleSets.Default, first.StartsAt(zone)) is { } rules
                && (changed.Contains(TextOf(year)) || Counted(year, rules).Intersect(changed).Any()))
            {
                touched.Add((TextOf(year), rules));
            }
        }

        return touched;
    }

    /// <summary>The years in which a contractor has sheets.</summary>
    public async Task<string[]> ScoredAsync(string tenant, Guid contractor, CancellationToken cancellationToken)
    {
        var sheets = await rows.ScoredAsync(tenant, contractor, "", EndOfTime, cancellationToken);
        return [.. sheets.Select(m => m.Month[..4]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>
    /// Until when the results of a year propose a suspension, UTC; null for no limit. The days count from its end, or
    /// from the last approval of an annual assessment that one of the counted results rests on: before it there was
    /// nothing to propose.
    /// </summary>
    public DateTimeOffset? ProposedUntil(AnnualStanding standing, StandingRules rules)
    {
        if (rules.SuspensionProposedDays is not { } days || !MonthKey.TryParse(standing.Year + "-12", out var december))
        {
            return null;
        }

        var ended = december.EndsAt(zone);
        return (standing.DecidedAt > ended ? standing.DecidedAt.Value : ended).AddDays(days);
    }

    public Task<(AnnualStanding? Standing, Refusal? Refusal)> OfAsync(
        ApiCall call, Guid contractor, string year, CancellationToken cancellationToken) =>
        OfAsync(call.Tenant, call.By, contractor, year, cancellationToken);

    /// <summary>The standing as a reader may see it: from sheets that it sees.</summary>
    public async Task<(AnnualStanding? Standing, Refusal? Refusal)> OfAsync(
        string tenant, Actor by, Guid contractor, string year, CancellationToken cancellationToken)
    {
        if (year.Length != 4 || !MonthKey.TryParse(year + "-01", out var first)
            || await RulesAsync(tenant, first, cancellationToken) is not { } rules)
        {
            return (null, Refusal.Of(YearInvalid, ("year", year)));
        }

        var from = Counted(first.Year, rules).Append(year).Min(StringComparer.Ordinal);
        var seen = await OutdatedAsync(
            tenant, contractor, year, await SeenAsync(tenant, by, contractor, from + "-01", cancellationToken),
            cancellationToken);
        var (scheme, refusal) = await SchemeAsync(tenant, contractor, first, seen, cancellationToken);
        if (scheme is null)
        {
            return (null, refusal);
        }

        var result = seen.Result(year, scheme);
        var fault = result is null
            ? $"composite {rules.AnnualBy} does not hold in {year}."
            : rules.Faults(result.Letters).FirstOrDefault();
        return fault is null
            ? (await StandingAsync(tenant, year, seen, result!, scheme, rules, cancellationToken), null)
            : (null, Refusal.Of(AssessmentProblems.DocumentInvalid, ("problem", fault)));
    }

    /// <summary>
    /// The shares of a lot that follow from the results of a year; of final ones alone, where they are to hold.
    /// </summary>
    public async Task<(NextShare[] Shares, Refusal? Refusal)> NextSharesAsync(
        ApiCall call, LotTerms terms, string year, bool final, CancellationToken cancellationToken)
    {
        var shares = new List<(string, decimal, decimal)>();
        foreach (var share in terms.Shares)
        {
            var (standing, refusal) = await OfAsync(call, share.ContractorId, year, cancellationToken);
            if (standing is null)
            {
                return ([], refusal);
            }

            if (final && !standing.IsKnown()
                && (await ScoredAsync(call.Tenant, share.ContractorId, cancellationToken)).Contains(year))
            {
                var why = standing.Awaits ? ContractRefusals.YearNotDecided : ContractRefusals.YearNotOver;
                return ([], Refusal.Of(why, ("year", year)));
            }

            // Who has no result yet keeps what it has: a year without orders is no bad year.
            shares.Add((share.ContractorCode, share.SharePercent, standing.Effect?.SharePercent ?? 100m));
        }

        return ([.. NextShares.Of(shares)], null);
    }

    private async Task<AnnualStanding> StandingAsync(
        string tenant,
        string year,
        SeenYears seen,
        YearResult result,
        ScoringScheme scheme,
        StandingRules rules,
        CancellationToken cancellationToken)
    {
        var months = seen.FinalIn(year);
        var gravest = await rows.GravestAsync(
            tenant, [.. months.Select(m => MonthRef.IdOf(m.ContractorId, m.Month))], cancellationToken);
        var revenue = months.Where(m => m.Status == MonthStatus.Settled).Sum(m => m.TotalCny ?? 0m);
        var before = Counted(int.Parse(year, CultureInfo.InvariantCulture), rules);
        return AnnualStanding.Of(
            result, seen.LowestOf(before, scheme), revenue, gravest, scheme.Grades, rules);
    }

    private async Task<SeenYears> SeenAsync(
        string tenant, Actor by, Guid contractor, string from, CancellationToken cancellationToken)
    {
        var sheets = await rows.ScoredAsync(tenant, contractor, from, EndOfTime, cancellationToken);
        var seen = sheets.Where(m => MonthAccess.SeesSheet(by, m)).ToArray();
        return new SeenYears(
            seen, await schemes.OfSheetsAsync(tenant, seen, cancellationToken),
            await rows.AnnualsOfAsync(tenant, contractor, cancellationToken),
            await standing.OfAsync(tenant, cancellationToken), await composites.OfAsync(tenant, cancellationToken),
            zone);
    }

    // Only of the year that is asked for: those before it are counted as they were approved.
    private async Task<SeenYears> OutdatedAsync(
        string tenant, Guid contractor, string year, SeenYears seen, CancellationToken cancellationToken) =>
        seen.HoldingIn(year) is { } approved
        && await annual.OutdatesAsync(tenant, contractor, year, approved.Number, cancellationToken)
            ? seen with { Outdated = [year] }
            : seen;

    // A year without a sheet has the letters of the scheme that would score its first month.
    private async Task<(ScoringScheme? Scheme, Refusal? Refusal)> SchemeAsync(
        string tenant, Guid contractor, MonthKey first, SeenYears seen, CancellationToken cancellationToken)
    {
        if (seen.SchemeIn(TextOf(first.Year)) is { } own)
        {
            return (own, null);
        }

        var chosen = await schemes.KnownAsync(
            tenant, contractor, first.StartsAt(zone), null, cancellationToken);
        return chosen.Refusal?.Code == AssessmentProblems.SchemeUnknown
            ? (null, Refusal.Of(YearInvalid, ("year", TextOf(first.Year))))
            : chosen;
    }

    private async Task<StandingRules?> RulesAsync(
        string tenant, MonthKey first, CancellationToken cancellationToken) =>
        (await standing.OfAsync(tenant, cancellationToken)).EffectiveAt(RuleSets.Default, first.StartsAt(zone));

    // The years before one that its rules count.
    private static IEnumerable<string> Counted(int year, StandingRules rules) => rules.Counts == LowestCounts.Years
        ? Enumerable.Range(year - rules.YearsBack(), rules.YearsBack()).Select(TextOf)
        : [];

    private static string TextOf(int year) => year.ToString("0000", CultureInfo.InvariantCulture);
}
