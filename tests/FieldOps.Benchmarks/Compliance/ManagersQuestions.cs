namespace FieldOps.Benchmarks.Compliance;

/// <summary>What an operations manager asks on a usual day, and the plain aggregation of the first.</summary>
internal static class ManagersQuestions
{
    /// <summary>
    /// The first question as plain aggregation over the order table: counts and means only, without percentiles.
    /// </summary>
    public const string GroupBy = """
        select f.month, c.clock, count(*) filter (where c.verdict = 0), count(*) filter (where c.verdict = 1),
               avg(c.elapsed_seconds)
        from compliance.closed_order o join compliance.facet f on f.id = o.facet
        cross join lateral unnest(o.clock, o.verdict, o.elapsed_seconds) as c(clock, verdict, elapsed_seconds)
        where o.tenant = 'default' and f.month between '2025-01' and '2025-12' and f.ground = 'contractor-scope'
        group by f.month, c.clock
        """;

    /// <summary>Name and path of each.</summary>
    public static (string Name, string Path)[] Ten { get; } =
    [
        ("trend of a year by clock", "sla/compliance?groupBy=month,clock&from=2025-01&to=2025-12"),
        ("regions this month", "sla/compliance?groupBy=region&clock=restore&from=2025-12"),
        ("classes by region, a quarter", "sla/compliance?groupBy=region,assetClass&clock=restore&from=2025-10"),
        ("contractors, a year", "sla/compliance?groupBy=contractorCode&clock=restore&from=2025-01"),
        ("lots by clock, a quarter", "sla/compliance?groupBy=lot,clock&from=2025-10"),
        ("fault levels by month, two years", "sla/compliance?groupBy=month,severity&clock=restore"),
        (
            "one contractor by class and level, a year",
            "sla/compliance?groupBy=assetClass,severity&clock=restore&from=2025-01"
                + $"&contractor={OrderWorld.ContractorOf(7)}"),
        ("MTTA, MTTR, availability, repeats by region, a year", "sla/reliability?groupBy=region&from=2025-01"),
        (
            "late orders of a cell",
            "sla/compliance/orders?clock=restore&outcome=late&from=2025-11"
                + "&region=region-03&assetClass=trunk1&severity=major"),
        ("all late orders of a month", "sla/compliance/orders?clock=restore&outcome=late&from=2025-12"),
    ];
}
