using System.Collections.Immutable;
using FieldOps.Domain.Sla;

namespace FieldOps.Domain.WorkOrders;

/// <summary>What an order that has ended means for its contractor's month.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="Number">Its short number.</param>
/// <param name="ContractorId">The lead contractor that answers for it.</param>
/// <param name="LotId">The lot by which it got the order.</param>
/// <param name="AssetId">The asset.</param>
/// <param name="AssetClass">The asset's class.</param>
/// <param name="Region">The asset's region.</param>
/// <param name="County">The asset's county.</param>
/// <param name="WorkKind"><c>repair</c>, <c>generation</c>, <c>guard</c> …</param>
/// <param name="OccurredAt">When the trouble began, UTC: it decides the month.</param>
/// <param name="Attribution">
/// Who answers for the fault: <c>contractor-scope</c> counts; <c>customer</c>, <c>other-operator</c> and
/// <c>force-majeure</c> are excluded from timeliness.
/// </param>
/// <param name="Clocks">All clocks as they ended.</param>
/// <param name="FalseReply">
/// True when a restoration that this contractor claimed was contradicted by the alarm's clear time.
/// </param>
/// <param name="RepeatCount">Reports attached to the ticket beside the first.</param>
/// <param name="ReturnCount">How often a reply of this contractor was sent back.</param>
/// <param name="Restoration">
/// The restoration that stands, whoever made it: the outage ends with it, not with a clock of who had the order last.
/// Null where nothing was restored, and in outcomes from before it was kept.
/// </param>
public sealed record OrderOutcome(
    Guid OrderId,
    string Number,
    Guid ContractorId,
    Guid? LotId,
    Guid AssetId,
    string AssetClass,
    string Region,
    string County,
    string WorkKind,
    DateTimeOffset OccurredAt,
    string Attribution,
    ImmutableArray<ClockResult> Clocks,
    bool FalseReply,
    int RepeatCount,
    int ReturnCount,
    EarlierRestoration? Restoration = null);
