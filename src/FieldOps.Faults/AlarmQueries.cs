using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace FieldOps.Faults;

/// <summary>What a list of alarms is narrowed by; null for anything.</summary>
/// <param name="AssetCode">Exactly this asset.</param>
/// <param name="AlarmId">Exactly this alarm.</param>
/// <param name="Active">True for those that go on; false for those cleared, or dropped with their asset.</param>
/// <param name="TicketId">Taken by this ticket.</param>
/// <param name="From">Raised at or after.</param>
/// <param name="To">Raised before.</param>
internal sealed record AlarmFilter(
    [FromQuery(Name = "assetCode")] string? AssetCode,
    [FromQuery(Name = "alarmId")] string? AlarmId,
    [FromQuery(Name = "active")] bool? Active,
    [FromQuery(Name = "ticketId")] Guid? TicketId,
    [FromQuery(Name = "from")] QueryInstant? From,
    [FromQuery(Name = "to")] QueryInstant? To);

/// <summary>Reads alarms.</summary>
internal sealed class AlarmQueries(NpgsqlDataSource database)
{
    private const int OfTicketMax = 500;

    private const string Select = """
        select alarm_id, asset_id, asset_code, severity, probable_cause, raised_at, cleared_at, ticket_id, cutover_id,
            rule, dropped_at
        from faults.alarm left join faults.asset using (tenant, asset_id)
        where tenant = $1
        """;

    private const string Counts = """
        select count(*), count(cleared_at), count(ticket_id), count(cutover_id),
            (select count(*) from faults.unmatched_clear where tenant = $1)
        from faults.alarm
        where tenant = $1
        """;

    public async Task<List<AlarmRow>> ListAsync(
        string tenant, AlarmFilter filter, PageQuery page, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand();
        new SqlFilter(command, Select, tenant)
            .Where("asset_code = ?", filter.AssetCode)
            .Where("alarm_id = ?", filter.AlarmId)
            .Where("? = (cleared_at is null and dropped_at is null)", filter.Active)
            .Where("ticket_id = ?", filter.TicketId)
            .Where("raised_at >= ?", filter.From?.Value)
            .Where("raised_at < ?", filter.To?.Value)
            .After("raised_at, asset_id, alarm_id", page.After(3))
            .End("order by raised_at desc, asset_id desc, alarm_id desc", page.Limit + 1);
        return await ReadAsync(command, cancellationToken);
    }

    public async Task<List<AlarmRow>> OfTicketAsync(string tenant, Guid ticketId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand();
        new SqlFilter(command, Select, tenant).Where("ticket_id = ?", ticketId)
            .End("order by raised_at desc, asset_id desc, alarm_id desc", OfTicketMax);
        return await ReadAsync(command, cancellationToken);
    }

    public async Task<AlarmCounts> CountAsync(string tenant, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Counts);
        command.Parameters.Add(new NpgsqlParameter { Value = tenant });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new AlarmCounts(
            reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4));
    }

    private static async Task<List<AlarmRow>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var rows = new List<AlarmRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new AlarmRow(
                reader.GetString(0),
                reader.GetGuid(1),
                reader.IsDBNull(2) ? null : reader.GetString(2),
                reader.GetString(3),
                reader.GetString(4),
                reader.GetFieldValue<DateTimeOffset>(5),
                reader.IsDBNull(6) ? null : reader.GetFieldValue<DateTimeOffset>(6),
                reader.IsDBNull(7) ? null : reader.GetGuid(7),
                reader.IsDBNull(8) ? null : reader.GetGuid(8),
                reader.GetString(9),
                reader.IsDBNull(10) ? null : reader.GetFieldValue<DateTimeOffset>(10)));
        }

        return rows;
    }
}
