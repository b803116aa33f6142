using System.Collections.Immutable;
using FieldOps.Domain.Assets;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders.Dispatch;

namespace FieldOps.Domain.WorkOrders;

/// <summary>An order as its events have made it. Survives a round trip through JSON.</summary>
public sealed record WorkOrderState
{
    /// <summary>
    /// Alarm spans kept: a flapping site clears hundreds. A claim is judged by the latest, and by the first, which
    /// shows that service came back before anybody was sent.
    /// </summary>
    public const int AlarmSpansKept = 16;

    /// <summary>Orders taken over that are remembered: those whose end is still on its way are the last ones.</summary>
    public const int TakenOverKept = 64;

    /// <summary>Before the first event.</summary>
    public static WorkOrderState Initial { get; } = new();

    /// <summary>Where it stands.</summary>
    public OrderStatus Status { get; init; }

    /// <summary>How it began; null before the first event.</summary>
    public OrderCreated? Origin { get; init; }

    /// <summary>Why the lead has it, or why nobody does; null after a confirmed refusal.</summary>
    public DispatchChoice? Choice { get; init; }

    /// <summary>The one lead; null in the queue.</summary>
    public Assignee? Lead { get; init; }

    /// <summary>Who passed it on to a lead that has not signed yet.</summary>
    public Assignee? TransferredFrom { get; init; }

    /// <summary>Assisting parties.</summary>
    public ImmutableArray<Assignee> Assisting { get; init; } = [];

    /// <summary>Every party that ever led, once, with the start of its clocks.</summary>
    public ImmutableArray<Assignment> Assignments { get; init; } = [];

    /// <summary>Number of dispatches so far.</summary>
    public int AssignmentNumber { get; init; }

    /// <summary>Start of the lead's clocks.</summary>
    public DateTimeOffset? ClocksStartAt { get; init; }

    /// <summary>When the lead's time to be on load starts; null: with the trouble.</summary>
    public DateTimeOffset? OnLoadFrom { get; init; }

    /// <summary>What this lead found again when it came back; null where it did not, or that was not kept.</summary>
    public PartyPast? Past { get; init; }

    /// <summary>First signature of this lead.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>The last signature of this lead as it was stated; null where that was not kept.</summary>
    public DateTimeOffset? AcceptanceClaim { get; init; }

    /// <summary>Who of the lead does the work; null while nobody was named.</summary>
    public AssignedPerson? Person { get; init; }

    /// <summary>Milestones of this lead, in the order of receipt.</summary>
    public ImmutableArray<OrderMilestone> Milestones { get; init; } = [];

    /// <summary>The restoration of a party that left, while it stands; null where there is none.</summary>
    public EarlierRestoration? RestoredBefore { get; init; }

    /// <summary>When a restoration of a party that left was rejected; null while none was.</summary>
    public DateTimeOffset? RestoreOwedFrom { get; init; }

    /// <summary>What parties that left answer for, one a party; the order goes on without them.</summary>
    public ImmutableArray<OrderShare> Shares { get; init; } = [];

    /// <summary>Pauses, in the order of request.</summary>
    public ImmutableArray<OrderPause> Pauses { get; init; } = [];

    /// <summary>Windows of declared events that it belongs to.</summary>
    public ImmutableArray<InheritedWindow> Windows { get; init; } = [];

    /// <summary>How far it follows declared events.</summary>
    public ImmutableArray<FollowedEvent> Followed { get; init; } = [];

    /// <summary>Steps of the ladder that have been told, of every lead.</summary>
    public ImmutableArray<LadderMark> Steps { get; init; } = [];

    /// <summary>Clocks that are not judged.</summary>
    public ImmutableArray<ClockKind> Suppressed { get; init; } = [];

    /// <summary>Where a suspended order goes back to.</summary>
    public OrderStatus StatusBeforePause { get; init; }

    /// <summary>The last reply of this lead.</summary>
    public ReplyForm? Reply { get; init; }

    /// <summary>Replies so far.</summary>
    public int ReplyCount { get; init; }

