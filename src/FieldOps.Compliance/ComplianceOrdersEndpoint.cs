using System.Globalization;
using FieldOps.Domain.Sla;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Config;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace FieldOps.Compliance;

/// <summary><c>GET /sla/compliance/orders</c>: the clocks behind a figure, oldest trouble first.</summary>
internal static class ComplianceOrdersEndpoint
{
    private static readonly string[] s_outcomes = ["on-time", "late", "excluded"];

    private const string Sql = $"""
        select order_id, number, clock, outcome, attribution, month, occurred_at, started_at, stopped_at, due_at,
               limit_minutes, elapsed_seconds, paused_seconds, contractor_id, contractor_code, work_kind, region,
               county, asset_class, asset_code, false_reply
        from (
            select *, case when attribution = any(@excluded) then 'excluded' when late then 'late' else 'on-time' end
                as outcome
            from compliance.ended_clock
        ) as ended
        where {SlaFilter.Sql}
          and (@from::text is null or month >= @from)
          and (@to::text is null or month <= @to)
          and (@outcome::text is null or outcome = @outcome)
          and (@after_month::text is null
               or (month, occurred_at, order_id, clock)
                   > (@after_month, @after_at::timestamptz, @after_order::uuid, @after_clock::text))
        order by month, occurred_at, order_id, clock
        limit @limit
        """;

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/sla/compliance/orders", AnswerAsync)
        .WaitsFor(SlaNames.Projection)
        .WithSummary("The ended clocks behind a compliance figure · 达标统计明细")
        .WithDescription("outcome: on-time, late or excluded. from and to: months yyyy-MM, both included.")
        .Answers<Page<EndedClockRow>>()
        .Refuses(StatusCodes.Status403Forbidden);

    private static async Task<IResult> AnswerAsync(
        ApiCall call,
        PageQuery page,
        string? from,
        string? to,
        string? region,
        string? county,
        string? assetClass,
        Guid? contractor,
        string? clock,
        string? outcome,
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

        if (outcome is not null && !s_outcomes.Contains(outcome))
        {
            return HttpAnswers.Refuse(
                RequestRefusals.ParameterInvalid,
                ("parameter", "outcome"),
                ("expected", string.Join(" | ", s_outcomes)));
        }

        var position = progress.PositionOf(SlaNames.Projection);
        await using var command = database.CreateCommand(Sql);
        filter!.AddTo(command);
        command.AddNullable("from", months!.From);
        command.AddNullable("to", months.To);
        command.AddNullable("outcome", outcome);
        command.Parameters.Add(new("excluded", SlaPolicies.At(policies, now.Now).ExcludedAttributions.ToArray()));
        if (!AddCursor(command, page))
        {
            return HttpAnswers.Refuse(RequestRefusals.PageCursorInvalid);
        }

        var rows = await ReadAsync(command, cancellationToken);
        return HttpAnswers.From(page.ToPage(
            rows,
            r => [r.Month, r.OccurredAt.ToString("O", CultureInfo.InvariantCulture), r.OrderId.ToString("D"), r.Clock],
            position));
    }

    private static bool AddCursor(NpgsqlCommand command, PageQuery page)
    {
        var key = page.After(4);
        DateTimeOffset at = default;
        Guid order = default;
        var valid = key is null
            || (DateTimeOffset.TryParseExact(
                    key[1], "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out at)
                && Guid.TryParseExact(key[2], "D", out order));
        command.AddNullable("after_month", key?[0]);
        command.AddNullable("after_at", key is null ? null : at);
        command.AddNullable("after_order", key is null ? null : order);
        command.AddNullable("after_clock", key?[3]);
        command.Parameters.Add(new("limit", page.Limit + 1));
        return valid;
    }

    private static async Task<List<EndedClockRow>> ReadAsync(
        NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var rows = new List<EndedClockRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new EndedClockRow(
                reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4),
                reader.GetString(5), reader.GetFieldValue<DateTimeOffset>(6), reader.GetFieldValue<DateTimeOffset>(7),
                InstantOrNull(reader, 8), InstantOrNull(reader, 9), reader.GetInt32(10),
                Minutes(reader.GetInt64(11)), Minutes(reader.GetInt64(12)), reader.GetGuid(13), reader.GetString(14),
                reader.GetString(15), reader.GetString(16), reader.GetString(17), reader.GetString(18),
                reader.GetString(19), reader.GetBoolean(20)));
        }

        return rows;
    }

    private static DateTimeOffset? InstantOrNull(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);

    private static decimal Minutes(long seconds) => Math.Round(seconds / 60m, 2, MidpointRounding.AwayFromZero);
}
