using System.Collections.Immutable;
using FieldOps.Domain.Sla.Calendars;

namespace FieldOps.Domain.Sla;

/// <summary>From the matrix to the limits of one order (domain reference, section 6.2).</summary>
public static class SlaTermsMaking
{
    /// <summary>
    /// The limits for one order: those of its line by area and severity, unless a graded circuit or customer that the
    /// asset carries was promised a stricter one. Stricter is what would be due earlier, were the order dispatched at
    /// the deciding instant and accepted at the last moment that its own limit allows; of two that are due at once the
    /// one that is broken when it is used up. Refusals: <c>sla.no-line</c>
    /// when no line names asset class and work kind, <c>sla.area-unknown</c>, <c>sla.severity-unknown</c>,
    /// <c>sla.severity-no-order</c> when the severity makes no fault order (a warning goes to inspection),
    /// <c>sla.calendar-unknown</c>.
    /// </summary>
    /// <param name="policy">The matrix.</param>
    /// <param name="asked">What for.</param>
    /// <param name="calendarOf">The version of a calendar that holds at the deciding instant; null for none.</param>
    public static SlaAnswer TermsFor(SlaPolicy policy, SlaQuestion asked, Func<string, WorkCalendar?> calendarOf)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(asked);
        if (policy.LineFor(asked.AssetClass, asked.WorkKind) is not { } line)
        {
            return SlaAnswer.No("sla.no-line", ("assetClass", asked.AssetClass), ("workKind", asked.WorkKind));
        }

        if (!SlaPolicy.AreaClasses.Contains(asked.AreaClass))
        {
            return SlaAnswer.No("sla.area-unknown", ("areaClass", asked.AreaClass));
        }

        var grade = policy.Severities.FirstOrDefault(s => s.Severity == asked.Severity);
        if (line.GradedBySeverity && grade is not { MakesFaultOrder: true })
        {
            return SlaAnswer.No(
                grade is null ? "sla.severity-unknown" : "sla.severity-no-order", ("severity", asked.Severity));
        }

        var calendars = Calendars(policy, line, asked, calendarOf);
        return calendars.FirstOrDefault(c => c.Value is null).Key is { } unknown
            ? SlaAnswer.No("sla.calendar-unknown", ("calendar", unknown))
            : SlaAnswer.Yes(new Making(policy, line, asked, grade?.RestoreFactor ?? 1m, calendars!).Terms());
    }

    private static Dictionary<string, WorkCalendar?> Calendars(
        SlaPolicy policy, SlaLine line, SlaQuestion asked, Func<string, WorkCalendar?> calendarOf) =>
        line.Limits.Concat(GradesOf(policy, line, asked).SelectMany(g => g.Limits))
            .Select(l => l.Calendar).OfType<string>().Distinct(StringComparer.Ordinal)
            .ToDictionary(c => c, calendarOf, StringComparer.Ordinal);

    private static IEnumerable<SlaGrade> GradesOf(SlaPolicy policy, SlaLine line, SlaQuestion asked) =>
        line.GradedBySeverity && policy.Grades is { } grades ? grades.Where(g => asked.Tags.Contains(g.Tag)) : [];

    private sealed class Making(
        SlaPolicy policy,
        SlaLine line,
        SlaQuestion asked,
        decimal factor,
        Dictionary<string, WorkCalendar> calendars)
    {
        private readonly SortedDictionary<string, OpenHours> _hours = new(StringComparer.Ordinal);

        public SlaTerms Terms()
        {
            var limits = line.Limits.Select(Strictest).Concat(OnLoad()).OrderBy(l => l.Clock).ToImmutableArray();
            var used = _hours.Where(h => limits.Any(l => l.Calendar == h.Key))
                .ToImmutableSortedDictionary(StringComparer.Ordinal);
            return new SlaTerms(
                policy.Id,
                policy.Version,
                line.Id,
                policy.BoundaryInclusive,
                limits,
                used.IsEmpty ? null : used,
                policy.DecidedAt == SlaInstant.Created ? null : asked.DecidedAt);
        }

        private ClockLimit Strictest(SlaLineLimit limit)
        {
            var stretched = limit.Clock == ClockKind.Restore && line.GradedBySeverity;
            var strictest = LimitOf(limit, stretched ? factor : 1m, null);
            foreach (var grade in GradesOf(policy, line, asked))
            {
                if (grade.Limits.FirstOrDefault(l => l.Clock == limit.Clock) is { } promised
                    && LimitOf(promised, 1m, grade.Tag) is var graded && IsStricter(graded, strictest))
                {
                    strictest = graded;
                }
            }

            return strictest;
        }

        // At the instant at which both are used up a strict boundary is broken, and an inclusive one is kept.
        private bool IsStricter(ClockLimit one, ClockLimit other) =>
            DueOf(one).CompareTo(DueOf(other)) is var order && order != 0
                ? order < 0
                : !IsInclusive(one) && IsInclusive(other);

        private bool IsInclusive(ClockLimit limit) => limit.Inclusive ?? policy.BoundaryInclusive;

        private ClockLimit LimitOf(SlaLineLimit limit, decimal stretch, string? givenBy) => new(
            limit.Clock,
            SlaHours.MinutesOf(limit, asked.AreaClass, stretch),
            policy.PausableClocks.Contains(limit.Clock),
            HoursOf(limit),
            givenBy,
            limit.BoundaryInclusive,
            limit.StartsAt);

        private DateTimeOffset DueOf(ClockLimit limit) => DueOf(
            limit, limit.StartsAt == ClockStart.Accepted ? AcceptedBy() : asked.DecidedAt);

        private DateTimeOffset DueOf(ClockLimit limit, DateTimeOffset start) =>
            ClockCalculator.ReachedAt(
                start, TimeSpan.FromMinutes(limit.LimitMinutes), [],
                limit.Calendar is { } name ? _hours[name].Time() : null)
            ?? DateTimeOffset.MaxValue;

        // A limit that counts from the acceptance allows what the acceptance may take as well; none does where nothing
        // limits that.
        private DateTimeOffset AcceptedBy() =>
            line.Limits.FirstOrDefault(l => l.Clock == ClockKind.Accept) is { } accept
                ? DueOf(Strictest(accept), asked.DecidedAt)
                : asked.DecidedAt;

        private string? HoursOf(SlaLineLimit limit)
        {
            var rests = SlaHours.RestsOf(line, limit.Clock, asked.AreaClass, asked.Severity);
            var calendar = limit.Calendar is { } id ? calendars[id] : null;
            if (SlaHours.Of(calendar, rests, policy.Zone, asked.DecidedAt) is not { } hours)
            {
                return null;
            }

            var name = SlaHours.NameOf(calendar, rests);
            _hours[name] = hours;
            return name;
        }

        private IEnumerable<ClockLimit> OnLoad()
        {
            if (line.OnLoad is { } rule)
            {
                var battery = asked.BatteryMinutes ?? rule.BatteryMinutesAssumed;
                var minutes = Math.Max(battery - rule.MarginMinutes, rule.MinutesMin);
                yield return new ClockLimit(
                    ClockKind.OnLoad, minutes, policy.PausableClocks.Contains(ClockKind.OnLoad));
            }
        }
    }
}
