using System.Collections.Immutable;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Feed;

namespace FieldOps.Assessment;

/// <summary>
/// Carries what happens to work orders into the month of the contractor who answers for it. The month is that of the
/// trouble (domain reference, 6.3), whenever the order ends.
/// </summary>
internal sealed class OrdersToMonthReactor(AssessmentRows rows, TimeZoneInfo zone) : Reactor
{
    public const string ReactorName = "orders-to-month";

    // An order that was never entered, because nobody had it, cannot leave.
    private static readonly ImmutableHashSet<string> s_nothingToLeave = [MonthRefusals.Unknown];

    // Codes never change, so what was read once stays true.
    private readonly Dictionary<(string Tenant, Guid Id), string> _codes = [];

    public override string Name => ReactorName;

    public override ImmutableHashSet<string> EventNames { get; } =
    [
        "work-order.dispatched.v1", "work-order.dispatched-again.v1", "work-order.queued.v1",
        "work-order.archived.v1", "work-order.cancelled.v1",
        "work-order.closed-by-refusal.v1", "work-order.false-reply-found.v1",
        "work-order.former-false-reply-found.v1",
        "work-order.recomputed.v1", "work-order.share-closed.v1", "work-order.share-withdrawn.v1",
    ];

    public override FeedStream Stream => FeedStream.ContractorOutcomes;

    public override ImmutableArray<string> ReadsFrom => [AssessmentProjection.Schema];

    public override async Task PrepareAsync(IReadOnlyList<RecordedEvent> batch, CancellationToken cancellationToken)
    {
        var missing = batch.SelectMany(ContractorsOf).Where(key => !_codes.ContainsKey(key)).Distinct().ToArray();
        if (missing.Length == 0)
        {
            return;
        }

        foreach (var (tenant, id, code) in await rows.CodesAsync(missing, cancellationToken))
        {
            _codes[(tenant, id)] = code;
        }
    }

    public override IEnumerable<Reaction> React(RecordedEvent happened) => happened.Body switch
    {
        OrderDispatched e => Dispatched(happened, e),
        OrderQueued { PreviousContractorId: { } before, PreviousKeepsShare: not true } e =>
            [Leave(happened, before, e.OrderId, e.Number, e.ReasonCode, e.OccurredAt)],
        OrderCancelled { ContractorId: { } before } e =>
            [Leave(happened, before, e.OrderId, e.Number, "cancelled", e.OccurredAt)],
        OrderClosedByRefusal e =>
            [Leave(happened, e.ContractorId, e.OrderId, e.Number, "closed-by-refusal", e.OccurredAt)],
        OrderArchived e => [Archived(happened, e.Outcome)],
        FalseReplyFound e => [Found(happened, e)],
        OrderRecomputed { Outcome: { } outcome } => [Corrected(happened, outcome)],
        OrderShareClosed e => [Corrected(happened, e.Outcome)],
        OrderShareWithdrawn e => [Leave(happened, e.ContractorId, e.OrderId, e.Number, e.Reason, e.OccurredAt)],
        _ => [],
    };

    private static IEnumerable<(string Tenant, Guid Id)> ContractorsOf(RecordedEvent happened)
    {
        IEnumerable<Guid?> ids = happened.Body switch
        {
            OrderDispatched e => [e.Assignee.ContractorId, e.PreviousContractorId],
            OrderQueued e => [e.PreviousContractorId],
            OrderCancelled e => [e.ContractorId],
            OrderClosedByRefusal e => [e.ContractorId],
            OrderArchived e => [e.Outcome.ContractorId],
            FalseReplyFound e => [e.ContractorId],
            OrderRecomputed e => [e.Outcome?.ContractorId],
            OrderShareClosed e => [e.Outcome.ContractorId],
            OrderShareWithdrawn e => [e.ContractorId],
            _ => [],
        };
        return ids.OfType<Guid>().Select(id => (happened.Key.Tenant, id));
    }

    private IEnumerable<Reaction> Dispatched(RecordedEvent happened, OrderDispatched e)
    {
        if (e is { PreviousContractorId: { } before, PreviousKeepsShare: not true }
            && before != e.Assignee.ContractorId)
        {
            yield return Leave(happened, before, e.OrderId, e.Number, "transferred", e.OccurredAt);
        }

        var month = MonthOf(happened, e.Assignee.ContractorId, e.OccurredAt);
        yield return Send(happened, month, new EnterOrder(
            month, e.OrderId, e.Number, e.Assignee.LotId, e.AssetId, e.AssetClass, e.WorkKind, e.OccurredAt,
            happened.Position));
    }

    private Reaction Leave(
        RecordedEvent happened, Guid contractor, Guid order, string number, string reason, DateTimeOffset occurredAt)
    {
        var month = MonthOf(happened, contractor, occurredAt);
        return Send(happened, month, new WithdrawOrder(month, order, number, reason, happened.Position))
            with { HarmlessRefusals = s_nothingToLeave };
    }

    private Reaction Archived(RecordedEvent happened, OrderOutcome outcome)
    {
        var month = MonthOf(happened, outcome.ContractorId, outcome.OccurredAt);
        return Send(happened, month, new RecordOutcome(month, outcome, happened.Position));
    }

    private Reaction Corrected(RecordedEvent happened, OrderOutcome outcome)
    {
        var month = MonthOf(happened, outcome.ContractorId, outcome.OccurredAt);
        return Send(happened, month, new CorrectOutcome(month, outcome, happened.Position));
    }

    private Reaction Found(RecordedEvent happened, FalseReplyFound e)
    {
        var month = MonthOf(happened, e.ContractorId, e.OccurredAt);
        var finding = new FindingFact(
            MonthFindings.FalseReplyId(e.OrderId), MonthFindings.FalseReply, e.OrderId, e.Number, 0,
            $"claimed {e.ClaimedAt:u}, alarm cleared {e.AlarmClearedAt:u}", e.FoundAt, happened.Position);
        return Send(happened, month, new RecordFinding(month, finding));
    }

    private MonthRef MonthOf(RecordedEvent happened, Guid contractor, DateTimeOffset occurredAt) => MonthRef.Of(
        contractor,
        _codes.GetValueOrDefault((happened.Key.Tenant, contractor), contractor.ToString("D")),
        MonthKey.Of(occurredAt, zone),
        zone);

    private static Reaction Send(RecordedEvent happened, MonthRef month, ICommand command) =>
        new(new EntityKey(happened.Key.Tenant, MonthRef.EntityType, month.EntityId), command);
}
