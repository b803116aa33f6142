using FieldOps.Domain.Sla;
using FieldOps.Domain.Sla.Notices;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Http;
using FieldOps.WorkOrders.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace FieldOps.WorkOrders.Notices;

/// <summary>The outbox: what waits, and what nobody could be told.</summary>
internal static class OutboxEndpoints
{
    private const string GivenUp = "given-up";

    private const string Sql = """
        select id, order_id, number, cause, role, channel, subject_en, subject_zh, queued_at, status, attempts, error,
               contractor_id
        from notice_outbox.notice
        where tenant = $1 and status = $2 and (queued_at, id) > ($3, $4) order by queued_at, id limit $5
        """;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/notices", ListAsync).Needs(SlaRights.LookAfterNotices)
            .WaitsFor(NoticeOutbox.Schema)
            .WithSummary("Notices given up, or with status=queued those that wait · 通知发件箱")
            .Answers<Page<OutboxLine>>().Refuses(403, 422);
        api.MapPost("/notices/{id:guid}:retry", RetryAsync).Needs(SlaRights.LookAfterNotices)
            .WithSummary("Sends a notice again that was given up · 重发通知")
            .Answers<NoticeState>().Refuses(403, 404, 409);
    }

    private static async Task<IResult> ListAsync(
        string? status,
        ApiCall call,
        PageQuery page,
        NpgsqlDataSource database,
        IFeedProgress progress,
        CancellationToken cancellationToken)
    {
        var position = progress.PositionOf(NoticeOutbox.Schema);
        var (since, id) = (DateTimeOffset.MinValue, Guid.Empty);
        if (page.After(2) is { } key)
        {
            if (!QueryInstant.TryParse(key[0], null, out var at) || !Guid.TryParse(key[1], out id))
            {
                return HttpAnswers.Refuse(RequestRefusals.PageCursorInvalid);
            }

            since = at.Value;
        }

        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = call.Tenant });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = status == "queued" ? status : GivenUp });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = since });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = page.Limit + 1 });
        var found = new List<OutboxLine>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            found.Add(Line(rows));
        }

        return HttpAnswers.From(page.ToPage(
            found, n => [n.QueuedAt.ToString("O"), n.Id.ToString("D")], position));
    }

    private static OutboxLine Line(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5),
        row.GetString(6), row.GetString(7), row.GetFieldValue<DateTimeOffset>(8), row.GetString(9), row.GetInt32(10),
        row.IsDBNull(11) ? null : row.GetString(11), row.IsDBNull(12) ? null : row.GetGuid(12));

    private static async Task<IResult> RetryAsync(
        Guid id, ApiCall call, ApiBody<EmptyRequest> body, IEntities entities, CancellationToken cancellationToken) =>
        HttpAnswers.From(await entities.AskAsync(
            call.Key(NoticeEntity.TypeName, id), new RetryNotice(), call.ToContext(), cancellationToken));
}

/// <summary>One notice of the outbox.</summary>
/// <param name="Id">The notice.</param>
/// <param name="OrderId">What it is about: an order, a task, a report.</param>
/// <param name="Number">Its short number.</param>
/// <param name="Cause">What caused it.</param>
/// <param name="Role">To whom.</param>
/// <param name="Channel">How.</param>
/// <param name="SubjectEn">English.</param>
/// <param name="SubjectZh">Chinese.</param>
/// <param name="QueuedAt">UTC.</param>
/// <param name="Status"><c>queued</c> or <c>given-up</c>.</param>
/// <param name="Attempts">Attempts so far.</param>
/// <param name="Error">What went wrong last: <c>recipient-unknown</c>, <c>not-configured</c>, <c>http-500</c>.</param>
/// <param name="ContractorId">Whose work it is about.</param>
internal sealed record OutboxLine(
    Guid Id,
    Guid OrderId,
    string Number,
    string Cause,
    string Role,
    string Channel,
    string SubjectEn,
    string SubjectZh,
    DateTimeOffset QueuedAt,
    string Status,
    int Attempts,
    string? Error,
    Guid? ContractorId);
