namespace FieldOps.Compliance.Drill;

/// <summary>One ended clock of one archived order.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Number">Its short number.</param>
/// <param name="Clock">Which clock.</param>
/// <param name="Outcome"><c>on-time</c>, <c>late</c>, <c>excluded</c> or <c>unjudged</c>.</param>
/// <param name="Reason">Why it is not counted; absent when it is.</param>
/// <param name="Attribution">Who answers for the fault.</param>
/// <param name="Month">Month of the trouble, yyyy-MM.</param>
/// <param name="OccurredAt">When the trouble began, UTC.</param>
/// <param name="StartedAt">UTC; absent when it never started.</param>
/// <param name="StoppedAt">UTC; absent when the order ended without it.</param>
/// <param name="DueAt">When the limit was used up, UTC.</param>
/// <param name="LimitMinutes">The limit.</param>
/// <param name="ElapsedMinutes">Running time, two decimals.</param>
/// <param name="PausedMinutes">Paused time that counts, two decimals.</param>
/// <param name="ContractorId">Who answered for the order.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="WorkKind">Kind of work.</param>
/// <param name="Severity">Level of the fault, X.733 word.</param>
/// <param name="LotId">The lot by which it came; absent when by none.</param>
/// <param name="Region">The asset's region.</param>
/// <param name="County">The asset's county.</param>
/// <param name="AssetClass">The asset's class.</param>
/// <param name="AssetCode">The asset's code.</param>
/// <param name="FalseReply">True when the alarm contradicts the claimed restoration.</param>
internal sealed record EndedClockRow(
    Guid OrderId,
    string Number,
    string Clock,
    string Outcome,
    string? Reason,
    string Attribution,
    string Month,
    DateTimeOffset OccurredAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? StoppedAt,
    DateTimeOffset? DueAt,
    int LimitMinutes,
    decimal ElapsedMinutes,
    decimal PausedMinutes,
    Guid ContractorId,
    string ContractorCode,
    string WorkKind,
    string Severity,
    Guid? LotId,
    string Region,
    string County,
    string AssetClass,
    string AssetCode,
    bool FalseReply);
