using FieldOps.Domain.Assessment;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.Assessment.MonthSamples;
using static FieldOps.Domain.Tests.Assessment.MonthWalks;

namespace FieldOps.Domain.Tests.Assessment;

/// <summary>A month keeps the sheets that were replaced, and is read whole with each step: they have a bound.</summary>
public sealed class ReplacedSheetsTests
{
    private static readonly ReplacedSheet s_replaced = new(1, 95m, "A", 114_000m, MonthStatus.Computed, "again");

    [Fact]
    public void MonthWhoseSheetsWereReplacedTooOften_IsNeitherOpenedNorComputedAgain_AndCanBeSettled()
    {
        var computed = WithReplaced(Open().Computed(), MonthLimits.ReplacedMax);
        var dearer = new ComputeSheet(Scheme, [Fees[0] with { MonthlyFeeCny = 130_000m }]);

        computed.When(dearer, Assessor, InFebruary).ThenRefused(MonthRefusals.SheetsTooMany)
            .Facts["limit"].ShouldBe("100");
        computed.When(new ComputeSheet(Scheme, Fees), Assessor, InFebruary).ThenNothing();
        computed.When(new DisputeSheet(null, "all of it"), Finance, InFebruary)
            .ThenRefused(MonthRefusals.SheetsTooMany);
        computed.Settled().When(new AskReopening("found later"), Assessor, InFebruary)
            .ThenRefused(MonthRefusals.SheetsTooMany);

        var one = WithReplaced(Open().Computed(), MonthLimits.ReplacedMax - 1);
        one.When(dearer, Assessor, InFebruary).ThenTypes(typeof(MonthSheetComputed));
        one.When(new DisputeSheet(null, "all of it"), Finance, InFebruary).ThenTypes(typeof(MonthSheetDisputed));
        one.Settled().When(new AskReopening("found later"), Assessor, InFebruary)
            .ThenTypes(typeof(MonthReopeningAsked));
    }

    // What was objected to, or opened again, by then has to be computed: nothing could be signed.
    [Fact]
    public void SheetThatMustBeReplaced_Is_HoweverManyWere()
    {
        var objected = Open().Computed().When(
            new DisputeLines(
                1, [new DisputedLine(Id(500), "back-end/assurance/timeliness/restore", Id(19), "cut", null)]),
            Finance, InFebruary).Next();
        WithReplaced(objected, MonthLimits.ReplacedMax)
            .When(new DecideDispute(Id(500), true, null, "customer's"), Assessor, InFebruary).Next()
            .When(new ComputeSheet(Scheme, Fees), Assessor, InFebruary).ThenTypes(typeof(MonthSheetComputed));

        WithReplaced(Open().Computed().Settled().Reopened(), MonthLimits.ReplacedMax)
            .When(new ComputeSheet(Scheme, Fees), Assessor, InFebruary).ThenTypes(typeof(MonthSheetComputed));
    }

    private static Given<MonthState> WithReplaced(Given<MonthState> month, int count) =>
        new(Entity, month.State with { Replaced = [.. Enumerable.Repeat(s_replaced, count)] });
}
