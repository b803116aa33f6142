namespace FieldOps.Simulation.Auditing;

/// <summary>A time without mains power of one station, as its alarms tell it.</summary>
internal sealed record OwnLoss(Guid Asset, DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>The union of the alarms of one station.</summary>
    public static IEnumerable<OwnLoss> Of(Guid asset, IEnumerable<AlarmEpisode> alarms)
    {
        OwnLoss? last = null;
        foreach (var alarm in alarms.OrderBy(a => a.RaisedAt))
        {
            var until = alarm.ClearedAt ?? DateTimeOffset.MaxValue;
            if (last is not null && alarm.RaisedAt >= last.Until)
            {
                yield return last;
                last = null;
            }

            last = last is null
                ? new OwnLoss(asset, alarm.RaisedAt, until)
                : last with { Until = last.Until > until ? last.Until : until };
        }

        if (last is not null)
        {
            yield return last;
        }
    }
}

/// <summary>Losses that are one mass outage, worked out from all of them at once.</summary>
internal sealed record OwnOutage(IReadOnlyList<OwnLoss> Losses)
{
    public DateTimeOffset From => Losses.Min(l => l.From);

    public DateTimeOffset Until => Losses.Max(l => l.Until);

    public string Window => $"{From:O} to {(Until == DateTimeOffset.MaxValue ? "-" : Until.ToString("O"))}";

    public bool Holds(DateTimeOffset at) => at >= From && at < Until;

    /// <summary>The outages of a county.</summary>
    public static IEnumerable<OwnOutage> Of(IEnumerable<OwnLoss> county, int stations, TimeSpan within, TimeSpan hold)
    {
        var left = county.OrderBy(l => l.From).ToList();
        while (left.Count > 0)
        {
            var members = left.TakeWhile(l => l.From - left[0].From <= within).ToList();
            if (members.Select(m => m.Asset).Distinct().Count() < stations)
            {
                left.RemoveAt(0);
                continue;
            }

            left.RemoveRange(0, members.Count);
            while (left.Count > 0 && !(left[0].From - members.Max(m => m.Until) > hold))
            {
                members.Add(left[0]);
                left.RemoveAt(0);
            }

            yield return new OwnOutage(members);
        }
    }
}
