using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assessment;

/// <summary>
/// One month of one contractor, from its first order to its money (domain reference, 7.3 to 7.7): facts come in, are
/// frozen at a log position, scored, signed by both sides, published and settled.
/// </summary>
public sealed class ContractorMonthEntity : EntityDefinition<MonthState>
{
    private const string AppealDeadline = "appeal";

    // An order with its clocks is near a kilobyte, an ordinary entity a few.
    private const int OrdersPerWeight = 4;

    /// <inheritdoc/>
    public override string Type => MonthRef.EntityType;

    /// <inheritdoc/>
    public override ImmutableArray<SnapshotPack> SnapshotPacks { get; } = [new OrderFactsPack()];

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Events { get; } = new Dictionary<string, Type>
    {
        ["contractor-month.opened.v1"] = typeof(MonthOpened),
        ["contractor-month.order-entered.v1"] = typeof(MonthOrderEntered),
        ["contractor-month.outcome-recorded.v1"] = typeof(MonthOutcomeRecorded),
        ["contractor-month.order-withdrawn.v1"] = typeof(MonthOrderWithdrawn),
        ["contractor-month.finding-recorded.v1"] = typeof(MonthFindingRecorded),
        ["contractor-month.violation-recorded.v1"] = typeof(MonthViolationRecorded),
        ["contractor-month.mark-recorded.v1"] = typeof(MonthMarkRecorded),
        ["contractor-month.mark-corrected.v1"] = typeof(MonthMarkCorrected),
        ["contractor-month.reading-recorded.v1"] = typeof(MonthReadingRecorded),
        ["contractor-month.reading-corrected.v1"] = typeof(MonthReadingCorrected),
        ["contractor-month.work-recorded.v1"] = typeof(MonthWorkRecorded),
        ["contractor-month.cables-recorded.v1"] = typeof(MonthCablesRecorded),
        ["contractor-month.work-withdrawn.v1"] = typeof(MonthWorkWithdrawn),
        ["contractor-month.late-fact-recorded.v1"] = typeof(MonthLateFactRecorded),
        ["contractor-month.late-record-told.v1"] = typeof(MonthLateRecordTold),
        ["contractor-month.late-mark-corrected.v1"] = typeof(MonthLateMarkCorrected),
        ["contractor-month.late-cables-told.v1"] = typeof(MonthLateCablesTold),
        ["contractor-month.late-facts-weighed.v1"] = typeof(MonthLateFactsWeighed),
        ["contractor-month.frozen.v1"] = typeof(MonthFrozen),
        ["contractor-month.sheet-computed.v1"] = typeof(MonthSheetComputed),
        ["contractor-month.rolled-sheet-computed.v1"] = typeof(MonthRolledSheetComputed),
        ["contractor-month.counted-sheet-computed.v1"] = typeof(MonthCountedSheetComputed),
        ["contractor-month.sheet-confirmed.v1"] = typeof(MonthSheetConfirmed),
        ["contractor-month.sheet-disputed.v1"] = typeof(MonthSheetDisputed),
        ["contractor-month.sheet-approved.v1"] = typeof(MonthSheetApproved),
        ["contractor-month.sheet-published.v1"] = typeof(MonthSheetPublished),
        ["contractor-month.settled.v1"] = typeof(MonthSettled),
        ["contractor-month.lines-disputed.v1"] = typeof(MonthLinesDisputed),
        ["contractor-month.dispute-decided.v1"] = typeof(MonthDisputeDecided),
        ["contractor-month.appeal-lapsed.v1"] = typeof(MonthAppealLapsed),
        ["contractor-month.reopening-asked.v1"] = typeof(MonthReopeningAsked),
        ["contractor-month.reopening-declined.v1"] = typeof(MonthReopeningDeclined),
        ["contractor-month.reopened.v1"] = typeof(MonthReopened),
        ["contractor-month.corrected-reopened.v1"] = typeof(MonthCorrectedReopened),
        ["contractor-month.correction-computed.v1"] = typeof(MonthCorrectionComputed),
        ["contractor-month.correction-carried.v1"] = typeof(MonthCorrectionCarried),
        ["contractor-month.correction-passed-on.v1"] = typeof(MonthCorrectionPassedOn),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override ImmutableDictionary<string, Type> Commands { get; } = new Dictionary<string, Type>
    {
        ["contractor-month.enter-order"] = typeof(EnterOrder),
        ["contractor-month.record-outcome"] = typeof(RecordOutcome),
        ["contractor-month.correct-outcome"] = typeof(CorrectOutcome),
        ["contractor-month.withdraw-order"] = typeof(WithdrawOrder),
        ["contractor-month.record-finding"] = typeof(RecordFinding),
        ["contractor-month.record-violation"] = typeof(RecordViolation),
        ["contractor-month.record-mark"] = typeof(RecordMark),
        ["contractor-month.correct-mark"] = typeof(CorrectMark),
        ["contractor-month.record-reading"] = typeof(RecordReading),
        ["contractor-month.correct-reading"] = typeof(CorrectReading),
        ["contractor-month.record-work"] = typeof(RecordWork),
        ["contractor-month.withdraw-work"] = typeof(WithdrawWork),
        ["contractor-month.freeze"] = typeof(FreezeMonth),
        ["contractor-month.compute"] = typeof(ComputeSheet),
        ["contractor-month.compute-rolled"] = typeof(ComputeRolledSheet),
        ["contractor-month.compute-counted"] = typeof(ComputeCountedSheet),
        ["contractor-month.confirm"] = typeof(ConfirmSheet),
        ["contractor-month.dispute"] = typeof(DisputeSheet),
        ["contractor-month.approve"] = typeof(ApproveSheet),
        ["contractor-month.publish"] = typeof(PublishSheet),
        ["contractor-month.settle"] = typeof(SettleMonth),
        ["contractor-month.dispute-lines"] = typeof(DisputeLines),
        ["contractor-month.decide-dispute"] = typeof(DecideDispute),
        ["contractor-month.ask-reopening"] = typeof(AskReopening),
        ["contractor-month.decline-reopening"] = typeof(DeclineReopening),
        ["contractor-month.reopen"] = typeof(ReopenMonth),
        ["contractor-month.correct"] = typeof(CorrectMonth),
        ["contractor-month.carry-correction"] = typeof(CarryCorrection),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override Type ViewType => typeof(MonthView);

    /// <inheritdoc/>
    public override MonthState Initial => MonthState.None;

    /// <inheritdoc/>
    public override Decision Decide(MonthState state, ICommand command, Actor by, DateTimeOffset now)
    {
        if (MonthRights.RefusalOf(state, command, by) is { } refusal)
        {
            return Decision.Refuse(refusal);
        }

        return command switch
        {
            EnterOrder wish => MonthFactRules.Enter(state, wish, now),
            RecordOutcome wish => MonthFactRules.Record(state, wish, now),
            CorrectOutcome wish => MonthFactRules.Correct(state, wish, now),
            WithdrawOrder wish => MonthFactRules.Withdraw(state, wish, now),
            RecordFinding wish => MonthFactRules.Find(state, wish, by, now),
            RecordViolation wish => MonthFactRules.Violate(state, wish, by, now),
            RecordMark wish => MonthRecordRules.Mark(state, wish, by, now),
            CorrectMark wish => MonthRecordRules.Correct(state, wish, by, now),
            RecordReading wish => MonthRecordRules.Read(state, wish, by, now),
            CorrectReading wish => MonthRecordRules.Correct(state, wish, by, now),
            RecordWork wish => MonthWorkRules.Record(state, wish, by, now),
            WithdrawWork wish => MonthWorkRules.Withdraw(state, wish, by, now),
            FreezeMonth wish => MonthFreeze.Decide(state, wish, now),
            CarryCorrection wish => MonthReopening.Carry(state, wish),
            _ when state.Month is null => Decision.Refuse(MonthRefusals.Unknown),
            ComputeSheet wish => MonthSheetRules.Compute(state, wish, by, now),
            ConfirmSheet wish => MonthSheetRules.Confirm(state, wish, by, now),
            DisputeSheet wish => MonthSheetRules.Dispute(state, wish, by, now),
            ApproveSheet wish => MonthSheetRules.Approve(state, wish, by, now),
            PublishSheet => MonthSheetRules.Publish(state, by, now),
            SettleMonth => MonthSheetRules.Settle(state, by, now),
            DisputeLines wish => MonthAppealRules.Dispute(state, wish, by, now),
            DecideDispute wish => MonthAppealRules.Decide(state, wish, by, now),
            DeadlineReached { Kind: AppealDeadline } => MonthAppealRules.Lapse(state, now),
            AskReopening wish => MonthReopening.Ask(state, wish, by, now),
            DeclineReopening wish => MonthReopening.Decline(state, wish, by, now),
            ReopenMonth => MonthReopening.Reopen(state, by, now),
            CorrectMonth wish => MonthReopening.Correct(state, wish, by, now),
            _ => Decision.Nothing,
        };
    }

    /// <inheritdoc/>
    public override MonthState Evolve(MonthState state, IEvent happened)
    {
        return happened switch
        {
            MonthOpened e => MonthState.None with { Month = e.Month },
            MonthLateFactRecorded e => state with { Late = state.Late.Add(e.Late) },
            MonthFrozen e => MonthFreeze.Cut(state, e.LogPosition) with
            {
                Status = MonthStatus.Frozen, FrozenAtPosition = e.LogPosition,
            },
            _ => MonthFactEvolution.After(state, happened) ?? MonthSheetEvolution.After(state, happened),
        };
    }

    /// <inheritdoc/>
    public override int Weight(MonthState state) =>
        1 + ((state.Orders.Count + (state.Rolled?.Before.Sum(m => m.Orders.Length) ?? 0)) / OrdersPerWeight);

    /// <inheritdoc/>
    public override ImmutableArray<Deadline> Deadlines(MonthState state) =>
        MonthAppealRules.WantsLapse(state) ? [new Deadline(AppealDeadline, state.AppealUntil!.Value)] : [];

    /// <inheritdoc/>
    public override object View(MonthState state)
    {
        var sheet = state.Sheet;
        return new MonthView(
            state.Month?.ContractorId ?? Guid.Empty,
            state.Month?.ContractorCode ?? "",
            state.Month?.Month ?? "",
            state.Status,
            state.Orders.Count - state.OrdersWithdrawn,
            state.OrdersOpen,
            state.OrdersWithdrawn,
            state.Findings.Count,
            state.Violations.Count,
            state.Late.Length,
            state.FrozenAtPosition,
            sheet?.Number,
            sheet?.Score.Score,
            sheet?.Score.NoScoreReason,
            sheet?.Score.Grade,
            sheet?.Statement.TotalCny,
            state.DisputeReason);
    }
}
