using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;

namespace FieldOps.Domain.WorkOrders.Deciding;

/// <summary>What the crew reports from the field (domain reference, section 5.4).</summary>
internal static class Milestones
{
    public static Decision Report(ReportMilestone wish, Asked asked)
    {
        if (Allow.LeadOrDispatcher(asked) is { } no)
        {
            return Decision.Refuse(no);
        }

        return Reach(wish.Milestone, wish.At, wish.Permanent, asked, out var events) is { } fault
            ? Decision.Refuse(fault)
            : Decision.Of(events.Select(e => e is MilestoneReached reached ? Placed(reached, wish, asked) : e));
    }

    private static MilestoneReached Placed(MilestoneReached reached, ReportMilestone wish, Asked asked)
    {
        var metres = Nearness.MetresOf(wish, asked);
        return reached with { Time = Nearness.Flagged(reached.Time, metres, asked), SiteMetres = metres };
    }

    /// <summary>
    /// Checks a milestone and makes its events; none when it is known with the same time. A restoration that is known
    /// is told again where it turns out to have been the repair as well.
    /// </summary>
    public static Refusal? Reach(
        MilestoneKind kind, Claimed at, bool permanent, Asked asked, out ImmutableArray<IEvent> events)
    {
        events = [];
        var time = Claims.Read(at, asked.Rules.Times, asked.Now);
        if (KnownOf(kind, asked.State) is { } known)
        {
            return known.ClaimedAt != time.ClaimedAt ? Recorded(kind, known.CountedAt)
                : permanent && kind == MilestoneKind.ServiceRestored ? Repair(at, asked, out events)
                : null;
        }

        var no = KindFault(kind, asked.Origin.Terms)
            ?? StatusFault(kind, time, asked)
            ?? Claims.FaultOf(at, asked.Rules.Times, asked.Now)
            ?? BeforeDispatch(kind, time, asked)
            ?? OrderFault(kind, time.CountedAt, asked.State, asked.Rules);
        if (no is null)
        {
            var reached = new MilestoneReached(kind, permanent, asked.State.Lead!.ContractorId, time);
            var found = kind == MilestoneKind.ServiceRestored ? AlarmEvidence.Contradicts(time, asked) : null;
            events = found is null ? [Telling(reached, null, asked)] : [Telling(reached, found, asked), found];
        }

        return no;
    }

    /// <summary>
    /// The restoration that stands was the repair as well: recorded as the repair of that time, and held to what holds
    /// for one. That of a party that left is not this one's to call so: it reports the repair itself.
    /// </summary>
    public static Refusal? Repair(Claimed? at, Asked asked, out ImmutableArray<IEvent> events)
    {
        events = [];
        if (asked.Origin.Terms.LimitOf(ClockKind.Repair) is null || OrderClocks.RepairedAt(asked.State) is not null)
        {
            return null;
        }

        return asked.State.MilestoneOf(MilestoneKind.ServiceRestored) is { } own
            ? Reach(
                MilestoneKind.RepairCompleted, at ?? new Claimed(own.ClaimedAt), permanent: false, asked, out events)
            : asked.State.RestoredBefore is { } before ? Recorded(before.Milestone, before.CountedAt) : null;
    }

    public static Refusal Recorded(string milestone, DateTimeOffset at) => Refusal.Of(
        WorkOrderRefusals.MilestoneAlreadyRecorded, ("milestone", milestone), ("at", Words.Of(at)));

    private static Refusal Recorded(MilestoneKind kind, DateTimeOffset at) => Recorded(Words.Of(kind), at);

    private static MilestoneReached Telling(MilestoneReached reached, IEvent? found, Asked asked)
    {
        if (reached.Milestone is not (MilestoneKind.ServiceRestored or MilestoneKind.GeneratorOnLoad))
        {
            return reached;
        }

        var corrected = found switch
        {
            FalseReplyFound e => e.CountedRestoredAt,
            RestorationCorrected e => e.CountedRestoredAt,
            _ => null,
        };
        return reached with { Tells = TicketRestoration.Of(asked.Origin, corrected ?? reached.Time.CountedAt) };
    }

    // What a party that left has restored is restored: nobody restores it again, nor puts it on load.
    private static (DateTimeOffset ClaimedAt, DateTimeOffset CountedAt)? KnownOf(
        MilestoneKind kind, WorkOrderState state)
    {
        if (state.MilestoneOf(kind) is { } own)
        {
            return (own.ClaimedAt, own.CountedAt);
        }

        return state.RestoredBefore is { } before
            && (before.Milestone == kind
                || (kind, before.Milestone) == (MilestoneKind.GeneratorOnLoad, MilestoneKind.ServiceRestored))
            ? (before.ClaimedAt, before.CountedAt)
            : null;
    }

