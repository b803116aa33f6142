using FieldOps.Platform.Clock;
using Npgsql;

namespace FieldOps.Compliance.Live;

/// <summary>Reads the board as it is asked for; what "now" adds is worked out here.</summary>
internal sealed class BoardReading(NpgsqlDataSource database, IAppClock clock, SlaAsked asked, int? dueWithinMinutes)
{
    public async Task<List<SlaBoardRow>> ReadAsync(BoardPlace after, int limit, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        await using var command = database.CreateCommand(
            $"""
            select order_id, number, clock, due_at, started_at, limit_minutes, contractor_id, contractor_code,
                   work_kind, severity, region, county, asset_class, asset_code, asset_name, occurred_at,
                   rests_from, rests_until, left_seconds, hours, lot_id
            from compliance.running_clock
            where {asked.Where} {(asked.Clock is null ? "" : "and clock = @clock")}
              {(dueWithinMinutes is null ? "" : "and due_at <= @due_until")}
              {(after.Due is null ? "" : "and (due_at, order_id, clock) > (@after_due, @after_order, @after_clock)")}
            order by due_at, order_id, clock
            limit @limit
            """);
        asked.AddTo(command);
        command.AddNullable("clock", asked.Clock);
        command.AddNullable("due_until", dueWithinMinutes is { } minutes ? now.AddMinutes(minutes) : null);
        command.AddNullable("after_due", after.Due);
        command.Parameters.Add(new("after_order", after.OrderId));
        command.Parameters.Add(new("after_clock", after.Clock));
        command.Parameters.Add(new("limit", limit));
        var rows = new List<SlaBoardRow>();
        var hours = new BoardHours();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(Row(reader, now, hours));
        }

        return rows;
    }

    private static SlaBoardRow Row(NpgsqlDataReader reader, DateTimeOffset now, BoardHours hours)
    {
        var due = reader.GetFieldValue<DateTimeOffset>(3);
        var (state, remaining) = Standing(reader, due, now, hours);
        return new SlaBoardRow(
            reader.GetGuid(0), reader.GetString(1), reader.GetString(2), state, remaining,
            due == DateTimeOffset.MaxValue ? null : due,
            reader.GetFieldValue<DateTimeOffset>(4), reader.GetInt32(5),
            reader.IsDBNull(6) ? null : reader.GetGuid(6), reader.IsDBNull(7) ? null : reader.GetString(7),
            reader.IsDBNull(20) ? null : reader.GetGuid(20),
            reader.GetString(8), reader.GetString(9), reader.GetString(10), reader.GetString(11),
            reader.GetString(12), reader.GetString(13), reader.GetString(14),
            reader.GetFieldValue<DateTimeOffset>(15));
    }

    private static (string State, int RemainingMinutes) Standing(
        NpgsqlDataReader reader, DateTimeOffset due, DateTimeOffset now, BoardHours hours)
    {
        var rests = !reader.IsDBNull(16)
            && reader.GetFieldValue<DateTimeOffset>(16) <= now
            && (reader.IsDBNull(17) || now < reader.GetFieldValue<DateTimeOffset>(17));
        if (rests)
        {
            var left = reader.GetInt64(18);
            return (left < 0 ? "breached" : "paused", Minutes(TimeSpan.FromSeconds(left)));
        }

        var remaining = hours.Between(reader.IsDBNull(19) ? null : reader.GetString(19), now, due);
        return (due < now ? "breached" : SlaNames.Running, Minutes(remaining));
    }

    private static int Minutes(TimeSpan span) => (int)Math.Clamp(
        Math.Floor(span.TotalMinutes), int.MinValue, int.MaxValue);
}
