namespace FieldOps.Host.Tests.Money;

/// <summary>
/// February 2024, where the special inspection has a version from July 2023 on, with another line in the place of one;
/// half of a composite is its table.
/// </summary>
public sealed class LaterVersionHost : OwnPoliciesHost
{
    public LaterVersionHost() => Policies
        .Add(
            "scoring/special-check.v2.json", "scoring/special-check.v1.json", ("\"version\": 1", "\"version\": 2"),
            ("2020-01-01T00:00:00+08:00", "2023-07-01T00:00:00+08:00"), ("\"safety\"", "\"later\""))
        .Add(
            "composites/inspected.v1.json", "composites/annual-90-10.v1.json", ("annual-90-10", "inspected"),
            ("annual-province", "special-check"), ("\"weightPercent\": 90", "\"weightPercent\": 50"),
            ("\"weightPercent\": 10", "\"weightPercent\": 50"));
}
