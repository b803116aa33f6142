using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla.Ladders;
using FieldOps.Domain.Sla.Notices;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Entities;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace FieldOps.WorkOrders.Notices;

/// <summary>
/// Sends what is open in the outbox. A notice is claimed in the log before it is sent, so of two nodes one sends it; a
/// node that dies after sending and before saying so leaves a claim that ends, and the notice goes out again under its
/// own id.
/// </summary>
internal sealed partial class NoticeSender(
    NpgsqlDataSource database,
    IEntities entities,
    IAppClock clock,
    TimeProvider time,
    NoticeTransports transports,
    NoticeChoice choice,
    IOptions<NoticeOptions> options,
    ILogger<NoticeSender> logger) : BackgroundService
{
    // A look takes what a minute of a province's storm makes.
    private const int BatchMax = 200;

    private const string OpenSql = """
        select tenant, id, order_id, number, cause, role, channel, subject_en, subject_zh, body_en, body_zh, attempts,
               due_at, contractor_id
        from notice_outbox.notice where status = 'queued' and due_at <= $1 and channel = $3
        order by due_at, id limit $2
        """;

    private readonly string _me =
        string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}-{Environment.ProcessId}");

    // A receiver that takes its whole time holds up so many of its own channel.
    private const int AtOnceMax = 8;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await choice.BeginAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    // Each channel for itself: a mail server that hangs holds up no webhook. The log is among them for lines that wait:
    // builds of before queued them as they queue a mail.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(NoticeChannels.All.Select(channel => SendAsync(channel, stoppingToken)));

    private async Task SendAsync(string channel, CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(options.Value.PollMilliseconds), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Parallel.ForEachAsync(
                    await OpenAsync(channel, stoppingToken),
                    new ParallelOptions { MaxDegreeOfParallelism = AtOnceMax, CancellationToken = stoppingToken },
                    async (notice, ct) => await SendAsync(notice, ct));
            }
            // Neither the weather of a database nor one odd notice may end the sending for good.
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                Stalled(channel, failure);
            }
        }
    }

    private async Task SendAsync(OpenNotice notice, CancellationToken cancellationToken)
    {
        var key = new EntityKey(notice.Tenant, NoticeEntity.TypeName, notice.Id);
        var turn = string.Create(CultureInfo.InvariantCulture, $"{notice.Attempts}/{notice.DueAt.UtcTicks}/{_me}");
        var claim = await AskAsync(key, new ClaimNotice(_me), "claim/" + turn, cancellationToken);
        // A claim of before, given again: the outbox is behind the log, and the notice is sent or on its way.
        if (claim is not Answer.Accepted { Replayed: false, View: NoticeState state })
        {
            return;
        }

        if (await SendAsync(notice, state.Reached, state.DueAt, cancellationToken) is { } outcome)
        {
            await AskAsync(key, outcome, "outcome/" + turn, cancellationToken);
        }
    }

    // To each of its recipients once; who took it before is left out.
    private async Task<ICommand?> SendAsync(
        OpenNotice notice, ImmutableArray<string> before, DateTimeOffset until, CancellationToken cancellationToken)
    {
        if (notice.Channel == NoticeChannels.Log)
        {
            Told(notice.Tenant, notice.Role, notice.SubjectEn, notice.SubjectZh);
            return new RecordNoticeDelivered(until);
        }

        var targets = await choice.TargetsAsync(notice, cancellationToken);
        if (targets.IsEmpty)
        {
            return new RecordNoticeFailed(NoticeTransports.RecipientUnknown, Final: true, ClaimedUntil: until);
        }

        var turn = new NoticeTurn(clock, TimeSpan.FromSeconds(options.Value.TimeoutSeconds), until);
        return await turn.RunAsync(
            InTurn(notice, targets.Where(t => !before.Contains(t.Code))),
            target => transports.SendAsync(notice, target, cancellationToken));
    }

    // In another order each time: a few that take their whole time and fail must not stand before all others for good.
    private static IEnumerable<NoticeTarget> InTurn(OpenNotice notice, IEnumerable<NoticeTarget> targets) =>
        targets.OrderBy(t => NameBasedId.Of(
            notice.Id, string.Create(CultureInfo.InvariantCulture, $"{t.Code}/{notice.DueAt.UtcTicks}")));

    private Task<Answer> AskAsync(EntityKey key, ICommand command, string wish, CancellationToken cancellationToken) =>
        entities.AskAsync(
            key, command, new AskContext(Actor.System, NameBasedId.Of(key.Id, wish)), cancellationToken);

    private async Task<List<OpenNotice>> OpenAsync(string channel, CancellationToken cancellationToken)
    {
        var open = new List<OpenNotice>();
        await using var command = database.CreateCommand(OpenSql);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = clock.Now });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = BatchMax });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = channel });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            open.Add(new OpenNotice(
                rows.GetString(0), rows.GetGuid(1), rows.GetGuid(2), rows.GetString(3), rows.GetString(4),
                rows.GetString(5), rows.GetString(6), rows.GetString(7), rows.GetString(8), rows.GetString(9),
                rows.GetString(10), rows.GetInt32(11), rows.GetFieldValue<DateTimeOffset>(12),
                rows.IsDBNull(13) ? null : rows.GetGuid(13)));
        }

        return open;
    }

    [LoggerMessage(EventId = 3103, Level = LogLevel.Information, Message = "{Tenant}, {Role}: {English} · {Chinese}")]
    private partial void Told(string tenant, string role, string english, string chinese);

    [LoggerMessage(EventId = 3102, Level = LogLevel.Warning, Message = "Notices by {Channel} wait: sending failed.")]
    private partial void Stalled(string channel, Exception failure);
}
