using System.Globalization;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace FieldOps.Compliance;

/// <summary><c>GET /sla/board</c>: the clocks that run, next to breach first.</summary>
internal static class BoardEndpoint
{
    // Whoever looks further ahead than a month looks at everything.
    private const int DueWithinMinutesMax = 44_640;

    private const string Sql = $"""
        select order_id, number, clock, due_at, started_at, limit_minutes, contractor_id, contractor_code, work_kind,
               severity, region, county, asset_class, asset_code, asset_name, occurred_at,
               rests_from, rests_until, left_seconds, hours
        from compliance.running_clock
        where {SlaFilter.Sql}
          and (@due_until::timestamptz is null or due_at <= @due_until)
          and (@after_due::timestamptz is null
               or (due_at, order_id, clock) > (@after_due, @after_order::uuid, @after_clock::text))
        order by due_at, order_id, clock
        limit @limit
        """;

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/sla/board", AnswerAsync)
        .WaitsFor(SlaNames.Projection)
        .WithSummary("SLA clocks of open orders, next to breach first · 在途工单时限看板")
        .Answers<Page<SlaBoardRow>>()
        .Refuses(StatusCodes.Status403Forbidden);

    private static async Task<IResult> AnswerAsync(
        ApiCall call,
        PageQuery page,
        string? region,
        string? county,
        string? assetClass,
        Guid? contractor,
        string? clock,
        int? dueWithinMinutes,
        NpgsqlDataSource database,
        IFeedProgress progress,
        IAppClock now,
        CancellationToken cancellationToken)
    {
        var (filter, refusal) = SlaFilter.Of(call, region, county, assetClass, contractor, clock);
        if (filter is null)
        {
            return HttpAnswers.Refuse(refusal!);
        }

        if (dueWithinMinutes is < 0 or > DueWithinMinutesMax)
        {
            return HttpAnswers.Refuse(
                RequestRefusals.ParameterInvalid,
                ("parameter", "dueWithinMinutes"),
                ("expected", $"0 … {DueWithinMinutesMax}"));
        }

        var position = progress.PositionOf(SlaNames.Projection);
        var at = now.Now;
        await using var command = database.CreateCommand(Sql);
        filter.AddTo(command);
        command.AddNullable("due_until", dueWithinMinutes is { } minutes ? at.AddMinutes(minutes) : null);
        if (!AddCursor(command, page))
        {
            return HttpAnswers.Refuse(RequestRefusals.PageCursorInvalid);
        }

        var rows = await ReadAsync(command, at, cancellationToken);
        return HttpAnswers.From(page.ToPage(
            rows, r => [Word(r.DueAt ?? DateTimeOffset.MaxValue), r.OrderId.ToString("D"), r.Clock], position));
    }

    private static bool AddCursor(NpgsqlCommand command, PageQuery page)
    {
        var key = page.After(3);
        DateTimeOffset due = default;
        Guid order = default;
        var valid = key is null
            || (DateTimeOffset.TryParseExact(
                    key[0], "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out due)
                && Guid.TryParseExact(key[1], "D", out order));
        command.AddNullable("after_due", key is null ? null : due);
        command.AddNullable("after_order", key is null ? null : order);
        command.AddNullable("after_clock", key?[2]);
        command.Parameters.Add(new("limit", page.Limit + 1));
        return valid;
    }

    private static async Task<List<SlaBoardRow>> ReadAsync(
        NpgsqlCommand command, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = new List<SlaBoardRow>();
        var hours = new BoardHours();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var due = reader.GetFieldValue<DateTimeOffset>(3);
            var (state, remaining) = Standing(reader, due, now, hours);
            rows.Add(new SlaBoardRow(
                reader.GetGuid(0), reader.GetString(1), reader.GetString(2), state, remaining,
                due == DateTimeOffset.MaxValue ? null : due,
                reader.GetFieldValue<DateTimeOffset>(4), reader.GetInt32(5),
                reader.IsDBNull(6) ? null : reader.GetGuid(6), reader.IsDBNull(7) ? null : reader.GetString(7),
                reader.GetString(8), reader.GetString(9), reader.GetString(10), reader.GetString(11),
                reader.GetString(12), reader.GetString(13), reader.GetString(14),
                reader.GetFieldValue<DateTimeOffset>(15)));
        }

        return rows;
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
        return (due < now ? "breached" : "running", Minutes(remaining));
    }

    private static int Minutes(TimeSpan span) => (int)Math.Clamp(
        Math.Floor(span.TotalMinutes), int.MinValue, int.MaxValue);

    private static string Word(DateTimeOffset instant) => instant.ToString("O", CultureInfo.InvariantCulture);
}
