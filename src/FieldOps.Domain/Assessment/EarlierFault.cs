namespace FieldOps.Domain.Assessment;

/// <summary>
/// A counted order from before the month, whose fault may have come back in it. It is no case of the month itself.
/// </summary>
/// <param name="OrderId">The order.</param>
/// <param name="Number">Its short number.</param>
/// <param name="AssetId">The asset.</param>
/// <param name="AssetClass">Its class.</param>
/// <param name="WorkKind">Kind of work.</param>
/// <param name="OccurredAt">When the trouble began, UTC.</param>
public sealed record EarlierFault(
    Guid OrderId, string Number, Guid AssetId, string AssetClass, string WorkKind, DateTimeOffset OccurredAt);
