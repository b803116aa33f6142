using System.Collections.Immutable;

namespace FieldOps.Domain.WorkOrders;

/// <summary>A time that somebody in the field states, with what speaks for it.</summary>
/// <param name="ClaimedAt">The time stated.</param>
/// <param name="DeviceClock">
/// What the device's clock showed when the message was sent, told anew with every try; null when entered by hand.
/// </param>
/// <param name="Fix">The satellite fix taken at the moment claimed; null when there was none.</param>
public sealed record Claimed(DateTimeOffset ClaimedAt, DateTimeOffset? DeviceClock = null, GpsFix? Fix = null);

/// <summary>
/// One satellite fix: of the site, at one moment; tracks are kept elsewhere, where they can be erased.
/// </summary>
/// <param name="Latitude">WGS 84 degrees, -90 to 90.</param>
/// <param name="Longitude">WGS 84 degrees, -180 to 180.</param>
/// <param name="At">Satellite time of the fix.</param>
public sealed record GpsFix(decimal Latitude, decimal Longitude, DateTimeOffset At);

/// <summary>A claimed time as it was received: everything is kept, one of the times counts.</summary>
/// <param name="ClaimedAt">As stated, UTC.</param>
/// <param name="ReceivedAt">When the server had it, UTC.</param>
/// <param name="CountedAt">The time that the clocks use; never after <paramref name="ReceivedAt"/>.</param>
/// <param name="DeviceClock">The device's clock at sending, UTC.</param>
/// <param name="Fix">The evidence.</param>
/// <param name="Flags">
/// <c>evidence-differs</c>, <c>device-clock-off</c> (the claim was set right by the difference), <c>received-late</c>,
/// <c>evidence-far</c> (the fix was taken elsewhere).
/// </param>
public sealed record RecordedTime(
    DateTimeOffset ClaimedAt,
    DateTimeOffset ReceivedAt,
    DateTimeOffset CountedAt,
    DateTimeOffset? DeviceClock,
    GpsFix? Fix,
    ImmutableArray<string> Flags);
