using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Assessment.FollowUp;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assessment.Rectifications;

/// <summary>
/// A task to put something right (整改, domain reference 5.7): asked for by the department, proved by whoever is
/// responsible, accepted or returned by somebody else, and heard of further up when it is overdue.
/// </summary>
public sealed class RectificationEntity : EntityDefinition<RectificationState>
{
    /// <summary>Kind of the only deadline.</summary>
    public const string OverdueDeadline = "overdue";

    private const int ResponsibleCharactersMax = 100;

    private static readonly TimeSpan s_dueMost = TimeSpan.FromDays(366);

    /// <inheritdoc/>
    public override string Type => RectificationState.EntityType;

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Events { get; } = new Dictionary<string, Type>
    {
        ["rectification.raised.v1"] = typeof(RectificationRaised),
        ["rectification.submitted.v1"] = typeof(RectificationSubmitted),
        ["rectification.accepted.v1"] = typeof(RectificationAccepted),
        ["rectification.returned.v1"] = typeof(RectificationReturned),
        ["rectification.withdrawn.v1"] = typeof(RectificationWithdrawn),
        ["rectification.escalated.v1"] = typeof(RectificationEscalated),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Commands { get; } = new Dictionary<string, Type>
    {
        ["rectification.raise"] = typeof(RaiseRectification),
        ["rectification.submit"] = typeof(SubmitRectification),
        ["rectification.accept"] = typeof(AcceptRectification),
        ["rectification.return"] = typeof(ReturnRectification),
        ["rectification.withdraw"] = typeof(WithdrawRectification),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override Type ViewType => typeof(RectificationState);

    /// <inheritdoc/>
    public override RectificationState Initial => RectificationState.None;

    /// <inheritdoc/>
    public override Decision Decide(RectificationState state, ICommand command, Actor by, DateTimeOffset now) =>
        command switch
        {
            RaiseRectification wish => Raise(state, wish, by, now),
            DeadlineReached { Kind: OverdueDeadline } => Escalate(state, now),
            _ when state.Status == RectificationStatus.None => Decision.Refuse(RectificationRefusals.Unknown),
            SubmitRectification wish => Submit(state, wish, by, now),
            _ when Foreign(by) is { } no => Decision.Refuse(no),
            AcceptRectification wish => Judged(state, by) is { } no
                ? Decision.Refuse(no)
                : Decision.Of(new RectificationAccepted(wish.Remark, by.Id, now)),
            ReturnRectification wish => Return(state, wish, by, now),
            WithdrawRectification wish => Withdraw(state, wish, by, now),
            _ => Decision.Nothing,
        };

    /// <inheritdoc/>
    public override RectificationState Evolve(RectificationState state, IEvent happened) => happened switch
    {
        RectificationRaised e => new(
            e.RectificationId, e.Number, e.Source, e.ContractorId, e.ContractorCode, e.Month, e.Demand, e.Responsible,
            e.DueAt, RectificationStatus.Open, e.Told, e.Escalations, 0, e.RaisedBy, e.RaisedAt, []),
        RectificationSubmitted e => state with
        {
            Status = RectificationStatus.Submitted,
            Attempts = state.Attempts.Add(new RectificationAttempt(e.Evidence, e.By, e.At)),
        },
        RectificationReturned e => state with
        {
            Status = RectificationStatus.Returned,
            Attempts = state.Attempts.SetItem(
                state.Attempts.Length - 1, state.Attempts[^1] with { ReturnedReason = e.Reason }),
            StepsTaken = e.DueAt == state.DueAt ? state.StepsTaken : 0,
            DueAt = e.DueAt,
        },
        RectificationEscalated e => state with { StepsTaken = e.Step },
        RectificationAccepted e => state with
        {
            Status = RectificationStatus.Accepted, ClosedBy = e.By, ClosedAt = e.At, Remark = e.Remark,
        },
        RectificationWithdrawn e => state with
        {
            Status = RectificationStatus.Withdrawn, ClosedBy = e.By, ClosedAt = e.At, Remark = e.Reason,
        },
        _ => state,
    };

    /// <inheritdoc/>
    public override ImmutableArray<Deadline> Deadlines(RectificationState state) =>
        NextStepAt(state) is { } next ? [new Deadline(OverdueDeadline, next)] : [];

    /// <inheritdoc/>
    public override object View(RectificationState state) => state;

    // While the department looks at a proof the contractor's time rests: nothing escalates.
    private static DateTimeOffset? NextStepAt(RectificationState state) =>
        IsToDo(state) && state.StepsTaken < state.Escalations.Length
            ? state.DueAt.AddHours(state.Escalations[state.StepsTaken].AfterHours)
            : null;

    private static Decision Raise(RectificationState state, RaiseRectification wish, Actor by, DateTimeOffset now)
    {
        if (Foreign(by) is { } no)
        {
            return Decision.Refuse(no);
        }

        if (state.Status != RectificationStatus.None)
        {
            return OutOfTurn(state);
        }

        if (!IsText(wish.Demand))
        {
            return Decision.Refuse(RectificationRefusals.TextMissing);
        }

        if (wish.Responsible.Trim().Length is 0 or > ResponsibleCharactersMax)
        {
            return Decision.Refuse(RectificationRefusals.ResponsibleInvalid);
        }

        return IsDue(wish.DueAt, now)
            ? Decision.Of(new RectificationRaised(
                wish.RectificationId, wish.Number, wish.Source, wish.ContractorId, wish.ContractorCode, wish.Month,
                wish.Demand, wish.Responsible.Trim(), wish.DueAt, wish.Told, wish.Escalations, by.Id, now))
            : Decision.Refuse(RectificationRefusals.DueInvalid);
    }

    private static Decision Submit(RectificationState state, SubmitRectification wish, Actor by, DateTimeOffset now)
    {
        // An own crew has no contractor's login: there the responsible person itself brings the proof.
        if (by.ContractorId != state.ContractorId && !(by.IsOperator && by.Id == state.Responsible))
        {
            return Decision.Refuse(RectificationRefusals.NotResponsible);
        }

        if (!IsToDo(state))
        {
            return OutOfTurn(state);
        }

        if (state.Attempts.Length >= RectificationRefusals.AttemptsMax)
        {
            return Decision.Refuse(
                RectificationRefusals.TooManyAttempts,
                ("count", state.Attempts.Length.ToString(CultureInfo.InvariantCulture)));
        }

        return IsText(wish.Evidence)
            ? Decision.Of(new RectificationSubmitted(state.Attempts.Length + 1, wish.Evidence, by.Id, now))
            : Decision.Refuse(RectificationRefusals.TextMissing);
    }

    private static Decision Return(RectificationState state, ReturnRectification wish, Actor by, DateTimeOffset now)
    {
        if (Judged(state, by) is { } no)
        {
            return Decision.Refuse(no);
        }

        if (!IsText(wish.Reason))
        {
            return Decision.Refuse(RectificationRefusals.TextMissing);
        }

        return wish.DueAt is { } due && !IsDue(due, now)
            ? Decision.Refuse(RectificationRefusals.DueInvalid)
            : Decision.Of(new RectificationReturned(
                state.Number, state.ContractorCode, state.Attempts.Length, wish.Reason, wish.DueAt ?? state.DueAt,
                state.Told!, by.Id, now));
    }

    private static Decision Withdraw(
        RectificationState state, WithdrawRectification wish, Actor by, DateTimeOffset now)
    {
        if (!IsToDo(state) && state.Status != RectificationStatus.Submitted)
        {
            return OutOfTurn(state);
        }

        return IsText(wish.Reason)
            ? Decision.Of(new RectificationWithdrawn(wish.Reason, by.Id, now))
            : Decision.Refuse(RectificationRefusals.TextMissing);
    }

    private static Decision Escalate(RectificationState state, DateTimeOffset now) =>
        NextStepAt(state) is { } next && now >= next
            ? Decision.Of(new RectificationEscalated(
                state.Number, state.ContractorCode, state.Demand, state.DueAt, state.StepsTaken + 1,
                state.Escalations[state.StepsTaken].To, now))
            : Decision.Nothing;

    private static Refusal? Foreign(Actor by) => FollowUpRights.Keep.RefusalOf(by);

    private static Refusal? Judged(RectificationState state, Actor by) =>
        state.Status != RectificationStatus.Submitted
            ? Refusal.Of(RectificationRefusals.OutOfTurn, ("status", Word(state.Status)))
            : state.Attempts[^1].By == by.Id
                ? Refusal.Of(RectificationRefusals.SamePerson, ("by", by.Id))
                : null;

    private static bool IsToDo(RectificationState state) =>
        state.Status is RectificationStatus.Open or RectificationStatus.Returned;

    private static bool IsDue(DateTimeOffset due, DateTimeOffset now) => due > now && due - now <= s_dueMost;

    private static bool IsText(string? text) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= RectificationRefusals.TextCharactersMax;

    private static Decision OutOfTurn(RectificationState state) =>
        Decision.Refuse(RectificationRefusals.OutOfTurn, ("status", Word(state.Status)));

    // All statuses are single words: lower case is their stored form.
    private static string Word(RectificationStatus status) => status.ToString().ToLowerInvariant();
}
