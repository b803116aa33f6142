using FieldOps.Domain.Sla;

namespace FieldOps.Compliance.Reports;

/// <summary>Adds up interruptions and quotas of months and classes.</summary>
internal sealed class InterruptionSum
{
    private const decimal SecondsPerHour = 3_600m;
    private const decimal KmOfRate = 1_000m;

    private readonly Dictionary<string, decimal> _kmByMonth = new(StringComparer.Ordinal);
    private long _times;
    private long _seconds;
    private decimal _normHours;
    private decimal _challengeHours;
    private decimal _normTimes;
    private decimal _challengeTimes;

    /// <summary>Adds a class of cable in a month.</summary>
    public void Add(string month, InterruptionQuota quota, decimal km, long times, long seconds)
    {
        _kmByMonth[month] = _kmByMonth.GetValueOrDefault(month) + km;
        _times += times;
        _seconds += seconds;
        _normHours += InterruptionQuota.OfMonth(km, quota.NormHours);
        _challengeHours += InterruptionQuota.OfMonth(km, quota.ChallengeHours);
        _normTimes += InterruptionQuota.OfMonth(km, quota.NormTimes);
        _challengeTimes += InterruptionQuota.OfMonth(km, quota.ChallengeTimes);
    }

    public InterruptionRow ToRow(IReadOnlyDictionary<string, string> group)
    {
        var hours = _seconds / SecondsPerHour;
        var km = _kmByMonth.Count == 0 ? 0m : _kmByMonth.Values.Sum() / _kmByMonth.Count;
        return new InterruptionRow(
            group, Ratio.Rounded(km, 3), _times, Ratio.Rounded(hours), Ratio.Rounded(_normHours),
            Ratio.Rounded(_challengeHours), Ratio.Rounded(_normTimes), Ratio.Rounded(_challengeTimes),
            km > 0 ? Ratio.Rounded(hours / km * KmOfRate) : null,
            hours <= _normHours && _times <= _normTimes, hours <= _challengeHours && _times <= _challengeTimes);
    }
}
