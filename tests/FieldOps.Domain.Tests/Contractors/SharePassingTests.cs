using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace FieldOps.Domain.Tests.Contractors;

/// <summary>A leaving party's part of a lot (domain reference, 9.1).</summary>
public sealed class SharePassingTests
{
    private static readonly DateTimeOffset s_start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Guid s_id = ContractorIds.Lot("default", "L1");
    private static readonly Actor s_operator = new("op-1", ActorRoles.ContractorManager);
    private static readonly ContractLotEntity s_entity = new();

    [Fact]
    public void Share_GoesToWhoIsInTheLotAlready_WithItsFee()
    {
        var lot = Opened(Share("A", 60m) with { MonthlyFeeCny = 600m }, Share("B", 40m) with { MonthlyFeeCny = 400m });
        var passed = lot.When(Pass("A", "B", 10), Day(10)).Next();
        passed.State.Terms!.Shares.ShouldHaveSingleItem().ShouldBe(Share("B", 100m) with { MonthlyFeeCny = 1_000m });
        passed.State.Terms.EffectiveFrom.ShouldBe(Day(10));
        passed.State.Spans().Select(s => s.Terms.Shares.Length).ShouldBe([2, 1]);
        passed.When(Pass("A", "B", 12), Day(12)).ThenNothing();
    }

    [Fact]
    public void Share_IsPassedByTheProductAlone()
    {
        var lot = Opened(Share("A", 100m));
        lot.When(Pass("A", "B", 10), s_operator, Day(10)).ThenRefused(ActorRefusals.RoleNotAllowed);
        lot.When(Pass("C", "B", 10), Day(10)).ThenNothing();
        Decisions.Given(s_entity).When(Pass("A", "B", 10), Day(10)).ThenRefused(ContractLotRefusals.Unknown);
    }

    // The lot was handed over on day 10, and again on day 30, when the replacement could take it.
    [Fact]
    public void Share_HandedOverTwice_StaysPassedFromTheSecond_WhicheverIsToldAgain()
    {
        var lot = Opened(Share("A", 100m));
        var kept = lot.When(Pass("A", "B", 10) with { Unfit = "not-active" }, Day(10))
            .Then(new ContractLotShareKept(
                s_id, "L1", Id("A"), Id("B"), "B", "not-active", Day(10), Day(10))).Next();
        kept.State.Spans().ShouldBe(lot.State.Spans());
        var passed = kept.When(Pass("A", "B", 30), Day(30)).Next();
        passed.When(Pass("A", "B", 10), Day(31)).ThenNothing();
        passed.When(Pass("A", "B", 10) with { Unfit = "not-active" }, Day(31)).ThenNothing();
        passed.State.Spans().Select(s => (s.Terms.EffectiveFrom, s.Terms.Shares[0].ContractorCode))
            .ShouldBe([(s_start, "A"), (Day(30), "B")]);
    }

    // Long after, when nothing remembers that it was told before: what people arranged since stays, and so does what
    // was paid.
    [Theory]
    [InlineData(null)]
    [InlineData("not-active")]
    public void HandOver_ReadAgainLongAfter_PassesNothingBackInTime(string? unfit)
    {
        var wish = Pass("A", "B", 10) with { Unfit = unfit, From = 70 };
        var followed = Opened(Share("A", 100m)).When(wish, Day(10)).Next();
        var again = Terms(Share("A", 100m)) with { EffectiveFrom = Day(20) };
        var back = unfit is null ? followed.When(new AmendLot(again, []), s_operator, Day(20)).Next() : followed;

        back.When(wish with { Unfit = null }, Day(400)).ThenNothing();
        back.When(wish with { From = 60 }, Day(400)).ThenNothing();
        At(back.When(Pass("A", "B", 30) with { From = 80 }, Day(30)).Next().State, Day(30))
            .ShouldHaveSingleItem().ContractorCode.ShouldBe("B");
    }

    // Of a log from before positions were kept the verdict alone is known, with its day.
    [Fact]
    public void Verdict_OfAnOldLog_IsKnownByItsDay()
    {
        var kept = Opened(Share("A", 100m)).And(new ContractLotShareKept(
            s_id, "L1", Id("A"), Id("B"), "B", "not-active", Day(10), Day(10)));
        kept.When(Pass("A", "B", 10) with { From = 70 }, Day(400)).ThenNothing();
        kept.When(Pass("A", "B", 30) with { From = 80 }, Day(30)).Events.ShouldHaveSingleItem();
    }

    // Whatever was amended ahead: from that day on nobody works for who left, before it nothing changes, and nothing
    // of the lot is lost.
    [Fact]
    public void Share_PassedAtAnyDay_LeavesNoTermsBehind_AndKeepsTheWhole() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var lot = Opened(Share("A", 50m), Share("C", 50m));
            for (var change = random.Next(4); change > 0; change--)
            {
                var from = random.Next(30);
                var terms = Terms(Share(random.Next(2) == 0 ? "A" : "D", 30m), Share("C", 70m)) with
                {
                    EffectiveFrom = Day(from),
                };
                lot = lot.When(new AmendLot(terms, []), s_operator, Day(0)).Next();
            }

            var day = random.Next(35);
            var after = lot.When(Pass("A", "B", day), Day(day)).Next();
            return Enumerable.Range(0, 40).All(d =>
            {
                var (was, now) = (At(lot.State, Day(d)), At(after.State, Day(d)));
                return d < day ? Of(was).SequenceEqual(Of(now))
                    : now.Sum(s => s.SharePercent) == 100m
                        && now.All(s => s.ContractorCode != "A")
                        && Of(was).Select(s => s with { Code = s.Code == "A" ? "B" : s.Code }).Order()
                            .SequenceEqual(Of(now).Order());
            });
        }).QuickCheckThrowOnFailure();

    private static (string Code, decimal Percent)[] Of(LotShare[] shares) =>
        [.. shares.Select(s => (s.ContractorCode, s.SharePercent))];

    private static LotShare[] At(ContractLotState lot, DateTimeOffset at) =>
        [.. lot.Spans().Single(s => s.Terms.EffectiveFrom <= at && !(s.Until <= at)).Terms.Shares];

    private static DateTimeOffset Day(int day) => s_start.AddDays(day);

    private static PassShare Pass(string from, string to, int day) => new(Id(from), Id(to), to, Day(day));

    private static Guid Id(string code) => ContractorIds.Contractor("default", code);

    private static LotShare Share(string code, decimal percent) => new(Id(code), code, percent, null);

    private static LotTerms Terms(params LotShare[] shares) => new(
        "一标", "Lot 1", ["access"], ["Shanghai/*"], ["repair"], false, OutsourcingMode.Partial, [.. shares],
        shares[0].MonthlyFeeCny is null ? 1_000m : null, 30, s_start, null);

    private static Given<ContractLotState> Opened(params LotShare[] shares) =>
        Decisions.Given(s_entity, new ContractLotOpened(s_id, "L1", Terms(shares), s_start));
}
