using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;

namespace FieldOps.Assessment;

/// <summary>A month as the read model holds it; its orders are counted here from the freeze on.</summary>
internal sealed record MonthRow(
    Guid ContractorId,
    string ContractorCode,
    string Month,
    MonthStatus Status,
    int Findings = 0,
    int Violations = 0,
    int LateFacts = 0,
    long? FrozenAtPosition = null,
    int? OrdersEntered = null,
    int? OrdersOpen = null,
    int? SheetNumber = null,
    SignOff? SignOff = null,
    string? SchemeId = null,
    int? SchemeVersion = null,
    decimal? Score = null,
    string? NoScoreReason = null,
    string? Grade = null,
    decimal? TotalCny = null,
    string? ComputedBy = null,
    string? ConfirmedBy = null,
    string? ApprovedBy = null,
    string? PublishedBy = null,
    string? SettledBy = null,
    string? DisputeReason = null,
    int? DisputesOpen = null,
    int? Corrections = null,
    decimal? CorrectedScore = null,
    decimal? CorrectedTotalCny = null,
    int? CorrectedGravest = null,
    int? LateCorrected = null,
    string? CorrectedGrade = null)
{
    /// <summary>
    /// Whether both sides have signed the sheet and it is published: what grades and standing may rest on.
    /// </summary>
    public bool IsFinal => SignOff?.IsFinal(Status) ?? false;

    /// <summary>Late facts that neither a correction nor a re-opening has counted.</summary>
    public int FreshLateFacts => LateFacts - (LateCorrected ?? 0);

    /// <summary>
    /// The score and letter that hold now: as corrected, where the month was. The letter is that of the sheet's own
    /// scheme.
    /// </summary>
    public MonthGrade Graded() =>
        CorrectedTotalCny is null ? new(Month, Score, Grade) : new(Month, CorrectedScore, CorrectedGrade);

    /// <summary>The row after an event; null while the month is not opened.</summary>
    public static MonthRow? After(MonthRow? row, IEvent happened) => happened switch
    {
        MonthOpened e => new(e.Month.ContractorId, e.Month.ContractorCode, e.Month.Month, MonthStatus.Open),
        _ => row?.After(happened),
    };

    private MonthRow After(IEvent happened) => happened switch
    {
        MonthFindingRecorded => this with { Findings = Findings + 1 },
        MonthViolationRecorded => this with { Violations = Violations + 1 },
        MonthLateFactRecorded => this with { LateFacts = LateFacts + 1 },
        MonthFrozen e => this with
        {
            Status = MonthStatus.Frozen,
            FrozenAtPosition = e.LogPosition,
            OrdersEntered = e.OrdersEntered,
            OrdersOpen = e.OrdersOpen,
            Findings = e.Findings,
        },
        MonthSheetComputed e => WithSheet(e),
        MonthSheetConfirmed e => this with
        {
            Status = MonthStatus.Confirmed, ConfirmedBy = e.ConfirmedBy, DisputeReason = null, DisputesOpen = null,
        },
        MonthSheetDisputed e => this with { Status = MonthStatus.Disputed, DisputeReason = e.Reason },
        MonthSheetApproved e => this with { Status = MonthStatus.Approved, ApprovedBy = e.ApprovedBy },
        MonthSheetPublished e => this with { Status = MonthStatus.Published, PublishedBy = e.PublishedBy },
        MonthSettled e => this with { Status = MonthStatus.Settled, SettledBy = e.SettledBy },
        MonthAppealLapsed => this with
        {
            Status = MonthStatus.Confirmed, ConfirmedBy = "appeal-lapsed", DisputeReason = null,
        },
        MonthLinesDisputed e => this with
        {
            Status = MonthStatus.Disputed,
            DisputeReason = e.Disputes[^1].Reason,
            DisputesOpen = (DisputesOpen ?? 0) + e.Disputes.Length,
        },
        MonthDisputeDecided => AfterDecision(),
        MonthReopened e => WithReopening(e),
        MonthLateFactsWeighed e => this with { LateCorrected = e.LateFacts },
        MonthCorrectionComputed e => this with
        {
            Corrections = e.Correction.Number,
            CorrectedScore = e.Correction.ScoreAfter,
            CorrectedGrade = e.Correction.Sheet.Grade,
            CorrectedTotalCny = e.Correction.TotalCnyAfter,
            LateCorrected = e.Correction.LateFacts,
            CorrectedGravest = e.Correction.Sheet.Lines.Count(IsGravest),
        },
        _ => this,
    };

    private static bool IsGravest(ScoreLine line) => line.Path is "credit/class1" or "credit/veto";

    private MonthRow AfterDecision()
    {
        var open = (DisputesOpen ?? 1) - 1;
        return this with
        {
            DisputesOpen = open == 0 ? null : open,
            Status = open == 0 ? MonthStatus.Decided : MonthStatus.Disputed,
            DisputeReason = open == 0 ? null : DisputeReason,
        };
    }

    private MonthRow WithReopening(MonthReopened e) => this with
    {
        Status = MonthStatus.Frozen,
        OrdersEntered = e.OrdersEntered,
        OrdersOpen = e.OrdersOpen,
        Findings = e.Findings,
        Violations = e.Violations ?? Violations,
        LateFacts = 0,
        LateCorrected = null,
        CorrectedScore = null,
        CorrectedGrade = null,
        CorrectedTotalCny = null,
        CorrectedGravest = null,
        ConfirmedBy = null,
        ApprovedBy = null,
        PublishedBy = null,
        SettledBy = null,
        DisputeReason = null,
        DisputesOpen = null,
    };

    private MonthRow WithSheet(MonthSheetComputed e) => this with
    {
        Status = MonthStatus.Computed,
        SheetNumber = e.SheetNumber,
        SignOff = e.SignOff,
        SchemeId = e.Sheet.SchemeId,
        SchemeVersion = e.Sheet.SchemeVersion,
        Score = e.Sheet.Score,
        NoScoreReason = e.Sheet.NoScoreReason,
        Grade = e.Sheet.Grade,
        TotalCny = e.Statement.TotalCny,
        ComputedBy = e.ComputedBy,
        ConfirmedBy = null,
        ApprovedBy = null,
        PublishedBy = null,
        DisputeReason = null,
        DisputesOpen = null,
    };
}
