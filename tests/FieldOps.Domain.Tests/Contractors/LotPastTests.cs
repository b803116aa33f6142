using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Testing;

namespace FieldOps.Domain.Tests.Contractors;

/// <summary>What a lot pays for time that has passed is two people's, and no month with a sheet is touched.</summary>
public sealed class LotPastTests
{
    private static readonly DateTimeOffset s_start = new(2025, 12, 31, 16, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_now = new(2026, 3, 5, 1, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_february = new(2026, 1, 31, 16, 0, 0, TimeSpan.Zero);
    private static readonly Guid s_id = ContractorIds.Lot("default", "L1");
    private static readonly Actor s_manager = new("m", ActorRoles.ContractorManager);
    private static readonly Actor s_head = new("h", ActorRoles.DepartmentHead);
    private static readonly ContractLotEntity s_lot = new();

    private static readonly LotTerms s_terms = new(
        "一标", "Lot 1", ["access"], ["Shanghai/*"], [], false, OutsourcingMode.Partial,
        [Share("A", 60m), Share("B", 40m)], 1_000m, 30, s_start, null);

    private static Given<ContractLotState> Opened =>
        Decisions.Given(s_lot, new ContractLotOpened(s_id, "L1", s_terms, s_start));

    public static TheoryData<LotTerms> Past => new()
    {
        s_terms with { MonthlyFeeCny = 2_000m },
        s_terms with { Shares = [Share("A", 61m), Share("B", 39m)] },
        s_terms with { MonthlyFeeCny = 2_000m, EffectiveFrom = s_now.AddTicks(-1) },
        s_terms with { EffectiveFrom = s_start.AddDays(-1) },
        s_terms with { EffectiveTo = s_now.AddTicks(-1) },
    };

    [Theory]
    [MemberData(nameof(Past))]
    public void Amend_OfWhatWasPaidOrShared_IsRefused_OfAnyOneOfThem(LotTerms terms)
    {
        Opened.When(new AmendLot(terms, []), s_manager, s_now).ThenRefused(ContractLotRefusals.Backdated);
        Opened.When(new AmendLot(terms, []), s_head, s_now).ThenRefused(ContractLotRefusals.Backdated);
        var asked = Opened.When(Ask(terms), s_manager, s_now).Next();
        asked.State.Terms.ShouldBe(s_terms, "it changes nothing before the other one approves");
        asked.When(new ApproveBackdating([]), s_manager, s_now).ThenRefused(ActorRefusals.RoleNotAllowed);
        var approved = asked.When(new ApproveBackdating([]), s_head, s_now);
        approved.Then(new ContractLotAmended(
            s_id, "L1", terms, s_now, Approved: new LotApproval("m", "h", "agreed on the phone")));
        approved.State.Backdating.ShouldBeNull();
        approved.Next().When(new ApproveBackdating([]), s_head, s_now)
            .ThenRefused(ContractLotRefusals.BackdatingNotAsked);
    }

    [Fact]
    public void Amend_OfWhatIsAhead_OrOfWhatPaysNothing_NeedsNobodyElse()
    {
        foreach (var terms in (LotTerms[])
        [
            s_terms with { OpenOrdersMax = 5 }, s_terms with { NameEn = "x", Areas = ["Shanghai/Pudong"] },
            s_terms with { MonthlyFeeCny = 2_000m, EffectiveFrom = s_now },
            s_terms with { EffectiveTo = s_now },
        ])
        {
            Opened.When(new AmendLot(terms, []) { ComputedUntil = s_now }, s_manager, s_now)
                .ThenTypes(typeof(ContractLotAmended));
            Opened.When(Ask(terms), s_manager, s_now).ThenRefused(ContractLotRefusals.NotBackdated);
        }
    }

    [Fact]
    public void Close_InThePast_NeedsAnother_AheadItDoesNot()
    {
        Opened.When(new CloseLot(s_now, "end"), s_manager, s_now).ThenTypes(typeof(ContractLotClosed));
        Opened.When(new CloseLot(s_now.AddTicks(-1), "end"), s_manager, s_now)
            .ThenRefused(ContractLotRefusals.Backdated);
        var asked = Opened.When(new AskBackdating(null, s_february, "never worked", []), s_head, s_now).Next();
        asked.When(new ApproveBackdating([]), s_head, s_now).ThenRefused(ContractLotRefusals.SamePerson)
            .Facts["by"].ShouldBe("h");
        asked.When(new ApproveBackdating([]), s_head with { Id = "other" }, s_now)
            .Single<ContractLotClosed>().ClosedFrom.ShouldBe(s_february);
    }

    // A successor pays from there on already: the end that was lost is made good by who opened it.
    [Fact]
    public void Close_OfALotThatIsFollowed_NeedsNobodyElse_ButNoSheet()
    {
        var close = new CloseLot(s_february, "next year: L2") { IsFollowed = true };
        Opened.When(close, s_manager, s_now).Single<ContractLotClosed>().ClosedFrom.ShouldBe(s_february);
        Opened.When(close with { ComputedUntil = s_february.AddTicks(1) }, s_manager, s_now)
            .ThenRefused(ContractLotRefusals.MonthComputed);
    }

    [Fact]
    public void MonthWithASheet_IsChangedByNobody()
    {
        var dearer = s_terms with { MonthlyFeeCny = 2_000m };
        var from = dearer with { EffectiveFrom = s_february };
        Opened.When(new AmendLot(dearer, []) { ComputedUntil = s_february }, s_head, s_now)
            .ThenRefused(ContractLotRefusals.MonthComputed);
        Opened.When(Ask(dearer) with { ComputedUntil = s_february }, s_manager, s_now)
            .ThenRefused(ContractLotRefusals.MonthComputed);
        // Computed meanwhile: what was asked in time comes too late.
        Opened.When(Ask(dearer), s_manager, s_now).Next()
            .When(new ApproveBackdating([]) { ComputedUntil = s_february }, s_head, s_now)
            .ThenRefused(ContractLotRefusals.MonthComputed);
        Opened.When(Ask(from) with { ComputedUntil = s_february }, s_manager, s_now).Next()
            .When(new ApproveBackdating([]) { ComputedUntil = s_february }, s_head, s_now)
            .ThenTypes(typeof(ContractLotAmended));
        var open = new OpenLot(s_id, "L1", s_terms, []);
        Decisions.Given(s_lot).When(open with { ComputedUntil = s_february }, s_manager, s_now)
            .ThenRefused(ContractLotRefusals.MonthComputed);
        Decisions.Given(s_lot).When(open, s_manager, s_now).ThenTypes(typeof(ContractLotOpened));
    }

    // Its sheet is to come, the first time or again.
    [Fact]
    public void MonthThatIsFrozen_IsPaidByALot_ThatTwoPeopleDateBack()
    {
        var open = new OpenLot(s_id, "L1", s_terms, []) { FrozenUntil = s_february };
        var facts = Decisions.Given(s_lot).When(open, s_head, s_now).ThenRefused(ContractLotRefusals.MonthFrozen).Facts;
        facts["until"].ShouldBe("2026-01-31T16:00:00.0000000+00:00");
        Decisions.Given(s_lot)
            .When(open with { Terms = s_terms with { EffectiveFrom = s_february } }, s_manager, s_now)
            .ThenTypes(typeof(ContractLotOpened));

        Decisions.Given(s_lot).When(open with { Terms = s_terms with { EffectiveFrom = s_now } }, s_manager, s_now)
            .Next().When(Ask(s_terms), s_manager, s_now).Next()
            .When(new ApproveBackdating([]), s_head, s_now).State.Terms.ShouldBe(s_terms);
    }

    // The lot keeps what held before, and is read whole with each step. It can be closed.
    [Fact]
    public void LotThatKeepsTooManyTerms_TakesNoFurtherOnes()
    {
        foreach (var (kept, isLast) in new[] { (ContractorLimits.LotTermsMax - 1, false), (1_000, true) })
        {
            var earlier = Enumerable.Range(0, kept).Select(n => s_terms with { EffectiveFrom = s_start.AddHours(n) });
            var terms = s_terms with { EffectiveFrom = s_start.AddHours(kept) };
            var lot = new Given<ContractLotState>(s_lot, Opened.State with { Terms = terms, Earlier = [.. earlier] });
            var next = new AmendLot(s_terms with { MonthlyFeeCny = 2_000m, EffectiveFrom = s_now.AddDays(1) }, []);
            if (isLast)
            {
                lot.When(next, s_manager, s_now).ThenRefused(ContractLotRefusals.AmendedTooOften)
                    .Facts["limit"].ShouldBe("1000");
                lot.When(Ask(next.Terms with { EffectiveFrom = s_now.AddDays(-1) }), s_manager, s_now)
                    .ThenRefused(ContractLotRefusals.AmendedTooOften);
                lot.When(new CloseLot(s_now, "another follows"), s_manager, s_now)
                    .ThenTypes(typeof(ContractLotClosed));
            }
            else
            {
                lot.When(next, s_manager, s_now).ThenTypes(typeof(ContractLotAmended));
            }
        }
    }

    [Fact]
    public void Ask_WithoutAReason_ForBothOrNeither_OrInWhatIsClosed_IsRefused()
    {
        var wish = Ask(s_terms with { MonthlyFeeCny = 2_000m });
        Opened.When(wish with { Reason = " " }, s_manager, s_now).ThenRefused(ContractLotRefusals.ReasonMissing);
        Opened.When(wish with { ClosedFrom = s_february }, s_manager, s_now)
            .ThenRefused(ContractLotRefusals.BackdatingInvalid);
        Opened.When(wish with { Terms = null }, s_manager, s_now).ThenRefused(ContractLotRefusals.BackdatingInvalid);
        Opened.And(new ContractLotClosed(s_id, "L1", s_now, "end", s_now)).When(wish, s_manager, s_now)
            .ThenRefused(ContractLotRefusals.Closed);
        Opened.When(wish, s_manager, s_now).Next().When(wish, s_manager, s_now.AddDays(1)).ThenNothing();
    }

    private static AskBackdating Ask(LotTerms terms) => new(terms, null, "agreed on the phone", []);

    private static LotShare Share(string code, decimal percent) =>
        new(ContractorIds.Contractor("default", code), code, percent, null);
}
