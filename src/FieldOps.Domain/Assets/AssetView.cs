using System.Collections.Immutable;
using FieldOps.Domain.Faults;

namespace FieldOps.Domain.Assets;

/// <summary>What a command to an asset answers: small, for it is kept with every command id.</summary>
/// <param name="AssetId">The asset.</param>
/// <param name="Code">Its code.</param>
/// <param name="Status"><c>unregistered</c>, <c>active</c> or <c>retired</c>.</param>
/// <param name="Ticket">The ticket that took the report, or takes what begins now; null when there is none.</param>
/// <param name="ActiveAlarms">Alarms raised and not cleared.</param>
/// <param name="Cutovers">Announced windows; null when there are none.</param>
public sealed record AssetView(
    Guid AssetId,
    string Code,
    string Status,
    OpenTicket? Ticket,
    int ActiveAlarms,
    ImmutableArray<Cutover>? Cutovers);
