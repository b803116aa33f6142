using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla.Ladders;

namespace FieldOps.Domain.Sla.Notices;

/// <summary>
/// One message to one role over one channel. Its id follows from what caused it, so that a replay makes no second one.
/// A sender claims it, sends it, and says so; dies it in between, the message goes out again under the same id, by
/// which the receiver knows it.
/// </summary>
public sealed class NoticeEntity : EntityDefinition<NoticeState>
{
    /// <summary>The entity type.</summary>
    public const string TypeName = "notice";

    /// <summary>After so many failed attempts people must look.</summary>
    public const int AttemptsMax = 8;

    // Doubled with each attempt: the last waits about two hours.
    private static readonly TimeSpan s_firstRetry = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_claim = TimeSpan.FromMinutes(2);

    /// <inheritdoc/>
    public override string Type => TypeName;

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Events { get; } = new Dictionary<string, Type>
    {
        ["notice.queued.v1"] = typeof(NoticeQueued),
        ["notice.claimed.v1"] = typeof(NoticeClaimed),
        ["notice.delivered.v1"] = typeof(NoticeDelivered),
        ["notice.failed.v1"] = typeof(NoticeFailed),
        ["notice.retried.v1"] = typeof(NoticeRetried),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Commands { get; } = new Dictionary<string, Type>
    {
        ["notice.queue"] = typeof(QueueNotice),
        ["notice.claim"] = typeof(ClaimNotice),
        ["notice.record-delivered"] = typeof(RecordNoticeDelivered),
        ["notice.record-failed"] = typeof(RecordNoticeFailed),
        ["notice.retry"] = typeof(RetryNotice),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override Type ViewType => typeof(NoticeState);

    /// <inheritdoc/>
    public override NoticeState Initial => NoticeState.None;

    /// <summary>The id of the notice that an event makes for a role and a channel.</summary>
    public static Guid IdOf(Guid orderId, string cause, string role, string channel) =>
        NameBasedId.Of(orderId, $"notice/{cause}/{role}/{channel}");

    /// <inheritdoc/>
    public override Decision Decide(NoticeState state, ICommand command, Actor by, DateTimeOffset now)
    {
        if (command is RetryNotice)
        {
            return Retry(state, by, now);
        }

        if (SlaRights.Product.RefusalOf(by) is { } no)
        {
            return Decision.Refuse(no);
        }

        return command switch
        {
            QueueNotice wish => state.Status == NoticeStatus.None ? Queue(wish, now) : Decision.Nothing,
            _ when state.Status == NoticeStatus.None => Decision.Refuse(NoticeRefusals.Unknown),
            ClaimNotice wish => Claim(state, wish, now),
            RecordNoticeDelivered wish => state.Status == NoticeStatus.Delivered || IsPast(state, wish.ClaimedUntil)
                ? Decision.Nothing
                : Decision.Of(new NoticeDelivered(state.Attempts + 1, now)),
            RecordNoticeFailed wish => Fail(state, wish, now),
            _ => Decision.Nothing,
        };
    }

    /// <inheritdoc/>
    public override NoticeState Evolve(NoticeState state, IEvent happened) => happened switch
    {
        NoticeQueued e => new(NoticeStatus.Queued, e.Channel, e.Role, 0, e.QueuedAt, null, []),
        NoticeClaimed e => state with { Claimant = e.Claimant, DueAt = e.Until },
        NoticeDelivered e => state with { Status = NoticeStatus.Delivered, Attempts = e.Attempt, Claimant = null },
        NoticeFailed e => state with
        {
            Status = e.RetryAt is null ? NoticeStatus.GivenUp : NoticeStatus.Queued,
            Attempts = e.Attempt,
            DueAt = e.RetryAt ?? state.DueAt,
            Claimant = null,
            Reached = state.Reached.AddRange(e.Reached ?? []),
        },
        // Attempts count on: they tell one sending from the next.
        NoticeRetried e => state with { Status = NoticeStatus.Queued, DueAt = e.RetriedAt },
        _ => state,
    };

    /// <inheritdoc/>
    public override object View(NoticeState state) => state;

    // A line of the product's own log crosses no wire: there is nothing to claim, to fail or to try again.
    private static Decision Queue(QueueNotice wish, DateTimeOffset now)
    {
        var queued = new NoticeQueued(
            wish.NoticeId, wish.OrderId, wish.Number, wish.Cause, wish.Role, wish.Channel, wish.SubjectEn,
            wish.SubjectZh, wish.BodyEn, wish.BodyZh, now, wish.ContractorId);
        return wish.Channel == NoticeChannels.Log
            ? Decision.Of(queued, new NoticeDelivered(1, now))
            : Decision.Of(queued);
    }

    private static Decision Claim(NoticeState state, ClaimNotice wish, DateTimeOffset now)
    {
        if (state.Status != NoticeStatus.Queued)
        {
            return Decision.Refuse(NoticeRefusals.NotOpen);
        }

        return state.DueAt > now
            ? Decision.Refuse(
                NoticeRefusals.NotDue, ("dueAt", state.DueAt.ToString("O", CultureInfo.InvariantCulture)))
            : Decision.Of(new NoticeClaimed(wish.Claimant, now + s_claim));
    }

    // A claim is known by its end: the next one begins there at the earliest.
    private static bool IsPast(NoticeState state, DateTimeOffset? claimedUntil) =>
        claimedUntil is { } until && (state.Claimant is null || state.DueAt != until);

    private static Decision Fail(NoticeState state, RecordNoticeFailed wish, DateTimeOffset now)
    {
        if (state.Status != NoticeStatus.Queued || IsPast(state, wish.ClaimedUntil))
        {
            return Decision.Nothing;
        }

        // Others are waiting for their turn, not for a receiver to come round.
        if (wish is { Unfinished: true, Reached: { Count: > 0 } some })
        {
            return Decision.Of(new NoticeFailed(state.Attempts, wish.Error, now, now, some));
        }

        var attempt = state.Attempts + 1;
        var isLast = wish.Final || attempt >= AttemptsMax;
        var retry = isLast ? (DateTimeOffset?)null : now + (s_firstRetry * (1 << (attempt - 1)));
        return Decision.Of(new NoticeFailed(
            attempt, wish.Error, retry, now, wish.Reached is { Count: > 0 } reached ? reached : null));
    }

    private static Decision Retry(NoticeState state, Actor by, DateTimeOffset now)
    {
        if (SlaRights.LookAfterNotices.RefusalOf(by) is { } no)
        {
            return Decision.Refuse(no);
        }

        return state.Status switch
        {
            NoticeStatus.None => Decision.Refuse(NoticeRefusals.Unknown),
            NoticeStatus.GivenUp => Decision.Of(new NoticeRetried(by.Id, now)),
            _ => Decision.Refuse(NoticeRefusals.NotGivenUp),
        };
    }
}
