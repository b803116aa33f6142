using System.Collections.Immutable;
using FieldOps.Compliance.Closed;
using FieldOps.Compliance.Figures;
using FieldOps.Compliance.Register;
using FieldOps.Domain.Sla;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FieldOps.Compliance.Reports;

/// <summary><c>GET /sla/compliance</c>: how ended clocks kept their limits, by the words asked for.</summary>
internal static class ComplianceEndpoint
{
    private static readonly ImmutableArray<string> s_allowed = [.. Grouping.All.Select(g => g.Name)];

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/sla/compliance", AnswerAsync)
        .WaitsFor(SlaNames.Projection, RegisterProjection.Schema)
        .AddEndpointFilter<SlaAskedFilter>()
        .WithSummary("Ended SLA clocks by group: on time, late, left out, percentiles, trend · 时限达标统计")
        .WithDescription("groupBy: " + string.Join(", ", s_allowed) + ", separated by commas. "
            + "format: json (default), csv or xlsx.")
        .Answers<ComplianceReport>()
        .Refuses(StatusCodes.Status403Forbidden, StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> AnswerAsync(
        SlaAsked asked, string? groupBy, string? format, ReportDesk desk, CancellationToken cancellationToken)
    {
        if (Grouping.Read(groupBy, s_allowed) is not { } by)
        {
            return ReportDesk.GroupByInvalid(s_allowed);
        }

        var position = desk.Position;
        if (await desk.Figures.ReadAsync(asked, by, FigureReader.ClocksOf(asked), cancellationToken) is not { } groups)
        {
            return ReportDesk.TooManyGroups();
        }

        var policy = desk.Policy;
        var lots = await desk.LotsAsync(asked.Tenant, by, cancellationToken);
        var rows = groups.Select(g => Row(ReportDesk.Named(by, g.Words, lots), g, policy)).ToArray();
        var report = new ComplianceReport(
            [.. by.Select(g => g.Name)], MonthsStated.Of(asked.Months, desk.Zone), WithChanges(by, rows),
            Row(new Dictionary<string, string>(), Total(groups), policy),
            await LeftOutAsync(asked, desk, cancellationToken), position);
        return ReportDesk.Answer(
            report, position, format, () => ComplianceTable.Of(report, by, policy));
    }

    private static FigureGroup Total(IEnumerable<FigureGroup> groups)
    {
        var total = new FigureGroup([]);
        foreach (var group in groups)
        {
            total.Add(group);
        }

        return total;
    }

    private static ComplianceRow Row(
        IReadOnlyDictionary<string, string> words, FigureGroup group, CompliancePolicy policy)
    {
        var counted = group.Counted(policy.ExcludedAttributions);
        var leftOut = group.LeftOut(policy.ExcludedAttributions);
        return new ComplianceRow(
            words, counted.Judged, counted.Kept, counted.Late,
            leftOut.Where(l => !Grounds.Unjudged.Contains(l.Reason)).Sum(l => l.Count),
            Ratio.Percent(counted.Kept, counted.Judged), null,
            Ratio.MeanMinutes(counted.ElapsedSeconds, counted.Judged),
            counted.Judged == 0 ? null :
            [
                .. policy.Percentiles.Zip(counted.Spread.NearestRanks(policy.Percentiles), (percent, minutes) =>
                    new ElapsedPercentile(percent, minutes, counted.Judged)),
            ],
            leftOut);
    }

    // The same group a month earlier is the row whose other words are the same.
    private static ComplianceRow[] WithChanges(ImmutableArray<Grouping> by, ComplianceRow[] rows)
    {
        if (by.All(g => g.Name != Grouping.MonthName))
        {
            return rows;
        }

        var rates = rows.ToDictionary(r => Key(r, r.Group[Grouping.MonthName]), r => r.RatePercent);
        return
        [
            .. rows.Select(r => r with
            {
                RateChange = r.RatePercent
                    - rates.GetValueOrDefault(Key(r, MonthRange.Before(r.Group[Grouping.MonthName]))),
            }),
        ];
    }

    private static string Key(ComplianceRow row, string month) => string.Join(
        '\u001f', row.Group.Select(w => w.Key == Grouping.MonthName ? month : w.Value));

    private static async Task<List<LeftOut>> LeftOutAsync(
        SlaAsked asked, ReportDesk desk, CancellationToken cancellationToken)
    {
        var orders = await desk.Figures.ReadAsync(asked, [], [Measures.Orders], cancellationToken);
        var open = await desk.Figures.OpenAsync(asked, desk.Zone, cancellationToken);
        return
        [
            .. orders![0].LeftOut([]),
            .. open > 0 ? [new LeftOut(Grounds.Open, open)] : Array.Empty<LeftOut>(),
        ];
    }
}
