using System.Collections.Immutable;
using FieldOps.Domain.Sla;
using FieldOps.Domain.Sla.Calendars;
using FieldOps.Domain.Tests.Sla.Calendars;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.Sla.Calendars.SampleCalendars;

namespace FieldOps.Domain.Tests.Sla;

/// <summary>Domain reference, section 6.2: the second dimension of the matrix, rest by night, office hours.</summary>
public sealed class SlaTermsMakingTests
{
    private static readonly SlaPolicy s_graded = RepoFiles.Policy<SlaPolicy>("sla", "graded.v1.json");

    // Friday, 15:00 in Shanghai.
    private static readonly DateTimeOffset s_friday = Utc("2024-03-01T07:00Z");

    private static SlaTerms Terms(
        string assetClass, string areaClass = "U", string severity = "major", SlaPolicy? policy = null,
        params string[] tags) =>
        Ask(policy ?? s_graded, assetClass, areaClass, severity, tags).Terms!;

    private static SlaAnswer Ask(
        SlaPolicy policy, string assetClass, string areaClass, string severity, params string[] tags) =>
        SlaTermsMaking.TermsFor(
            policy, new SlaQuestion(assetClass, areaClass, severity, "repair", null, [.. tags], s_friday),
            id => id == "china-office" ? ChinaOffice : null);

    private static ClockLimit Limit(SlaTerms terms, ClockKind clock) => terms.Limits.Single(l => l.Clock == clock);

    [Fact]
    public void Graded_IsFaultless() => SlaPolicyCheck.FaultsOf(s_graded).ShouldBeEmpty();

    [Theory]
    [InlineData("U", 120, "circuit-aaa")]
    [InlineData("S", 120, "circuit-aaa")]
    public void Restore_OfASegmentThatCarriesAnAaaCircuit_IsTheCircuits(string area, int minutes, string givenBy)
    {
        var limit = Limit(Terms("local-backbone", area, tags: ["circuit-aaa"]), ClockKind.Restore);

        (limit.LimitMinutes, limit.GivenBy).ShouldBe((minutes, givenBy));
    }

    [Fact]
    public void Restore_WhereTheAssetIsStricterThanItsCustomer_StaysTheAssets()
    {
        var limit = Limit(Terms("station-vip", tags: ["customer-key"]), ClockKind.Restore);

        (limit.LimitMinutes, limit.GivenBy).ShouldBe((120, null));
    }

    [Fact]
    public void Restore_WithTwoGrades_TakesTheStrictest() =>
        Limit(Terms("access", "S", tags: ["customer-key", "circuit-aaa"]), ClockKind.Restore)
            .GivenBy.ShouldBe("circuit-aaa");

    // 320 minutes from the acceptance, which may take 15, end after 330 from the dispatch; 310 end before.
    [Theory]
    [InlineData(320, 330, null)]
    [InlineData(310, 310, "customer-kpi")]
    public void Restore_PromisedFromTheAcceptance_IsComparedWithWhatTheAcceptanceMayTake(
        int promised, int minutes, string? givenBy)
    {
        var each = SlaPolicy.AreaClasses.ToImmutableSortedDictionary(a => a, _ => promised, StringComparer.Ordinal);
        var grade = new SlaGrade(
            "customer-kpi", [new SlaLineLimit(ClockKind.Restore, each, StartsAt: ClockStart.Accepted)], "contract");
        var policy = s_graded with { Grades = [grade] };

        var limit = Limit(Terms("local-backbone", policy: policy, tags: ["customer-kpi"]), ClockKind.Restore);

        (limit.LimitMinutes, limit.GivenBy).ShouldBe((minutes, givenBy));
    }