    /// <summary>First reply of this lead for the restoration that stands.</summary>
    public DateTimeOffset? RepliedAt { get; init; }

    /// <summary>Replies of this lead that were sent back.</summary>
    public int ReturnCount { get; init; }

    /// <summary>Who answers for the fault, once verified.</summary>
    public string? Attribution { get; init; }

    /// <summary>Reviewer to whom the review was passed.</summary>
    public string? ReviewerId { get; init; }

    /// <summary>When the review passed.</summary>
    public DateTimeOffset? VerifiedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The order that goes on in its place; null where none does.</summary>
    public MergedInto? MergedInto { get; init; }

    /// <summary>The merge into another that was asked for and not dropped; null when none was.</summary>
    public OrderMergeAsked? MergeAsked { get; init; }

    /// <summary>Orders that were merged into this one; the latest <see cref="TakenOverKept"/>.</summary>
    public ImmutableArray<Guid> TakenOver { get; init; } = [];

    /// <summary>What it meant for the contractor's month, once archived.</summary>
    public OrderOutcome? Outcome { get; init; }

    /// <summary>The last recompute that changed it; null when none did.</summary>
    public Guid? RecomputedBy { get; init; }

    /// <summary>Alarms of the order's own trouble that have cleared: the first and the latest.</summary>
    public ImmutableArray<AlarmSpan> Alarms { get; init; } = [];

    /// <summary>A restoration that this lead claimed was contradicted.</summary>
    public bool FalseReply { get; init; }

    /// <summary>Reports attached beside the first.</summary>
    public int RepeatCount { get; init; }

    /// <summary>Urges so far.</summary>
    public int UrgeCount { get; init; }

    /// <summary>The last urge.</summary>
    public DateTimeOffset? LastUrgedAt { get; init; }

    /// <summary>Notes and additions so far.</summary>
    public int NoteCount { get; init; }

    /// <summary>What has been said about each clock of this lead.</summary>
    public ImmutableArray<ClockMark> Marks { get; init; } = [];

    /// <summary>Archived, cancelled or closed by refusal.</summary>
    public bool HasEnded => Status is OrderStatus.Archived or OrderStatus.Cancelled or OrderStatus.ClosedByRefusal;

    /// <summary>When a milestone was reached by the time that counts; null when it was not.</summary>
    public DateTimeOffset? At(MilestoneKind milestone) => MilestoneOf(milestone)?.CountedAt;

    /// <summary>The milestone, null when it was not reached.</summary>
    public OrderMilestone? MilestoneOf(MilestoneKind milestone)
    {
        foreach (var reached in Milestones)
        {
            if (reached.Kind == milestone)
            {
                return reached;
            }
        }

        return null;
    }

    /// <summary>The restoration that stands, of this lead or of one that left; null while service is down.</summary>
    public EarlierRestoration? Restoration()
    {
        var own = MilestoneOf(MilestoneKind.ServiceRestored) ?? MilestoneOf(MilestoneKind.GeneratorOnLoad);
        var repaired = OrderClocks.RepairedAt(this) is not null;
        return own is not null && Lead is { } lead
            ? new EarlierRestoration(
                own.Kind, own.ClaimedAt, own.CountedAt, repaired, lead.ContractorId, AcceptedAt)
            {
                Away = Past?.Away,
            }
            : RestoredBefore is { } before ? before with { Repaired = repaired } : null;
    }

    /// <summary>Whether a restoration that a party claimed was contradicted, whoever has the order now.</summary>
    public bool IsFalseReplier(Guid contractorId) => Lead?.ContractorId == contractorId
        ? FalseReply
        : Assignments.Any(a => a.ContractorId == contractorId && a.FalseReply);

    /// <summary>What a party that left answers for; null when nothing.</summary>
    public OrderShare? ShareOf(Guid contractorId) =>
        Shares.FirstOrDefault(s => s.Outcome.ContractorId == contractorId);

    /// <summary>The pause that has no end yet, null when there is none.</summary>
    public OrderPause? OpenPause => Pauses.IsEmpty || Pauses[^1].Until is not null ? null : Pauses[^1];

