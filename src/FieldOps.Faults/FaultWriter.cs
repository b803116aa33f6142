using Npgsql;

namespace FieldOps.Faults;

/// <summary>Writes folded rows: one statement a table, columns as arrays.</summary>
internal static class FaultWriter
{
    private const string Assets = """
        insert into asset(tenant, asset_id, asset_code)
        select * from unnest($1, $2, $3)
        on conflict (tenant, asset_id) do nothing
        """;

    private const string Tickets = """
        insert into ticket as t (tenant, ticket_id, number, asset_id, entity_type, asset_code, asset_name, asset_class,
            region, county, severity, probable_cause, work_kind, description, channel, occurred_at, raised_at,
            repeat_count, alarm_id, rule, follows_ticket_id, alarm_cleared_at, closed_at, outcome, order_id)
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
            $21, $22, $23, $24, $25)
        on conflict (tenant, ticket_id) do update set
            repeat_count = coalesce(excluded.repeat_count, t.repeat_count),
            alarm_cleared_at = coalesce(excluded.alarm_cleared_at, t.alarm_cleared_at),
            closed_at = coalesce(excluded.closed_at, t.closed_at),
            outcome = coalesce(excluded.outcome, t.outcome),
            order_id = coalesce(excluded.order_id, t.order_id)
        """;

    private const string Repeats = """
        insert into repeat(tenant, ticket_id, repeat_count, severity, probable_cause, description, channel, occurred_at,
            reported_at)
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """;

    private const string Alarms = """
        insert into alarm as a (tenant, asset_id, alarm_id, raised_at, severity, probable_cause, rule, cutover_id,
            cleared_at, ticket_id, dropped_at)
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        on conflict (tenant, asset_id, alarm_id, raised_at) do update set
            cleared_at = coalesce(excluded.cleared_at, a.cleared_at),
            ticket_id = coalesce(excluded.ticket_id, a.ticket_id)
        """;

    private const string Drop = """
        update alarm a set dropped_at = r.retired_at
        from unnest($1, $2, $3) r(tenant, asset_id, retired_at)
        where a.tenant = r.tenant and a.asset_id = r.asset_id and a.cleared_at is null and a.dropped_at is null
        """;

    private const string Attach = """
        update alarm a set ticket_id = r.ticket_id
        from unnest($1, $2, $3, $4) r(tenant, asset_id, alarm_id, ticket_id)
        where a.tenant = r.tenant and a.asset_id = r.asset_id and a.alarm_id = r.alarm_id and a.cleared_at is null
        """;

    private const string Unmatched = """
        insert into unmatched_clear(tenant, asset_id, alarm_id, cleared_at)
        select * from unnest($1, $2, $3, $4)
        on conflict do nothing
        """;

    private const string Matched = """
        delete from unmatched_clear u
        using unnest($1, $2, $3, $4) r(tenant, asset_id, alarm_id, cleared_at)
        where u.tenant = r.tenant and u.asset_id = r.asset_id and u.alarm_id = r.alarm_id
            and u.cleared_at = r.cleared_at
        """;

    private const string Suppressed = """
        insert into suppressed(tenant, asset_id, version, cutover_id, severity, probable_cause, description, channel,
            occurred_at, reported_at)
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """;

    public static async Task WriteAsync(
        FaultRows rows, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var writes = new NpgsqlBatch(connection);
        Columns.Of(writes, Assets, rows.Assets)?.Add(r => r.Tenant).Add(r => r.Id).Add(r => r.Code);
        AddTickets(writes, rows);
        Columns.Of(writes, Repeats, rows.Repeats)?
            .Add(r => r.Tenant).Add(r => r.Event.TicketId).Add(r => r.Event.RepeatCount).Add(r => r.Event.Severity)
            .Add(r => r.Event.ProbableCause).Add(r => r.Event.Description).Add(r => r.Event.Channel)
            .Add(r => r.Event.OccurredAt).Add(r => r.Event.ReportedAt);
        Columns.Of(writes, Alarms, rows.Alarms)?
            .Add(r => r.Key.Tenant).Add(r => r.Key.AssetId).Add(r => r.Key.AlarmId).Add(r => r.Key.RaisedAt)
            .Add(r => r.Raised?.Severity).Add(r => r.Raised?.ProbableCause).Add(r => r.Raised?.Rule)
            .Add(r => r.Raised?.CutoverId).Add(r => r.ClearedAt).Add(r => r.TicketId)
            .Add(r => r.DroppedAt);
        Columns.Of(writes, Attach, rows.Attachments)?
            .Add(r => r.Key.Tenant).Add(r => r.Key.AssetId).Add(r => r.Key.AlarmId).Add(r => r.Value);
        Columns.Of(writes, Drop, rows.Retirements)?
            .Add(r => r.Key.Tenant).Add(r => r.Key.Id).Add(r => r.Event.RetiredAt);
        Columns.Of(writes, Unmatched, rows.Unmatched)?
            .Add(r => r.Key.Tenant).Add(r => r.Key.Id).Add(r => r.Event.AlarmId).Add(r => r.Event.ClearedAt);
        Columns.Of(writes, Matched, rows.Matched)?
            .Add(r => r.Key.Tenant).Add(r => r.Key.Id).Add(r => r.Event.AlarmId).Add(r => r.Event.ClearedAt);
        Columns.Of(writes, Suppressed, rows.Suppressed)?
            .Add(r => r.Key.Tenant).Add(r => r.Key.Id).Add(r => r.Version).Add(r => r.Event.CutoverId)
            .Add(r => r.Event.Severity).Add(r => r.Event.ProbableCause).Add(r => r.Event.Description)
            .Add(r => r.Event.Channel).Add(r => r.Event.OccurredAt).Add(r => r.Event.ReportedAt);
        if (writes.BatchCommands.Count > 0)
        {
            await writes.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static void AddTickets(NpgsqlBatch writes, FaultRows rows) =>
        Columns.Of(writes, Tickets, rows.Tickets)?
            .Add(r => r.Tenant)
            .Add(r => r.TicketId)
            .Add(r => r.Opened?.Number)
            .Add(r => r.Opened?.Asset.AssetId)
            .Add(r => r.Opened?.Asset.EntityType)
            .Add(r => r.Opened?.Asset.Code)
            .Add(r => r.Opened?.Asset.Name)
            .Add(r => r.Opened?.Asset.AssetClass)
            .Add(r => r.Opened?.Asset.Region)
            .Add(r => r.Opened?.Asset.County)
            .Add(r => r.Opened?.Severity)
            .Add(r => r.Opened?.ProbableCause)
            .Add(r => r.Opened?.WorkKind)
            .Add(r => r.Opened?.Description)
            .Add(r => r.Opened?.Channel)
            .Add(r => r.Opened?.OccurredAt)
            .Add(r => r.Opened?.RaisedAt)
            .Add(r => r.RepeatCount)
            .Add(r => r.Opened?.AlarmId)
            .Add(r => r.Opened?.Rule)
            .Add(r => r.Opened?.FollowsTicketId)
            .Add(r => r.AlarmClearedAt)
            .Add(r => r.Closed?.ClosedAt)
            .Add(r => r.Closed?.Outcome)
            .Add(r => r.Closed?.OrderId);
}