    // Both end at the same instant; at it the strict boundary is broken and the inclusive one is kept.
    [Theory]
    [InlineData(true, false, "customer-kpi")]
    [InlineData(false, true, null)]
    [InlineData(true, true, null)]
    public void Restore_PromisedWithTheSameMinutes_IsTheOneWithTheStrictBoundary(
        bool asset, bool promised, string? givenBy)
    {
        var each = SlaPolicy.AreaClasses.ToImmutableSortedDictionary(a => a, _ => 330, StringComparer.Ordinal);
        var grade = new SlaGrade(
            "customer-kpi", [new SlaLineLimit(ClockKind.Restore, each, BoundaryInclusive: promised)], "contract");
        var policy = s_graded with { Grades = [grade], BoundaryInclusive = asset };

        Limit(Terms("local-backbone", policy: policy, tags: ["customer-kpi"]), ClockKind.Restore)
            .GivenBy.ShouldBe(givenBy);
    }

    // A promise to a customer does not stretch because the alarm is minor; the asset's own limit does.
    [Fact]
    public void Restore_OfAMinorFault_StretchesTheAssetsLimitOnly()
    {
        Limit(Terms("access", severity: "minor"), ClockKind.Restore).LimitMinutes.ShouldBe(780);
        Limit(Terms("access", severity: "minor", tags: "customer-key"), ClockKind.Restore).LimitMinutes.ShouldBe(240);
    }

    // 1080 office minutes from Friday 15:00 end on Tuesday 15:00; 24 h of trunk 1 end on Saturday: stricter.
    [Theory]
    [InlineData("trunk1", 1440, null)]
    [InlineData("access", 2880, null)]
    public void Report_InOfficeHours_IsComparedByWhenItWouldBeDue(string assetClass, int minutes, string? calendar)
    {
        var limit = Limit(Terms(assetClass, tags: ["circuit-aaa"]), ClockKind.Report);

        (limit.LimitMinutes, limit.Calendar).ShouldBe((minutes, calendar));
    }

    [Fact]
    public void Report_OfACircuit_IsDueAfterTwoWorkingDays()
    {
        var terms = Terms("circuit-aaa");
        var limit = Limit(terms, ClockKind.Report);

        limit.Calendar.ShouldBe("china-office.v1");
        ClockCalculator.ReachedAt(s_friday, terms.LimitOf(ClockKind.Report)!.Value, [], terms.HoursOf(limit))
            .ShouldBe(Utc("2024-03-05T07:00Z"));
    }

    [Fact]
    public void Restore_OfAVillageStation_RestsByNight()
    {
        var terms = Terms("station-village", "S");
        var limit = Limit(terms, ClockKind.Restore);

        // 600 minutes from 15:00: seven hours until 22:00, three more from 07:00.
        ClockCalculator.ReachedAt(s_friday, TimeSpan.FromMinutes(600), [], terms.HoursOf(limit))
            .ShouldBe(Utc("2024-03-02T02:00Z"));
        Limit(terms, ClockKind.Accept).Calendar.ShouldBeNull();
        Terms("station-vip").Hours.ShouldBeNull();
    }

    [Fact]
    public void Rest_WithAreasAndExceptions_AppliesWhereItSays()
    {
        var line = s_graded.Lines.Single(l => l.Id == "station-c");
        var rest = line.Rests!.Value[0] with { AreaClasses = ["R"], ExceptSeverities = ["critical"] };
        var policy = s_graded with { Lines = [line with { Rests = [rest] }] };

        Limit(Terms("station-c", "R", policy: policy), ClockKind.Restore).Calendar.ShouldBe("24x7 rest 22:00-07:00");
        Limit(Terms("station-c", "S", policy: policy), ClockKind.Restore).Calendar.ShouldBeNull();
        Limit(Terms("station-c", "R", "critical", policy), ClockKind.Restore).Calendar.ShouldBeNull();
    }

    [Fact]
    public void Terms_DecidedAtTheTrouble_SayWhen()
    {
        Terms("trunk1").DecidedAt.ShouldBe(s_friday);
        Terms("trunk1", policy: s_graded with { DecidedAt = SlaInstant.Created }).DecidedAt.ShouldBeNull();
    }

