using System.Collections.Immutable;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Assessment;

/// <summary>The state of a month after the events of its sheet.</summary>
internal static class MonthSheetEvolution
{
    public static MonthState After(MonthState state, IEvent happened)
    {
        return happened switch
        {
            MonthSheetComputed e => Computed(state, e),
            MonthSheetConfirmed e => Confirmed(state, e.SheetNumber, e.ConfirmedBy, e.ConfirmedAt),
            MonthAppealLapsed e => Confirmed(state, e.SheetNumber, MonthAppealRules.LapsedBy, e.LapsedAt),
            MonthSheetDisputed e => state with { Status = MonthStatus.Disputed, DisputeReason = e.Reason },
            MonthSheetApproved e => state with
            {
                Status = MonthStatus.Approved,
                ApprovedBy = e.ApprovedBy,
                Signatures = state.Signatures.Add(
                    new SheetSignature(SheetSignature.DepartmentHead, e.SheetNumber, e.ApprovedBy, e.ApprovedAt)),
            },
            MonthSheetPublished e => Asked(state with { Status = MonthStatus.Published }, e.PublishedAt),
            MonthSettled => state with { Status = MonthStatus.Settled },
            MonthLinesDisputed e => state with
            {
                Status = MonthStatus.Disputed,
                DisputeReason = e.Disputes[^1].Reason,
                Disputes = state.Disputes.AddRange(e.Disputes),
            },
            MonthDisputeDecided e => Decided(state, e),
            MonthReopeningAsked e => state with { Reopening = e.Wish },
            MonthReopeningDeclined e => Declined(state, e.Declined),
            MonthReopened e => Reopened(state, e),
            // A correction is the other way: the wish to open the month again is answered with it.
            MonthCorrectionComputed e => state with
            {
                Corrections = state.Corrections.Add(e.Correction), Reopening = null,
            },
            MonthLateFactsWeighed e => state with { LateWeighed = e.LateFacts },
            MonthCorrectionPassedOn e => state with { PassedOn = state.PassedOn.Add(e.Correction) },
            MonthCorrectionCarried e => state with { Carried = state.Carried.Add(e.Correction) },
            _ => state,
        };
    }

    private static MonthState Computed(MonthState state, MonthSheetComputed e) => Asked(
        state with
        {
            Status = MonthStatus.Computed,
            Sheet = new SheetOfNow(e.SheetNumber, e.SignOff, e.Fees, e.Sheet, e.Statement, e.Appeal),
            Earlier = e.Earlier ?? [],
            Rolled = e.Rolled,
            Visits = e.Visits,
            ConfirmedBy = null,
            ApprovedBy = null,
            DisputeReason = null,
            AppealUntil = null,
            Signatures = [new SheetSignature(SheetSignature.Assessor, e.SheetNumber, e.ComputedBy, e.ComputedAt)],
            Replaced = state.Sheet is { } before && state.Status != MonthStatus.Frozen
                ? state.Replaced.Add(Of(before, state.Status, state.DisputeReason ?? "computed again"))
                : state.Replaced,
        },
        e.ComputedAt);

    // The contractor's time begins when it is asked, which the order of the signatures decides.
    private static MonthState Asked(MonthState state, DateTimeOffset at) =>
        state.Sheet is { Appeal: { } appeal } && state.Status == MonthSheetRules.TurnOfContractor(state)
            ? state with { AppealUntil = at.AddDays(appeal.Days) }
            : state;

    private static MonthState Confirmed(MonthState state, int sheet, string by, DateTimeOffset at) => state with
    {
        Status = MonthStatus.Confirmed,
        ConfirmedBy = by,
        DisputeReason = null,
        Signatures = state.Signatures.Add(new SheetSignature(SheetSignature.Contractor, sheet, by, at)),
    };

    private static MonthState Decided(MonthState state, MonthDisputeDecided e)
    {
        ImmutableArray<LineDispute> disputes =
        [
            .. state.Disputes.Select(d => d.DisputeId == e.DisputeId ? d with { Decided = e.Decided } : d),
        ];
        var open = disputes.Any(d => d.Decided is null && d.SheetNumber == state.Sheet!.Number);
        return state with
        {
            Disputes = disputes,
            Adjustments = e.Adjustment is { } adjustment ? state.Adjustments.Add(adjustment) : state.Adjustments,
            Status = open ? MonthStatus.Disputed : MonthStatus.Decided,
            DisputeReason = open ? state.DisputeReason : null,
        };
    }

    // Whoever asks and takes it back again and again makes no month grow: the log has them all.
    private static MonthState Declined(MonthState state, DeclinedReopening declined) => state with
    {
        Reopening = null,
        Declined = state.Declined
            .RemoveAll(d => declined.IsTakenBack() && d.IsTakenBack() && d.By == declined.By).Add(declined),
    };

    private static MonthState Reopened(MonthState state, MonthReopened e)
    {
        var opened = MonthReopening.WithLate(state);
        return opened with
        {
            Status = MonthStatus.Frozen,
            ConfirmedBy = null,
            ApprovedBy = null,
            DisputeReason = null,
            AppealUntil = null,
            Reopening = null,
            Signatures = [],
            CorrectionsBefore = state.Corrections.Length,
            DeclinedBefore = state.Declined.Count(d => !d.IsTakenBack()),
            LateWeighed = 0,
            PaidBeforeCny = state.Status == MonthStatus.Settled
                ? state.Sheet!.Statement.TotalCny
                : state.PaidBeforeCny,
            Replaced = state.Sheet is { } before
                ? state.Replaced.Add(Of(before, state.Status, e.Wish.Reason))
                : state.Replaced,
        };
    }

    private static ReplacedSheet Of(SheetOfNow sheet, MonthStatus status, string reason) =>
        new(sheet.Number, sheet.Score.Score, sheet.Score.Grade, sheet.Statement.TotalCny, status, reason);
}
