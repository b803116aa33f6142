using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla.Declared;

namespace FieldOps.Domain.WorkOrders.Deciding;

/// <summary>Suspend, judge, resume (domain reference, section 6.3).</summary>
internal static class Pausing
{
    // Refused and unlimited ones included: a state is read whole at every command, so every list of it has an end.
    private const int PausesMax = 100;

    public static Decision Request(RequestSuspension wish, Asked asked)
    {
        var from = wish.From.ToUniversalTime();
        var until = wish.Until?.ToUniversalTime();
        var lifted = wish.DeclaredEventId is not null && wish.Reason == PauseReason.ForceMajeure
            || asked.Rules.Pauses.IsHardSite(asked.Origin.Asset.Tags);
        var registered = lifted ? null : RegisteredUntil(wish, from);
        var unlimited = lifted || registered is not null;
        var no = Allow.LeadOrDispatcher(asked)
            ?? StatusFault(asked, until)
            ?? EvidenceFault(wish, asked)
            ?? Nearness.FaultOf(wish, asked)
            ?? DeclaredFault(wish, from, until)
            ?? Allow.Note(wish.Note)
            ?? SpanFault(from, until, asked)
            ?? LimitFault(asked, unlimited);
        return no is not null
            ? Decision.Refuse(no)
            : Decision.Of(new SuspensionRequested(
                asked.State.Pauses.Length + 1,
                wish.Reason,
                from,
                until,
                unlimited,
                wish.Evidence,
                wish.DeclaredEventId,
                wish.Note ?? string.Empty,
                asked.Now,
                Nearness.Distances(wish, asked),
                Nearness.FlagsOf(wish, asked),
                wish.Grounds?.JudgeBy,
                registered));
    }

    // The pause begins within the entry: what the register did not say then it does not lift afterwards.
    private static DateTimeOffset? RegisteredUntil(RequestSuspension wish, DateTimeOffset from) =>
        wish.Grounds is { HardSiteUntil: { } end } grounds && end > from && !(grounds.HardSiteFrom > from)
            ? end
            : null;

    public static Decision Decide(DecideSuspension wish, Asked asked)
    {
        var no = Allow.Dispatcher(asked.By)
            ?? (wish.Approved ? Allow.Note(wish.Note) : Allow.Reason(wish.Note));
        if (no is not null)
        {
            return Decision.Refuse(no);
        }

        var pause = asked.State.Pauses.FirstOrDefault(p => p.Number == wish.PauseNumber);
        if (pause is null)
        {
            return Decision.Refuse(WorkOrderRefusals.PauseUnknown, ("pause", Words.Of(wish.PauseNumber)));
        }

        var verdict = wish.Approved ? PauseVerdict.Approved : PauseVerdict.Refused;
        if (pause.Verdict == verdict)
        {
            return Decision.Nothing;
        }

        return pause.Verdict == PauseVerdict.Refused
            && Overlapping(asked.State, pause.From, pause.Until) is { } other
            ? Decision.Refuse(WorkOrderRefusals.PauseOverlaps, ("pause", Words.Of(other.Number)))
            : Decision.Of(new SuspensionDecided(
                wish.PauseNumber, wish.Approved, wish.Note ?? string.Empty, asked.By.Id, asked.Now));
    }

    public static Decision Resume(ResumeOrder wish, Asked asked)
    {
        if (Allow.LeadOrDispatcher(asked) is { } no)
        {
            return Decision.Refuse(no);
        }

        if (asked.State.OpenPause is not { } pause || asked.Status != OrderStatus.Suspended)
        {
            return Decision.Refuse(WorkOrderRefusals.NotSuspended);
        }

        var time = Claims.Read(wish.At, asked.Rules.Times, asked.Now);
        no = Claims.FaultOf(wish.At, asked.Rules.Times, asked.Now);
        if (no is null && time.CountedAt < pause.From)
        {
            no = Refusal.Of(WorkOrderRefusals.PauseOverlaps, ("pause", Words.Of(pause.Number)));
        }

        return no is null ? Decision.Of(new OrderResumed(pause.Number, time)) : Decision.Refuse(no);
    }

    private static Refusal? StatusFault(Asked asked, DateTimeOffset? until)
    {
        if (asked.State.OpenPause is { } open)
        {
            return Refusal.Of(WorkOrderRefusals.PauseOpen, ("pause", Words.Of(open.Number)));
        }

        if (!asked.Origin.Terms.Limits.Any(l => l.Pausable))
        {
            return Refusal.Of(WorkOrderRefusals.NothingToPause);
        }

        // A pause that is over may be told until the review; a clock that rests now has to run, whatever the review.
        if (until is null || asked.Status == OrderStatus.Verified)
        {
            return Allow.Status(
                    asked, WorkOrderRefusals.NotAccepted, OrderStatus.Accepted, OrderStatus.InProgress,
                    OrderStatus.Restored, OrderStatus.Replied, OrderStatus.Verified)
                ?? (SomethingRuns(asked) ? null : Refusal.Of(WorkOrderRefusals.NothingToPause));
        }

        return Allow.Status(
            asked, WorkOrderRefusals.NotAccepted, OrderStatus.Accepted, OrderStatus.InProgress, OrderStatus.Restored,
            OrderStatus.Replied);
    }