    [Fact]
    public void Restore_FromAcceptance_IsTheKpiReading()
    {
        var line = s_graded.Lines.Single(l => l.Id == "local-backbone-aggregation");
        var limits = line.Limits.Select(l => l.Clock == ClockKind.Restore
            ? l with { StartsAt = ClockStart.Accepted, BoundaryInclusive = false }
            : l);
        var terms = Terms("local-backbone", policy: s_graded with { Lines = [line with { Limits = [.. limits] }] });
        var milestones = new ClockMilestones(
            DispatchedAt: s_friday, AcceptedAt: s_friday.AddMinutes(10), RestoredAt: s_friday.AddMinutes(340));

        // 330 minutes after acceptance, strictly less than 5.5 h: late by the boundary (domain reference, 6.1).
        var clock = ClockCalculator.At(terms, milestones, [], s_friday.AddDays(1))
            .Single(c => c.Clock == ClockKind.Restore);
        (clock.StartedAt, clock.Elapsed, clock.Outcome)
            .ShouldBe((s_friday.AddMinutes(10), TimeSpan.FromMinutes(330), ClockOutcome.Late));
        ClockCalculator.At(terms, milestones with { AcceptedAt = null, RestoredAt = null }, [], s_friday.AddDays(1))
            .Single(c => c.Clock == ClockKind.Restore).Outcome.ShouldBe(ClockOutcome.NotStarted);
    }

    [Fact]
    public void Terms_WithACalendarThatIsNotThere_AreRefused() =>
        SlaTermsMaking.TermsFor(
            s_graded, new SlaQuestion("circuit-aaa", "U", "major", "repair", null, [], s_friday), _ => null)
            .Refusal!.Code.ShouldBe("sla.calendar-unknown");

    public static TheoryData<string, string> Slips => new()
    {
        { "hidden", "line trunk1: repair is already governed for every asset class by line all" },
        { "rest-span", "line station-c: rest 22:00 to 22:00 is no part of a day" },
        { "rest-clock", "line station-c: rest 22:00 to 07:00 names no clock" },
        { "rest-area", "line station-c: rest 22:00 to 07:00: there is no area X" },
        { "zone", "line station-c: rests need a zone, and none is no IANA zone known here" },
        { "grade-twice", "grade customer-key is empty or appears twice" },
        { "grade-area", "grade customer-key: clock Restore has no minutes for area R" },
        { "accepted", "line trunk1: clock Repair cannot start at acceptance" },
    };

    [Theory]
    [MemberData(nameof(Slips))]
    public void FaultsOf_OneSlip_IsNamedExactly(string slip, string sentence) =>
        SlaPolicyCheck.FaultsOf(Broken(slip)).ShouldContain(sentence);

    private static SlaPolicy Broken(string slip)
    {
        var key = s_graded.Grades!.Value.Single(g => g.Tag == "customer-key");
        var trunk = s_graded.Lines[0];
        return slip switch
        {
            "hidden" => s_graded with { Lines = [trunk with { Id = "all", AssetClasses = ["*"] }, trunk] },
            "rest-span" => WithRest(r => r with { To = "22:00" }),
            "rest-clock" => WithRest(r => r with { Clocks = [] }),
            "rest-area" => WithRest(r => r with { AreaClasses = ["X"] }),
            "zone" => s_graded with { Zone = null },
            "grade-twice" => s_graded with { Grades = [key, key] },
            "grade-area" => s_graded with
            {
                Grades = [key with { Limits = [key.Limits[0] with { Minutes = key.Limits[0].Minutes.Remove("R") }] }],
            },
            "accepted" => s_graded with
            {
                Lines =
                [
                    trunk with
                    {
                        Limits = [trunk.Limits.Single(l => l.Clock == ClockKind.Repair)
                            with { StartsAt = ClockStart.Accepted }],
                    },
                ],
            },
            _ => throw new ArgumentOutOfRangeException(nameof(slip)),
        };
    }

    private static SlaPolicy WithRest(Func<SlaRest, SlaRest> change)
    {
        var line = s_graded.Lines.Single(l => l.Id == "station-c");
        ImmutableArray<SlaRest> rests = [.. line.Rests!.Value.Select(change)];
        return s_graded with { Lines = [line with { Rests = rests }] };
    }
}
