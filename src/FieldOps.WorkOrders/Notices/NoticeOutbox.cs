using System.Collections.Immutable;
using FieldOps.Domain.Sla.Ladders;
using FieldOps.Domain.Sla.Notices;
using FieldOps.Platform.Feed;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace FieldOps.WorkOrders.Notices;

/// <summary>
/// Notices with what became of them; the sender reads the open ones. Those of the channel <c>log</c> become a line of
/// the product's log as their rows are written; a rebuilt outbox is silent.
/// </summary>
internal sealed partial class NoticeOutbox(ILogger<NoticeOutbox> logger) : Projection
{
    public const string Schema = "notice_outbox";

    private const string QueueSql = """
        insert into notice(
            tenant, id, order_id, number, cause, role, channel, subject_en, subject_zh, body_en, body_zh, queued_at,
            due_at, attempts, status, contractor_id)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, 0, 'queued', $13)
        on conflict (tenant, id) do nothing
        """;

    private const string MoveSql = """
        update notice set due_at = coalesce($3, due_at), attempts = coalesce($4, attempts), status = $5, error = $6,
            delivered_at = $7
        where tenant = $1 and id = $2
        """;

    public override string Name => Schema;

    public override int Revision => 2;

    public override ImmutableHashSet<string> EventNames { get; } =
    [
        "notice.queued.v1", "notice.claimed.v1", "notice.delivered.v1", "notice.failed.v1", "notice.retried.v1",
    ];

    public override string Ddl => """
        create table notice(
            tenant text not null, id uuid not null, order_id uuid not null, number text not null, cause text not null,
            role text not null, channel text not null, subject_en text not null, subject_zh text not null,
            body_en text not null, body_zh text not null, queued_at timestamptz not null, due_at timestamptz not null,
            attempts int not null, status text not null, error text, delivered_at timestamptz, contractor_id uuid,
            primary key (tenant, id)) with (fillfactor = 70);
        create index notice_open on notice(due_at) where status = 'queued';
        create index notice_order on notice(tenant, order_id, queued_at, id);
        create index notice_given_up on notice(tenant, queued_at, id) where status = 'given-up';
        """;

    public override async Task ApplyAsync(
        IReadOnlyList<RecordedEvent> batch, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var commands = new NpgsqlBatch(connection);
        foreach (var happened in batch)
        {
            var (tenant, id) = (happened.Key.Tenant, happened.Key.Id);
            switch (happened.Body)
            {
                case NoticeQueued e:
                    Add(
                        commands, QueueSql, tenant, id, e.OrderId, e.Number, e.Cause, e.Role, e.Channel, e.SubjectEn,
                        e.SubjectZh, e.BodyEn, e.BodyZh, e.QueuedAt, e.ContractorId);
                    break;
                case NoticeRetried e:
                    Move(commands, tenant, id, e.RetriedAt, null, "queued", null, null);
                    break;
                case NoticeClaimed e:
                    Move(commands, tenant, id, e.Until, null, "queued", null, null);
                    break;
                case NoticeDelivered e:
                    Move(commands, tenant, id, null, e.Attempt, "delivered", null, e.DeliveredAt);
                    break;
                case NoticeFailed e:
                    Move(
                        commands, tenant, id, e.RetryAt, e.Attempt, e.RetryAt is null ? "given-up" : "queued", e.Error,
                        null);
                    break;
            }
        }

        if (commands.BatchCommands.Count > 0)
        {
            await commands.ExecuteNonQueryAsync(cancellationToken);
        }

        Tell(batch);
    }

    private void Tell(IReadOnlyList<RecordedEvent> batch)
    {
        foreach (var (tenant, line) in batch.Select(h => (h.Key.Tenant, h.Body as NoticeQueued)))
        {
            if (line is { Channel: NoticeChannels.Log })
            {
                Told(tenant, line.Role, line.SubjectEn, line.SubjectZh);
            }
        }
    }

    public override Projection Fresh() => new NoticeOutbox(NullLogger<NoticeOutbox>.Instance);

    private static void Move(
        NpgsqlBatch batch, string tenant, Guid id, DateTimeOffset? due, int? attempts, string status, string? error,
        DateTimeOffset? delivered)
    {
        var command = new NpgsqlBatchCommand(MoveSql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = tenant });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset?> { TypedValue = due });
        command.Parameters.Add(new NpgsqlParameter<int?> { TypedValue = attempts });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = status });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = error });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset?> { TypedValue = delivered });
        batch.BatchCommands.Add(command);
    }

    private static void Add(NpgsqlBatch batch, string sql, params object?[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value ?? DBNull.Value });
        }

        batch.BatchCommands.Add(command);
    }

    [LoggerMessage(EventId = 3101, Level = LogLevel.Information, Message = "{Tenant}, {Role}: {English} · {Chinese}")]
    private partial void Told(string tenant, string role, string english, string chinese);
}
