using System.Text.Json;
using FieldOps.Domain.Sla.Calendars;
using FieldOps.Platform.Serialization;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.Sla.Calendars.SampleCalendars;

namespace FieldOps.Domain.Tests.Sla.Calendars;

/// <summary>Published holiday lists taken over into a calendar, year by year.</summary>
public sealed class HolidayListTests
{
    private static readonly int[] s_years = [2024, 2025, 2026];

    private static CalendarDay[] Published(int year)
    {
        var path = Path.Combine(RepoFiles.Root, "..", "shared", "data", "calendar", $"holiday-{year}.json");
        using var list = JsonDocument.Parse(File.ReadAllText(path));
        return
        [
            .. list.RootElement.GetProperty("days").EnumerateArray()
                .Select(d => d.Deserialize<CalendarDay>(PlatformJson.Options)!),
        ];
    }

    // Domain reference, section 11, example 9.
    [Fact]
    public void PublishedLists_InAnEmptyCalendar_MakeTheDaysThatAreShipped_AndTheReportIsDueOn2024_02_21()
    {
        var empty = ChinaOffice with { Days = [] };
        var office = empty with { Days = empty.DaysWith(s_years.ToHashSet(), s_years.SelectMany(Published)) };

        office.Days.ShouldBe(ChinaOffice.Days);
        WorkCalendarCheck.FaultsOf(office).ShouldBeEmpty();
        Time(office).After(Utc("2024-02-08T09:30Z"), TimeSpan.FromHours(5 * 9)).ShouldBe(Utc("2024-02-21T09:30Z"));
        Time(empty).After(Utc("2024-02-08T09:30Z"), TimeSpan.FromHours(5 * 9)).ShouldBe(Utc("2024-02-15T09:30Z"));
    }

    [Fact]
    public void OneYear_ToldAnew_LeavesTheOthers_AlsoWhereARunCrossesTheYear()
    {
        var over = new CalendarDay("a", new DateOnly(2024, 12, 30), true, new DateOnly(2025, 1, 3));
        var calendar = Office("Asia/Shanghai", over);

        calendar.DaysWith(new HashSet<int> { 2025 }, [new CalendarDay("b", new DateOnly(2025, 1, 1), true)]).ShouldBe(
        [
            new CalendarDay("a", new DateOnly(2024, 12, 30), true, new DateOnly(2024, 12, 31)),
            new CalendarDay("b", new DateOnly(2025, 1, 1), true),
        ]);
    }

    [Fact]
    public void Year_WhoseEveryDayIsListedOff_IsRefused()
    {
        var first = new DateOnly(2027, 1, 1);
        var all = Enumerable.Range(0, 365).Select(n => new CalendarDay("x", first.AddDays(n), true)).ToArray();

        WorkCalendarCheck.FaultsOf(Office("Asia/Shanghai", all)).ShouldBe(["2027 has no open day"]);
        // A make-up working day is an opening.
        all[0] = all[0] with { IsOffDay = false };
        WorkCalendarCheck.FaultsOf(Office("Asia/Shanghai", all)).ShouldBeEmpty();
    }
}
