using FieldOps.Domain.Sla.Calendars;
using FsCheck;
using FsCheck.Fluent;
using static FieldOps.Domain.Tests.Sla.Calendars.SampleCalendars;

namespace FieldOps.Domain.Tests.Sla.Calendars;

public sealed class OpenTimeTests
{
    private static readonly OpenTime s_china = Time(ChinaOffice);

    // Domain reference, section 11, example 9: five working days after Thursday 2024-02-08.
    [Fact]
    public void After_FiveWorkingDaysOverTheSpringFestival_SkipsHolidaysAndTakesTheMakeUpDay() =>
        s_china.After(Utc("2024-02-08T09:30Z"), TimeSpan.FromHours(5 * 9)).ShouldBe(Utc("2024-02-21T09:30Z"));

    [Theory]
    [InlineData("2024-02-08T00:30Z", "2024-02-08T09:30Z", 540)]
    [InlineData("2024-02-10T00:00Z", "2024-02-17T16:00Z", 0)]
    [InlineData("2024-02-18T00:00Z", "2024-02-18T16:00Z", 540)]
    [InlineData("2024-02-03T00:00Z", "2024-02-04T16:00Z", 540)]
    [InlineData("2024-02-29T08:30Z", "2024-03-01T01:00Z", 90)]
    [InlineData("2024-03-01T01:00Z", "2024-02-29T08:30Z", 0)]
    public void Between_OnChinaOffice_CountsOfficeMinutes(string from, string to, int minutes) =>
        s_china.Between(Utc(from), Utc(to)).ShouldBe(TimeSpan.FromMinutes(minutes));

    [Fact]
    public void Between_WithALunchBreak_LeavesItOut()
    {
        var time = Time(ChinaOffice with { Breaks = [new DaySpan("12:00", "13:30")] });

        time.Between(Utc("2024-03-04T00:00Z"), Utc("2024-03-05T00:00Z")).ShouldBe(TimeSpan.FromMinutes(450));
        time.After(Utc("2024-03-04T03:30Z"), TimeSpan.FromHours(1)).ShouldBe(Utc("2024-03-04T06:00Z"));
    }

    // New York 2026: 2026-03-08 has no 02:00-03:00, 2026-11-01 has 01:00-02:00 twice.
    [Theory]
    [InlineData("2026-03-08T05:00Z", "2026-03-09T04:00Z", 23)]
    [InlineData("2026-11-01T04:00Z", "2026-11-02T05:00Z", 25)]
    public void Between_OnADayOfDst_CountsTheHoursThatItHas(string from, string to, int hours) =>
        Time(AllDay("America/New_York")).Between(Utc(from), Utc(to)).ShouldBe(TimeSpan.FromHours(hours));

    [Fact]
    public void After_WithinTheRepeatedHour_CountsItTwice()
    {
        // Open from 01:30: the first 01:30 lasts until the wall falls back to 01:00, the second goes on.
        var time = Time(NightlyRest("America/New_York"));

        time.Spans(Utc("2026-11-01T05:00Z"), Utc("2026-11-01T12:00Z")).ShouldBe(
        [
            (Utc("2026-11-01T05:30Z"), Utc("2026-11-01T06:00Z")),
            (Utc("2026-11-01T06:30Z"), Utc("2026-11-01T12:00Z")),
        ]);
        time.After(Utc("2026-11-01T05:00Z"), TimeSpan.FromMinutes(45)).ShouldBe(Utc("2026-11-01T06:45Z"));
    }

    // Samoa had no 2011-12-30 at all.
    [Fact]
    public void Between_OverADayThatAZoneSkipped_FindsNothingInIt() =>
        Time(AllDay("Pacific/Apia")).Between(Utc("2011-12-30T10:00Z"), Utc("2011-12-31T10:00Z"))
            .ShouldBe(TimeSpan.FromHours(24));

    // Turkey stayed on summer time from 2016 on: history keeps the rules of its day.
    [Theory]
    [InlineData("2015-12-01T06:30Z", "2015-12-01T07:30Z")]
    [InlineData("2017-12-01T05:30Z", "2017-12-01T06:30Z")]
    public void Between_InAZoneWhoseRulesChanged_FollowsTheRulesOfTheYear(string open, string end) =>
        Time(Office("Europe/Istanbul")).Between(Utc(open), Utc(end)).ShouldBe(TimeSpan.FromHours(1));

