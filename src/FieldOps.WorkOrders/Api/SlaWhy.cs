using System.Collections.Immutable;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Feed;

namespace FieldOps.WorkOrders.Api;

/// <summary>Why the clocks of an order stand as they do.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Number">Short number.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="At">The instant for which it is told.</param>
/// <param name="Policy">The version of the limit matrix that the order runs under: <c>default.v1</c>.</param>
/// <param name="Line">The line of the matrix.</param>
/// <param name="DecidedAt">The instant that decided which rules apply.</param>
/// <param name="Rules">The version of the order rules.</param>
/// <param name="LimitsByRecompute">
/// The recompute that gave the limits; null where they are those of the creation.
/// </param>
/// <param name="Clocks">Each clock of the terms, of the party that has the order; empty for one that left.</param>
/// <param name="Shares">
/// The clocks of parties that left, by which they are judged; a contractor is shown its own.
/// </param>
/// <param name="Pauses">Every pause that was asked for, counted or not.</param>
/// <param name="Windows">Windows of declared events that the order inherits.</param>
/// <param name="Recomputes">Recomputes that changed the order, the first one first.</param>
internal sealed record SlaWhy(
    Guid OrderId,
    string Number,
    OrderStatus Status,
    DateTimeOffset At,
    string Policy,
    string Line,
    DateTimeOffset DecidedAt,
    string Rules,
    Guid? LimitsByRecompute,
    ImmutableArray<ClockWhy> Clocks,
    ImmutableArray<ShareWhy> Shares,
    ImmutableArray<PauseWhy> Pauses,
    ImmutableArray<InheritedWindow> Windows,
    ImmutableArray<RecomputeWhy> Recomputes)
{
    /// <summary>
    /// From the state, and from the log for who asked and judged, and for the times in which the operator was waited
    /// for.
    /// </summary>
    /// <param name="state">The order.</param>
    /// <param name="history">All that happened to it.</param>
    /// <param name="policy">The version of the matrix that it runs under; null when it is not known any more.</param>
    /// <param name="reader">The contractor that reads; null for the operator.</param>
    /// <param name="now">UTC.</param>
    public static SlaWhy Of(
        WorkOrderState state,
        IReadOnlyList<RecordedEvent> history,
        SlaPolicy? policy,
        Guid? reader,
        DateTimeOffset now)
    {
        var origin = state.Origin!;
        var at = state.EndedAt is { } ended && ended < now ? ended : now;
        var limits = new LimitSource(origin, policy);
        var times = new OrderTimes(OrderRests.Of(state), history);
        var recomputes = RecomputeWhy.Of(state, history, reader);
        return new SlaWhy(
            origin.OrderId,
            origin.Number,
            state.Status,
            at,
            FormattableString.Invariant($"{origin.Terms.PolicyId}.v{origin.Terms.PolicyVersion}"),
            origin.Terms.LineId,
            origin.Terms.DecidedAt ?? origin.RulesAskedAt(),
            FormattableString.Invariant($"{origin.Rules.PolicyId}.v{origin.Rules.PolicyVersion}"),
            recomputes.LastOrDefault(r => r.Limits)?.RecomputeId,
            OrderDoor.IsVisible(reader, state)
                ? ClockWhy.Of(state, OrderClocks.Of(state, at), OrderClocks.MilestonesOf(state), limits, times, at)
                : [],
            [
                .. state.Shares.Where(s => reader is null || s.Outcome.ContractorId == reader)
                    .Select(s => ShareWhy.Of(state, s, limits, times)),
            ],
            PauseWhy.Of(state, history, reader),
            state.Windows,
            recomputes);
    }
}

/// <summary>Why one clock stands as it does. Times are whole milliseconds.</summary>
/// <param name="Clock">Which.</param>
/// <param name="Outcome">How it stands.</param>
/// <param name="Suppressed">It is not judged.</param>
/// <param name="Limit">What limit it has, and what gave it.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="StartedBy">What started it: a milestone.</param>
/// <param name="StoppedAt">UTC.</param>
/// <param name="StoppedBy">What stopped it: a milestone; <c>order-ended</c> when nothing did.</param>
/// <param name="DueAt">When the limit is used up.</param>
/// <param name="RunningMs">Time that counts.</param>
/// <param name="PausedMs">Time in pauses, windows and absences.</param>
/// <param name="ClosedMs">Time outside the calendar's hours.</param>
/// <param name="ContractorMs">Running time that the contractor spent.</param>
/// <param name="OperatorMs">Time that the operator spent, running or paused.</param>
/// <param name="OutsideMs">Time that neither spent.</param>
/// <param name="Intervals">Its time from start to stop, in pieces.</param>
internal sealed record ClockWhy(
    ClockKind Clock,
    ClockOutcome Outcome,
    bool Suppressed,
    LimitWhy Limit,
    DateTimeOffset? StartedAt,
    string? StartedBy,
    DateTimeOffset? StoppedAt,
    string? StoppedBy,
    DateTimeOffset? DueAt,
    long RunningMs,
    long PausedMs,
    long ClosedMs,
    long ContractorMs,
    long OperatorMs,
    long OutsideMs,
    ImmutableArray<ClockPiece> Intervals)
{
    /// <summary>The clocks of a party, in the order of the terms.</summary>
    public static ImmutableArray<ClockWhy> Of(
        WorkOrderState state,
        ImmutableArray<ClockResult> clocks,
        ClockMilestones milestones,
        LimitSource limits,
        OrderTimes times,
        DateTimeOffset at)
    {
        var known = clocks.ToDictionary(c => c.Clock);
        return
        [
            .. limits.Terms.Limits.Where(l => known.ContainsKey(l.Clock)).Select(l => Of(
                state, (l, limits.Of(l)), known[l.Clock], milestones, times, at)),
        ];
    }

    private static ClockWhy Of(
        WorkOrderState state,
        (ClockLimit Limit, LimitWhy Why) given,
        ClockResult clock,
        ClockMilestones milestones,
        OrderTimes times,
        DateTimeOffset at)
    {
        var (limit, end) = (given.Limit, clock.StoppedAt ?? at);
        ImmutableArray<ClockPiece> pieces = clock.StartedAt is { } start && end > start
            ? ClockTimeline.Of(
                start, end, times.RestsOf(limit, milestones), times.Waits, state.Origin!.Terms.HoursOf(limit))
            : [];
        return new ClockWhy(
            limit.Clock,
            clock.Outcome,
            state.Suppressed.Contains(limit.Clock),
            given.Why,
            clock.StartedAt,
            clock.StartedAt is null ? null : ClockCauses.StartOf(limit, milestones),
            clock.StoppedAt,
            clock.StoppedAt is not null ? ClockCauses.StopOf(limit.Clock, milestones)
                : state.HasEnded && clock.StartedAt is not null ? ClockCauses.Ended : null,
            clock.DueAt,
            Sum(pieces, p => p.Kind == ClockPieceKind.Running),
            Sum(pieces, p => p.Kind == ClockPieceKind.Paused),
            Sum(pieces, p => p.Kind == ClockPieceKind.Closed),
            Sum(pieces, p => p.By == TimeSpentBy.Contractor),
            Sum(pieces, p => p.By == TimeSpentBy.Operator),
            Sum(pieces, p => p.By == TimeSpentBy.Outside),
            pieces);
    }

    private static long Sum(ImmutableArray<ClockPiece> pieces, Func<ClockPiece, bool> which) =>
        pieces.Where(which).Sum(p => (p.To - p.From).Ticks) / TimeSpan.TicksPerMillisecond;
}
