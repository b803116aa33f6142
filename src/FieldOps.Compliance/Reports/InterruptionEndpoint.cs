using System.Collections.Immutable;
using FieldOps.Compliance.Closed;
using FieldOps.Compliance.Figures;
using FieldOps.Compliance.Register;
using FieldOps.Domain.Sla;
using FieldOps.Platform.Export;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.Compliance.Reports;

/// <summary><c>GET /sla/interruption</c>: interruption of cables against the quota per 1000 km.</summary>
internal static class InterruptionEndpoint
{
    // Months, counties and classes of an answer: a province of 100 counties over some years.
    private const int PartsMax = 100_000;

    private static readonly ImmutableArray<string> s_allowed = ["month", "region", "county", "assetClass"];

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/sla/interruption", AnswerAsync)
        .WaitsFor(SlaNames.Projection, RegisterProjection.Schema)
        .AddEndpointFilter<SlaAskedFilter>()
        .WithSummary("Interruption of cables against the quota per 1000 km · 千公里阻断时长")
        .WithDescription("groupBy: " + string.Join(", ", s_allowed) + ", separated by commas; filters: region, county, "
            + "assetClass. format: json (default), csv or xlsx. Quota of a month: km / 1000 × annual norm / 12.")
        .Answers<InterruptionReport>()
        .Refuses(StatusCodes.Status403Forbidden, StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> AnswerAsync(
        SlaAsked asked, string? groupBy, string? format, ReportDesk desk, CancellationToken cancellationToken)
    {
        if (Grouping.Read(groupBy, s_allowed) is not { } by)
        {
            return ReportDesk.GroupByInvalid(s_allowed);
        }

        if ((asked.Words & ~Fleet.Known) != Dimensions.None)
        {
            return HttpAnswers.Refuse(SlaNames.QuotaOfAssets);
        }

        var position = desk.Position;
        var policy = desk.Policy;
        var sums = await SumsAsync(asked, by, policy, desk, cancellationToken);
        if (sums is null)
        {
            return ReportDesk.TooManyGroups();
        }

        var none = ImmutableDictionary<string, string>.Empty;
        var report = new InterruptionReport(
            [.. by.Select(g => g.Name)], MonthsStated.Of(asked.Months, desk.Zone),
            [.. (policy.InterruptionQuotas ?? []).SelectMany(q => q.AssetClasses)],
            [.. sums.Groups.Select(g => g.Value.Sum.ToRow(ReportDesk.Named(by, g.Value.Words, none)))],
            sums.Total.ToRow(none), position);
        return ReportDesk.Answer(report, position, format, () => Table(report, by));
    }

    // A quota is of a class and a month, whatever is asked: so both are always read, and then added up.
    private static async Task<Sums?> SumsAsync(
        SlaAsked asked, ImmutableArray<Grouping> by, CompliancePolicy policy, ReportDesk desk,
        CancellationToken cancellationToken)
    {
        ImmutableArray<Grouping> places = [.. by.Where(g => g.Name is not ("month" or "assetClass"))];
        ImmutableArray<Grouping> fine = [.. Grouping.Read("assetClass", s_allowed)!.Value, .. places];
        var months = await AssetCare.MonthsAsync(asked, desk, cancellationToken);
        var fleet = await Fleet.ReadAsync(desk.Database, asked, fine, desk.Zone, cancellationToken);
        var figures = await desk.Figures.ReadAsync(
            asked, [.. Grouping.Read("month", s_allowed)!.Value, .. fine], [Measures.Orders],
            cancellationToken, PartsMax);
        if (figures is null)
        {
            return null;
        }

        var counted = figures.ToDictionary(
            f => Fleet.Key(f.Words), f => f.Counted(policy.ExcludedAttributions), StringComparer.Ordinal);
        var keys = fleet.Changes.Select(c => c.Key).Concat(figures.Select(f => Fleet.Key(f.Words.Skip(1))))
            .Distinct(StringComparer.Ordinal);
        var sums = new Sums();
        foreach (var key in keys)
        {
            var words = key.Split('\u001f').ToImmutableArray();
            if (policy.InterruptionQuotas?.FirstOrDefault(q => q.AssetClasses.Contains(words[0])) is { } quota)
            {
                foreach (var month in months)
                {
                    var tally = counted.GetValueOrDefault(Fleet.Key([month, .. words]));
                    sums.Add(Words(by, month, words), month, quota, fleet.KmOf(key, month), tally);
                }
            }
        }

        return sums;
    }

    private static ImmutableArray<string> Words(
        ImmutableArray<Grouping> by, string month, ImmutableArray<string> fine)
    {
        var place = 1;
        return
        [
            .. by.Select(g => g.Name switch { "month" => month, "assetClass" => fine[0], _ => fine[place++] }),
        ];
    }

    private static ExportTable Table(InterruptionReport report, ImmutableArray<Grouping> by) => new(
        "sla-interruption",
        "千公里阻断 interruption",
        [
            .. ReportDesk.Columns(by),
            new("皮长公里", "cable km"), new("阻断次数", "interruptions"), new("阻断时长(时)", "hours"),
            new("基准(时)", "norm, hours"), new("挑战(时)", "challenge, hours"), new("基准(次)", "norm, times"),
            new("挑战(次)", "challenge, times"), new("千公里阻断时长(时)", "hours per 1000 km"),
            new("达基准", "within norm"), new("达挑战", "within challenge"),
        ],
        report.Rows.Where(_ => !by.IsEmpty).Select(r => Row(r, by, isTotal: false))
            .Append(Row(report.Total, by, isTotal: true)).ToAsyncEnumerable());

    private static object?[] Row(InterruptionRow row, ImmutableArray<Grouping> by, bool isTotal) =>
    [
        .. ReportDesk.Cells(by, row.Group, isTotal),
        row.CableKm, row.Interruptions, row.Hours, row.NormHours, row.ChallengeHours, row.NormTimes,
        row.ChallengeTimes, row.HoursPer1000Km, row.WithinNorm, row.WithinChallenge,
    ];

    private sealed class Sums
    {
        public SortedDictionary<string, (ImmutableArray<string> Words, InterruptionSum Sum)> Groups { get; } =
            new(StringComparer.Ordinal);

        public InterruptionSum Total { get; } = new();

        public void Add(
            ImmutableArray<string> words, string month, InterruptionQuota quota, decimal km, Tally? tally)
        {
            var key = Fleet.Key(words);
            if (!Groups.TryGetValue(key, out var group))
            {
                Groups[key] = group = (words, new InterruptionSum());
            }

            group.Sum.Add(month, quota, km, tally?.Outages ?? 0, tally?.OutageSeconds ?? 0);
            Total.Add(month, quota, km, tally?.Outages ?? 0, tally?.OutageSeconds ?? 0);
        }
    }
}
