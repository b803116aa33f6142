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

    // The list of 2019 as it was published: 29 December 2018 is a working day, 30 and 31 are off.
    [Fact]
    public void ListThatBeginsInDecember_ReplacesThoseDatesAlone_AndTheListOfThatDecembersYearLeavesThem()
    {
        CalendarDay[] newYear =
        [
            new("元旦", new DateOnly(2018, 12, 29), false), new("元旦", new DateOnly(2018, 12, 30), true),
            new("元旦", new DateOnly(2018, 12, 31), true), new("元旦", new DateOnly(2019, 1, 1), true),
        ];
        CalendarDay[] before = [new("国庆节", new DateOnly(2018, 10, 1), true)];
        var calendar = Office("Asia/Shanghai", [.. before, new CalendarDay("x", new DateOnly(2018, 12, 30), false)]);

        var with2019 = calendar with { Days = calendar.DaysWith(new HashSet<int> { 2019 }, newYear) };
        with2019.Days.ShouldBe(
        [
            before[0], newYear[0], new CalendarDay("元旦", newYear[1].Date, true, new DateOnly(2019, 1, 1)),
        ]);
        with2019.DaysWith(new HashSet<int> { 2018 }, before).ShouldBe(with2019.Days);
        with2019.DaysWith(new HashSet<int> { 2018, 2019 }, [.. before, newYear[3]]).ShouldBe([before[0], newYear[3]]);
    }

    // A list that was wrong about a day of the December before is set right by the same list, told without it.
    [Fact]
    public void DayOfTheDecemberBefore_GoesWithTheListThatToldIt_AndWithNoOther()
    {
        CalendarDay[] wrong =
        [
            new("元旦", new DateOnly(2018, 12, 29), false, List: 2019),
            new("元旦", new DateOnly(2018, 12, 31), true, List: 2019), new("元旦", new DateOnly(2019, 1, 1), true),
        ];
        var calendar = Office("Asia/Shanghai", new CalendarDay("盘点", new DateOnly(2018, 12, 20), true));
        calendar = calendar with { Days = calendar.DaysWith(new HashSet<int> { 2019 }, wrong) };
        calendar.Days.ShouldBe(
            [calendar.Days[0], wrong[0], wrong[1] with { Until = new DateOnly(2019, 1, 1) }]);

        var right = calendar.DaysWith(new HashSet<int> { 2019 }, wrong[1..]);
        right.ShouldBe([calendar.Days[0], calendar.Days[2]]);
        calendar.DaysWith(new HashSet<int> { 2018 }, []).ShouldBe(calendar.Days[1..]);
        calendar.DaysWith(new HashSet<int> { 2020 }, []).ShouldBe(calendar.Days);
        calendar.HoursAround(Utc("2019-02-01T00:00Z")).Days.ShouldAllBe(d => d.List == null);
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
