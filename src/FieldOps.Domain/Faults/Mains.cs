using System.Collections.Immutable;
using FieldOps.Domain.Assets;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Faults;

/// <summary>
/// Whether a station has mains power, told as it changes: its county counts stations, not alarms. Alarms that planned
/// works explain say nothing.
/// </summary>
internal static class Mains
{
    /// <summary>Since when mains power is out; null while it is not.</summary>
    public static DateTimeOffset? OutSince(AssetState state)
    {
        if (state.EntityType != AssetTypes.BaseStation)
        {
            return null;
        }

        DateTimeOffset? since = null;
        foreach (var alarm in state.Faults.Active)
        {
            if (alarm is { Mains: true, CutoverId: null } && !(since <= alarm.RaisedAt))
            {
                since = alarm.RaisedAt;
            }
        }

        return since;
    }

    /// <summary>What follows when a state has become another one at an instant.</summary>
    /// <param name="before">As it was.</param>
    /// <param name="after">As it is.</param>
    /// <param name="at">When power came back, if it did.</param>
    public static ImmutableArray<IEvent> Between(AssetState before, AssetState after, DateTimeOffset at)
    {
        var (was, isOut) = (OutSince(before), OutSince(after));
        if (was is null && isOut is null)
        {
            return [];
        }

        var (left, now) = (before.Profile!, after.Profile!);
        var moved = (left.Region, left.County) != (now.Region, now.County);
        var told = ImmutableArray.CreateBuilder<IEvent>();
        if (was is not null && (isOut is null || moved))
        {
            told.Add(new MainsRestored(before.AssetId, left.Region, left.County, at));
        }

        if (isOut is { } since && (was is null || moved || since < was))
        {
            var ticket = before.Faults.Ticket;
            told.Add(new MainsLost(
                after.AssetId, now.Code, now.Region, now.County, since, ticket?.TicketId, ticket?.WorkKind,
                ticket?.ProbableCause));
        }

        return told.ToImmutable();
    }

    /// <summary>A decision of one event, with what it means for mains power.</summary>
    public static Decision With(AssetState state, IEvent happened, DateTimeOffset at) =>
        Decision.Of([happened, .. Between(state, AssetEvolution.After(state, happened), at)]);
}
