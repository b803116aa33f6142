using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla.Calendars;

namespace FieldOps.Domain.Sla;

/// <summary>
/// Clocks that would never be late, because what their calendar and their rests leave open is nothing or too little.
/// Neither document shows it alone: each calendar opens, each rest is a part of a day.
/// </summary>
public static class SlaOpeningCheck
{
    /// <summary>
    /// Days in which a limit has to be used up: three years, for which an order keeps the listed days of its calendar.
    /// </summary>
    public const int DaysMax = 1_096;

    // Tables of open hours end with 2199.
    private static readonly DateTimeOffset s_first = new(OpenTime.YearFirst + 1, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_last = new(OpenTime.YearLast - 9, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// One sentence for each clock of a line and the hours that leave it no time: every limit of the line and of the
    /// grades, with the rests of every area and severity, under every version of its calendar.
    /// </summary>
    /// <param name="policy">A matrix without other faults.</param>
    /// <param name="calendars">The versions under which its orders may come to run; of ids that are not named, nothing
    /// is said.</param>
    public static ImmutableArray<string> FaultsOf(SlaPolicy policy, IEnumerable<WorkCalendar> calendars)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var versions = calendars.ToLookup(c => c.Id, StringComparer.Ordinal);
        return Said(CasesOf(policy).SelectMany(c => c.Limit.Calendar is { } id
            ? versions[id].Select(v => FaultOf(policy, c, v))
            : [FaultOf(policy, c, null)]));
    }

    /// <summary>The same of the clocks alone that run by a calendar, under one version of it.</summary>
    /// <param name="policy">A matrix without other faults.</param>
    /// <param name="calendar">The version.</param>
    public static ImmutableArray<string> FaultsUnder(SlaPolicy policy, WorkCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(calendar);
        return Said(CasesOf(policy).Where(c => c.Limit.Calendar == calendar.Id)
            .Select(c => FaultOf(policy, c, calendar)));
    }

    /// <summary>
    /// The version of each document that holds at an instant, and those that follow it up to another.
    /// </summary>
    /// <param name="documents">All versions.</param>
    /// <param name="at">First instant.</param>
    /// <param name="until">First instant after; null: all that follow.</param>
    /// <typeparam name="TDocument">The kind.</typeparam>
    public static IEnumerable<TDocument> HoldingFrom<TDocument>(
        IEnumerable<TDocument> documents, DateTimeOffset at, DateTimeOffset? until = null)
        where TDocument : IPolicyDocument =>
        documents.GroupBy(d => d.Id, StringComparer.Ordinal).SelectMany(versions =>
        {
            var holds = versions.Where(d => d.EffectiveFrom <= at).MaxBy(d => d.Version);
            return versions.Where(d =>
                (d.EffectiveFrom > at && !(d.EffectiveFrom >= until)) || ReferenceEquals(d, holds));
        });

    /// <summary>When a later version takes the place of one; null while none does.</summary>
    public static DateTimeOffset? EndOf<TDocument>(IEnumerable<TDocument> documents, TDocument version)
        where TDocument : IPolicyDocument =>
        documents.Where(d => d.Id == version.Id && d.Version > version.Version)
            .Min(d => (DateTimeOffset?)d.EffectiveFrom);

    private static ImmutableArray<string> Said(IEnumerable<string?> faults) =>
        [.. faults.OfType<string>().Distinct(StringComparer.Ordinal)];

    private static IEnumerable<Case> CasesOf(SlaPolicy policy) =>
        policy.Lines.SelectMany(line => CasesOf(policy, line));

    private static IEnumerable<Case> CasesOf(SlaPolicy policy, SlaLine line) =>
        from area in SlaPolicy.AreaClasses
        from severity in policy.Severities
        from limit in LimitsOf(policy, line, severity)
        select new Case(
            line.Id, limit.Limit, SlaHours.RestsOf(line, limit.Limit.Clock, area, severity.Severity),
            SlaHours.MinutesOf(limit.Limit, area, limit.Stretch));

    private static IEnumerable<(SlaLineLimit Limit, decimal Stretch)> LimitsOf(
        SlaPolicy policy, SlaLine line, SlaSeverity severity)
    {
        foreach (var limit in line.Limits)
        {
            var stretched = limit.Clock == ClockKind.Restore && line.GradedBySeverity;
            yield return (limit, stretched ? severity.RestoreFactor : 1m);
        }

        foreach (var limit in (line.GradedBySeverity ? policy.Grades ?? [] : []).SelectMany(g => g.Limits)
            .Where(l => line.Limits.Any(own => own.Clock == l.Clock)))
        {
            yield return (limit, 1m);
        }
    }

    private static string? FaultOf(SlaPolicy policy, Case one, WorkCalendar? calendar)
    {
        var allowed = TimeSpan.FromMinutes(one.Minutes);
        foreach (var from in ProbesOf(policy, calendar))
        {
            if (SlaHours.Of(calendar, one.Rests, policy.Zone, from)?.Time() is { } hours
                && hours.Between(from, from.AddDays(DaysMax)) < allowed)
            {
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"line {one.LineId}: clock {one.Limit.Clock} is never late: {SlaHours.NameOf(calendar, one.Rests)}"
                    + $" is not open for {one.Minutes} minutes within {DaysMax} days");
            }
        }

        return null;
    }

    // Orders keep the listed days around their own year: from when both documents hold, and each listed year.
    private static IEnumerable<DateTimeOffset> ProbesOf(SlaPolicy policy, WorkCalendar? calendar)
    {
        var begin = policy.EffectiveFrom > calendar?.EffectiveFrom
            ? policy.EffectiveFrom
            : calendar?.EffectiveFrom ?? policy.EffectiveFrom;
        var start = begin < s_first ? s_first : begin > s_last ? s_last : begin;
        return (calendar?.Days ?? []).Select(d => d.Date.Year).Distinct()
            .Select(year => new DateTimeOffset(Math.Max(year, s_first.Year), 1, 1, 0, 0, 0, TimeSpan.Zero))
            .Where(at => at > start && at < s_last).Prepend(start);
    }

    private sealed record Case(string LineId, SlaLineLimit Limit, ImmutableArray<DaySpan> Rests, int Minutes);
}
