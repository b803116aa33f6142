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

/// <summary><c>GET /sla/reliability</c>: MTTA, MTTR, availability, repeat faults, by the words asked for.</summary>
internal static class ReliabilityEndpoint
{
    private const decimal SecondsPerHour = 3_600m;
    private const int AvailabilityDecimals = 5;

    private static readonly ImmutableArray<string> s_allowed =
        [.. Grouping.All.Select(g => g.Name).Where(n => n != Grouping.ClockName)];

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/sla/reliability", AnswerAsync)
        .WaitsFor(SlaNames.Projection, RegisterProjection.Schema)
        .AddEndpointFilter<SlaAskedFilter>()
        .WithSummary("MTTA, MTTR, interruptions, availability, repeat faults by group · 可靠性统计")
        .WithDescription("groupBy: " + string.Join(", ", s_allowed) + ", separated by commas. "
            + "format: json (default), csv or xlsx. An order belongs to the month of its trouble, with all its time.")
        .Answers<ReliabilityReport>()
        .Refuses(StatusCodes.Status403Forbidden, StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> AnswerAsync(
        SlaAsked asked, string? groupBy, string? format, ReportDesk desk, CancellationToken cancellationToken)
    {
        if (Grouping.Read(groupBy, s_allowed) is not { } by)
        {
            return ReportDesk.GroupByInvalid(s_allowed);
        }

        var position = desk.Position;
        if (await desk.Figures.ReadAsync(asked, by, [Measures.Orders], cancellationToken) is not { } groups)
        {
            return ReportDesk.TooManyGroups();
        }

        var (policy, lots) = (desk.Policy, await desk.LotsAsync(asked.Tenant, by, cancellationToken));
        var care = await AssetCare.ReadAsync(asked, by, desk, cancellationToken);
        var total = new FigureGroup([]);
        foreach (var group in groups)
        {
            total.Add(group);
        }

        var report = new ReliabilityReport(
            [.. by.Select(g => g.Name)], MonthsStated.Of(asked.Months, desk.Zone), policy.RepeatWithinDays,
            [
                .. care.WithIdle(groups).Select(g => Row(
                    ReportDesk.Named(by, g.Words, lots), g, policy, care.SecondsOf(g.Words))),
            ],
            Row(new Dictionary<string, string>(), total, policy, care.SecondsOfAll()), position);
        return ReportDesk.Answer(report, position, format, () => ReliabilityTable.Of(report, by));
    }

    private static ReliabilityRow Row(
        IReadOnlyDictionary<string, string> words, FigureGroup group, CompliancePolicy policy, long? careSeconds)
    {
        var counted = group.Counted(policy.ExcludedAttributions);
        var up = careSeconds - counted.OutageSeconds;
        var repeats = policy.RepeatWithinDays is { } days ? counted.Spread.UpTo(days) : (long?)null;
        return new ReliabilityRow(
            words, counted.Judged, counted.Accepted, Ratio.MeanMinutes(counted.AcceptSeconds, counted.Accepted),
            counted.Repaired, Ratio.MeanMinutes(counted.RepairSeconds, counted.Repaired), counted.Outages,
            Ratio.Minutes(counted.OutageSeconds),
            careSeconds > 0
                ? Ratio.Rounded(Math.Max(0, 100m * up!.Value / careSeconds.Value), AvailabilityDecimals) : null,
            careSeconds > 0 && counted.Outages > 0
                ? Ratio.Rounded(Math.Max(0, up!.Value / SecondsPerHour / counted.Outages)) : null,
            careSeconds > 0 ? Ratio.Rounded(careSeconds.Value / SecondsPerHour) : null,
            repeats, repeats is { } n ? Ratio.Percent(n, counted.Judged) : null,
            group.LeftOut(policy.ExcludedAttributions));
    }
}
