namespace FieldOps.Compliance;

/// <summary>One clock of one open order.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Number">Its short number.</param>
/// <param name="Clock">
/// <c>accept</c>, <c>arrive</c>, <c>restore</c>, <c>repair</c>, <c>report</c> or <c>on-load</c>.
/// </param>
/// <param name="State"><c>running</c>, <c>paused</c> or <c>breached</c>.</param>
/// <param name="RemainingMinutes">Running time left, whole minutes rounded down; negative once breached.</param>
/// <param name="DueAt">When the limit is used up as known now; absent while a pause without known end lasts.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="LimitMinutes">The limit.</param>
/// <param name="ContractorId">Who has the order; absent in the queue.</param>
/// <param name="ContractorCode">Its code.</param>
/// <param name="LotId">The lot by which it came; absent when by none.</param>
/// <param name="WorkKind">Kind of work.</param>
/// <param name="Severity">X.733 word.</param>
/// <param name="Region">The asset's region.</param>
/// <param name="County">The asset's county.</param>
/// <param name="AssetClass">The asset's class.</param>
/// <param name="AssetCode">The asset's code.</param>
/// <param name="AssetName">The asset's name.</param>
/// <param name="OccurredAt">When the trouble began, UTC.</param>
internal sealed record SlaBoardRow(
    Guid OrderId,
    string Number,
    string Clock,
    string State,
    int RemainingMinutes,
    DateTimeOffset? DueAt,
    DateTimeOffset StartedAt,
    int LimitMinutes,
    Guid? ContractorId,
    string? ContractorCode,
    Guid? LotId,
    string WorkKind,
    string Severity,
    string Region,
    string County,
    string AssetClass,
    string AssetCode,
    string AssetName,
    DateTimeOffset OccurredAt);
