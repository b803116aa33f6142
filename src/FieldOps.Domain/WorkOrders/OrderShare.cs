using System.Collections.Immutable;
using FieldOps.Domain.Sla;

namespace FieldOps.Domain.WorkOrders;

/// <summary>What a party that left answers for although the order goes on with another: what it finished.</summary>
/// <param name="Outcome">As it was told last.</param>
/// <param name="Milestones">What started and stopped its clocks.</param>
public sealed record OrderShare(OrderOutcome Outcome, ClockMilestones Milestones)
{
    /// <summary>
    /// The share as the order stands: the limits, pauses and attribution are the order's, the rest was settled when the
    /// party left, but for what alarms say of its restoration later.
    /// </summary>
    public OrderOutcome OutcomeIn(WorkOrderState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return Outcome with
        {
            Attribution = state.Attribution ?? Attributions.ContractorScope,
            Clocks = ClocksUnder(
                state.Origin!.Terms, Milestones, OrderClocks.CountedPauses(state), state.Suppressed),
            FalseReply = Outcome.FalseReply || state.IsFalseReplier(Outcome.ContractorId),
            Restoration = Outcome.Restoration is { } known && state.RestoredBefore is { } stands
                && (known.ContractorId, known.Milestone) == (stands.ContractorId, stands.Milestone)
                ? known with { CountedAt = stands.CountedAt }
                : Outcome.Restoration,
        };
    }

    /// <summary>
    /// The share once the restoration of service counts later: its author restored then, who followed began no earlier.
    /// Who came before its author has restored nothing that alarms could speak of, and an author that followed a
    /// generator of another gains nothing by what it claimed itself.
    /// </summary>
    /// <param name="author">Whose claim it was.</param>
    /// <param name="countedAt">What counts from now on.</param>
    public OrderShare Corrected(Guid author, DateTimeOffset countedAt)
    {
        var m = Milestones;
        var untouched = m.RestoredBefore ? Outcome.ContractorId == author : m.RestoredAt is null;
        return untouched ? this : this with
        {
            Milestones = m.RestoredBefore
                ? m with
                {
                    RestoredAt = OrderClocks.NoEarlier(m.RestoredAt, countedAt),
                    ReportableAt = OrderClocks.NoEarlier(m.ReportableAt, countedAt),
                }
                : m with
                {
                    RestoredAt = countedAt,
                    RepairedAt = m.RepairedAt == m.RestoredAt ? countedAt : m.RepairedAt,
                    ReportableAt = m.ReportableAt == m.RestoredAt ? countedAt : m.ReportableAt,
                },
        };
    }

    /// <summary>
    /// The clocks of a party that left, under limits and pauses of the order: a clock that it had not stopped goes with
    /// the order.
    /// </summary>
    /// <param name="terms">The limits.</param>
    /// <param name="milestones">What started and stopped its clocks.</param>
    /// <param name="pauses">The pauses that count.</param>
    /// <param name="suppressed">Clocks that are not judged.</param>
    public static ImmutableArray<ClockResult> ClocksUnder(
        SlaTerms terms,
        ClockMilestones milestones,
        ImmutableArray<PauseSpan> pauses,
        ImmutableArray<ClockKind> suppressed)
    {
        ArgumentNullException.ThrowIfNull(milestones);
        var clocks = OrderClocks.Judged(
            ClockCalculator.At(terms, milestones, pauses, milestones.EndedAt!.Value), suppressed);
        return [.. clocks.Select(c => c.StoppedAt is null ? Left(c) : c)];
    }

    /// <summary>Whether both come to the same for the party.</summary>
    public static bool SayTheSame(OrderOutcome one, OrderOutcome other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return (one.Attribution, one.FalseReply) == (other.Attribution, other.FalseReply)
            && one.Clocks.SequenceEqual(other.Clocks);
    }

    private static ClockResult Left(ClockResult clock) => new(
        clock.Clock, clock.LimitMinutes, null, null, TimeSpan.Zero, TimeSpan.Zero, null, ClockOutcome.Void);
}
