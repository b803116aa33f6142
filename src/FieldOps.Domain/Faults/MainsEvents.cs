using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Faults;

/// <summary><c>asset.mains-lost.v1</c>: a station has no mains power, and no planned works explain it.</summary>
/// <param name="AssetId">The station.</param>
/// <param name="AssetCode">Its code.</param>
/// <param name="Region">Its region then.</param>
/// <param name="County">Its county then.</param>
/// <param name="LostAt">Begin of the earliest alarm that says so, UTC.</param>
/// <param name="TicketId">The ticket that was open already.</param>
/// <param name="TicketWorkKind">What that ticket asks for.</param>
/// <param name="TicketCause">Its cause.</param>
public sealed record MainsLost(
    Guid AssetId,
    string AssetCode,
    string Region,
    string County,
    DateTimeOffset LostAt,
    Guid? TicketId = null,
    string? TicketWorkKind = null,
    string? TicketCause = null) : IEvent;

/// <summary><c>asset.mains-restored.v1</c>: the station's last alarm of that kind has ended.</summary>
/// <param name="AssetId">The station.</param>
/// <param name="Region">Its region then.</param>
/// <param name="County">Its county then.</param>
/// <param name="RestoredAt">UTC.</param>
public sealed record MainsRestored(Guid AssetId, string Region, string County, DateTimeOffset RestoredAt) : IEvent;
