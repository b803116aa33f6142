namespace FieldOps.Compliance.Reports;

/// <summary>Published quotients: rounded half away from zero, absent where there is nothing to divide by.</summary>
internal static class Ratio
{
    private const decimal SecondsPerMinute = 60m;
    private const int Decimals = 2;

    public static decimal? Percent(long part, long whole) =>
        whole <= 0 ? null : Rounded(100m * part / whole);

    public static decimal? MeanMinutes(long seconds, long n) =>
        n <= 0 ? null : Rounded(seconds / SecondsPerMinute / n);

    public static decimal Minutes(long seconds) => Rounded(seconds / SecondsPerMinute);

    public static decimal Rounded(decimal value, int decimals = Decimals) =>
        Math.Round(value, decimals, MidpointRounding.AwayFromZero);
}