    [Fact]
    public void After_Nothing_IsTheInstantItself() =>
        s_china.After(Utc("2024-02-12T00:00Z"), TimeSpan.Zero).ShouldBe(Utc("2024-02-12T00:00Z"));

    [Fact]
    public void NextOpen_InAHoliday_IsTheNextMorningOfWork() =>
        s_china.NextOpen(Utc("2024-02-12T00:00Z")).ShouldBe(Utc("2024-02-18T00:30Z"));

    [Fact]
    public void BeyondTheYearsThatAreAnsweredFor_NothingIsOpen()
    {
        s_china.After(Utc("2199-12-31T00:00Z"), TimeSpan.FromDays(1)).ShouldBeNull();
        s_china.Between(Utc("1960-01-01T00:00Z"), Utc("1970-01-01T00:00Z")).ShouldBe(TimeSpan.Zero);
        s_china.Between(Utc("2199-12-31T16:00Z"), Utc("2300-01-01T00:00Z")).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Between_EqualsCountingMinutesOnTheWall_InAnyZone() =>
        Prop.ForAll(Questions, q =>
            Time(q.Calendar).Between(q.From, q.To).ShouldBe(ByTheMinute(q.Calendar, q.From, q.To)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void After_IsTheFirstInstantWithThatMuchOpenTime() =>
        Prop.ForAll(Questions, q =>
        {
            var time = Time(q.Calendar);
            var wanted = TimeSpan.FromSeconds(q.Seconds);
            var reached = time.After(q.From, wanted)!.Value;
            time.Between(q.From, reached).ShouldBe(wanted);
            time.Between(q.From, reached.AddTicks(-1)).ShouldBeLessThan(wanted);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Between_OfPartsInARow_AddsUpToTheWhole() =>
        Prop.ForAll(Questions, q =>
        {
            var time = Time(q.Calendar);
            var middle = q.From + ((q.To - q.From) / 3);
            (time.Between(q.From, middle) + time.Between(middle, q.To)).ShouldBe(time.Between(q.From, q.To));
            time.Spans(q.From, q.To).Aggregate(TimeSpan.Zero, (sum, s) => sum + (s.To - s.From))
                .ShouldBe(time.Between(q.From, q.To));
        }).QuickCheckThrowOnFailure();

    private static Arbitrary<Question> Questions
    {
        get
        {
            string[] zones =
            [
                "Asia/Shanghai", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "America/Sao_Paulo",
                "Africa/Casablanca", "Asia/Kathmandu", "Pacific/Apia", "UTC",
            ];

            // Days on which some zone changes its offset, a leap day, a turn of the year, the skipped day.
            string[] near =
            [
                "2024-03-10T00:00Z", "2024-11-03T00:00Z", "2024-03-31T00:00Z", "2024-10-27T00:00Z",
                "2018-11-04T00:00Z", "2024-04-06T00:00Z", "2024-10-05T00:00Z", "2024-02-28T00:00Z",
                "2023-12-31T00:00Z", "2011-12-29T00:00Z", "2024-04-14T00:00Z",
            ];
            var question =
                from zone in Gen.Elements(zones)
                from kind in Gen.Choose(0, 3)
                from day in Gen.Elements(near)
                from before in Gen.Choose(0, 3 * 86_400)
                from seconds in Gen.Choose(1, 6 * 86_400)
                select new Question(
                    kind switch
                    {
                        0 => Office(zone),
                        1 => NightlyRest(zone),
                        2 => AllDay(zone),
                        _ => Office(
                            zone,
                            new CalendarDay("off", new DateOnly(2024, 3, 8), true, new DateOnly(2024, 3, 11)),
                            new CalendarDay("on", new DateOnly(2024, 11, 3), false)),
                    },
                    Utc(day).AddSeconds(-before).AddMilliseconds(seconds % 997),
                    Utc(day).AddSeconds(seconds - before),
                    seconds);
            return question.ToArbitrary();
        }
    }

    public sealed record Question(WorkCalendar Calendar, DateTimeOffset From, DateTimeOffset To, int Seconds);
}
