using System.Collections.Immutable;

namespace FieldOps.Domain.WorkOrders;

/// <summary>
/// Up to which of its versions an order follows a declared event. What the event said before that, told late or once
/// more, is no news.
/// </summary>
/// <param name="EventId">The declared event.</param>
/// <param name="Window">The version that set or dropped the order's window; 0 for none.</param>
/// <param name="Pauses">The version that bounded the order's pauses; 0 for none.</param>
public sealed record FollowedEvent(Guid EventId, int Window, int Pauses)
{
    /// <summary>How far an event is followed among those known.</summary>
    public static FollowedEvent Of(ImmutableArray<FollowedEvent> known, Guid eventId) =>
        known.FirstOrDefault(f => f.EventId == eventId) ?? new FollowedEvent(eventId, 0, 0);

    /// <summary>Those known once an event is followed further; null where it said nothing.</summary>
    public static ImmutableArray<FollowedEvent> After(
        ImmutableArray<FollowedEvent> known, Guid? eventId, int? window = null, int? pauses = null)
    {
        if (eventId is not { } id || (window ?? pauses) is null)
        {
            return known;
        }

        var before = Of(known, id);
        return known.Remove(before).Add(new FollowedEvent(
            id, Math.Max(before.Window, window ?? 0), Math.Max(before.Pauses, pauses ?? 0)));
    }
}
