using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.Assessment.MonthSamples;
using static FieldOps.Domain.Tests.Assessment.MonthWalks;

namespace FieldOps.Domain.Tests.Assessment;

/// <summary>What people bring has happened, and can have happened.</summary>
public sealed class PlausibleFactsTests
{
    private static readonly DateOnly s_today = new(2024, 1, 10);

    private static readonly IFactOfPeople[] s_ahead =
    [
        new RecordWork(February, Fine(1)),
        new RecordFinding(February, Findings("off-channel", 1)[0]),
        new RecordReading(February, Id(81), Indicators.Availability, 1, 2, new(2024, 2, 1), "report"),
        new RecordMark(February, Id(83), new("daily-marks", "a/b/c/d", 40m), 3m, new(2024, 2, 1), null, "photo"),
        Breach(ViolationClass.Class1) with { Month = February, OccurredAt = February.StartsAt },
    ];

    public static TheoryData<int> Ahead => [.. Enumerable.Range(0, s_ahead.Length)];

    [Theory]
    [MemberData(nameof(Ahead))]
    public void Fact_OfAMonthThatHasNotBegun_IsRefused(int index)
    {
        var month = Decisions.Given(Entity);
        month.When(s_ahead[index], Assessor, February.StartsAt.AddTicks(-1)).ThenRefused("contractor-month.not-begun");
        month.When(s_ahead[index], Assessor, February.StartsAt).Decision.Refusal.ShouldBeNull();
    }

    [Fact]
    public void Breach_ThatIsYetToHappen_IsRefused()
    {
        Breach(InJanuary.AddTicks(1)).ThenRefused("contractor-month.not-yet");
        Breach(InJanuary).Decision.Refusal.ShouldBeNull();
    }

    [Fact]
    public void ReadingOrMark_OfADayThatHasNotBegun_IsRefused()
    {
        Read(1, 2, s_today.AddDays(1)).ThenRefused("contractor-month.not-yet");
        Read(1, 2, s_today).Decision.Refusal.ShouldBeNull();
        Decisions.Given(Entity)
            .When(
                new RecordMark(
                    January, Id(83), new("daily-marks", "a/b/c/d", 40m), 3m, s_today.AddDays(1), null, "photo"),
                Assessor, InJanuary)
            .ThenRefused("contractor-month.not-yet");
    }

    [Theory]
    [InlineData("availability", true)]
    [InlineData("inspection-completion", true)]
    [InlineData("satisfaction", true)]
    [InlineData("radio-alarms", false)]
    [InlineData("repeater-faults", false)]
    [InlineData("outage-minutes-per-site", false)]
    [InlineData("complaint-rate", false)]
    public void Reading_OfAPart_IsNoMoreThanTheWhole(string indicator, bool isPart)
    {
        Read(100, 100, s_today, indicator).Decision.Refusal.ShouldBeNull();
        var refusal = Read(200, 100, s_today, indicator).Decision.Refusal;
        (refusal?.Code).ShouldBe(isPart ? "contractor-month.reading-above-whole" : null);
    }

    [Fact]
    public void ReadingThatIsPutRight_IsNoMoreThanTheWholeEither() =>
        Read(90, 100, s_today).Next().When(new CorrectReading(Id(81), 101, 100, "recount"), Assessor, InJanuary)
            .ThenRefused("contractor-month.reading-above-whole");

    private static Outcome<MonthState> Read(
        long numerator, long denominator, DateOnly day, string indicator = Indicators.Availability) =>
        Decisions.Given(Entity).When(
            new RecordReading(January, Id(81), indicator, numerator, denominator, day, "report"), Assessor, InJanuary);

    private static Outcome<MonthState> Breach(DateTimeOffset at) => Decisions.Given(Entity).When(
        MonthWalks.Breach(ViolationClass.Class1) with { OccurredAt = at }, Assessor, InJanuary);

    private static RecordViolation Breach(ViolationClass @class) => MonthWalks.Breach(@class);
}
