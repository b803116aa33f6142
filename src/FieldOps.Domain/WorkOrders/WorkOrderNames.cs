using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.WorkOrders;

/// <summary>The stable names of events (stored) and commands (sent): a renamed class changes neither.</summary>
public static class WorkOrderNames
{
    /// <summary>Stored name to event.</summary>
    public static ImmutableDictionary<string, Type> Events { get; } = new (string Name, Type Type)[]
    {
        ("created", typeof(OrderCreated)),
        ("queued", typeof(OrderQueued)),
        ("dispatched", typeof(OrderDispatched)),
        ("transferred", typeof(OrderTransferred)),
        ("transfer-refused", typeof(TransferRefused)),
        ("assist-added", typeof(AssistAdded)),
        ("handed-over", typeof(OrderHandedOver)),
        ("assist-left", typeof(AssistLeft)),
        ("share-closed", typeof(OrderShareClosed)),
        ("share-withdrawn", typeof(OrderShareWithdrawn)),
        ("accepted", typeof(OrderAccepted)),
        ("person-assigned", typeof(PersonAssigned)),
        ("refused", typeof(OrderRefused)),
        ("refusal-confirmed", typeof(RefusalConfirmed)),
        ("refusal-rejected", typeof(RefusalRejected)),
        ("closed-by-refusal", typeof(OrderClosedByRefusal)),
        ("cancelled", typeof(OrderCancelled)),
        ("appended", typeof(OrderAppended)),
        ("urged", typeof(OrderUrged)),
        ("milestone-reached", typeof(MilestoneReached)),
        ("suspension-requested", typeof(SuspensionRequested)),
        ("suspension-decided", typeof(SuspensionDecided)),
        ("suspension-overdue", typeof(SuspensionOverdue)),
        ("resumed", typeof(OrderResumed)),
        ("replied", typeof(OrderReplied)),
        ("note-recorded", typeof(NoteRecorded)),
        ("verified", typeof(ReplyVerified)),
        ("reply-returned", typeof(ReplyReturned)),
        ("review-transferred", typeof(ReviewTransferred)),
        ("archived", typeof(OrderArchived)),
        ("alarm-clear-recorded", typeof(AlarmClearRecorded)),
        ("false-reply-found", typeof(FalseReplyFound)),
        ("restoration-corrected", typeof(RestorationCorrected)),
        ("repeat-recorded", typeof(RepeatRecorded)),
        ("clock-warned", typeof(ClockWarned)),
        ("clock-breached", typeof(ClockBreached)),
        ("breach-lifted", typeof(BreachLifted)),
        ("window-inherited", typeof(WindowInherited)),
        ("ladder-step-reached", typeof(LadderStepReached)),
        ("urge-announced", typeof(UrgeAnnounced)),
        ("window-dropped", typeof(WindowDropped)),
        ("pauses-bounded", typeof(PausesBounded)),
        ("clocks-suppressed", typeof(ClocksSuppressed)),
        ("clocks-restored", typeof(ClocksRestored)),
        ("recomputed", typeof(OrderRecomputed)),
    }.ToImmutableDictionary(e => $"work-order.{e.Name}.v1", e => e.Type, StringComparer.Ordinal);

    /// <summary>Wire name to command.</summary>
    public static ImmutableDictionary<string, Type> Commands { get; } = new (string Name, Type Type)[]
    {
        ("create", typeof(CreateOrder)),
        ("dispatch", typeof(DispatchOrder)),
        ("transfer", typeof(TransferOrder)),
        ("inherit-window", typeof(InheritWindow)),
        ("drop-window", typeof(DropWindow)),
        ("bound-pauses", typeof(BoundPauses)),
        ("suppress-clocks", typeof(SuppressClocks)),
        ("restore-clocks", typeof(RestoreClocks)),
        ("add-assist", typeof(AddAssist)),
        ("hand-over", typeof(HandOverOrder)),
        ("accept", typeof(AcceptOrder)),
        ("assign-person", typeof(AssignPerson)),
        ("refuse", typeof(RefuseOrder)),
        ("confirm-refusal", typeof(ConfirmRefusal)),
        ("reject-refusal", typeof(RejectRefusal)),
        ("append", typeof(AppendToOrder)),
        ("urge", typeof(UrgeOrder)),
        ("cancel", typeof(CancelOrder)),
        ("report-milestone", typeof(ReportMilestone)),
        ("request-suspension", typeof(RequestSuspension)),
        ("decide-suspension", typeof(DecideSuspension)),
        ("resume", typeof(ResumeOrder)),
        ("reply", typeof(ReplyToOrder)),
        ("record-note", typeof(RecordNote)),
        ("verify", typeof(VerifyReply)),
        ("return-reply", typeof(ReturnReply)),
        ("transfer-review", typeof(TransferReview)),
        ("archive", typeof(ArchiveOrder)),
        ("record-alarm-clear", typeof(RecordAlarmClear)),
        ("record-repeat", typeof(RecordRepeat)),
        ("recompute", typeof(RecomputeOrder)),
    }.ToImmutableDictionary(c => $"work-order.{c.Name}", c => c.Type, StringComparer.Ordinal);
}
