using System.Collections.Immutable;
using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Sla;

/// <summary>How SLA compliance is reported (domain reference, section 6.4).</summary>
/// <param name="Id">The rule set.</param>
/// <param name="Version">1 for the first.</param>
/// <param name="EffectiveFrom">UTC.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="ExcludedAttributions">Orders attributed to these are counted apart and stand in no rate.</param>
/// <param name="Percentiles">Percentiles of the elapsed time, 1 to 100, by nearest rank.</param>
/// <param name="RepeatWithinDays">
/// A trouble of the same asset and kind of work within so many days of the one before is a repeat, 1 to 90; null when
/// repeats are not counted.
/// </param>
/// <param name="InterruptionQuotas">What cables may be interrupted, by asset class; null for no quota.</param>
public sealed record CompliancePolicy(
    string Id,
    int Version,
    DateTimeOffset EffectiveFrom,
    string Source,
    ImmutableArray<string> ExcludedAttributions,
    ImmutableArray<int> Percentiles,
    int? RepeatWithinDays = null,
    ImmutableArray<InterruptionQuota>? InterruptionQuotas = null) : IPolicyDocument;

/// <summary>
/// The interruption quota of some classes of cable (千公里阻断, domain reference, section 6.4): a norm and a challenge,
/// of hours and of times, per 1000 km and year.
/// </summary>
/// <param name="AssetClasses">The classes it is for.</param>
/// <param name="NormHours">Hours per 1000 km and year, 基准.</param>
/// <param name="ChallengeHours">Hours per 1000 km and year, 挑战.</param>
/// <param name="NormTimes">Interruptions per 1000 km and year, 基准.</param>
/// <param name="ChallengeTimes">Interruptions per 1000 km and year, 挑战.</param>
public sealed record InterruptionQuota(
    ImmutableArray<string> AssetClasses,
    decimal NormHours,
    decimal ChallengeHours,
    decimal NormTimes,
    decimal ChallengeTimes)
{
    private const decimal KmOfNorm = 1000m;
    private const decimal MonthsOfYear = 12m;

    /// <summary>What a month allows: <c>cableKm / 1000 × annual / 12</c>; unrounded.</summary>
    /// <param name="cableKm">Sheath length in care, the month's hand-overs included.</param>
    /// <param name="annual">One of the figures above.</param>
    public static decimal OfMonth(decimal cableKm, decimal annual) => cableKm / KmOfNorm * annual / MonthsOfYear;
}
