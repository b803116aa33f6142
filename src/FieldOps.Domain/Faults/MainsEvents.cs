using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Faults;

/// <summary>
/// <c>asset.mains-lost.v1</c>: a station has no mains power, or had none for a time that is over, and no planned works
/// explain it. What overlaps with a time told before is one time with it.
/// </summary>
/// <param name="AssetId">The station.</param>
/// <param name="AssetCode">Its code.</param>
/// <param name="Region">Its region then.</param>
/// <param name="County">Its county then.</param>
/// <param name="LostAt">
/// Begin of the earliest alarm that says so, or the end of the planned works that explained it until then, UTC.
/// </param>
/// <param name="TicketId">The ticket that was open already.</param>
/// <param name="TicketWorkKind">What that ticket asks for.</param>
/// <param name="TicketCause">Its cause.</param>
/// <param name="RestoredAt">When it had it again, of a time told late that is over, UTC; null otherwise.</param>
public sealed record MainsLost(
    Guid AssetId,
    string AssetCode,
    string Region,
    string County,
    DateTimeOffset LostAt,
    Guid? TicketId = null,
    string? TicketWorkKind = null,
    string? TicketCause = null,
    DateTimeOffset? RestoredAt = null) : IEvent;

/// <summary>
/// <c>asset.mains-restored.v1</c>: the time without mains power that was said to last is over; another may have begun.
/// </summary>
/// <param name="AssetId">The station.</param>
/// <param name="Region">Its region then.</param>
/// <param name="County">Its county then.</param>
/// <param name="RestoredAt">UTC.</param>
public sealed record MainsRestored(Guid AssetId, string Region, string County, DateTimeOffset RestoredAt) : IEvent;
