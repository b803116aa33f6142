using FieldOps.Domain.Assessment;
using FieldOps.Domain.Settlement;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.Assessment.MonthSamples;
using static FieldOps.Domain.Tests.Assessment.MonthWalks;

namespace FieldOps.Domain.Tests.Settlement;

/// <summary>Domain reference, 7.6 model 4: lengths add up by contractor and month, whichever work names them.</summary>
public sealed class CablesOfAMonthTests
{
    private static readonly SettlementTerms s_terms =
        RepoFiles.Policy<SettlementTerms>("settlement", "line-prices.v1.json");

    [Fact]
    public void Cables_OfTwoWorks_AddUpInOneLineOfBands()
    {
        var month = Open(Work(1, ("d1", 700m, null, 1)), Work(2, ("d2", 700m, null, 2)));
        // 1,000 km at 150 and 400 km at 150 x 0.95 (worked example 7).
        Of(month).ShouldBe([(1, 105_000m), (2, 45_000m), (2, 57_000m)]);

        // What was handed over first lies first, whichever was recorded first.
        var other = Open(Work(1, ("d1", 700m, null, 2)), Work(2, ("d2", 700m, null, 1)));
        Of(other).ShouldBe([(1, 45_000m), (1, 57_000m), (2, 105_000m)]);
    }

    [Fact]
    public void Cables_OfAWorkThatWasTakenBack_FillNoBand_AndMayBeRecordedAnew()
    {
        var month = Open(
            Work(1, ("d1", 700m, null, 1)), Work(2, ("d2", 700m, null, 2)), new WithdrawWork(Id(1), "typo"),
            Work(3, ("d1", 100m, null, 1)));
        Of(month).ShouldBe([(2, 105_000m), (3, 15_000m)]);
    }

    [Fact]
    public void Counties_AndOtherPriceLists_AddUpByThemselves()
    {
        var list = Work(3, ("d3", 900m, null, 3));
        var month = Open(
            Work(1, ("d1", 900m, "East", 1)), Work(2, ("d2", 900m, "West", 2)),
            list with { Work = list.Work with { TermsVersion = 2 } });
        Of(month).Sum(i => i.Cny).ShouldBe(3 * 135_000m);
    }

    // Their sheets were signed so: a correction or a re-opening must not change what nobody objected to.
    [Fact]
    public void Works_FromBeforeLengthsAddedUp_PayByThemselves()
    {
        WorkFact[] old = [Work(1, ("d1", 700m, null, 1)).Work, Work(2, ("d2", 700m, null, 2)).Work];
        SettlementItems.Of(old, 95m).Sum(i => i.AmountCny).ShouldBe(210_000m);
    }

    [Fact]
    public void Cable_ThatAnotherWorkOfTheMonthHas_IsRefused()
    {
        var refusal = Open(Work(1, ("d1", 700m, null, 1)))
            .When(Work(2, ("d2", 1m, null, 2), ("d1", 700m, null, 1)), Assessor, InJanuary)
            .ThenRefused("contractor-month.cable-doubled");
        (refusal.Facts["cable"], refusal.Facts["work"]).ShouldBe(("d1", Id(1).ToString("D")));

        var closed = Open(Work(1, ("d1", 700m, null, 1))).Computed();
        var late = closed.When(Work(2, ("d2", 1m, null, 2)) with { LateReason = "x" }, Assessor, InFebruary).Next();
        late.When(Work(3, ("d2", 1m, null, 2)) with { LateReason = "x" }, Assessor, InFebruary)
            .ThenRefused("contractor-month.cable-doubled");
    }

    [Theory]
    [InlineData(2024, 1, 31, null)]
    [InlineData(2024, 2, 1, "handedOver")]
    [InlineData(2025, 1, 1, "handedOver")]
    public void Cable_HandedOverAfterTheMonth_IsRefused(int year, int month, int day, string? field)
    {
        var work = Work(1, ("d1", 10m, null, 1));
        var cables = work.Work.Cables!;
        var ahead = cables with { Cables = [cables.Cables[0] with { HandedOver = new DateOnly(year, month, day) }] };
        var outcome = Decisions.Given(Entity)
            .When(work with { Work = work.Work with { Cables = ahead } }, Assessor, InJanuary);
        (outcome.Decision.Refusal?.Facts["field"]).ShouldBe(field);
    }

    private static List<(int Work, decimal Cny)> Of(Given<MonthState> month) =>
    [
        .. SettlementItems.Of([.. month.State.Works.Values], 95m)
            .Select(i => (Enumerable.Range(1, 3).Single(n => i.Refs[0].Id == Id(n)), i.AmountCny))
            .OrderBy(i => i.Item1).ThenBy(i => i.AmountCny),
    ];

    private static RecordWork Work(int id, params (string Code, decimal Km, string? County, int Day)[] cables) => new(
        January, new WorkFact(Id(id), "line-prices", 1, "list", "", default, Cables: new CableMonth(
            [
                .. cables.Select(c => new CableInCare(
                    c.Code, "backbone", c.Km, new DateOnly(2020, 1, c.Day), c.County)),
            ],
            0m,
            s_terms.Cables!)));
}
