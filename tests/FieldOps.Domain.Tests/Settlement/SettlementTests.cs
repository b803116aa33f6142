using System.Collections.Immutable;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Settlement;
using FsCheck;
using FsCheck.Fluent;
using static FieldOps.Domain.Tests.Assessment.MonthSamples;

namespace FieldOps.Domain.Tests.Settlement;

/// <summary>Domain reference 7.6, model 1, and worked example 5.</summary>
public sealed class SettlementTests
{
    private static readonly SettlementRules s_rules = Seed3.Settlement;

    [Fact]
    public void Example5_FeeTimesScore_IsExact()
    {
        var statement = ScoreLinkedSettlement.Of([Fee("L1", 120_000m)], 86.5m, s_rules);
        statement.TotalCny.ShouldBe(103_800.00m);
        statement.Lines[0].TextEn.ShouldBe("by score: 120000.00 × 86.5/100 = 103800.00");
        statement.Lines[0].TextZh.ShouldBe("按得分:120000.00 × 86.5/100 = 103800.00");
    }

    [Theory]
    [InlineData("0.50", "99", "0.50")]
    [InlineData("0.50", "97", "0.49")]
    [InlineData("33333.33", "92.5", "30833.33")]
    [InlineData("0.01", "50", "0.01")]
    [InlineData("0.01", "49.99", "0.00")]
    public void HalfACent_GoesAwayFromZero(string fee, string score, string amount) =>
        ScoreLinkedSettlement.Of([Fee("L1", Dec(fee))], Dec(score), s_rules).TotalCny.ShouldBe(Dec(amount));

    [Fact]
    public void PartOfAMonth_IsPaidByDays()
    {
        var fee = Fee("L1", 1_000m) with { DaysInForce = 10 };
        // 1000 × 10/31 × 93.94/100: rounded once, at the end.
        ScoreLinkedSettlement.Of([fee], 93.94m, s_rules).TotalCny.ShouldBe(303.03m);
    }

    [Fact]
    public void MonthWithoutScore_PaysAsTheRulesSay()
    {
        ScoreLinkedSettlement.Of([Fee("L1", 120_000m)], null, s_rules).TotalCny.ShouldBe(120_000m);
        var none = s_rules with { NoScoreFee = NoScoreFee.None };
        ScoreLinkedSettlement.Of([Fee("L1", 120_000m)], null, none).TotalCny.ShouldBe(0m);
    }

    [Fact]
    public void Total_IsTheSumOfItsLines() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            ImmutableArray<FeeLine> fees =
                [.. Enumerable.Range(0, random.Next(1, 9)).Select(n => Fee($"L{n}", random.Next(10_000_000) / 100m))];
            var score = random.Next(0, 10_001) / 100m;
            var statement = ScoreLinkedSettlement.Of(fees, score, s_rules);
            return statement.TotalCny == statement.Lines.Sum(l => l.AmountCny)
                && statement.Lines.All(l => decimal.Round(l.AmountCny, 2) == l.AmountCny)
                && statement.TotalCny <= fees.Sum(f => f.MonthlyFeeCny)
                && Math.Abs(statement.TotalCny - (fees.Sum(f => f.MonthlyFeeCny) * score / 100m))
                    <= 0.005m * fees.Length;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void SplitFee_AlwaysAddsUpToTheLot() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var fee = random.Next(0, 100_000_000) / 100m;
            var fees = FeeLines.FeesOf(Terms(fee, RandomShares(random)));
            return fees.Sum(f => f.MonthlyFeeCny) == fee
                && fees.All(f => f.MonthlyFeeCny >= 0 && decimal.Round(f.MonthlyFeeCny, 2) == f.MonthlyFeeCny);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void SplitFee_ThreeThirds_GivesTheCentToTheLargestRemainder()
    {
        var fees = FeeLines.FeesOf(Terms(100m, [33.33m, 33.33m, 33.34m]));
        fees.Select(f => f.MonthlyFeeCny).ShouldBe([33.33m, 33.33m, 33.34m]);
        FeeLines.FeesOf(Terms(0.01m, [50m, 50m])).Select(f => f.MonthlyFeeCny).ShouldBe([0.01m, 0m]);
    }

