namespace FieldOps.Import;

internal static class SampleFactsCheck
{
    private const int Months = 12;

    public static void Validate(SampleFacts facts, DocumentCheck check)
    {
        check.Zone(facts.TimeZone);
        check.That(facts.To > facts.From, "to is not after from.", "to 不晚于 from。");
        check.That(facts.RouteFactor >= 1, "routeFactor is below 1.", "routeFactor 小于 1。");
        check.That(
            facts.Cities.Contains(facts.LocalCity), "localCity is not one of the cities.", "localCity 不在城市列表中。");
        foreach (var link in facts.Trunk1.Concat(facts.Trunk2))
        {
            check.That(
                link.Count == 2 && link.All(facts.Cities.Contains),
                $"trunk link {string.Join('-', link)} does not join two of the cities.",
                $"干线 {string.Join('-', link)} 的两端不在城市列表中。");
        }

        SegmentFaults(facts.SegmentFaults, check);
        Alarms(facts.Alarms, check);
        facts.StationClasses.Validate(check);
        foreach (var county in facts.Counties)
        {
            check.Known("areaClass", county.AreaClass, ProductCodes.AreaClasses);
            check.That(
                county is { AggregationPoints: > 0, Stations: > 0, SpreadKm: > 0 },
                $"county {county.Code} has no aggregation point, station or extent.",
                $"{county.Code} 没有汇聚点、基站或范围。");
        }
    }

    private static void SegmentFaults(SegmentFaultFacts facts, DocumentCheck check)
    {
        check.That(
            facts.MonthProfile.Count == Months && facts.MonthProfile.All(f => f >= 0),
            "monthProfile has not twelve factors.",
            "monthProfile 不是十二个系数。");
        check.Quantiles("secondOfDay", facts.SecondOfDay);
        check.That(facts.PerThousandKmYear.Values.All(r => r >= 0), "a fault rate is below 0.", "障碍率小于 0。");
        check.That(
            facts.PerThousandKmYear.Keys.All(facts.Severities.ContainsKey),
            "a cable level has a rate but no severities.",
            "有光缆级别只有障碍率而没有严重程度。");
        for (var month = 1; month <= Months; month++)
        {
            check.That(
                facts.Causes.Any(c => c.Weight > 0 && (c.Months?.Contains(month) ?? true)),
                $"month {FileProblems.Number(month)} has no cause of faults.",
                $"{FileProblems.Number(month)} 月没有任何障碍原因。");
        }
    }

    private static void Alarms(SampleAlarmFacts facts, DocumentCheck check)
    {
        check.Quantiles("mains.minutes", facts.Mains.Minutes);
        check.That(facts.Other.Kinds.Any(k => k.Weight > 0), "no kind of alarm has a weight.", "没有任何告警类型有权重。");
        foreach (var kind in facts.Other.Kinds)
        {
            check.Known("probableCause", kind.ProbableCause, ProductCodes.ProbableCauses);
            check.Known("severity", kind.Severity, ProductCodes.Severities);
            check.Quantiles(kind.ProbableCause, kind.Minutes);
        }

        var flapping = facts.Flapping;
        check.That(
            flapping.AlarmsMin <= flapping.AlarmsMax && flapping.UpSecondsMin <= flapping.UpSecondsMax &&
            flapping.GapSecondsMin <= flapping.GapSecondsMax && flapping.GapSecondsMin > 0,
            "a bound of flapping lies below its lower bound.",
            "flapping 的上限小于下限。");
    }
}
