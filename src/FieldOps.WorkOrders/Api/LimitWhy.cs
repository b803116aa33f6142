using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;

namespace FieldOps.WorkOrders.Api;

/// <summary>What gave a limit.</summary>
/// <param name="Minutes">The limit.</param>
/// <param name="Inclusive">True: elapsed equal to the limit is on time.</param>
/// <param name="Pausable">Whether pauses stop the clock.</param>
/// <param name="GivenBy">The line of the matrix, or the grade that was stricter.</param>
/// <param name="Calendar">The hours in which it runs; absent: around the clock.</param>
/// <param name="StartsAt">Its own start; absent: the clock's usual one.</param>
/// <param name="AreaClass">The column of the matrix: U, S or R; absent for on load, which has none.</param>
/// <param name="MatrixMinutes">
/// Minutes of that column before the severity's factor; absent where the version of the matrix is not known any more.
/// </param>
/// <param name="Severity">The severity whose factor stretches it; absent where none does.</param>
/// <param name="SeverityFactor">That factor.</param>
/// <param name="Battery">What on load follows from; absent for other clocks.</param>
internal sealed record LimitWhy(
    int Minutes,
    bool Inclusive,
    bool Pausable,
    string GivenBy,
    string? Calendar,
    ClockStart? StartsAt,
    string? AreaClass,
    int? MatrixMinutes,
    string? Severity,
    decimal? SeverityFactor,
    BatteryWhy? Battery);

/// <summary>On load by the failure of the mains, the battery less a margin.</summary>
/// <param name="Minutes">Battery backup.</param>
/// <param name="Assumed">True: the station's own is not known, and the line assumes this.</param>
/// <param name="MarginMinutes">Minutes before it is empty.</param>
/// <param name="MinutesMin">The limit is never shorter than this.</param>
internal sealed record BatteryWhy(int Minutes, bool Assumed, int MarginMinutes, int MinutesMin);

/// <summary>Where the limits of an order come from.</summary>
/// <param name="Origin">How it began, with the limits of now.</param>
/// <param name="Policy">The version of the matrix; null when it is not known any more.</param>
internal sealed record LimitSource(OrderCreated Origin, SlaPolicy? Policy)
{
    public SlaTerms Terms => Origin.Terms;

    private SlaLine? Line => Policy?.Lines.FirstOrDefault(l => l.Id == Terms.LineId);

    public LimitWhy Of(ClockLimit limit)
    {
        var stretches = limit is { Clock: ClockKind.Restore, GivenBy: null } && Line is { GradedBySeverity: true };
        var onLoad = limit.Clock == ClockKind.OnLoad;
        return new LimitWhy(
            limit.LimitMinutes,
            Terms.IsInclusive(limit),
            limit.Pausable,
            limit.GivenBy ?? Terms.LineId,
            limit.Calendar,
            limit.StartsAt,
            onLoad ? null : Origin.Asset.AreaClass,
            onLoad ? null : MinutesOf(limit),
            stretches ? Origin.Severity : null,
            stretches
                ? Policy!.Severities.FirstOrDefault(s => s.Severity == Origin.Severity)?.RestoreFactor
                : null,
            onLoad && Line?.OnLoad is { } rule ? BatteryOf(rule) : null);
    }

    private BatteryWhy BatteryOf(SlaOnLoad rule) => new(
        Origin.Asset.BatteryMinutes ?? rule.BatteryMinutesAssumed, Origin.Asset.BatteryMinutes is null,
        rule.MarginMinutes, rule.MinutesMin);

    private int? MinutesOf(ClockLimit limit)
    {
        var limits = limit.GivenBy is { } tag
            ? Policy?.Grades?.FirstOrDefault(g => g.Tag == tag)?.Limits
            : Line?.Limits;
        return limits?.FirstOrDefault(l => l.Clock == limit.Clock)?.Minutes is { } each
            && each.TryGetValue(Origin.Asset.AreaClass, out var minutes)
            ? minutes
            : null;
    }
}
