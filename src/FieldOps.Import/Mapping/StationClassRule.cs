namespace FieldOps.Import;

/// <summary>How often a station class is given, and the battery hours that come with it.</summary>
public sealed record StationClassShare(string Code, int Percent, double BatteryHours);

/// <summary>How often a tag is given.</summary>
public sealed record StationTagShare(string Code, int Percent);

/// <summary>
/// Gives each station a class and tags by a hash of its code, in fixed proportions: the same code gets the same class
/// in every run. Used where the source names none.
/// </summary>
public sealed record StationClassRule(
    BilingualText Label,
    string Salt,
    IReadOnlyList<StationClassShare> Classes,
    IReadOnlyList<StationTagShare> Tags)
{
    private const int WholePercent = 100;

    public StationClassShare ClassOf(string stationCode)
    {
        var at = SeededRandom.Percentile($"{Salt}/class/{stationCode}");
        foreach (var share in Classes)
        {
            at -= share.Percent;
            if (at < 0)
            {
                return share;
            }
        }

        return Classes[^1];
    }

    public IReadOnlyList<string> TagsOf(string stationCode) =>
    [
        .. Tags
            .Where(t => SeededRandom.Percentile($"{Salt}/{t.Code}/{stationCode}") < t.Percent)
            .Select(t => t.Code),
    ];

    internal void Validate(DocumentCheck check)
    {
        check.That(
            Classes.Sum(c => c.Percent) == WholePercent && Classes.All(c => c.Percent > 0),
            "stationClasses do not add up to 100 percent.",
            "基站等级比例之和不是 100%。");
        foreach (var share in Classes)
        {
            check.Known("station class", share.Code, ProductCodes.StationClasses);
            check.That(share.BatteryHours >= 0, "batteryHours is below 0.", "后备时长小于 0。");
        }
    }
}