    public static Refusal? BeforeDispatch(RecordedTime time, Asked asked) =>
        asked.State.ClocksStartAt is { } start && time.CountedAt < start
            ? Refusal.Of(
                WorkOrderRefusals.TimeBeforeDispatch,
                ("at", Words.Of(time.CountedAt)), ("dispatchedAt", Words.Of(start)))
            : InAbsence(time, asked.State.Past?.Away ?? []);

    // Who did not have the order did nothing of it then; its clocks rested.
    private static Refusal? InAbsence(RecordedTime time, ImmutableArray<PauseSpan> away) =>
        away.FirstOrDefault(s => s.From <= time.CountedAt && time.CountedAt < s.To) is { To: { } back } span
            ? Refusal.Of(
                WorkOrderRefusals.TimeInAbsence,
                ("at", Words.Of(time.CountedAt)), ("from", Words.Of(span.From)), ("to", Words.Of(back)))
            : null;

    // Service can come back by itself before anybody was sent; nobody can travel before being sent.
    private static Refusal? BeforeDispatch(MilestoneKind kind, RecordedTime time, Asked asked) =>
        kind == MilestoneKind.ServiceRestored && SelfCleared(time.CountedAt, asked.State, asked.Rules)
            ? null
            : BeforeDispatch(time, asked);

    private static Refusal? StatusFault(MilestoneKind kind, RecordedTime time, Asked asked)
    {
        // A report from before the pause may arrive late; one from within it says that the pause was over.
        if (asked.Status == OrderStatus.Suspended && asked.State.OpenPause is { } pause && time.CountedAt <= pause.From)
        {
            return null;
        }

        var trailing = kind >= MilestoneKind.RepairCompleted || kind <= MilestoneKind.FaultLocated;
        return trailing
            ? Allow.Status(
                asked, WorkOrderRefusals.NotAccepted, OrderStatus.Accepted, OrderStatus.InProgress,
                OrderStatus.Restored, OrderStatus.Replied, OrderStatus.Verified)
            : Allow.Status(asked, WorkOrderRefusals.NotAccepted, OrderStatus.Accepted, OrderStatus.InProgress);
    }

    private static Refusal? KindFault(MilestoneKind kind, SlaTerms terms)
    {
        ClockKind? needed = kind switch
        {
            MilestoneKind.GeneratorOnLoad => ClockKind.OnLoad,
            MilestoneKind.ServiceRestored => ClockKind.Restore,
            MilestoneKind.RepairCompleted => ClockKind.Repair,
            _ => null,
        };
        return needed is { } clock && terms.LimitOf(clock) is null
            ? Refusal.Of(WorkOrderRefusals.MilestoneNotOfThisWork, ("milestone", Words.Of(kind)))
            : null;
    }

    private static Refusal? OrderFault(MilestoneKind kind, DateTimeOffset at, WorkOrderState state, PinnedRules rules)
    {
        foreach (var other in state.Milestones.Where(o => Ordered(kind, at, o, state, rules)))
        {
            if (kind < other.Kind ? at > other.CountedAt : at < other.CountedAt)
            {
                return Refusal.Of(
                    WorkOrderRefusals.MilestoneOutOfOrder,
                    ("milestone", Words.Of(kind)),
                    ("other", Words.Of(other.Kind)),
                    ("otherAt", Words.Of(other.CountedAt)));
            }
        }

        return null;
    }

    private static bool Ordered(
        MilestoneKind kind, DateTimeOffset at, OrderMilestone other, WorkOrderState state, PinnedRules rules)
    {
        var (first, second) = kind < other.Kind ? (kind, other.Kind) : (other.Kind, kind);

        // A crew may leave after a temporary restoration and come back to splice: leaving only follows arriving.
        if (second == MilestoneKind.LeftSite)
        {
            return first <= MilestoneKind.ArrivedOnSite;
        }

        // Where the alarm cleared by itself, the crew arrives after the restoration.
        if (second == MilestoneKind.ServiceRestored && first <= MilestoneKind.FaultLocated)
        {
            return !SelfCleared(kind == second ? at : other.CountedAt, state, rules);
        }

        return true;
    }

    private static bool SelfCleared(DateTimeOffset restoredAt, WorkOrderState state, PinnedRules rules) =>
        state.Alarms.Any(a =>
            (restoredAt - a.ClearedAt).Duration() <= TimeSpan.FromMinutes(rules.FalseReplyToleranceMinutes));
}
