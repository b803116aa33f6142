using System.Globalization;
using FieldOps.Cli.Output;
using FieldOps.Import;

namespace FieldOps.Cli.Demo;

/// <summary>What the report rests on: what is recorded, what is generated, what was wrong with it.</summary>
internal static class WorldSections
{
    public static IEnumerable<ReportSection> Of(LoadedWorld loaded)
    {
        yield return Basis(loaded);
        if (loaded.Report.Findings.Count > 0)
        {
            yield return Places(loaded.Report);
        }
    }

    private static ReportSection Basis(LoadedWorld loaded)
    {
        var world = loaded.World;
        var real = world.Name == "real";
        var lines = new List<Text>
        {
            real
                ? new(
                    "Recorded: the network, the stations, the alarms with their times; a clear is the restoration.",
                    "实录：网络、基站、告警及其时刻；告警清除时刻即业务恢复时刻。")
                : new(
                    "Generated from plain facts by seed: stations, cables, alarms. Cities are real.",
                    "按事实与种子生成：基站、光缆、告警；城市为真实。"),
            new(
                "Simulated by seed: cable faults, crews' travel, signatures, claims, pauses, replies, reviews;"
                    + " contractors, lots and fees are invented.",
                "按种子模拟：光缆故障、队伍行程、签收、填报、挂起、回单、质检；代维单位、标包与费用为虚构。"),
        };
        lines.AddRange(world.Labels.Select(l => new Text(l.En, l.Zh)));
        lines.Add(new(loaded.Profiles.Label.En, loaded.Profiles.Label.Zh));
        lines.AddRange(loaded.Report.Problems.Items.Select(p =>
            new Text($"{p.Code}: {p.TextEn}", $"{p.Code}：{p.TextZh}")));
        return new ReportSection(
            "basis",
            new($"World '{world.Name}', seed {loaded.Seed}", $"世界“{world.Name}”，种子 {loaded.Seed}"),
            lines,
            new ReportTable(
                [new("what", "内容"), new("n", "数量"), new("origin", "来源")],
                [
                    Row("地点 places", world.Places.Count, real ? "实录 recorded" : "真实城市 real cities"),
                    Row("线路段 segments", world.Segments.Count, real ? "实录 recorded" : "生成 generated"),
                    Row("基站 stations", world.Stations.Count, real ? "实录 recorded" : "生成 generated"),
                    Row("告警 alarms", world.Alarms.Count, real ? "实录 recorded" : "生成 generated"),
                    Row("光缆故障 cable faults", world.SegmentFaults.Count, "生成 generated"),
                    Row("代维单位 contractors", world.Contractors.Count, "虚构 invented"),
                    Row("标包 lots", world.Lots.Count, "虚构 invented"),
                ]));
    }

    private static ReportSection Places(WorldReport report)
    {
        var lines = report.Findings.Select(f => new Text(
            $"{f.City.NameEn}: recorded at {Degrees(f.Longitude, f.Latitude)}, {Km(f.OffKm)} km off; "
                + $"{f.Links.Count} links are distorted.",
            $"{f.City.NameZh}：记录坐标 {Degrees(f.Longitude, f.Latitude)}，偏离 {Km(f.OffKm)} 公里，"
                + $"影响 {f.Links.Count} 条链路。"));
        var corrected = report.Corrections.Select(c => new Text(
            $"Corrected: {c.After.Name}, moved {Km(c.MovedKm)} km ({c.Correction.Reason}).",
            $"已更正：{c.After.Name}，移动 {Km(c.MovedKm)} 公里（{c.Correction.Reason}）。"));
        var rows = report.Findings.SelectMany(f => f.Links).Select(IReadOnlyList<string> (l) =>
            [$"{l.AName} - {l.ZName}", Km(l.RecordedKm), Km(l.CorrectedKm)]);
        return new ReportSection(
            "places",
            new("Places that the gazetteer knows elsewhere", "地名表核对"),
            [.. lines, .. corrected],
            new ReportTable(
                [new("link", "链路"), new("recorded km", "记录公里"), new("by the gazetteer", "地名表公里")], [.. rows]));
    }

    private static string Degrees(double longitude, double latitude) =>
        string.Create(CultureInfo.InvariantCulture, $"{longitude:0.00}, {latitude:0.00}");

    private static string Km(double? km) => km?.ToString("0.0", CultureInfo.InvariantCulture) ?? "-";

    private static IReadOnlyList<string> Row(string what, int count, string origin) =>
        [what, count.ToString("#,##0", CultureInfo.InvariantCulture), origin];
}
