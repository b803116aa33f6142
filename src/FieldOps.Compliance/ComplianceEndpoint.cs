using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Platform.Clock;
using FieldOps.Domain.Sla;
using FieldOps.Platform.Config;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace FieldOps.Compliance;

/// <summary><c>GET /sla/compliance</c>: how ended clocks kept their limits, by the dimensions asked for.</summary>
internal static class ComplianceEndpoint
{
    // More lines than anybody reads; a dashboard asks for fewer dimensions or months.
    private const int GroupsMax = 5_000;

    /// <summary>Dimension to column, in the order of the documentation.</summary>
    private static readonly ImmutableArray<(string Name, string Column)> s_dimensions =
    [
        ("month", "month"), ("region", "region"), ("county", "county"), ("assetClass", "asset_class"),
        ("contractor", "contractor_id"), ("contractorCode", "contractor_code"), ("clock", "clock"),
        ("workKind", "work_kind"),
    ];

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/sla/compliance", AnswerAsync)
        .WaitsFor(SlaNames.Projection)
        .WithSummary("Ended SLA clocks by group: on time, late, excluded, percentiles · 时限达标统计")
        .WithDescription("groupBy: month, region, county, assetClass, contractor, contractorCode, clock, workKind, "
            + "separated by commas. from and to: months yyyy-MM of the trouble, both included.")
        .Answers<ComplianceReport>()
        .Refuses(StatusCodes.Status403Forbidden, StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> AnswerAsync(
        ApiCall call,
        string? groupBy,
        string? from,
        string? to,
        string? region,
        string? county,
        string? assetClass,
        Guid? contractor,
        string? clock,
        NpgsqlDataSource database,
        IFeedProgress progress,
        PolicySet<CompliancePolicy> policies,
        IAppClock now,
        CancellationToken cancellationToken)
    {
        var (filter, refusal) = SlaFilter.Of(call, region, county, assetClass, contractor, clock);
        var (months, badMonth) = MonthRange.Of(from, to);
        if ((refusal ?? badMonth) is { } reason)
        {
            return HttpAnswers.Refuse(reason);
        }

        if (DimensionsOf(groupBy) is not { } dimensions)
        {
            return HttpAnswers.Refuse(
                RequestRefusals.ParameterInvalid,
                ("parameter", "groupBy"),
                ("expected", string.Join(" | ", s_dimensions.Select(d => d.Name))));
        }

        var position = progress.PositionOf(SlaNames.Projection);
        var policy = SlaPolicies.At(policies, now.Now);
        await using var command = database.CreateCommand(Sql([.. dimensions.Select(d => d.Column)]));
        filter!.AddTo(command);
        command.AddNullable("from", months!.From);
        command.AddNullable("to", months.To);
        command.Parameters.Add(new("excluded", policy.ExcludedAttributions.ToArray()));
        command.Parameters.Add(new("percentiles", policy.Percentiles.Select(p => p / 100.0).ToArray()));
        command.Parameters.Add(new("limit", GroupsMax + 1));
        var rows = await ReadAsync(command, [.. dimensions.Select(d => d.Name)], policy, cancellationToken);
        return rows.Count > GroupsMax
            ? HttpAnswers.Refuse(
                SlaNames.GroupsTooMany, ("groupsMax", GroupsMax.ToString(CultureInfo.InvariantCulture)))
            : HttpAnswers.Ok(new ComplianceReport([.. dimensions.Select(d => d.Name)], rows, position), position);
    }

    private static ImmutableArray<(string Name, string Column)>? DimensionsOf(string? groupBy)
    {
        var names = (groupBy ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var dimensions = names.Distinct(StringComparer.Ordinal)
            .Select(n => s_dimensions.FirstOrDefault(d => d.Name == n))
            .ToImmutableArray();
        return dimensions.Any(d => d.Column is null) ? null : dimensions;
    }

    // Only columns of the list above come into the text; percentile_disc is the nearest rank.
    private static string Sql(string[] columns)
    {
        var keys = string.Concat(columns.Select(c => $", {c}::text"));
        var grouping = columns.Length == 0 ? "" : "group by " + string.Join(", ", columns);
        var order = columns.Length == 0 ? "" : "order by " + string.Join(", ", columns);
        return $"""
            select count(*) filter (where not excluded and not late),
                   count(*) filter (where not excluded and late),
                   count(*) filter (where excluded),
                   percentile_disc(@percentiles) within group (order by elapsed_seconds)
                       filter (where not excluded)
                   {keys}
            from (
                select *, attribution = any(@excluded) as excluded
                from compliance.ended_clock
                where {SlaFilter.Sql}
                  and (@from::text is null or month >= @from)
                  and (@to::text is null or month <= @to)
            ) as ended
            {grouping}
            {order}
            limit @limit
            """;
    }

    private static async Task<List<ComplianceRow>> ReadAsync(
        NpgsqlCommand command, string[] names, CompliancePolicy policy, CancellationToken cancellationToken)
    {
        var rows = new List<ComplianceRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var onTime = reader.GetInt64(0);
            var late = reader.GetInt64(1);
            var group = new Dictionary<string, string>(StringComparer.Ordinal);
            for (var i = 0; i < names.Length; i++)
            {
                group[names[i]] = reader.GetString(4 + i);
            }

            rows.Add(new ComplianceRow(
                group, onTime + late, onTime, late, reader.GetInt64(2), Rate(onTime, onTime + late),
                reader.IsDBNull(3) ? null : Percentiles(policy, reader.GetFieldValue<long[]>(3))));
        }

        return rows;
    }

    private static decimal? Rate(long onTime, long due) =>
        due == 0 ? null : Math.Round(100m * onTime / due, 2, MidpointRounding.AwayFromZero);

    private static ImmutableArray<ElapsedPercentile> Percentiles(CompliancePolicy policy, long[] seconds) =>
    [
        .. policy.Percentiles.Zip(seconds, (percent, value) => new ElapsedPercentile(
            percent, Math.Round(value / 60m, 2, MidpointRounding.AwayFromZero))),
    ];
}
