namespace FieldOps.Host.Tests.Money;

/// <summary>
/// February 2024, where months are scored by a scheme that began in July 2023. Composites of the year name it, one by
/// itself, and one inside another that began with it.
/// </summary>
public sealed class HalfYearHost : OwnPoliciesHost
{
    private static readonly (string, string) s_begin = ("2020-01-01T00:00:00+08:00", "2023-07-01T00:00:00+08:00");
    private static readonly (string, string) s_scheme = ("\"line-station\"", "\"half-year\"");

    public HalfYearHost()
    {
        Settings["FieldOps:Assessment:SchemeId"] = "half-year";
        Policies
            .Add("scoring/half-year.v1.json", "scoring/line-station.v1.json", s_scheme, s_begin)
            .Add("composites/halves.v1.json", "composites/annual-90-10.v1.json", s_scheme, ("annual-90-10", "halves"))
            .Add("composites/within.v1.json", "composites/halves.v1.json", s_begin, ("\"halves\"", "\"within\""))
            .Add(
                "composites/around.v1.json", "composites/halves.v1.json", ("\"halves\"", "\"around\""),
                ("\"scheme\": \"half-year\"", "\"composite\": \"within\""));
    }
}
