using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using static FieldOps.Domain.Tests.WorkOrders.Orders;

namespace FieldOps.Domain.Tests.WorkOrders;

/// <summary>One full example of every event that an order stores.</summary>
internal static class GoldenEvents
{
    private static readonly RecordedTime s_time = new(
        At(30), At(42), At(30), At(41), new GpsFix(31.2304m, 121.4737m, At(19)), ["evidence-differs", "received-late"]);

    // As outcomes were stored before they named the restoration.
    private static readonly OrderOutcome s_outcome = Archived().State.Outcome! with { Restoration = null };

    public static ImmutableSortedDictionary<string, IEvent> All { get; } = Examples()
        .ToImmutableSortedDictionary(e => NameOf(e.GetType()), e => e, StringComparer.Ordinal);

    private static string NameOf(Type type) => WorkOrderNames.Events.Single(e => e.Value == type).Key;

    private static IEnumerable<IEvent> Examples() => [.. OfDispatch(), .. OfTheField(), .. OfTheReview()];

    private static IEnumerable<IEvent> OfDispatch()
    {
        var create = Create(Segment("hard-site"));
        var ticket = create.Ticket;
        yield return new OrderCreated(
            create.OrderId, create.Number, ticket, create.Asset, create.WorkKind, create.Severity, create.Cause,
            create.Description, create.OccurredAt, create.AlarmId, create.Terms,
            create.Rules with { Pauses = create.Rules.Pauses with { Evidence = null } }, Start);
        yield return new OrderQueued(
            OrderId, create.Number, To(null), "no-lot", Alpha.ContractorId, At(-5), At(9));
        yield return new OrderDispatched(
            OrderId, create.Number, Alpha, To(Alpha), 2, Beta.ContractorId, create.Asset.AssetId, "local-backbone",
            "Shanghai", "Pudong", "repair", At(-5), Start, At(40));
        yield return new OrderDispatchedAgain(
            OrderId, create.Number, Alpha, To(Alpha), 3, Beta.ContractorId, create.Asset.AssetId, "local-backbone",
            "Shanghai", "Pudong", "repair", At(-5), Start, At(40))
        {
            PreviousPassedItOn = true,
            Past = new PartyPast(At(5), At(9), [new PauseSpan(At(10), At(40))])
            {
                LeftSiteAt = At(9.25), RepairedAt = At(9.5), RepliedAt = At(9.75),
            },
        };
        yield return new OrderTransferred(Alpha, Beta, "Nearer crew", At(20));
        yield return new TransferRefused(Beta, Alpha, "No splicer", At(25));
        yield return new AssistAdded(Beta, "Two breaks", At(10));
        yield return new OrderHandedOver(Alpha, Beta, "exit-hand-over", At(15));
        yield return Restored(100).When(
            new HandOverOrder(Alpha.ContractorId, "ALPHA", []), At(150)).Single<OrderShareClosed>();
        yield return new OrderShareWithdrawn(
            OrderId, create.Number, Alpha.ContractorId, "restoration-rejected", At(-5), At(160));
        yield return new AssistLeft(Beta.ContractorId, "BETA", null, "exit-no-replacement", At(15));
        yield return new OrderAccepted(Alpha.ContractorId, s_time);
        yield return new PersonAssigned(Alpha.ContractorId, "crew-7", "T1", At(6));
        yield return new OrderRefused(Alpha.ContractorId, "Outside our lot", At(3));
        yield return new RefusalConfirmed(Alpha.ContractorId, "Agreed", At(9));
        yield return new RefusalRejected(Alpha.ContractorId, "It is in your lot", At(9));
        yield return new OrderClosedByRefusal(
            OrderId, create.Number, ticket, create.Asset.AssetId, Alpha.ContractorId, At(-5), At(9));
        yield return new OrderCancelled(
            OrderId, create.Number, ticket, create.Asset.AssetId, Alpha.ContractorId, "Duplicate", "d-1", At(-5),
            At(9));
        yield return new OrderMergeAsked(new MergedInto(Id("other"), "GD-20240301-00002"), "One flood", "d-1", At(9));
        yield return new OrderMergeDropped(Id("other"), At(9));
        yield return new OrderTakenOver(
            "GD-20240301-00001", Id("other"), "GD-20240301-00002", "One flood", "d-1", At(10));
        yield return new OrderAppended("Take the long ladder", At(11));
        yield return new OrderUrged(2, "Hospital waits", At(18));
    }

