using System.Collections.Immutable;
using FieldOps.Domain.Sla;
using FieldOps.Domain.Sla.Calendars;
using FieldOps.Domain.Tests.Sla.Calendars;
using FieldOps.Testing;

namespace FieldOps.Domain.Tests.Sla;

/// <summary>A clock that no hour is left to would never be late, and nobody would be told.</summary>
public sealed class SlaOpeningCheckTests
{
    private static readonly SlaPolicy s_default = RepoFiles.Policy<SlaPolicy>("sla", "default.v1.json");
    private static readonly SlaPolicy s_graded = RepoFiles.Policy<SlaPolicy>("sla", "graded.v1.json");
    private static readonly WorkCalendar s_office = SampleCalendars.ChinaOffice;

    [Theory]
    [InlineData("default.v1.json")]
    [InlineData("graded.v1.json")]
    public void Shipped_LeavesEveryClockItsTime(string file) =>
        SlaOpeningCheck.FaultsOf(RepoFiles.Policy<SlaPolicy>("sla", file), [s_office]).ShouldBeEmpty();

    // The office is open 08:30 to 17:30.
    [Theory]
    [InlineData("08:00-18:00", true)]
    [InlineData("08:30-17:30", true)]
    [InlineData("17:00-09:00", false)]
    [InlineData("08:30-17:29", false)]
    [InlineData("00:00-12:00 12:00-24:00", true)]
    [InlineData("20:00-09:00 09:00-17:30", true)]
    public void Rests_OverAnOffice_AreRefusedWhereTheyLeaveNothing(string rests, bool refused)
    {
        var faults = SlaOpeningCheck.FaultsOf(Resting(rests, "china-office", 60), [s_office]);

        faults.Select(f => f.Split(':')[1]).ShouldBe(refused ? [" clock Arrive is never late"] : []);
    }

    [Fact]
    public void Rests_AroundTheClock_ThatCoverTheDayTogether_AreRefused()
    {
        SlaOpeningCheck.FaultsOf(Resting("00:00-12:00 12:00-24:00", null, 60), []).ShouldBe(
        [
            "line access: clock Arrive is never late: 24x7 rest 00:00-12:00 rest 12:00-24:00 is not open for 60 minutes"
            + " within 1096 days",
        ]);
        SlaOpeningCheck.FaultsOf(Resting("00:00-12:00 12:00-23:59", null, 60), []).ShouldBeEmpty();
    }

    // Six minutes a week are 15 hours in three years.
    [Fact]
    public void Limit_ThatIsNotUsedUpInThreeYears_IsRefused()
    {
        var little = s_office with
        {
            Id = "little",
            Week = [new WeekHours([DayOfWeek.Monday], [new DaySpan("09:00", "09:06")])],
            Days = [],
        };

        SlaOpeningCheck.FaultsOf(Resting("00:00-01:00", "little", 600), [little]).ShouldBeEmpty();
        SlaOpeningCheck.FaultsOf(Resting("00:00-01:00", "little", 1_000), [little]).ShouldHaveSingleItem();
    }

    [Fact]
    public void Rest_OfOneAreaAndMostSeverities_IsJudgedWhereItApplies()
    {
        var policy = Resting("08:00-18:00", "china-office", 60);
        var line = policy.Lines.Single(l => l.Id == "access");
        policy = policy with
        {
            Lines =
            [
                line with
                {
                    Rests =
                    [
                        .. line.Rests!.Value.Select(r => r with
                        {
                            AreaClasses = ["R"], ExceptSeverities = ["critical", "major", "minor", "warning"],
                        }),
                    ],
                },
            ],
        };

        SlaOpeningCheck.FaultsOf(policy, [s_office]).ShouldHaveSingleItem();
        var all = policy with { Severities = policy.Severities.RemoveAll(s => s.Severity == "indeterminate") };
        SlaOpeningCheck.FaultsOf(all, [s_office]).ShouldBeEmpty();
    }

    // A limit promised to a circuit rests with the line's clock.
    [Fact]
    public void Grade_UnderTheRestsOfALine_IsJudgedWithThem()
    {
        var each = SlaPolicy.AreaClasses.ToImmutableSortedDictionary(a => a, _ => 60, StringComparer.Ordinal);
        var grade = new SlaGrade("circuit-x", [new SlaLineLimit(ClockKind.Arrive, each, "china-office")], "contract");
        var policy = Resting("08:00-18:00", null, 60) with { Grades = [grade] };

        SlaOpeningCheck.FaultsOf(policy, [s_office]).ShouldHaveSingleItem()
            .ShouldContain("china-office.v1 rest 08:00-18:00");
    }

    [Fact]
    public void HoldingFrom_TakesTheVersionThatHolds_AndThoseThatFollow()
    {
        WorkCalendar[] versions =
        [
            .. Enumerable.Range(1, 4).Select(n => s_office with
            {
                Version = n, EffectiveFrom = DateTimeOffset.UnixEpoch.AddYears(n),
            }),
        ];

        SlaOpeningCheck.HoldingFrom(versions, DateTimeOffset.UnixEpoch.AddYears(2).AddDays(1))
            .Select(c => c.Version).ShouldBe([2, 3, 4]);
        SlaOpeningCheck.HoldingFrom(versions, DateTimeOffset.UnixEpoch).Select(c => c.Version).ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public void HoldingFrom_UpToAnInstant_LeavesOutWhatBeginsThen_AndEndOfIsWhereTheNextBegins()
    {
        WorkCalendar[] versions =
        [
            .. Enumerable.Range(1, 4).Select(n => s_office with
            {
                Version = n, EffectiveFrom = DateTimeOffset.UnixEpoch.AddYears(n),
            }),
        ];

        SlaOpeningCheck.EndOf(versions, versions[2]).ShouldBe(versions[3].EffectiveFrom);
        SlaOpeningCheck.EndOf(versions, versions[3]).ShouldBeNull();
        SlaOpeningCheck.HoldingFrom(versions, versions[1].EffectiveFrom, versions[3].EffectiveFrom)
            .Select(c => c.Version).ShouldBe([2, 3]);
        SlaOpeningCheck.HoldingFrom(versions, versions[1].EffectiveFrom, versions[1].EffectiveFrom)
            .Select(c => c.Version).ShouldBe([2]);
    }

    // What is wrong with a matrix around the clock is no calendar's fault.
    [Fact]
    public void Calendar_AnswersForTheClocksThatRunByIt_AndForNoOther()
    {
        SlaOpeningCheck.FaultsUnder(Resting("00:00-12:00 12:00-24:00", null, 60), s_office).ShouldBeEmpty();
        SlaOpeningCheck.FaultsUnder(Resting("08:00-18:00", "another", 60), s_office).ShouldBeEmpty();
        SlaOpeningCheck.FaultsUnder(Resting("08:00-18:00", "china-office", 60), s_office).ShouldHaveSingleItem();
    }

    private static SlaPolicy Resting(string rests, string? calendar, int minutes)
    {
        var line = s_default.Lines.Single(l => l.Id == "access");
        var each = SlaPolicy.AreaClasses.ToImmutableSortedDictionary(a => a, _ => minutes, StringComparer.Ordinal);
        return s_graded with
        {
            Grades = null,
            Lines =
            [
                line with
                {
                    Limits = [new SlaLineLimit(ClockKind.Arrive, each, calendar)],
                    Rests =
                    [
                        .. rests.Split(' ').Select(r => r.Split('-'))
                            .Select(r => new SlaRest([ClockKind.Arrive], r[0], r[1])),
                    ],
                },
            ],
        };
    }
}
