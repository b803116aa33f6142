using System.Collections.Immutable;

namespace FieldOps.Domain.Assessment.Scoring;

/// <summary>
/// Indicators that are recorded as readings (domain reference, 7.1 and 7.2): a closed set, so that a scheme cannot ask
/// for a figure that nobody brings.
/// </summary>
public static class Indicators
{
    /// <summary>Cell or station minutes in service, of all minutes that the contractor answers for (小区完好率).</summary>
    public const string Availability = "availability";

    /// <summary>Every word with its meaning, in the order of the reference.</summary>
    public static ImmutableArray<Indicator> All { get; } =
    [
        new(Availability, "完好率", "Minutes in service, of all minutes that the contractor answers for"),
        new("inspection-completion", "巡检完成率", "Points inspected, of points due"),
        new("inspection-pass", "巡检抽检合格率", "Spot checks passed, of spot checks"),
        new("repeater-in-order", "直放站完好率", "Repeaters in good order, of all repeaters"),
        new("air-conditioner-faults", "空调故障率", "Air conditioners faulty, of all air conditioners"),
        new("radio-alarms", "无线告警数", "Radio alarms, over carriers", false),
        new("order-quality", "工单处理合格率", "Orders handled to standard, of orders checked"),
        new("generation-on-time", "发电及时率", "Generations begun in time, of generations due"),
        new("repeater-faults", "直放站故障率", "Repeater faults, over repeaters", false),
        new("report-on-time", "报表及时率", "Reports sent in time, of reports due"),
        new("data-accuracy", "数据准确率", "Records found right, of records checked"),
        new("plan-completion", "作业计划完成率", "Plan items done, of plan items due"),
        new("satisfaction", "满意度", "Points given, of points possible"),
        new("staff-present", "人员到位率", "Posts filled, of posts agreed"),
        new("resource-entry-on-time", "资源录入及时率", "Resources entered in time, of resources due"),
        new("outage-minutes-per-site", "站均断站时长", "Outage minutes, over sites", false),
        new("complaint-rate", "投诉率", "Justified complaints, over sites or customers", false),
        new("in-delivery-on-time", "交付及时率", "Deliveries in time, of deliveries due"),
    ];

    /// <summary>Whether the word is one of them.</summary>
    public static bool IsKnown(string word) => All.Any(i => i.Word == word);

    /// <summary>Whether the word counts part of a whole: the numerator is at most the denominator.</summary>
    public static bool IsPartOfWhole(string word) => All.Any(i => i.Word == word && i.IsPartOfWhole);
}

/// <summary>An indicator.</summary>
/// <param name="Word">As schemes and readings name it.</param>
/// <param name="TitleZh">Shown to people.</param>
/// <param name="TitleEn">Numerator, of or over denominator.</param>
/// <param name="IsPartOfWhole">Whether the numerator is part of the denominator, not merely set against it.</param>
public sealed record Indicator(string Word, string TitleZh, string TitleEn, bool IsPartOfWhole = true);
