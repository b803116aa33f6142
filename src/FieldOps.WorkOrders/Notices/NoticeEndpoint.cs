using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Http;
using FieldOps.WorkOrders.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace FieldOps.WorkOrders.Notices;

/// <summary><c>GET /work-orders/{id}/notices</c>: who was told of an order, and what became of it.</summary>
internal static class NoticeEndpoint
{
    // Twenty steps, six clocks, a few roles and channels: an order has no more.
    private const int LinesMax = 1000;

    private const string Sql = """
        select id, cause, role, channel, subject_en, subject_zh, queued_at, status, attempts, error, delivered_at
        from notice_outbox.notice where tenant = $1 and order_id = $2 order by queued_at, id limit $3
        """;

    public static void Map(RouteGroupBuilder api) => api.MapGet("/work-orders/{id:guid}/notices", AnswerAsync)
        .WaitsFor(NoticeOutbox.Schema)
        .WithSummary("Who was told of an order · 工单预警通知")
        .Answers<IReadOnlyList<NoticeLine>>()
        .Refuses(StatusCodes.Status404NotFound);

    private static async Task<IResult> AnswerAsync(
        Guid id, ApiCall call, OrderDoor door, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var (state, _) = await door.ReadAsync(call, id, cancellationToken);
        if (state is null)
        {
            return HttpAnswers.Refuse(WorkOrderRefusals.Unknown);
        }

        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = call.Tenant });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = LinesMax });
        var lines = new List<NoticeLine>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            lines.Add(new NoticeLine(
                rows.GetGuid(0), rows.GetString(1), rows.GetString(2), rows.GetString(3), rows.GetString(4),
                rows.GetString(5), rows.GetFieldValue<DateTimeOffset>(6), rows.GetString(7), rows.GetInt32(8),
                rows.IsDBNull(9) ? null : rows.GetString(9),
                rows.IsDBNull(10) ? null : rows.GetFieldValue<DateTimeOffset>(10)));
        }

        return HttpAnswers.Ok(lines);
    }
}

/// <summary>One notice.</summary>
/// <param name="Id">The id that the receiver knows it by.</param>
/// <param name="Cause">Lead, clock and step.</param>
/// <param name="Role">To whom.</param>
/// <param name="Channel">How.</param>
/// <param name="SubjectEn">English.</param>
/// <param name="SubjectZh">Chinese.</param>
/// <param name="QueuedAt">UTC.</param>
/// <param name="Status"><c>queued</c>, <c>delivered</c> or <c>given-up</c>.</param>
/// <param name="Attempts">Attempts so far.</param>
/// <param name="Error">What went wrong last.</param>
/// <param name="DeliveredAt">UTC.</param>
internal sealed record NoticeLine(
    Guid Id,
    string Cause,
    string Role,
    string Channel,
    string SubjectEn,
    string SubjectZh,
    DateTimeOffset QueuedAt,
    string Status,
    int Attempts,
    string? Error,
    DateTimeOffset? DeliveredAt);
