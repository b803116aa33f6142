using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace FieldOps.Faults;

/// <summary>What a list of tickets is narrowed by; null for anything.</summary>
/// <param name="Status"><c>open</c> or <c>closed</c>.</param>
/// <param name="Number">Exactly this number.</param>
/// <param name="AssetCode">Exactly this asset.</param>
/// <param name="AssetClass">Code of the catalogue.</param>
/// <param name="Region">Region.</param>
/// <param name="County">County.</param>
/// <param name="Severity">Severity.</param>
/// <param name="WorkKind">repair or generation.</param>
/// <param name="Channel">Channel; alarm tickets have <c>alarm</c> or <c>repeat-site</c>.</param>
/// <param name="From">Raised at or after.</param>
/// <param name="To">Raised before.</param>
/// <param name="Text">In number, asset code, asset name or description.</param>
internal sealed record TicketFilter(
    [FromQuery(Name = "status")] string? Status,
    [FromQuery(Name = "number")] string? Number,
    [FromQuery(Name = "assetCode")] string? AssetCode,
    [FromQuery(Name = "assetClass")] string? AssetClass,
    [FromQuery(Name = "region")] string? Region,
    [FromQuery(Name = "county")] string? County,
    [FromQuery(Name = "severity")] string? Severity,
    [FromQuery(Name = "workKind")] string? WorkKind,
    [FromQuery(Name = "channel")] string? Channel,
    [FromQuery(Name = "from")] QueryInstant? From,
    [FromQuery(Name = "to")] QueryInstant? To,
    [FromQuery(Name = "text")] string? Text);

/// <summary>Reads tickets.</summary>
internal sealed class TicketQueries(NpgsqlDataSource database, AlarmQueries alarms)
{
    private const string Select = """
        select ticket_id, number, case when closed_at is null then 'open' else 'closed' end, asset_id, entity_type,
            asset_code, asset_name, asset_class, region, county, severity, probable_cause, work_kind, description,
            channel, occurred_at, raised_at, repeat_count, alarm_id, rule, follows_ticket_id, alarm_cleared_at,
            closed_at, outcome, order_id
        from faults.ticket
        where tenant = $1 and number is not null
        """;

    private const string Repeats = """
        select repeat_count, severity, probable_cause, description, channel, occurred_at, reported_at
        from faults.repeat
        where tenant = $1 and ticket_id = $2
        order by repeat_count
        limit 500
        """;

    public async Task<List<TicketRow>> ListAsync(
        string tenant, TicketFilter filter, PageQuery page, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand();
        new SqlFilter(command, Select, tenant)
            .Where("(? = 'open') = (closed_at is null)", filter.Status)
            .Where("number = ?", filter.Number)
            .Where("asset_code = ?", filter.AssetCode)
            .Where("asset_class = ?", filter.AssetClass)
            .Where("region = ?", filter.Region)
            .Where("county = ?", filter.County)
            .Where("severity = ?", filter.Severity)
            .Where("work_kind = ?", filter.WorkKind)
            .Where("channel = ?", filter.Channel)
            .Where("raised_at >= ?", filter.From?.Value)
            .Where("raised_at < ?", filter.To?.Value)
            .Where(
                "strpos(lower(concat_ws(' ', number, asset_code, asset_name, description)), lower(?)) > 0", filter.Text)
            .After("raised_at, ticket_id", page.After(2))
            .End("order by raised_at desc, ticket_id desc", page.Limit + 1);
        return await ReadAsync(command, cancellationToken);
    }

    public async Task<TicketDetail?> FindAsync(string tenant, Guid ticketId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand();
        new SqlFilter(command, Select, tenant).Where("ticket_id = ?", ticketId).End(string.Empty, 1);
        return await ReadAsync(command, cancellationToken) is [var ticket]
            ? new TicketDetail(
                ticket,
                await RepeatsAsync(tenant, ticketId, cancellationToken),
                await alarms.OfTicketAsync(tenant, ticketId, cancellationToken))
            : null;
    }

    private async Task<List<TicketRepeat>> RepeatsAsync(
        string tenant, Guid ticketId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Repeats);
        command.Parameters.Add(new NpgsqlParameter { Value = tenant });
        command.Parameters.Add(new NpgsqlParameter { Value = ticketId });
        var repeats = new List<TicketRepeat>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            repeats.Add(new TicketRepeat(
                reader.GetInt32(0),
                reader.GetString(1),
                reader.GetString(2),
                reader.GetString(3),
                reader.GetString(4),
                reader.GetFieldValue<DateTimeOffset>(5),
                reader.GetFieldValue<DateTimeOffset>(6)));
        }

        return repeats;
    }

    private static async Task<List<TicketRow>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var rows = new List<TicketRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(RowOf(reader));
        }

        return rows;
    }

    private static TicketRow RowOf(NpgsqlDataReader reader) => new(
        reader.GetGuid(0),
        reader.GetString(1),
        reader.GetString(2),
        reader.GetGuid(3),
        reader.GetString(4),
        reader.GetString(5),
        reader.GetString(6),
        reader.GetString(7),
        reader.GetString(8),
        reader.GetString(9),
        reader.GetString(10),
        reader.GetString(11),
        reader.GetString(12),
        reader.GetString(13),
        reader.GetString(14),
        reader.GetFieldValue<DateTimeOffset>(15),
        reader.GetFieldValue<DateTimeOffset>(16),
        reader.GetInt32(17),
        reader.IsDBNull(18) ? null : reader.GetString(18),
        reader.IsDBNull(19) ? null : reader.GetString(19),
        reader.IsDBNull(20) ? null : reader.GetGuid(20),
        reader.IsDBNull(21) ? null : reader.GetFieldValue<DateTimeOffset>(21),
        reader.IsDBNull(22) ? null : reader.GetFieldValue<DateTimeOffset>(22),
        reader.IsDBNull(23) ? null : reader.GetString(23),
        reader.IsDBNull(24) ? null : reader.GetGuid(24));
}
