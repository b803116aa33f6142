using FieldOps.Platform.Feed;

namespace FieldOps.Platform.Http.Changes;

/// <summary>That something changed; what it now is, its own address tells.</summary>
/// <param name="Position">Log position: rising, gaps possible.</param>
/// <param name="EntityType">Type of the entity: <c>work-order</c>.</param>
/// <param name="EntityId">Its id.</param>
/// <param name="Version">Its version after the change.</param>
/// <param name="Name">Stored name of the event: <c>work-order.accepted.v1</c>.</param>
/// <param name="RecordedAt">Application clock, UTC.</param>
public sealed record Change(
    long Position, string EntityType, Guid EntityId, int Version, string Name, DateTimeOffset RecordedAt)
{
    internal static Change Of(RecordedEvent happened) => new(
        happened.Position, happened.Key.Type, happened.Key.Id, happened.Version, happened.Name, happened.RecordedAt);
}
