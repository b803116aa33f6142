using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assessment.Annual;

/// <summary>
/// The annual assessment of a contractor (domain reference, 7.1): the tables of its year by weight, countersigned by
/// operator and contractor. A month that has another sheet by then leads to another edition.
/// </summary>
public sealed class AnnualAssessmentEntity : EntityDefinition<AnnualState>
{
    /// <inheritdoc/>
    public override string Type => YearRef.EntityType;

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Events { get; } = new Dictionary<string, Type>
    {
        ["annual-assessment.drawn-up.v1"] = typeof(AnnualDrawnUp),
        ["annual-assessment.confirmed.v1"] = typeof(AnnualConfirmed),
        ["annual-assessment.objected.v1"] = typeof(AnnualObjected),
        ["annual-assessment.objection-answered.v1"] = typeof(AnnualObjectionAnswered),
        ["annual-assessment.approved.v1"] = typeof(AnnualApproved),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Commands { get; } = new Dictionary<string, Type>
    {
        ["annual-assessment.draw-up"] = typeof(DrawUpAnnual),
        ["annual-assessment.confirm"] = typeof(ConfirmAnnual),
        ["annual-assessment.object"] = typeof(ObjectToAnnual),
        ["annual-assessment.answer"] = typeof(AnswerAnnualObjection),
        ["annual-assessment.approve"] = typeof(ApproveAnnual),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override Type ViewType => typeof(AnnualState);

    /// <inheritdoc/>
    public override AnnualState Initial => AnnualState.None;

    /// <inheritdoc/>
    public override Decision Decide(AnnualState state, ICommand command, Actor by, DateTimeOffset now) =>
        command switch
        {
            DrawUpAnnual wish => AnnualDrawing.Decide(state, wish, by, now),
            _ when state.Latest() is null => Decision.Refuse(AnnualRefusals.Unknown),
            ConfirmAnnual wish => OfContractor(state, wish.Edition, by) ?? Confirm(state, by, now),
            ObjectToAnnual wish => OfContractor(state, wish.Edition, by) ?? Object(state, wish, by, now),
            AnswerAnnualObjection wish => Refused(MonthRights.Manage, by) ?? Stale(state, wish.Edition)
                ?? Answer(state, wish, by, now),
            ApproveAnnual wish => Refused(MonthRights.Approve, by) ?? Stale(state, wish.Edition)
                ?? Approve(state, wish, by, now),
            _ => Decision.Nothing,
        };

    /// <inheritdoc/>
    public override AnnualState Evolve(AnnualState state, IEvent happened) => happened switch
    {
        AnnualDrawnUp e => new AnnualState(
            e.Year.Code, e.Year,
            state.Editions.Add(new AnnualEdition(
                e.Edition, e.Sheet, e.Tables, e.Months, e.Reason, e.DrawnBy, e.DrawnAt, e.WaitsUntil))),
        AnnualConfirmed e => With(state, e.Edition, a => a with { Confirmed = new(e.By, e.At) }),
        AnnualObjected e => With(state, e.Edition, a => a with { Objection = new(e.Reason, e.By, e.At) }),
        AnnualObjectionAnswered e => With(state, e.Edition, a => a with
        {
            Objection = a.Objection! with { Answer = e.Answer, Answered = new(e.By, e.At) },
        }),
        AnnualApproved e => With(state, e.Edition, a => a with { Approved = new(e.By, e.At) }),
        _ => state,
    };

    /// <inheritdoc/>
    public override object View(AnnualState state) => state;

    private static Decision Confirm(AnnualState state, Actor by, DateTimeOffset now)
    {
        var latest = state.Latest()!;
        return latest.Confirmed is null
            ? Decision.Of(new AnnualConfirmed(latest.Number, by.Id, now))
            : Decision.Nothing;
    }

    private static Decision Object(AnnualState state, ObjectToAnnual wish, Actor by, DateTimeOffset now)
    {
        var latest = state.Latest()!;
        if (!IsText(wish.Reason))
        {
            return Decision.Refuse(AnnualRefusals.TextMissing);
        }

        if (latest.Objection is { } told && told.Reason == wish.Reason)
        {
            return Decision.Nothing;
        }

        return latest is { Objection: null, Confirmed: null, Approved: null }
            ? Decision.Of(new AnnualObjected(latest.Number, wish.Reason, by.Id, now))
            : Decision.Refuse(AnnualRefusals.ObjectionClosed);
    }

    private static Decision Answer(AnnualState state, AnswerAnnualObjection wish, Actor by, DateTimeOffset now)
    {
        if (!IsText(wish.Answer))
        {
            return Decision.Refuse(AnnualRefusals.TextMissing);
        }

        return state.Latest()!.Objection switch
        {
            null => Decision.Refuse(AnnualRefusals.ObjectionUnknown),
            { Answered: not null } told => told.Answer == wish.Answer
                ? Decision.Nothing
                : Decision.Refuse(AnnualRefusals.ObjectionClosed),
            _ => Decision.Of(new AnnualObjectionAnswered(wish.Edition, wish.Answer, by.Id, now)),
        };
    }

    private static Decision Approve(AnnualState state, ApproveAnnual wish, Actor by, DateTimeOffset now)
    {
        var latest = state.Latest()!;
        if (latest.Approved is not null)
        {
            return Decision.Nothing;
        }

        if ((wish.Outdated(latest) ?? Waits(latest, now)) is { } waits)
        {
            return Decision.Refuse(waits);
        }

        return by.Id == latest.DrawnBy
            ? Decision.Refuse(AnnualRefusals.SamePerson)
            : Decision.Of(new AnnualApproved(
                state.Year!, latest.Number, latest.Sheet.CompositeId, latest.Sheet.Score, latest.Sheet.Grade, by.Id,
                now));
    }

    // The contractor's word: signed, or objected and answered, or silent as long as it had.
    private static Refusal? Waits(AnnualEdition edition, DateTimeOffset now) => edition switch
    {
        { Confirmed: not null } or { Objection.Answered: not null } => null,
        { Objection: not null } => Refusal.Of(AnnualRefusals.ObjectionOpen),
        { WaitsUntil: { } until } when now < until => Refusal.Of(
            AnnualRefusals.NotConfirmed, ("until", until.ToString("O", CultureInfo.InvariantCulture))),
        _ => null,
    };

    // To another contractor the assessment does not exist.
    private static Decision? OfContractor(AnnualState state, int edition, Actor by) =>
        Refused(MonthRights.Confirm, by)
        ?? (by.ContractorId == state.Year!.ContractorId
            ? Stale(state, edition)
            : Decision.Refuse(AnnualRefusals.Unknown));

    private static Decision? Refused(Right right, Actor by) =>
        right.RefusalOf(by) is { } no ? Decision.Refuse(no) : null;

    private static Decision? Stale(AnnualState state, int seen)
    {
        var number = state.Latest()!.Number;
        return seen == number
            ? null
            : Decision.Refuse(
                AnnualRefusals.EditionStale, ("edition", number.ToString(CultureInfo.InvariantCulture)));
    }

    private static bool IsText(string? text) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= AnnualRefusals.ReasonCharactersMax;

    private static AnnualState With(AnnualState state, int edition, Func<AnnualEdition, AnnualEdition> change) =>
        state with { Editions = [.. state.Editions.Select(e => e.Number == edition ? change(e) : e)] };
}
