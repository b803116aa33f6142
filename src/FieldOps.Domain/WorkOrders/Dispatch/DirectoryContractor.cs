using System.Collections.Immutable;
using FieldOps.Domain.Contractors.Exits;

namespace FieldOps.Domain.WorkOrders.Dispatch;

/// <summary>A contractor as dispatch sees it.</summary>
/// <param name="Id">The contractor's entity id.</param>
/// <param name="Code">Its code, unique per tenant.</param>
/// <param name="InHouse">True for a crew of the operator's own.</param>
/// <param name="Active">True when it takes new orders: not suspended, not blacklisted, not gone.</param>
/// <param name="HomeAreas">
/// Of an in-house crew: where it works, as <see cref="LotAreas"/> words; absent or empty for everywhere.
/// </param>
/// <param name="Standing">
/// Its standing in words when it is not plainly active: <c>notice</c>, <c>restricted</c>, <c>exited</c>,
/// <c>blacklisted</c>, <c>leaving</c> (its notice is over, it hands its orders over).
/// </param>
/// <param name="HandsOver">Who takes over from it, by lot, once its notice is over; null before.</param>
/// <param name="HandOverFrom">
/// Log position of the last word on that: a hand-over, or an exit that became void; null before.
/// </param>
/// <param name="VoidedAt">Log position of the last exit of it that became void; null when none did.</param>
public sealed record DirectoryContractor(
    Guid Id,
    string Code,
    bool InHouse,
    bool Active,
    ImmutableArray<string> HomeAreas = default,
    string? Standing = null,
    ImmutableArray<LotReplacement>? HandsOver = null,
    long? HandOverFrom = null,
    long? VoidedAt = null)
{
    /// <summary>
    /// Whether a hand-over at this position still holds: a later one names all who take over, a void exit nobody.
    /// </summary>
    public bool FollowsHandOver(long position) => HandsOver is not null && !(position < HandOverFrom);

    /// <summary>
    /// Whether the exit of a hand-over at this position still holds: none of its hand-overs is lost, whichever is last.
    /// </summary>
    public bool StillLeavesBy(long position) => HandsOver is not null && !(position < VoidedAt);
}
