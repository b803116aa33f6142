using System.Collections.Immutable;
using FieldOps.Domain.Assets;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Faults;

/// <summary>
/// When a station has no mains power: the union of its alarms that say so, told to its county as it changes. The county
/// counts stations, not alarms. What planned works explain is no part of it, for as long as they do.
/// </summary>
internal static class Mains
{
    /// <summary>What follows when a state has become another one at an instant.</summary>
    /// <param name="before">As it was.</param>
    /// <param name="after">As it is.</param>
    /// <param name="at">When power came back, if it did and no alarm tells when.</param>
    public static ImmutableArray<IEvent> Between(AssetState before, AssetState after, DateTimeOffset at)
    {
        if (after.EntityType != AssetTypes.BaseStation || !MayHaveChanged(before.Faults, after.Faults))
        {
            return [];
        }

        var line = after.Faults.Mains;
        var facts = FactsOf(after.Faults);
        var told = ImmutableArray.CreateBuilder<IEvent>();
        if (ReturnOf(before, after, facts, at) is { } restored)
        {
            told.Add(restored);
            line = line.After(restored);
        }

        foreach (var span in facts)
        {
            if (!line.Knows(span))
            {
                told.Add(LossOf(before, after, span));
            }
        }

        return told.ToImmutable();
    }

    /// <summary>A decision of one event, with what it means for mains power.</summary>
    public static Decision With(AssetState state, IEvent happened, DateTimeOffset at) =>
        Decision.Of([happened, .. Between(state, AssetEvolution.After(state, happened), at)]);

    private static bool MayHaveChanged(FaultState before, FaultState after)
    {
        var may = after.Mains.OpenSince is not null || !ReferenceEquals(before.Mains, after.Mains);
        foreach (var alarm in after.Active)
        {
            may |= alarm.OutFrom is not null;
        }

        return may;
    }

    // An alarm that is told late moves the begin of a time that lasts only when its own end shows that it reaches into
    // that time: until then it may be a short one of long before, whose end is told next.
    private static ImmutableArray<MainsSpan> FactsOf(FaultState faults)
    {
        var (line, open) = (faults.Mains, faults.Mains.OpenSince);
        DateTimeOffset? since = null;
        foreach (var alarm in faults.Active)
        {
            var from = alarm.OutFrom < open ? open : alarm.OutFrom;
            since = since < from ? since : from ?? since;
        }

        if (since is not { } begin)
        {
            return line.Known;
        }

        var reaching = line.Known.FirstOrDefault(s => s.From < begin && s.To > begin)?.From;
        return [.. line.Known.Where(s => s.To <= begin), new MainsSpan(reaching ?? begin, null)];
    }

    private static MainsRestored? ReturnOf(
        AssetState before, AssetState after, ImmutableArray<MainsSpan> facts, DateTimeOffset at)
    {
        var (left, now) = (before.Profile!, after.Profile!);
        var moved = (left.Region, left.County) != (now.Region, now.County);
        if (after.Faults.Mains.OpenSince is not { } since
            || (!moved && facts is [.., { To: null } last] && last.From <= since))
        {
            return null;
        }

        var end = facts.FirstOrDefault(s => s.From <= since && s.To > since)?.To;
        return new MainsRestored(before.AssetId, left.Region, left.County, end ?? at);
    }

    private static MainsLost LossOf(AssetState before, AssetState after, MainsSpan span)
    {
        var now = after.Profile!;
        var ticket = before.Faults.TicketFor(span.From) is { } open && !(open.OccurredAt >= span.To) ? open : null;
        return new MainsLost(
            after.AssetId, now.Code, now.Region, now.County, span.From, ticket?.TicketId, ticket?.WorkKind,
            ticket?.ProbableCause, span.To);
    }
}