    /// <summary>The first pause that nobody has judged, null when there is none.</summary>
    public OrderPause? UnjudgedPause => Pauses.FirstOrDefault(p => p.Verdict == PauseVerdict.Provisional);
}

/// <summary>A party that led.</summary>
/// <param name="ContractorId">Who.</param>
/// <param name="ClocksStartAt">When its clocks started.</param>
/// <param name="FalseReply">A restoration that it claimed was contradicted.</param>
/// <param name="ReturnCount">Replies of its own that were sent back.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="OnLoadFrom">When its time to be on load starts; null: with the trouble.</param>
public sealed record Assignment(
    Guid ContractorId,
    DateTimeOffset ClocksStartAt,
    bool FalseReply = false,
    int ReturnCount = 0,
    string ContractorCode = "",
    DateTimeOffset? OnLoadFrom = null)
{
    /// <summary>When it lost the order last, UTC; null while it has not.</summary>
    public DateTimeOffset? LeftAt { get; init; }

    /// <summary>It passed the order on by its own word then.</summary>
    public bool PassedItOn { get; init; }

    /// <summary>What it had stopped and where it was away, as it left.</summary>
    public PartyPast? Past { get; init; }

    /// <summary>
    /// What it finds again where it comes back at an instant. Time in which somebody else has the order is not its own
    /// where the operator moved it or who had it refused; who passed it on by its own word gains no time by that.
    /// </summary>
    public PartyPast PastAt(DateTimeOffset now)
    {
        var past = Past ?? new PartyPast(null, null, null);
        return LeftAt is { } left && left < now && !PassedItOn
            ? past with { Away = [.. past.Away ?? [], new PauseSpan(left, now)] }
            : past;
    }
}

/// <summary>Who of a party does the work.</summary>
/// <param name="Person">Person id.</param>
/// <param name="Team">Code of the person's team.</param>
public sealed record AssignedPerson(string Person, string? Team);

/// <summary>How long an alarm lasted: half-open.</summary>
/// <param name="AlarmId">Which.</param>
/// <param name="RaisedAt">UTC.</param>
/// <param name="ClearedAt">UTC.</param>
public sealed record AlarmSpan(string AlarmId, DateTimeOffset RaisedAt, DateTimeOffset ClearedAt);

/// <summary>A milestone as it counts.</summary>
/// <param name="Kind">Which.</param>
/// <param name="ClaimedAt">As stated.</param>
/// <param name="CountedAt">As it counts.</param>
/// <param name="Permanent">A restoration that is the repair as well.</param>
/// <param name="SiteMetres">How far from the asset its fix was taken; null when not known.</param>
/// <param name="Flags">What does not agree, see <see cref="RecordedTime"/>; null for nothing.</param>
public sealed record OrderMilestone(
    MilestoneKind Kind,
    DateTimeOffset ClaimedAt,
    DateTimeOffset CountedAt,
    bool Permanent,
    int? SiteMetres = null,
    ImmutableArray<string>? Flags = null);