    // Whether a clock that may rest has started and has not stopped.
    private static bool SomethingRuns(Asked asked)
    {
        var milestones = OrderClocks.MilestonesOf(asked.State);
        return asked.Origin.Terms.Limits.Any(l =>
            l.Pausable && milestones.StartOf(l) is not null && milestones.StopOf(l.Clock) is null);
    }

    private static Refusal? EvidenceFault(RequestSuspension wish, Asked asked)
    {
        if (wish.Evidence.IsDefaultOrEmpty || wish.Evidence.Any(string.IsNullOrWhiteSpace))
        {
            return Refusal.Of(WorkOrderRefusals.PauseEvidenceMissing);
        }

        if (wish.Evidence.Length > RequestSuspension.EvidenceMax)
        {
            return Refusal.Of(WorkOrderRefusals.TextTooLong, ("limit", Words.Of(RequestSuspension.EvidenceMax)));
        }

        if (asked.Rules.Pauses.Reasons is { } allowed && !allowed.Contains(wish.Reason))
        {
            return Refusal.Of(WorkOrderRefusals.PauseReasonNotAllowed, ("reason", Words.Of(wish.Reason)));
        }

        var founded = wish.Reason switch
        {
            PauseReason.ForceMajeure => wish.DeclaredEventId is not null,
            PauseReason.GridPowerFailure => wish.DeclaredEventId is not null
                || asked.Origin.Asset.Tags.Contains(asked.Rules.Pauses.NoGenerationTag),
            _ => true,
        };
        return founded
            ? null
            : Refusal.Of(WorkOrderRefusals.PauseReasonUnfounded, ("reason", Words.Of(wish.Reason)));
    }

    // A pause rests on a declared event only where and while that was declared, and a flood is no failure of the mains.
    private static Refusal? DeclaredFault(RequestSuspension wish, DateTimeOffset from, DateTimeOffset? until)
    {
        if (wish.DeclaredEventId is null || wish.Grounds is not { } grounds)
        {
            return null;
        }

        var fits = grounds.Declared is { CoversAsset: true } declared
            && from >= declared.From
            && (declared.Until is null || until <= declared.Until)
            && (wish.Reason is not (PauseReason.ForceMajeure or PauseReason.GridPowerFailure)
                || wish.Reason == DeclaredEventEntity.ReasonOf(declared.Kind));
        return fits
            ? null
            : Refusal.Of(WorkOrderRefusals.DeclaredEventUnfit, ("event", wish.DeclaredEventId));
    }

    private static Refusal? SpanFault(DateTimeOffset from, DateTimeOffset? until, Asked asked)
    {
        var (rules, now) = (asked.Rules, asked.Now);
        var latest = now.AddMinutes(rules.Times.FutureMinutesMax);
        if (from > latest || until > latest)
        {
            return Refusal.Of(
                WorkOrderRefusals.TimeInFuture, ("at", Words.Of(until ?? from)), ("now", Words.Of(now)));
        }

        if (from < now.AddMinutes(-rules.Pauses.BackdateMinutesMax))
        {
            return Refusal.Of(
                WorkOrderRefusals.PauseTooOld, ("maxMinutes", Words.Of(rules.Pauses.BackdateMinutesMax)));
        }

        if (from < asked.State.ClocksStartAt)
        {
            return Refusal.Of(
                WorkOrderRefusals.TimeBeforeDispatch,
                ("at", Words.Of(from)), ("dispatchedAt", Words.Of(asked.State.ClocksStartAt.Value)));
        }

        var number = asked.State.Pauses.Length + 1;
        var other = Overlapping(asked.State, from, until);
        return until <= from || other is not null
            ? Refusal.Of(WorkOrderRefusals.PauseOverlaps, ("pause", Words.Of(other?.Number ?? number)))
            : null;
    }

    // A refused pause takes no time, so it is in nobody's way.
    private static OrderPause? Overlapping(WorkOrderState state, DateTimeOffset from, DateTimeOffset? until) =>
        state.Pauses.FirstOrDefault(p => p.Verdict != PauseVerdict.Refused
            && (until is null || p.From < until) && (p.Until is null || p.Until > from));

    private static Refusal? LimitFault(Asked asked, bool unlimited)
    {
        var rules = asked.Rules.Pauses;
        var count = asked.State.Pauses.Length >= PausesMax ? PausesMax
            : !unlimited && IsUsedUp(asked, rules) ? rules.CountMax
            : (int?)null;
        return count is { } most
            ? Refusal.Of(
                WorkOrderRefusals.PauseLimitReached,
                ("count", Words.Of(most)), ("minutes", Words.Of(rules.TotalMinutesMax)))
            : null;
    }

    // Each party has the whole limit: what another used up before it is not its doing.
    private static bool IsUsedUp(Asked asked, PauseRules rules)
    {
        var limited = asked.State.Pauses.Where(p => p.LimitedFrom() is not null && p.Verdict != PauseVerdict.Refused
            && p.ContractorId == asked.State.Lead?.ContractorId).ToList();
        var used = limited.Sum(p => ((p.Span().To ?? asked.Now) - p.LimitedFrom()!.Value).TotalMinutes);
        return limited.Count >= rules.CountMax || used >= rules.TotalMinutesMax;
    }
}
