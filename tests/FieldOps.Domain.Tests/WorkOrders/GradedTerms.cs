using System.Collections.Immutable;
using FieldOps.Domain.Sla;
using FieldOps.Domain.Sla.Calendars;
using FieldOps.Domain.Tests.Sla.Calendars;
using FieldOps.Domain.WorkOrders;

namespace FieldOps.Domain.Tests.WorkOrders;

/// <summary>Terms that use all that terms can say.</summary>
internal static class GradedTerms
{
    private static readonly OpenHours s_office =
        SampleCalendars.Office("Asia/Shanghai", new CalendarDay("国庆节", new DateOnly(2024, 10, 1), true,
            new DateOnly(2024, 10, 7))).HoursAround(Orders.Start).WithBreaks([new DaySpan("22:00", "07:00")]);

    public static readonly SlaTerms Full = new(
        "graded", 1, "circuit-aaa", true,
        [
            new ClockLimit(ClockKind.Accept, 10, false),
            new ClockLimit(ClockKind.Restore, 120, true, null, "customer-key", false, ClockStart.Accepted),
            new ClockLimit(ClockKind.Report, 1080, false, "office.v1"),
        ],
        ImmutableSortedDictionary<string, OpenHours>.Empty.Add("office.v1", s_office),
        Orders.At(-5));

    public static PinnedRules Rules(PinnedRules rules) => rules with
    {
        Pauses = rules.Pauses with
        {
            Reasons = [PauseReason.AccessDenied, PauseReason.ForceMajeure],
            DecisionMinutes = 540,
            DecisionCalendar = "office",
            DecisionHours = s_office,
        },
    };
}
