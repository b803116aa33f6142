using FieldOps.Domain.Contractors.Contracts;
using FieldOps.Domain.Contractors.Exits;
using FieldOps.Domain.Kernel;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.Contractors.RegisterSamples;

namespace FieldOps.Domain.Tests.Contractors;

/// <summary>Notices, terms and reviews are months on the operator's wall, not of UTC.</summary>
public sealed class WallCalendarTests
{
    private const string Shanghai = "Asia/Shanghai";
    private static readonly DateTimeOffset s_day = Instant("2027-01-10T09:00+08:00");

    [Theory]
    [InlineData("2028-03-01T02:00+08:00", 1, Shanghai, "2028-04-01T02:00+08:00")]
    [InlineData("2028-07-01T02:00+08:00", 1, Shanghai, "2028-08-01T02:00+08:00")]
    [InlineData("2029-07-01T00:00+08:00", -3, Shanghai, "2029-04-01T00:00+08:00")]
    [InlineData("2028-01-31T23:00+08:00", 1, Shanghai, "2028-02-29T23:00+08:00")]
    [InlineData("2028-02-29T12:00+08:00", 24, Shanghai, "2030-02-28T12:00+08:00")]
    // The hour from two to three of that night does not exist.
    [InlineData("2024-01-31T02:30+01:00", 2, "Europe/Berlin", "2024-03-31T03:00+02:00")]
    // The time of the day stays, whatever the clocks did in between.
    [InlineData("2024-03-15T08:00+01:00", 1, "Europe/Berlin", "2024-04-15T08:00+02:00")]
    [InlineData("2028-02-29T18:00Z", 1, null, "2028-03-29T18:00Z")]
    public void Months_AreThoseOfTheWall(string from, int months, string? zone, string expected) =>
        WallCalendar.AddMonths(Instant(from), months, zone).ShouldBe(Instant(expected));

    [Fact]
    public void Notice_ThatBeginsEarlyOnTheFirst_IsAWholeMonth()
    {
        var day = Instant("2028-03-01T02:00+08:00");
        var head = new Actor("head", ActorRoles.DepartmentHead);
        var owner = new Actor("owner", ActorRoles.ContractorManager);
        var contractor = new Guid(1, 2, 3, new byte[8]);

        var started = Decisions.Given(new ContractorExitEntity())
            .When(new DraftExit(contractor, "X", ExitKind.Voluntary, "pre-sale", "r", "p", 1, false, []), owner, day)
            .Next()
            .When(new DecideExit(true, "m"), head, day).Next()
            .When(new StartExit { Zone = Shanghai }, owner, day).Next();

        started.State.NoticeUntil.ShouldBe(Instant("2028-04-01T02:00+08:00"));
    }

    [Fact]
    public void Contract_OfOneYearOverALeapDay_IsNotTooLong_AndIsReviewedOnTheFirst()
    {
        var terms = Terms with
        {
            From = Instant("2028-03-01T00:00+08:00"), Until = Instant("2029-03-01T00:00+08:00"),
            CustomerContractUntil = Instant("2030-01-01T00:00+08:00"),
        };
        var leap = terms with
        {
            From = Instant("2027-03-01T00:00+08:00"), Until = Instant("2028-03-01T00:00+08:00"),
        };
        var checklist = Checklist with { Term = new TermRule("after-sale", 12), Zone = Shanghai };

        Signed(leap, checklist).ThenTypes(typeof(ContractSigned), typeof(ContractTookEffect));
        Signed(terms, checklist).Next().State.ReviewAt.ShouldBe(Instant("2028-12-01T00:00+08:00"));
        Drafted(leap with { Until = leap.Until.AddTicks(1) })
            .When(new SignContract(checklist, Grounds), Head, s_day).ThenRefused(ContractRefusals.TermTooLong);
        // Without a zone months are counted as before: that is how contracts of before go on.
        Drafted(leap).When(new SignContract(checklist with { Zone = null }, Grounds), Head, s_day)
            .ThenRefused(ContractRefusals.TermTooLong);
    }

    private static Given<ContractState> Drafted(ContractTerms terms) => Decisions.Given(new ContractEntity())
        .When(new DraftContract(ContractId, "HT-1", terms, Grounds), Manager, s_day).Next();

    private static Outcome<ContractState> Signed(ContractTerms terms, ContractChecklist checklist)
    {
        var sign = new SignContract(checklist, Grounds);
        return Drafted(terms).When(sign, Head, s_day).Next().When(sign, Office, s_day);
    }

    private static DateTimeOffset Instant(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).ToUniversalTime();
}
