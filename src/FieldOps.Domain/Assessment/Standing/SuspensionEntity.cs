using System.Collections.Immutable;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assessment.Standing;

/// <summary>
/// Two lowest letters let the operator suspend a contractor (domain reference, 7.5): the product proposes it with the
/// facts, the department head confirms or dismisses it. What was decided is proposed again on further results alone.
/// </summary>
public sealed class SuspensionEntity : EntityDefinition<SuspensionState>
{
    /// <inheritdoc/>
    public override string Type => SuspensionState.EntityType;

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Events { get; } = new Dictionary<string, Type>
    {
        ["suspension.proposed.v1"] = typeof(SuspensionProposed),
        ["suspension.withdrawn.v1"] = typeof(SuspensionWithdrawn),
        ["suspension.confirmed.v1"] = typeof(SuspensionConfirmed),
        ["suspension.dismissed.v1"] = typeof(SuspensionDismissed),
        ["suspension.weighed.v1"] = typeof(SuspensionWeighed),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Commands { get; } = new Dictionary<string, Type>
    {
        ["suspension.weigh"] = typeof(WeighSuspension),
        ["suspension.confirm"] = typeof(ConfirmSuspension),
        ["suspension.dismiss"] = typeof(DismissSuspension),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override Type ViewType => typeof(SuspensionState);

    /// <inheritdoc/>
    public override SuspensionState Initial => SuspensionState.None;

    /// <inheritdoc/>
    public override Decision Decide(SuspensionState state, ICommand command, Actor by, DateTimeOffset now) =>
        command switch
        {
            WeighSuspension wish => ContractorRights.WeighResults.RefusalOf(by) is { } no
                ? Decision.Refuse(no)
                : Weigh(state, wish, now),
            ConfirmSuspension wish => Fault(state, wish.Reason, by) is { } no
                ? Decision.Refuse(no)
                : Decision.Of(new SuspensionConfirmed(
                    state.ContractorId, state.Year, state.Grounds!, wish.Reason, by.Id, now)),
            DismissSuspension wish => Fault(state, wish.Reason, by) is { } no
                ? Decision.Refuse(no)
                : Decision.Of(new SuspensionDismissed(wish.Reason, by.Id, now)),
            _ => Decision.Nothing,
        };

    /// <inheritdoc/>
    public override SuspensionState Evolve(SuspensionState state, IEvent happened)
    {
        return happened switch
        {
            SuspensionProposed e => new(
                $"{e.ContractorCode}/{e.Year}", e.ContractorId, e.ContractorCode, e.Year, SuspensionStatus.Open,
                e.Grounds, e.Number, e.ProposedAt, null, null, e.WeighedAt ?? state.WeighedAt),
            SuspensionWithdrawn e => state with
            {
                Status = SuspensionStatus.Withdrawn, WeighedAt = e.WeighedAt ?? state.WeighedAt,
            },
            SuspensionConfirmed e => state with
            {
                Status = SuspensionStatus.Confirmed, Reason = e.Reason, DecidedBy = e.ConfirmedBy,
            },
            SuspensionDismissed e => state with
            {
                Status = SuspensionStatus.Dismissed, Reason = e.Reason, DecidedBy = e.DismissedBy,
            },
            SuspensionWeighed e => Named(state, e) with { WeighedAt = e.WeighedAt },
            _ => state,
        };
    }

    /// <inheritdoc/>
    public override object View(SuspensionState state) => state;

    // The months of a year come by ways of their own, so that weighings overtake one another: what was read before the
    // last weighing has nothing to add to it. Hence also a weighing that changes nothing is kept.
    private static Decision Weigh(SuspensionState state, WeighSuspension wish, DateTimeOffset now)
    {
        if (wish.WeighedAt < state.WeighedAt)
        {
            return Decision.Nothing;
        }

        var isLate = state.Status != SuspensionStatus.Open && now >= wish.ProposedUntil;
        if (!isLate && wish.Grounds is { } grounds && IsNews(state, grounds))
        {
            var number = state.Status == SuspensionStatus.Open ? state.Number : state.Number + 1;
            return Decision.Of(new SuspensionProposed(
                wish.ContractorId, wish.ContractorCode, wish.Year, grounds, number, wish.To, now, wish.WeighedAt));
        }

        if (state.Status == SuspensionStatus.Open && wish.Grounds is null)
        {
            return Decision.Of(new SuspensionWithdrawn(now, wish.WeighedAt));
        }

        return isLate || wish.WeighedAt == state.WeighedAt
            ? Decision.Nothing
            : Decision.Of(new SuspensionWeighed(
                wish.ContractorId, wish.ContractorCode, wish.Year, wish.WeighedAt));
    }

    // Nothing may have been proposed so far.
    private static SuspensionState Named(SuspensionState state, SuspensionWeighed e) => state with
    {
        Code = $"{e.ContractorCode}/{e.Year}",
        ContractorId = e.ContractorId,
        ContractorCode = e.ContractorCode,
        Year = e.Year,
    };

    private static bool IsNews(SuspensionState state, SuspensionGrounds grounds) => state.Status switch
    {
        SuspensionStatus.Open => !grounds.Results.SequenceEqual(state.Grounds!.Results),
        // Known months with other scores are no further results. A suspension may have been lifted since.
        SuspensionStatus.Confirmed or SuspensionStatus.Dismissed =>
            grounds.Results.Any(r => state.Grounds!.Results.All(k => k.Month != r.Month)),
        _ => true,
    };

    private static Refusal? Fault(SuspensionState state, string reason, Actor by)
    {
        if (ContractorRights.Suspend.RefusalOf(by) is { } notAllowed)
        {
            return notAllowed;
        }

        return state.Status switch
        {
            SuspensionStatus.None => Refusal.Of(SuspensionRefusals.Unknown),
            SuspensionStatus.Open => ContractorLimits.IsText(reason, ContractorLimits.ReasonCharactersMax)
                ? null
                : Refusal.Of(SuspensionRefusals.ReasonMissing),
            _ => Refusal.Of(SuspensionRefusals.NotOpen, ("status", state.Status.ToString().ToLowerInvariant())),
        };
    }
}