/// <summary>A pause.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Reason">Why.</param>
/// <param name="From">UTC.</param>
/// <param name="Until">UTC; null while it lasts.</param>
/// <param name="Unlimited">True when no limit of count or total applies to it.</param>
/// <param name="RequestedAt">UTC.</param>
/// <param name="Verdict">How it was judged.</param>
/// <param name="Escalated">True when it was not judged in time.</param>
/// <param name="JudgedAt">When it was judged last, UTC; null while it was not.</param>
/// <param name="ContractorId">Who led when it was asked for: the limits are each party's own.</param>
/// <param name="EventCode">The declared event that it names.</param>
/// <param name="Bound">The window of that event, once the event has told it.</param>
/// <param name="Distances">How far each piece of evidence lies from the asset; null when nobody asked.</param>
/// <param name="Flags">What whoever judges has to know of the evidence; null for nothing.</param>
/// <param name="JudgeBy">See <see cref="SuspensionRequested"/>.</param>
/// <param name="UnlimitedUntil">See <see cref="SuspensionRequested"/>.</param>
public sealed record OrderPause(
    int Number,
    PauseReason Reason,
    DateTimeOffset From,
    DateTimeOffset? Until,
    bool Unlimited,
    DateTimeOffset RequestedAt,
    PauseVerdict Verdict,
    bool Escalated,
    DateTimeOffset? JudgedAt = null,
    Guid? ContractorId = null,
    string? EventCode = null,
    PauseSpan? Bound = null,
    ImmutableArray<EvidenceDistance>? Distances = null,
    ImmutableArray<string>? Flags = null,
    DateTimeOffset? JudgeBy = null,
    DateTimeOffset? UnlimitedUntil = null)
{
    /// <summary>
    /// From when on the limits apply to the time that it takes: from its beginning, from the end of the site's entry in
    /// the register, or never; null then.
    /// </summary>
    public DateTimeOffset? LimitedFrom()
    {
        var span = Span();
        if (!Unlimited)
        {
            return span.From;
        }

        return UnlimitedUntil is not { } end || end >= span.To ? null : end > span.From ? end : span.From;
    }

    /// <summary>The time that it takes: its own, within the window of the event that it names.</summary>
    public PauseSpan Span()
    {
        if (Bound is not { } bound)
        {
            return new PauseSpan(From, Until);
        }

        var from = bound.From > From ? bound.From : From;
        var until = Until is null || bound.To < Until ? bound.To : Until;
        return new PauseSpan(from, until < from ? from : until);
    }

    /// <summary>The pauses once the window of the event that some of them name is known.</summary>
    public static ImmutableArray<OrderPause> Bounded(ImmutableArray<OrderPause> pauses, PausesBounded happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return Bounded(pauses, happened.Code, new PauseSpan(happened.From, happened.Until));
    }

    /// <summary>The same of an event by its code.</summary>
    public static ImmutableArray<OrderPause> Bounded(
        ImmutableArray<OrderPause> pauses, string code, PauseSpan window) =>
        pauses.Any(p => p.EventCode == code)
            ? [.. pauses.Select(p => p.EventCode == code ? p with { Bound = window } : p)]
            : pauses;

    /// <summary>A pause as it is asked for; what is known of its event's window holds for it too.</summary>
    public static OrderPause Of(SuspensionRequested asked, Guid? lead, ImmutableArray<OrderPause> before)
    {
        ArgumentNullException.ThrowIfNull(asked);
        return new OrderPause(
            asked.PauseNumber, asked.Reason, asked.From, asked.Until, asked.Unlimited, asked.RequestedAt,
            PauseVerdict.Provisional, false, ContractorId: lead, EventCode: asked.DeclaredEventId,
            Bound: asked.DeclaredEventId is { } code ? before.LastOrDefault(p => p.EventCode == code)?.Bound : null,
            Distances: asked.Distances, Flags: asked.Flags, JudgeBy: asked.JudgeBy,
            UnlimitedUntil: asked.UnlimitedUntil);
    }
}

/// <summary>A window of a declared event, as the order inherits it.</summary>
/// <param name="EventId">The declared event.</param>
/// <param name="Code">Its code.</param>
/// <param name="Reason">What its kind means for the clocks.</param>
/// <param name="From">UTC.</param>
/// <param name="Until">UTC; null while it lasts.</param>
public sealed record InheritedWindow(
    Guid EventId, string Code, PauseReason Reason, DateTimeOffset From, DateTimeOffset? Until);

/// <summary>A step of the ladder that has been told.</summary>
/// <param name="ContractorId">Of whose clock: another lead's clock is another clock.</param>
/// <param name="Clock">Which.</param>
/// <param name="StepId">The step.</param>
public sealed record LadderMark(Guid ContractorId, ClockKind Clock, string StepId);

/// <summary>What has been said about a clock.</summary>
/// <param name="Clock">Which.</param>
/// <param name="Warned">A warning was raised.</param>
/// <param name="Breached">It counts as breached.</param>
public sealed record ClockMark(ClockKind Clock, bool Warned, bool Breached);
