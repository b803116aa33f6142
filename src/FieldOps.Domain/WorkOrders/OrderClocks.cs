using System.Collections.Immutable;
using FieldOps.Domain.Sla;

namespace FieldOps.Domain.WorkOrders;

/// <summary>The clocks of an order, read from its state.</summary>
public static class OrderClocks
{
    /// <summary>Every clock as it stands at <paramref name="now"/>; empty before the order exists.</summary>
    public static ImmutableArray<ClockResult> Of(WorkOrderState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Outcome is { } outcome)
        {
            return outcome.Clocks;
        }

        if (state.Origin is not { } origin)
        {
            return [];
        }

        var clocks = ClockCalculator.At(origin.Terms, MilestonesOf(state), CountedPauses(state), now);
        return state.Suppressed.IsEmpty ? clocks : Judged(clocks, state.Suppressed);
    }

    /// <summary>Suppressed clocks are shown with their times, and judged neither kept nor broken.</summary>
    public static ImmutableArray<ClockResult> Judged(
        ImmutableArray<ClockResult> clocks, ImmutableArray<ClockKind> suppressed) =>
        [.. clocks.Select(c => suppressed.Contains(c.Clock) ? c with { Outcome = ClockOutcome.Void } : c)];

    /// <summary>What starts and stops the clocks.</summary>
    public static ClockMilestones MilestonesOf(WorkOrderState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var restored = state.At(MilestoneKind.ServiceRestored);
        var onLoad = state.At(MilestoneKind.GeneratorOnLoad);
        var own = new ClockMilestones(
            DispatchedAt: state.ClocksStartAt,
            AcceptedAt: state.AcceptedAt,
            ArrivedAt: state.At(MilestoneKind.ArrivedOnSite),
            RestoredAt: restored,
            RepairedAt: RepairedAt(state),
            MainsFailedAt: state.OnLoadFrom ?? state.Origin?.OccurredAt,
            OnLoadAt: onLoad,
            ReportableAt: restored ?? onLoad ?? state.At(MilestoneKind.LeftSite),
            RepliedAt: state.RepliedAt,
            EndedAt: state.EndedAt,
            RestoreOwedFrom: state.RestoreOwedFrom);
        return Following(
            Again(own, state.Past), state.RestoredBefore, state.Origin?.Terms.LimitOf(ClockKind.Repair) is not null);
    }

    /// <summary>
    /// The milestones of a party that may have come back: what it had stopped first stays stopped, and where it was
    /// away its clocks rest.
    /// </summary>
    /// <param name="own">As it reached them since it came back.</param>
    /// <param name="past">What it found again; null for one that did not come back.</param>
    public static ClockMilestones Again(ClockMilestones own, PartyPast? past)
    {
        ArgumentNullException.ThrowIfNull(own);
        return past?.Since(own.RestoreOwedFrom) is not { } found ? own : own with
        {
            ArrivedAt = found.ArrivedAt ?? own.ArrivedAt,
            RepairedAt = found.RepairedAt ?? own.RepairedAt,
            ReportableAt = own.RestoredAt ?? own.OnLoadAt ?? found.LeftSiteAt ?? own.ReportableAt,
            RepliedAt = found.RepliedAt ?? own.RepliedAt,
            Away = found.Away,
        };
    }

    /// <summary>
    /// The milestones of a party that may follow another: it does not answer for what the other has restored. Its
    /// repair then begins with its clocks, and it reports when nothing is left to repair; neither before service was
    /// back, where that turns out to have been later.
    /// </summary>
    /// <param name="own">As this party reached them.</param>
    /// <param name="before">What a party that left has restored.</param>
    /// <param name="repairs">Whether the work has a permanent repair.</param>
    public static ClockMilestones Following(ClockMilestones own, EarlierRestoration? before, bool repairs)
    {
        ArgumentNullException.ThrowIfNull(own);
        if (before is null)
        {
            return own;
        }

        var start = NoEarlier(own.DispatchedAt, before.CountedAt);
        var owesRepair = repairs && !before.Repaired;
        return own with
        {
            RestoredBefore = true,
            RestoredAt = owesRepair ? start : null,
            RepairedAt = before.Repaired ? null : own.RepairedAt,
            ReportableAt = owesRepair ? NoEarlier(own.RepairedAt, before.CountedAt) : start,
        };
    }

    /// <summary>The later of two instants; null where the first has not come.</summary>
    internal static DateTimeOffset? NoEarlier(DateTimeOffset? at, DateTimeOffset than) => at < than ? than : at;

    /// <summary>
    /// What the lead finds again should it lose the order now and come back. A repair is its own to keep where another
    /// restored; before anybody has, none is done.
    /// </summary>
    internal static PartyPast PastOf(WorkOrderState state)
    {
        var found = state.Past?.Since(state.RestoreOwedFrom);
        return new PartyPast(
            state.AcceptedAt, found?.ArrivedAt ?? state.At(MilestoneKind.ArrivedOnSite), found?.Away)
        {
            LeftSiteAt = found?.LeftSiteAt ?? state.At(MilestoneKind.LeftSite),
            RepairedAt = state.RestoredBefore is null
                ? null
                : found?.RepairedAt ?? state.At(MilestoneKind.RepairCompleted),
            RepliedAt = found?.RepliedAt ?? state.RepliedAt,
        };
    }

    /// <summary>When the permanent repair was done: at the splice, or with a restoration that was one.</summary>
    public static DateTimeOffset? RepairedAt(WorkOrderState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.At(MilestoneKind.RepairCompleted)
            ?? (state.MilestoneOf(MilestoneKind.ServiceRestored) is { Permanent: true } restored
                ? restored.CountedAt
                : state.RestoredBefore is { Repaired: true } before ? before.CountedAt : null);
    }

    /// <summary>
    /// The pauses that count: not refused, and within the total that the rules allow unless nothing limits them.
    /// </summary>
    public static ImmutableArray<PauseSpan> CountedPauses(WorkOrderState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Origin is { } origin
            ? CountedPauses(
                state.Pauses, TimeSpan.FromMinutes(origin.Rules.Pauses.TotalMinutesMax), state.Windows)
            : [];
    }

    /// <summary>The same of lists of pauses and inherited windows; windows have no limit.</summary>
    public static ImmutableArray<PauseSpan> CountedPauses(
        ImmutableArray<OrderPause> pauses, TimeSpan totalMax, ImmutableArray<InheritedWindow> windows)
    {
        var own = CountedPauses(pauses, totalMax);
        return windows.IsEmpty
            ? own
            : [.. own.Concat(windows.Select(w => new PauseSpan(w.From, w.Until))).OrderBy(s => s.From)];
    }

    /// <summary>The same of a list of pauses and the total that the rules allow.</summary>
    public static ImmutableArray<PauseSpan> CountedPauses(ImmutableArray<OrderPause> pauses, TimeSpan totalMax)
    {
        if (pauses.IsEmpty)
        {
            return [];
        }

        var used = new Dictionary<Guid, TimeSpan>();
        var spans = ImmutableArray.CreateBuilder<PauseSpan>(pauses.Length);
        foreach (var pause in pauses.Where(p => p.Verdict != PauseVerdict.Refused).OrderBy(p => p.From))
        {
            var span = pause.Span();
            if (pause.LimitedFrom() is not { } limited)
            {
                spans.Add(span);
                continue;
            }

            // Each party that led has the whole total; what it leaves unused is nobody else's.
            var lead = pause.ContractorId ?? Guid.Empty;
            var lastsUntil = limited + totalMax - used.GetValueOrDefault(lead);
            var to = span.To < lastsUntil ? span.To.Value : lastsUntil;
            used[lead] = used.GetValueOrDefault(lead) + (to - limited);
            spans.Add(new PauseSpan(span.From, to));
        }

        return spans.ToImmutable();
    }
}
