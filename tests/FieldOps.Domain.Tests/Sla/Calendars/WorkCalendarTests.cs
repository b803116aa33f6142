using FieldOps.Domain.Sla.Calendars;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.Sla.Calendars.SampleCalendars;

namespace FieldOps.Domain.Tests.Sla.Calendars;

public sealed class WorkCalendarTests
{
    public static TheoryData<string, string> Slips => new()
    {
        { "version", "version is 0; it starts at 1" },
        { "zone", "zone Asia/Nowhere is no IANA zone that is known here" },
        { "windows-zone", "zone China Standard Time is no IANA zone that is known here" },
        { "closed", "no day of the week has an open hour" },
        { "break-over-all", "no day of the week has an open hour" },
        { "double-date", "days: 2024-05-02 appears twice" },
        { "double-weekday", "monday appears twice" },
        { "backwards", "week: 17:00 to 09:00 is no part of a day" },
        { "overlap", "week: 11:00 to 12:00 overlaps the span before it" },
        { "clock", "week: 25:00 to 26:00 is no part of a day" },
        { "run", "days: 2024-05-03 until 2024-05-01 is not 1 to 62 days" },
        { "age", "days: 9999-12-31 until 9999-12-31 is not within 1970 to 2199" },
        { "no-hours", "days lists working days, and workingDayHours has no hours for them" },
    };

    [Theory]
    [MemberData(nameof(Slips))]
    public void FaultsOf_OneSlip_IsNamedExactly(string slip, string sentence) =>
        WorkCalendarCheck.FaultsOf(Broken(slip)).ShouldBe([sentence]);

    [Fact]
    public void ChinaOffice_IsFaultless() => WorkCalendarCheck.FaultsOf(ChinaOffice).ShouldBeEmpty();

    [Fact]
    public void HoursAround_KeepsTheDaysOfThreeYears_AndSurvivesARoundTrip()
    {
        var hours = ChinaOffice.HoursAround(Utc("2027-06-01T00:00Z"));

        hours.Days.ShouldAllBe(d => d.Date.Year == 2026);
        var read = System.Text.Json.JsonSerializer.Deserialize<OpenHours>(
            System.Text.Json.JsonSerializer.Serialize(hours, Platform.Serialization.PlatformJson.Options),
            Platform.Serialization.PlatformJson.Options);
        read.ShouldBe(hours);
        read!.Time().ShouldBeSameAs(hours.Time());
    }

    [Fact]
    public void OpenHours_ThatDifferInADay_AreNotEqual() =>
        ChinaOffice.HoursAround(Utc("2024-06-01T00:00Z"))
            .ShouldNotBe(ChinaOffice.HoursAround(Utc("2026-06-01T00:00Z")));

    private static WorkCalendar Broken(string slip)
    {
        var good = Office("Asia/Shanghai");
        return slip switch
        {
            "version" => good with { Version = 0 },
            "zone" => good with { Zone = "Asia/Nowhere" },
            "windows-zone" => good with { Zone = "China Standard Time" },
            "closed" => good with { Week = [] },
            "break-over-all" => good with { Breaks = [new DaySpan("08:00", "18:00")] },
            "double-date" => good with
            {
                Days =
                [
                    new CalendarDay("a", new DateOnly(2024, 5, 1), true, new DateOnly(2024, 5, 3)),
                    new CalendarDay("b", new DateOnly(2024, 5, 2), false),
                ],
            },
            "double-weekday" => good with { Week = [good.Week[0], new WeekHours([DayOfWeek.Monday], [])] },
            "backwards" => With(new DaySpan("17:00", "09:00")),
            "overlap" => With(new DaySpan("09:00", "11:30"), new DaySpan("11:00", "12:00")),
            "clock" => With(new DaySpan("25:00", "26:00")),
            "run" => good with { Days = [new CalendarDay("a", new(2024, 5, 3), true, new DateOnly(2024, 5, 1))] },
            "age" => good with { Days = [new CalendarDay("a", DateOnly.MaxValue, true)] },
            "no-hours" => good with
            {
                WorkingDayHours = [], Days = [new CalendarDay("a", new DateOnly(2024, 5, 4), false)],
            },
            _ => throw new ArgumentOutOfRangeException(nameof(slip)),
        };
    }

    private static WorkCalendar With(params DaySpan[] open) =>
        Office("Asia/Shanghai") with { Week = [new WeekHours(Weekdays, [.. open])] };
}
