using System.Collections.Immutable;
using FieldOps.Compliance.Closed;
using FieldOps.Compliance.Figures;
using FieldOps.Compliance.Register;

namespace FieldOps.Compliance.Reports;

/// <summary>How long the assets of each group were in care within the months asked for.</summary>
internal sealed class AssetCare
{
    private readonly Fleet? _fleet;
    private readonly ImmutableArray<string> _months;
    private readonly int _month;
    private readonly DateTimeOffset _now;

    private AssetCare(Fleet? fleet, ImmutableArray<string> months, int month, DateTimeOffset now) =>
        (_fleet, _months, _month, _now) = (fleet, months, month, now);

    public static async Task<AssetCare> ReadAsync(
        SlaAsked asked, ImmutableArray<Grouping> by, ReportDesk desk, CancellationToken cancellationToken)
    {
        var words = by.Aggregate(asked.Words, (all, g) => all | g.Words);
        if ((words & ~Fleet.Known) != Dimensions.None)
        {
            return new AssetCare(null, [], -1, desk.Now);
        }

        var month = by.ToList().FindIndex(g => g.Name == Grouping.MonthName);
        return new AssetCare(
            await Fleet.ReadAsync(
                desk.Database, asked, month < 0 ? by : by.RemoveAt(month), desk.Zone, cancellationToken),
            await MonthsAsync(asked, desk, cancellationToken), month, desk.Now);
    }

    /// <summary>The months asked for; an open side ends with the orders that there are.</summary>
    public static async Task<ImmutableArray<string>> MonthsAsync(
        SlaAsked asked, ReportDesk desk, CancellationToken cancellationToken)
    {
        var known = asked.Months is { From: { }, To: { } }
            ? [] : await desk.Figures.MonthsAsync(asked, cancellationToken);
        var from = asked.Months.From ?? known.FirstOrDefault();
        var to = asked.Months.To ?? known.LastOrDefault();
        return from is null || to is null ? [] : [.. MonthRange.Between(from, to)];
    }

    /// <summary>Seconds of one group; null when assets do not know its words.</summary>
    public long? SecondsOf(ImmutableArray<string> words)
    {
        if (_fleet is null)
        {
            return null;
        }

        var key = Fleet.Key(_month < 0 ? words : words.RemoveAt(_month));
        return (_month < 0 ? _months : [words[_month]]).Sum(m => _fleet.SecondsOf(key, m, _now));
    }

    public long? SecondsOfAll() => _fleet is null
        ? null
        : _fleet.Changes.Sum(g => _months.Sum(m => _fleet.SecondsOf(g.Key, m, _now)));

    /// <summary>The groups, and those whose assets had no order at all, in the order of their words.</summary>
    public IReadOnlyList<FigureGroup> WithIdle(IReadOnlyList<FigureGroup> groups)
    {
        if (_fleet is null)
        {
            return groups;
        }

        var known = groups.Select(g => Fleet.Key(g.Words)).ToHashSet(StringComparer.Ordinal);
        var idle =
            from place in _fleet.Changes
            let words = place.Key.Length == 0 ? [] : place.Key.Split('\u001f').ToImmutableArray()
            from month in _month < 0 ? [null] : _months.Cast<string?>()
            let still = new FigureGroup(month is null ? words : words.Insert(_month, month))
            where !known.Contains(Fleet.Key(still.Words)) && SecondsOf(still.Words) > 0
            select still;
        return [.. groups.Concat(idle).OrderBy(g => Fleet.Key(g.Words), StringComparer.Ordinal)];
    }
}
