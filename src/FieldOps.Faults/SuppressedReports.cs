using System.Text.Json.Serialization;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace FieldOps.Faults;

/// <summary>A report that planned works explain: no ticket came of it.</summary>
/// <param name="AssetId">The asset.</param>
/// <param name="AssetCode">Its code.</param>
/// <param name="CutoverId">The planned works.</param>
/// <param name="Severity">As reported.</param>
/// <param name="ProbableCause">As reported.</param>
/// <param name="Description">As reported; may be empty.</param>
/// <param name="Channel">Where the report came in.</param>
/// <param name="OccurredAt">As reported.</param>
/// <param name="ReportedAt">When it came in.</param>
internal sealed record SuppressedReport(
    Guid AssetId,
    string AssetCode,
    Guid CutoverId,
    string Severity,
    string ProbableCause,
    string Description,
    string Channel,
    DateTimeOffset OccurredAt,
    DateTimeOffset ReportedAt)
{
    /// <summary>Tells two reports of one instant apart: the asset's version, as the cursor writes it.</summary>
    [JsonIgnore]
    public string Order { get; init; } = string.Empty;
}

/// <summary>What a list of suppressed reports is narrowed by; null for anything.</summary>
/// <param name="AssetCode">Exactly this asset.</param>
/// <param name="CutoverId">Explained by these planned works.</param>
/// <param name="From">Reported at or after.</param>
/// <param name="To">Reported before.</param>
internal sealed record SuppressedFilter(
    [FromQuery(Name = "assetCode")] string? AssetCode,
    [FromQuery(Name = "cutoverId")] Guid? CutoverId,
    [FromQuery(Name = "from")] QueryInstant? From,
    [FromQuery(Name = "to")] QueryInstant? To);

/// <summary><c>GET /suppressed-reports</c>: what planned works kept from becoming a ticket, the latest first.</summary>
internal static class SuppressedReports
{
    // Versions of one asset sort as text of one width.
    private const string Order = "lpad(version::text, 10, '0')";

    private const string Select = $"""
        select asset_id, asset_code, cutover_id, severity, probable_cause, description, channel, occurred_at,
            reported_at, {Order}
        from faults.suppressed join faults.asset using (tenant, asset_id)
        where tenant = $1
        """;

    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/suppressed-reports", ListAsync).Needs(PlatformRights.ReadAll).WaitsFor(FaultsProjection.Schema)
            .WithSummary("Reports that planned works explain, the latest first")
            .Answers<Page<SuppressedReport>>()
            .Refuses(StatusCodes.Status403Forbidden);

    private static async Task<IResult> ListAsync(
        ApiCall call,
        PageQuery page,
        NpgsqlDataSource database,
        IFeedProgress progress,
        [AsParameters] SuppressedFilter filter,
        CancellationToken cancellationToken)
    {
        if (!SqlFilter.IsKey(page.After(3)))
        {
            return HttpAnswers.Refuse(RequestRefusals.PageCursorInvalid);
        }

        var position = progress.PositionOf(FaultsProjection.Schema);
        await using var command = database.CreateCommand();
        new SqlFilter(command, Select, call.Tenant)
            .Where("asset_code = ?", filter.AssetCode)
            .Where("cutover_id = ?", filter.CutoverId)
            .Where("reported_at >= ?", filter.From?.Value)
            .Where("reported_at < ?", filter.To?.Value)
            .After($"reported_at, asset_id, {Order}", page.After(3))
            .End($"order by reported_at desc, asset_id desc, {Order} desc", page.Limit + 1);
        var rows = await ReadAsync(command, cancellationToken);
        return HttpAnswers.From(page.ToPage(
            rows, row => [SqlFilter.Text(row.ReportedAt), row.AssetId.ToString("D"), row.Order], position));
    }

    private static async Task<List<SuppressedReport>> ReadAsync(
        NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var rows = new List<SuppressedReport>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new SuppressedReport(
                reader.GetGuid(0),
                reader.GetString(1),
                reader.GetGuid(2),
                reader.GetString(3),
                reader.GetString(4),
                reader.GetString(5),
                reader.GetString(6),
                reader.GetFieldValue<DateTimeOffset>(7),
                reader.GetFieldValue<DateTimeOffset>(8))
            {
                Order = reader.GetString(9),
            });
        }

        return rows;
    }
}
