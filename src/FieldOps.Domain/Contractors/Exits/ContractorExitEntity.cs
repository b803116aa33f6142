using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Contractors.Exits;

/// <summary>
/// How a contractor leaves (domain reference, 9.1): plan, decision, notice in which service continues, hand-over
/// without a lost order, leftovers closed, last month paid, gone.
/// </summary>
public sealed class ContractorExitEntity : EntityDefinition<ExitState>
{
    /// <inheritdoc/>
    public override string Type => ExitState.EntityType;

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Events { get; } = new Dictionary<string, Type>
    {
        ["contractor-exit.drafted.v1"] = typeof(ExitDrafted),
        ["contractor-exit.decided.v1"] = typeof(ExitDecided),
        ["contractor-exit.started.v1"] = typeof(ExitStarted),
        ["contractor-exit.replacement-named.v1"] = typeof(ReplacementNamed),
        ["contractor-exit.handed-over.v1"] = typeof(ExitHandedOver),
        ["contractor-exit.leftover-closed.v1"] = typeof(ExitLeftoverClosed),
        ["contractor-exit.completed.v1"] = typeof(ExitCompleted),
        ["contractor-exit.voided.v1"] = typeof(ExitVoided),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Commands { get; } = new Dictionary<string, Type>
    {
        ["contractor-exit.draft"] = typeof(DraftExit),
        ["contractor-exit.decide"] = typeof(DecideExit),
        ["contractor-exit.start"] = typeof(StartExit),
        ["contractor-exit.name-replacement"] = typeof(NameReplacement),
        ["contractor-exit.hand-over"] = typeof(HandOverExit),
        ["contractor-exit.close-leftover"] = typeof(CloseLeftover),
        ["contractor-exit.complete"] = typeof(CompleteExit),
        ["contractor-exit.void"] = typeof(VoidExit),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override Type ViewType => typeof(ExitState);

    /// <inheritdoc/>
    public override ExitState Initial => ExitState.None;

    /// <inheritdoc/>
    public override Decision Decide(ExitState state, ICommand command, Actor by, DateTimeOffset now)
    {
        return command switch
        {
            DraftExit wish => Draft(state, wish, by, now),
            DeadlineReached => ExitHandingOver.Wake(state, by, now),
            _ when state.Stage == ExitStage.None => Decision.Refuse(ExitRefusals.Unknown),
            DecideExit wish => Decide(state, wish, by, now),
            VoidExit wish => Void(state, wish, by, now),
            _ when ContractorRights.CarryExit.RefusalOf(by) is { } no => Decision.Refuse(no),
            StartExit wish => Start(state, wish, by, now),
            NameReplacement wish => ExitHandingOver.Name(state, wish, by, now),
            HandOverExit => ExitHandingOver.Again(state, by, now),
            CloseLeftover wish => Close(state, wish, by, now),
            CompleteExit wish => Complete(state, wish, by, now),
            _ => Decision.Nothing,
        };
    }

    /// <inheritdoc/>
    public override ExitState Evolve(ExitState state, IEvent happened) => happened switch
    {
        ExitDrafted e => new(
            e.ContractorId, e.ContractorCode, ExitStage.Drafted, e.Kind, e.Service, e.Reason, e.Plan, e.NoticeMonths,
            e.ReplacementFirst, e.Leftovers, e.DraftedBy, null),
        ExitDecided e => state with { Stage = e.Approved ? ExitStage.Decided : ExitStage.None },
        ExitStarted e => state with { Stage = ExitStage.Started, NoticeUntil = e.NoticeUntil },
        ReplacementNamed e => state with
        {
            Replacements = [.. state.Replacements.Where(r => r.LotId != e.Replacement.LotId), e.Replacement],
        },
        ExitHandedOver e => state with { HandedOverAt = e.HandedOverAt },
        ExitLeftoverClosed e => state with { LeftoversOpen = state.LeftoversOpen.Remove(e.Leftover) },
        ExitCompleted => state with { Stage = ExitStage.Completed },
        ExitVoided => ExitState.None,
        _ => state,
    };

    // 2: the end of the notice hands over.
    /// <inheritdoc/>
    public override int DeadlineRevision => 2;

    /// <inheritdoc/>
    public override ImmutableArray<Deadline> Deadlines(ExitState state) => ExitHandingOver.Deadlines(state);

    /// <inheritdoc/>
    public override object View(ExitState state) => state;

    private static Decision Draft(ExitState state, DraftExit wish, Actor by, DateTimeOffset now)
    {
        if (ContractorRights.DraftExit.RefusalOf(by) is { } no)
        {
            return Decision.Refuse(no);
        }

        if (!by.IsOperator && (by.ContractorId != wish.ContractorId || wish.Kind != ExitKind.Voluntary))
        {
            return Decision.Refuse(ExitRefusals.NotAllowed);
        }

        if (!IsText(wish.Reason) || !IsText(wish.Plan))
        {
            return Decision.Refuse(ExitRefusals.TextMissing);
        }

        return state.Stage == ExitStage.None
            ? Decision.Of(new ExitDrafted(
                wish.ContractorId, wish.ContractorCode, wish.Kind, wish.Service, wish.Reason, wish.Plan,
                wish.NoticeMonths, wish.ReplacementFirst, wish.Leftovers, by.Id, now))
            : OutOfTurn(state);
    }

    private static Decision Decide(ExitState state, DecideExit wish, Actor by, DateTimeOffset now)
    {
        if (ContractorRights.DecideExit.RefusalOf(by) is { } no)
        {
            return Decision.Refuse(no);
        }

        if (state.Stage != ExitStage.Drafted)
        {
            return OutOfTurn(state);
        }

        if (state.DraftedBy == by.Id)
        {
            return Decision.Refuse(ExitRefusals.SamePerson, ("by", by.Id));
        }

        return IsText(wish.Minutes)
            ? Decision.Of(new ExitDecided(wish.Approved, wish.Minutes, by.Id, now))
            : Decision.Refuse(ExitRefusals.TextMissing);
    }

    // An exit of another kind does not rest on the listing: it goes on.
    private static Decision Void(ExitState state, VoidExit wish, Actor by, DateTimeOffset now)
    {
        if (ContractorRights.Reinstate.RefusalOf(by) is { } no)
        {
            return Decision.Refuse(no);
        }

        return state.Kind == ExitKind.BadCredit
            ? Decision.Of(new ExitVoided(state.ContractorId, state.ContractorCode, state.Kind, wish.Reason, now))
            : Decision.Nothing;
    }

    private static Decision Start(ExitState state, StartExit wish, Actor by, DateTimeOffset now)
    {
        if (state.Stage != ExitStage.Decided)
        {
            return state.Stage == ExitStage.Started ? Decision.Nothing : OutOfTurn(state);
        }

        // The end of the notice hands over by itself: by then it is too late to look for somebody.
        var until = WallCalendar.AddMonths(now, state.NoticeMonths, wish.Zone);
        var bare = state.ReplacementFirst
            ? wish.Lots.Where(l => !(l.Until <= until) && state.Replacements.All(r => r.LotId != l.LotId))
                .Select(l => l.Code).ToArray()
            : [];
        return bare.Length == 0
            ? Decision.Of(new ExitStarted(state.ContractorId, state.Kind, until, by.Id, now))
            : Decision.Refuse(ExitRefusals.ReplacementMissing, ("lots", string.Join(", ", bare)));
    }

    private static Decision Close(ExitState state, CloseLeftover wish, Actor by, DateTimeOffset now)
    {
        if (!state.LeftoversOpen.Contains(wish.Leftover))
        {
            return Decision.Refuse(ExitRefusals.LeftoverUnknown, ("leftover", wish.Leftover));
        }

        if (state.Stage is not (ExitStage.Decided or ExitStage.Started))
        {
            return OutOfTurn(state);
        }

        return IsText(wish.Evidence)
            ? Decision.Of(new ExitLeftoverClosed(wish.Leftover, wish.Evidence, by.Id, now))
            : Decision.Refuse(ExitRefusals.TextMissing);
    }

    private static Decision Complete(ExitState state, CompleteExit wish, Actor by, DateTimeOffset now)
    {
        if (state.Stage == ExitStage.Completed)
        {
            return Decision.Nothing;
        }

        if (state.Stage != ExitStage.Started)
        {
            return OutOfTurn(state);
        }

        var completed = new ExitCompleted(state.ContractorId, state.Kind, by.Id, now);
        return (ExitHandingOver.NoticeFault(state, now) ?? Remaining(state, wish)) switch
        {
            { } refusal => Decision.Refuse(refusal),
            // Without it an order that comes back later would find nobody to go on to.
            null when state.HandedOverAt is null =>
                Decision.Of(ExitHandingOver.HandedOver(state, by, now), completed),
            null => Decision.Of(completed),
        };
    }

    /// <summary>The first thing that still ties the contractor; null when nothing does.</summary>
    private static Refusal? Remaining(ExitState state, CompleteExit wish)
    {
        if (!wish.OpenOrders.IsEmpty)
        {
            return Refusal.Of(
                ExitRefusals.OrdersOpen,
                ("count", wish.OpenOrders.Length.ToString(CultureInfo.InvariantCulture)),
                ("first", wish.OpenOrders[0]));
        }

        if (!wish.Lots.IsEmpty)
        {
            return Refusal.Of(ExitRefusals.LotsOpen, ("lots", string.Join(", ", wish.Lots)));
        }

        if (state.ReplacementFirst && !wish.LotsWithoutSuccessor.IsEmpty)
        {
            return Refusal.Of(
                ExitRefusals.ReplacementMissing, ("lots", string.Join(", ", wish.LotsWithoutSuccessor)));
        }

        if (!state.LeftoversOpen.IsEmpty)
        {
            return Refusal.Of(ExitRefusals.LeftoversOpen, ("leftovers", string.Join(", ", state.LeftoversOpen)));
        }

        if (!wish.UnsettledMonths.IsEmpty)
        {
            return Refusal.Of(ExitRefusals.MonthsUnsettled, ("months", string.Join(", ", wish.UnsettledMonths)));
        }

        return wish.MonthsWithLateFacts.IsEmpty
            ? null
            : Refusal.Of(ExitRefusals.LateFacts, ("months", string.Join(", ", wish.MonthsWithLateFacts)));
    }

    private static bool IsText(string text) => ContractorLimits.IsText(text, ContractorLimits.ReasonCharactersMax);

    internal static Decision OutOfTurn(ExitState state) =>
        Decision.Refuse(ExitRefusals.OutOfTurn, ("stage", state.Stage.ToString().ToLowerInvariant()));
}