    private static IEnumerable<IEvent> OfTheField()
    {
        yield return new MilestoneReached(MilestoneKind.ServiceRestored, true, Alpha.ContractorId, s_time);
        yield return new SuspensionRequested(
            1, PauseReason.ForceMajeure, At(100), At(160), true, ["sha256:photo"], "flood-7", "Road under water",
            At(161));
        yield return new SuspensionDecided(1, false, "Road was open", "d-1", At(300));
        yield return new SuspensionOverdue(1, At(1601));
        yield return new OrderResumed(1, s_time);
        yield return new OrderReplied(
            Alpha.ContractorId,
            GoodReply with
            {
                BrokenSegments = ["SEG-1"],
                Latitude = 31.2304m,
                Longitude = 121.4737m,
                ImpactFrom = At(-5),
                ImpactTo = At(30),
                Complaints = 2,
                ReportedToPolice = true,
                InsuranceClaimed = false,
                Materials = [new MaterialUsed("cable-48", 120.5m, "m")],
            },
            1,
            At(90));
        yield return new NoteRecorded(NoteKind.StageFeedback, "Digging", At(60));
    }

    private static IEnumerable<IEvent> OfTheReview()
    {
        yield return new ReplyVerified(Attributions.ContractorScope, "Good", "q-1", At(400));
        yield return new ReplyReturned(1, "No photo", false, At(300));
        yield return new ReviewTransferred("q-2", "Own district", At(310));
        yield return new OrderArchived(s_outcome, Create().Ticket, At(500));
        yield return new AlarmClearRecorded("alarm-1", At(-5), At(230));
        yield return new FalseReplyFound(
            OrderId, "GD-20240301-00001", Alpha.ContractorId, At(-5), At(200), At(230), At(230), At(231));
        yield return new FormerFalseReplyFound(
            OrderId, "GD-20240301-00001", Alpha.ContractorId, At(-5), At(200), At(230), At(230), At(231));
        yield return new FormerRestorationCorrected(Alpha.ContractorId, At(240), At(400), At(400), At(401));
        yield return new RestorationCorrected(Alpha.ContractorId, At(240), At(400), At(400), At(401));
        yield return new RepeatRecorded(2, At(15));
        yield return new ClockWarned(ClockKind.Restore, Alpha.ContractorId, At(330), 80, At(264));
        yield return new ClockBreached(ClockKind.OnLoad, Alpha.ContractorId, 210, At(205), At(206));
        yield return new BreachLifted(ClockKind.Restore, Alpha.ContractorId, At(430), At(420));
        yield return new LadderStepReached(
            OrderId, "GD-20240301-00001", "Pudong ring 3", Alpha.ContractorId, "ALPHA", ClockKind.Restore, 330,
            At(330), "default", 1, "at-80", 80, ["contractor-manager"], ["log", "webhook"], "share", At(264));
        yield return new UrgeAnnounced(
            OrderId, "GD-20240301-00001", "Pudong ring 3", Alpha.ContractorId, "ALPHA", "default", 1, 2,
            "Hospital waits", At(270));
        yield return new WindowInherited(
            Id("outage"), "outage-7", PauseReason.GridPowerFailure, At(10), At(200), At(31));
        yield return new WindowDropped(Id("outage"), At(320));
        yield return new PausesBounded("flood-7", At(90), At(150), At(320));
        yield return new ClocksSuppressed([ClockKind.Arrive, ClockKind.Restore], "Duplicate of ring 2", "m-1", At(350));
        yield return new ClocksRestored([ClockKind.Arrive], "No duplicate", "m-1", At(360));
        yield return new OrderRecomputed(
            Id("recompute"), OrderId, "GD-20240301-00001", Create().Terms,
            new OrderCorrection("critical", "S", ["circuit-aaa"]), [new PauseRuling(1, true)],
            s_outcome, ClockVerdict.Of(s_outcome.Clocks), "Contract of 1 March", "h-1",
            At(900))
        {
            Outside = new OutsideChange(
                [new WindowRuling(Id("flood"), "flood-7", PauseReason.ForceMajeure, At(20), At(140), true)],
                [ClockKind.Arrive],
                [ClockKind.Report]),
        };
    }
}
