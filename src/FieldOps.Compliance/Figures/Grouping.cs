using System.Collections.Immutable;
using FieldOps.Compliance.Closed;

namespace FieldOps.Compliance.Figures;

/// <summary>A word that figures can be grouped by.</summary>
/// <param name="Name">As callers write it.</param>
/// <param name="Column">Of the cells; none of clocks, whose measures are columns themselves.</param>
/// <param name="Words">What a roll must know.</param>
/// <param name="Zh">Heading of its column in Chinese.</param>
/// <param name="En">Heading in English.</param>
internal sealed record Grouping(string Name, string Column, Dimensions Words, string Zh, string En)
{
    public const string MonthName = "month";
    public const string ClockName = "clock";

    public static ImmutableArray<Grouping> All { get; } =
    [
        new(MonthName, "month", Dimensions.None, "月份", "month"),
        new("region", "region", Dimensions.Region, "区域", "region"),
        new("county", "county", Dimensions.County, "区县", "county"),
        new("assetClass", "asset_class", Dimensions.AssetClass, "资产类别", "asset class"),
        new("severity", "severity", Dimensions.Severity, "故障级别", "fault level"),
        new("contractor", "contractor_id::text", Dimensions.Contractor, "代维单位标识", "contractor id"),
        new("contractorCode", "contractor_code", Dimensions.Contractor, "代维单位", "contractor"),
        new("lot", "lot_id::text", Dimensions.Lot, "标段", "lot id"),
        new("workKind", "work_kind", Dimensions.WorkKind, "作业类型", "kind of work"),
        new(ClockName, "", Dimensions.None, "时限", "clock"),
    ];

    /// <summary>The groupings of a list like <c>month,region</c>, each once; null when one of them is none.</summary>
    /// <param name="groupBy">As callers wrote it; null for none.</param>
    /// <param name="allowed">The names that this figure knows.</param>
    public static ImmutableArray<Grouping>? Read(string? groupBy, IEnumerable<string> allowed)
    {
        var known = All.Where(g => allowed.Contains(g.Name)).ToDictionary(g => g.Name, StringComparer.Ordinal);
        var names = (groupBy ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Distinct(StringComparer.Ordinal).ToArray();
        return names.All(known.ContainsKey) ? [.. names.Select(n => known[n])] : null;
    }
}
