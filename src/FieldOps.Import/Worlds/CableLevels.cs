namespace FieldOps.Import;

/// <summary>The words for each cable level: the prefix of codes and the names that people see.</summary>
internal sealed record CableLevels(string Code, string Prefix, string NameEn, string NameZh)
{
    private static readonly CableLevels[] All =
    [
        new("trunk1", "T1", "national trunk", "一级干线"),
        new("trunk2", "T2", "provincial trunk", "二级干线"),
        new("junction", "JN", "junction", "中继光缆"),
        new("local-backbone", "LB", "local backbone", "本地骨干"),
        new("aggregation", "AG", "aggregation", "汇聚光缆"),
        new("access", "AC", "access", "接入光缆"),
    ];

    public static WorldSegment Segment(
        string level, WorldPlace a, WorldPlace z, double lengthKm, string areaClass, string? county, int ordinal = 1)
    {
        var words = Array.Find(All, l => string.Equals(l.Code, level, StringComparison.Ordinal))
            ?? throw new ArgumentOutOfRangeException(nameof(level), level, "This is no cable level.");
        var suffix = ordinal == 1 ? string.Empty : "-" + FileProblems.Number(ordinal);
        var code = $"{words.Prefix}-{Upper(a.NameEn)}-{Upper(z.NameEn)}{suffix}";
        return new WorldSegment(
            code,
            code,
            $"{a.NameEn}–{z.NameEn} {words.NameEn}{suffix}",
            $"{a.NameZh}—{z.NameZh}{words.NameZh}{suffix}",
            a.Id,
            z.Id,
            level,
            lengthKm,
            areaClass,
            a.Region,
            county);
    }

    /// <summary>A name as a code: <c>Inner Mongolia</c> becomes <c>inner-mongolia</c>.</summary>
    public static string Slug(string name) =>
        string.Concat(name.Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-')).Replace(' ', '-').ToLowerInvariant();

    private static string Upper(string name) =>
        string.Concat(name.Where(c => char.IsLetterOrDigit(c) || c is '-')).ToUpperInvariant();
}
