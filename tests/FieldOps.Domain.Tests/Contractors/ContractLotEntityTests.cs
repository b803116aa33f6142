using System.Collections.Immutable;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Testing;

namespace FieldOps.Domain.Tests.Contractors;

public sealed class ContractLotEntityTests
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 5, 1, 0, 0, TimeSpan.Zero);
    private static readonly Guid s_id = ContractorIds.Lot("default", "L1");
    private static readonly Actor s_operator = new("op-1", ActorRoles.ContractorManager);
    private static readonly ContractLotEntity s_entity = new();

    private static readonly LotTerms s_terms = new(
        "一标", "Lot 1", ["access", "station-c"], ["Shanghai/Pudong", "Minhang"], ["repair"], false,
        OutsourcingMode.Partial,
        [Share("A", 60m), Share("B", 40m)], 120_000m, 30,
        new DateTimeOffset(2025, 12, 31, 16, 0, 0, TimeSpan.Zero), null);

    public static TheoryData<string, LotTerms> BadTerms => new()
    {
        { ContractLotRefusals.SharesNotHundred, s_terms with { Shares = [Share("A", 60m), Share("B", 39.99m)] } },
        { ContractLotRefusals.ShareDoubled, s_terms with { Shares = [Share("A", 60m), Share("A", 40m)] } },
        { ContractLotRefusals.ShareInvalid, s_terms with { Shares = [Share("A", 100m), Share("B", 0m)] } },
        { ContractLotRefusals.ShareInvalid, s_terms with { Shares = [] } },
        { ContractLotRefusals.ShareInvalid, s_terms with { Shares = [Share("A", 33.333m), Share("B", 66.667m)] } },
        { ContractLotRefusals.FeeNegative, s_terms with { MonthlyFeeCny = -0.01m } },
        { ContractLotRefusals.FeeInvalid, s_terms with { MonthlyFeeCny = 1.005m } },
        { ContractLotRefusals.FeeAmbiguous, s_terms with { MonthlyFeeCny = null } },
        {
            ContractLotRefusals.FeeAmbiguous,
            s_terms with { Shares = [Share("A", 60m) with { MonthlyFeeCny = 1m }, Share("B", 40m)] }
        },
        { ContractLotRefusals.CoverageInvalid, s_terms with { AssetClasses = [] } },
        { ContractLotRefusals.CoverageInvalid, s_terms with { Areas = ["a", "a"] } },
        { ContractLotRefusals.CoverageInvalid, s_terms with { WorkKinds = [""] } },
        { "contract-lot.coverage-unknown", s_terms with { WorkKinds = ["repare"] } },
        { "contract-lot.coverage-unknown", s_terms with { Areas = ["Shanghai/*", "*/Pudong"] } },
        { "contract-lot.coverage-unknown", s_terms with { Areas = ["Shanghai/"] } },
        { "contract-lot.coverage-unknown", s_terms with { Areas = ["Shanghai / Pudong"] } },
        { ContractLotRefusals.PeriodEmpty, s_terms with { EffectiveTo = s_terms.EffectiveFrom } },
        { ContractLotRefusals.OpenOrdersInvalid, s_terms with { OpenOrdersMax = 0 } },
        { ContractLotRefusals.NameInvalid, s_terms with { NameEn = "" } },
    };

    [Fact]
    public void Open_GoodTerms_AreTaken() =>
        Decisions.Given(s_entity).When(Open(s_terms), s_operator, s_now)
            .Then(new ContractLotOpened(s_id, "L1", s_terms, s_now));

    [Theory]
    [MemberData(nameof(BadTerms))]
    public void Open_BadTerms_AreRefused(string code, LotTerms terms) =>
        Decisions.Given(s_entity).When(Open(terms), s_operator, s_now).ThenRefused(code);

    [Fact]
    public void Open_SameAgain_ChangesNothing() =>
        Decisions.Given(s_entity, Opened()).When(Open(Copy(s_terms)), s_operator, s_now).ThenNothing();

    [Fact]
    public void Open_TakenCode_IsRefused() =>
        Decisions.Given(s_entity, Opened()).When(Open(s_terms with { Pilot = true }), s_operator, s_now)
            .ThenRefused(ContractLotRefusals.AlreadyOpened);

    [Theory]
    [InlineData("access", "Shanghai/*", "repair", true)]
    [InlineData("access", "Pudong", "repair", true)]
    [InlineData("access", "*", "repair", true)]
    [InlineData("access", "Beijing/Minhang", "repair", true)]
    [InlineData("access", "Beijing/Pudong", "repair", false)]
    [InlineData("access", "Shanghai/Jiading", "repair", false)]
    [InlineData("access", "Shanghai/*", "guard", false)]
    [InlineData("trunk1", "Shanghai/*", "repair", false)]
    public void Open_BesideAnotherLot_IsRefusedWhereBothCover(
        string assetClass, string area, string kind, bool overlaps)
    {
        var other = s_terms with { AssetClasses = [assetClass], Areas = [area], WorkKinds = [kind] };
        var outcome = Decisions.Given(s_entity).When(
            new OpenLot(s_id, "L1", s_terms, [new LotNeighbour("L0", other)]), s_operator, s_now);
        if (overlaps)
        {
            outcome.ThenRefused(ContractLotRefusals.Overlapping).Facts["other"].ShouldBe("L0");
        }
        else
        {
            outcome.Decision.Refusal.ShouldBeNull();
        }
    }

    [Fact]
    public void Open_AfterAnotherLotEnds_DoesNotOverlap()
    {
        var other = s_terms with { EffectiveFrom = default, EffectiveTo = s_terms.EffectiveFrom };
        other.Overlaps(s_terms).ShouldBeFalse();
        s_terms.Overlaps(other).ShouldBeFalse();
    }

    // Lots from before words were looked at stay as they are, and may be amended beside them or set right.
    [Fact]
    public void Amend_LotWithAWordThatMatchesNothing_KeepsIt_AndTakesNoOther()
    {
        var old = s_terms with { WorkKinds = ["repare"] };
        var opened = Decisions.Given(s_entity, new ContractLotOpened(s_id, "L1", old, s_now));
        opened.When(new AmendLot(old with { OpenOrdersMax = 7 }, []), s_operator, s_now)
            .ThenTypes(typeof(ContractLotAmended));
        opened.When(new AmendLot(s_terms, []), s_operator, s_now).ThenTypes(typeof(ContractLotAmended));
        opened.When(new AmendLot(old with { WorkKinds = ["repare", "guart"] }, []), s_operator, s_now)
            .ThenRefused("contract-lot.coverage-unknown").Facts["word"].ShouldBe("guart");
    }

    [Fact]
    public void Amend_UnknownLot_IsRefused() =>
        Decisions.Given(s_entity).When(new AmendLot(s_terms, []), s_operator, s_now)
            .ThenRefused(ContractLotRefusals.Unknown);

    [Fact]
    public void Amend_OtherTerms_ReplaceAll()
    {
        var terms = s_terms with { OpenOrdersMax = 5 };
        Decisions.Given(s_entity, Opened()).When(new AmendLot(terms, []), s_operator, s_now)
            .Then(new ContractLotAmended(s_id, "L1", terms, s_now));
    }

    [Fact]
    public void Amend_ClosedLot_IsRefused() =>
        Decisions.Given(s_entity, Opened(), new ContractLotClosed(s_id, "L1", s_now, "end", s_now))
            .When(new AmendLot(s_terms, []), s_operator, s_now)
            .ThenRefused(ContractLotRefusals.Closed);

    [Fact]
    public void Close_BeforeItsStart_IsRefused() =>
        Decisions.Given(s_entity, Opened())
            .When(new CloseLot(s_terms.EffectiveFrom.AddTicks(-1), "end"), s_operator, s_now)
            .ThenRefused(ContractLotRefusals.PeriodEmpty);

    private static OpenLot Open(LotTerms terms) => new(s_id, "L1", terms, []);

    private static ContractLotOpened Opened() => new(s_id, "L1", s_terms, s_now);

    private static LotTerms Copy(LotTerms terms) => terms with { Shares = [.. terms.Shares.ToArray()] };

    private static LotShare Share(string code, decimal percent) =>
        new(ContractorIds.Contractor("default", code), code, percent, null);
}
