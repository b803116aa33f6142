namespace FieldOps.Compliance.Drill;

/// <summary>One ended order.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Number">Its short number.</param>
/// <param name="Ground">Who answers for the fault, or why the order is not counted.</param>
/// <param name="Month">Month of the trouble, yyyy-MM.</param>
/// <param name="OccurredAt">When the trouble began, UTC.</param>
/// <param name="EndedAt">UTC.</param>
/// <param name="AcceptMinutes">Dispatch to acceptance, two decimals; absent when it was not accepted.</param>
/// <param name="RepairMinutes">Acceptance to restoration, two decimals; absent when one is not known.</param>
/// <param name="InterruptionMinutes">Trouble to restoration, two decimals; absent when nothing was restored.</param>
/// <param name="DaysSinceLast">
/// Begun days since the asset's trouble before, of the same kind of work; absent for none within 90 days.
/// </param>
/// <param name="ContractorId">Who answered for the order; absent when nobody had it.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="LotId">The lot by which it came; absent when by none.</param>
/// <param name="WorkKind">Kind of work.</param>
/// <param name="Severity">Level of the fault, X.733 word.</param>
/// <param name="Region">The asset's region.</param>
/// <param name="County">The asset's county.</param>
/// <param name="AssetClass">The asset's class.</param>
/// <param name="AssetCode">The asset's code.</param>
internal sealed record EndedOrderRow(
    Guid OrderId,
    string Number,
    string Ground,
    string Month,
    DateTimeOffset OccurredAt,
    DateTimeOffset EndedAt,
    decimal? AcceptMinutes,
    decimal? RepairMinutes,
    decimal? InterruptionMinutes,
    int? DaysSinceLast,
    Guid? ContractorId,
    string ContractorCode,
    Guid? LotId,
    string WorkKind,
    string Severity,
    string Region,
    string County,
    string AssetClass,
    string AssetCode);