    [Fact]
    public void LotsThatFollowEachOther_PayEveryDayOnce() =>
        Prop.ForAll(Gen.Choose(0, 31 * 24 * 60).ToArbitrary(), minutes =>
        {
            var month = new MonthKey(2024, 1);
            var change = month.StartsAt(Zone).AddMinutes(minutes);
            var terms = Terms(100m, [100m]);
            var first = Lot(terms with { EffectiveFrom = default, EffectiveTo = change });
            var second = Lot(terms with { EffectiveFrom = change, EffectiveTo = null });
            return Days(first, month) + Days(second, month) == 31;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void ClosedLot_PaysUntilItsClosing()
    {
        var month = new MonthKey(2024, 2);
        var terms = Terms(100m, [100m]) with { EffectiveFrom = month.StartsAt(Zone) };
        var lot = Lot(terms) with { ClosedFrom = month.EndOfDay(10, Zone) };
        Days(lot, month).ShouldBe(10);
        Days(lot, new MonthKey(2024, 3)).ShouldBe(0);
        Days(lot, new MonthKey(2024, 1)).ShouldBe(0);
    }

    /// <summary>Whenever a lot is amended, each day is paid by the terms that hold on it.</summary>
    [Fact]
    public void AmendedLot_PaysEachDayByTheTermsOfThatDay()
    {
        var (january, february) = (new MonthKey(2024, 1), new MonthKey(2024, 2));
        var terms = Terms(310m, [60m, 40m]);
        var dropped = terms with
        {
            MonthlyFeeCny = 620m, Shares = [terms.Shares[0] with { SharePercent = 100m }],
            EffectiveFrom = february.StartsAt(Zone),
        };
        var lot = Lot(terms).With(dropped);
        var (first, second) = (terms.Shares[0].ContractorId, terms.Shares[1].ContractorId);
        FeeLines.Of(lot, second, january, Zone).ShouldBe([new FeeLine(Id(60), "L1", 124m, 31, 31)]);
        FeeLines.Of(lot, first, january, Zone).ShouldBe([new FeeLine(Id(60), "L1", 186m, 31, 31)]);
        FeeLines.Of(lot, second, february, Zone).ShouldBeEmpty();
        FeeLines.Of(lot, first, february, Zone).ShouldBe([new FeeLine(Id(60), "L1", 620m, 29, 29)]);

        var within = Lot(terms).With(dropped with { EffectiveFrom = january.EndOfDay(10, Zone) });
        FeeLines.Of(within, first, january, Zone).Select(f => (f.MonthlyFeeCny, f.DaysInForce))
            .ShouldBe([(186m, 10), (620m, 21)]);
        Lot(terms).With(terms with { MonthlyFeeCny = 1m }).Earlier.ShouldBeEmpty();
    }

    // What has to be settled: every month with a paid day, whether anything happened in it or not.
    [Fact]
    public void PaidMonths_RunFromTheFirstPaidDayToTheLast()
    {
        var (january, march) = (new MonthKey(2024, 1), new MonthKey(2024, 3));
        var terms = Terms(310m, [60m, 40m]);
        var lot = Lot(terms).With(terms with
        {
            Shares = [terms.Shares[0] with { SharePercent = 100m }], EffectiveFrom = march.EndOfDay(1, Zone),
        });
        var (stays, leaves) = (terms.Shares[0].ContractorId, terms.Shares[1].ContractorId);
        var now = new MonthKey(2024, 5).StartsAt(Zone);
        Months(leaves, january, now).ShouldBe(["2024-01", "2024-02", "2024-03"]);
        Months(leaves, march, now).ShouldBe(["2024-03"]);
        Months(leaves, january, march.StartsAt(Zone)).ShouldBe(["2024-01", "2024-02"]);
        Months(stays, january, now).ShouldBe(["2024-01", "2024-02", "2024-03", "2024-04"]);
        Months(Id(99), january, now).ShouldBeEmpty();

        IEnumerable<string> Months(Guid contractor, MonthKey from, DateTimeOffset until) =>
            FeeLines.MonthsOf(lot, contractor, from, until, Zone).Select(m => m.ToString());
    }

    [Fact]
    public void LotOfOthers_PaysNothing() =>
        FeeLines.Of(Lot(Terms(100m, [100m])), ContractorId, new MonthKey(2024, 1), Zone).ShouldBeEmpty();

    [Theory]
    [InlineData("2024-01-31T15:59:59.9999999Z", "2024-01")]
    [InlineData("2024-01-31T16:00:00Z", "2024-02")]
    public void MonthOfAnInstant_FollowsTheLocalWall(string at, string month) =>
        MonthKey.Of(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), Zone)
            .ToString().ShouldBe(month);

    private static int Days(ContractLotState lot, MonthKey month) =>
        FeeLines.Of(lot, lot.Terms!.Shares[0].ContractorId, month, Zone).Sum(f => f.DaysInForce);

    private static ContractLotState Lot(LotTerms terms) => new(Id(60), "L1", terms, null, null);

    private static LotTerms Terms(decimal fee, decimal[] shares) => new(
        "一标", "Lot 1", ["access"], ["*"], [], false, OutsourcingMode.Whole,
        [.. shares.Select((s, i) => new LotShare(ContractorIds.Contractor("t", $"C{i}"), $"C{i}", s, null))],
        fee, 10, default, null);

    private static decimal[] RandomShares(Random random)
    {
        var count = random.Next(1, 8);
        var parts = new List<decimal>();
        var left = 10_000;
        for (var i = 1; i < count; i++)
        {
            var part = random.Next(1, left - (count - i));
            parts.Add(part / 100m);
            left -= part;
        }

        parts.Add(left / 100m);
        return [.. parts];
    }

    private static FeeLine Fee(string lot, decimal fee) => new(Id(60), lot, fee, 31, 31);

    private static decimal Dec(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
