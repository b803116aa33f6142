using FieldOps.Domain.Assessment.Warnings;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Contractors.Contracts;
using FieldOps.Domain.Kernel;
using FieldOps.Testing;
using FsCheck;
using FsCheck.Fluent;
using static FieldOps.Domain.Tests.Contractors.RegisterSamples;

namespace FieldOps.Domain.Tests.Contractors;

/// <summary>Contracts of domain reference 9.1: complete, signed by both, changed by both, renewed on merit.</summary>
public sealed class ContractTests
{
    private static readonly ContractEntity s_contract = new();
    private static readonly SignContract s_sign = new(Checklist, Grounds);
    private static readonly RenewalResult s_good = new("2024", "B", "B", true, "2024", true);

    private static Given<ContractState> Effective => Decisions.Given(s_contract)
        .When(Draft, Manager, Day).Next().When(s_sign, Head, Day).Next().When(s_sign, Office, Day).Next();

    [Fact]
    public void Contract_WithAnythingMissing_TakesNoEffect_AndTheRefusalListsAllOfIt()
    {
        var law = Prop.ForAll(
            Gen.Choose(0, 31).ToArbitrary(),
            present =>
            {
                string[] Kept(int from, params string[] codes) =>
                    [.. codes.Where((_, i) => (present & (1 << (from + i))) != 0)];
                var terms = Terms with
                {
                    Clauses = Entries(Kept(0, "services", "exit")),
                    Papers = Entries(Kept(2, "integrity")),
                    Interfaces = Entries(Kept(3, "process", "customer")),
                };
                var drafted = Decisions.Given(s_contract).When(Draft with { Terms = terms }, Manager, Day).Next();
                if (present == 31)
                {
                    drafted.When(s_sign, Head, Day).ThenTypes(typeof(ContractSigned));
                    return;
                }

                var facts = drafted.When(s_sign, Head, Day).ThenRefused(ContractRefusals.Incomplete).Facts;
                var said = string.Join(", ", facts.Values.Where(v => v.Length > 0)).Split(", ");
                said.Length.ShouldBe(5 - int.PopCount(present));
                said.ShouldAllBe(c => !terms.Clauses.ContainsKey(c) && !terms.Papers.ContainsKey(c)
                    && !terms.Interfaces.ContainsKey(c));
            });
        law.Check(Config.QuickThrowOnFailure.WithReplay(20_24, 11));
    }

    [Fact]
    public void Contract_TakesEffectWithTheSecondSignature_OfTheOtherSide()
    {
        var drafted = Decisions.Given(s_contract).When(Draft, Manager, Day).Next();
        drafted.When(Draft, Manager, Day).ThenTypes();
        drafted.When(s_sign, Manager, Day).ThenRefused(ActorRefusals.RoleNotAllowed);
        drafted.When(s_sign, Stranger, Day).ThenRefused(ContractRefusals.Unknown);
        drafted.When(s_sign, Office with { Role = ActorRoles.FieldWorker }, Day)
            .ThenRefused(ActorRefusals.RoleNotAllowed);
        var half = drafted.When(s_sign, Office, Day).Next();
        half.State.AgreedAt(Day).ShouldBeNull();
        half.When(s_sign, Office, Day).ThenTypes();
        half.When(new AmendContractDraft(Terms with { NameEn = "x" }, Grounds), Manager, Day)
            .ThenRefused(ContractRefusals.NotDraft);
        var effective = half.When(s_sign, Head, Day);
        effective.ThenTypes(typeof(ContractSigned), typeof(ContractTookEffect));
        effective.Next().State.AgreedAt(Day).ShouldNotBeNull();
        effective.Next().State.AgreedAt(Terms.Until).ShouldBeNull();
    }

    [Fact]
    public void Contract_OverAnothersLot_IsRefused()
    {
        var foreign = Grounds with { Lots = [new LotGround("L1", false, OutsourcingMode.Partial)] };
        Ask(Draft with { Grounds = foreign }).ThenRefused(ContractRefusals.LotNotHeld).Facts["lot"].ShouldBe("L1");
        Ask(Draft with { Grounds = Grounds with { Lots = [] } }).ThenRefused(ContractRefusals.LotUnknown);
        var whole = Grounds with { Lots = [new LotGround("L1", true, OutsourcingMode.Whole)] };
        Ask(Draft with { Grounds = whole }).ThenRefused(ContractRefusals.ModeDiffers);
        ContractNeighbour before = new("HT-0", ["L1"], Day.AddYears(-1), Day);
        Ask(Draft with { Grounds = Grounds with { Neighbours = [before] } }).ThenTypes(typeof(ContractDrafted));
        var into = before with { Until = Day.AddTicks(1) };
        Ask(Draft with { Grounds = Grounds with { Neighbours = [into] } })
            .ThenRefused(ContractRefusals.LotOverlapping).Facts["other"].ShouldBe("HT-0");
        Ask(Draft with { Grounds = Grounds with { PriceListKnown = false } })
            .ThenRefused(ContractRefusals.PriceListUnknown);
        Ask(Draft with { Terms = Terms with { Until = Day } }).ThenRefused(ContractRefusals.PeriodInvalid);
    }

    [Fact]
    public void Contract_NamesAMonthlyScheme_OrLeavesItToTheOperator()
    {
        var named = Draft with { Terms = Terms with { Scheme = "year-end-check" } };
        Ask(named with { Grounds = Grounds with { SchemeKnown = false } })
            .ThenRefused(ContractRefusals.SchemeUnknown).Facts["scheme"].ShouldBe("year-end-check");
        Ask(named with { Terms = Terms with { Scheme = "no code!" } })
            .ThenRefused(ContractRefusals.Invalid).Facts["field"].ShouldBe("scheme");
        Ask(named).ThenTypes(typeof(ContractDrafted));
        Terms.Equals(named.Terms).ShouldBeFalse();
    }

    [Fact]
    public void Term_IsHeldToItsService()
    {
        var drafted = Decisions.Given(s_contract);
        Outcome<ContractState> Signing(ContractTerms terms, TermRule rule) => drafted
            .When(Draft with { Terms = terms }, Manager, Day).Next()
            .When(s_sign with { Checklist = Checklist with { Term = rule } }, Head, Day);

        var year = new TermRule("pre-sale", 12, false);
        Signing(Terms with { CustomerContractUntil = null }, year).ThenTypes(typeof(ContractSigned));
        Signing(Terms with { Until = Day.AddYears(1).AddTicks(1) }, year).ThenRefused(ContractRefusals.TermTooLong);
        Signing(Terms with { CustomerContractUntil = null }, Checklist.Term)
            .ThenRefused(ContractRefusals.CustomerContractMissing);
        Signing(Terms with { CustomerContractUntil = Day.AddMonths(11) }, Checklist.Term)
            .ThenRefused(ContractRefusals.BeyondCustomerContract);
    }

    [Fact]
    public void Amendment_NeedsTheOtherSide()
    {
        var other = Terms with { PriceList = "line-prices-2" };
        var wish = new ProposeAmendment(other, "new prices", Checklist, Grounds);
        Effective.When(wish with { Terms = Terms }, Office, Day).ThenRefused(ContractRefusals.NothingChanged);
        Effective.When(wish with { Terms = Terms with { Until = Day.AddYears(2) } }, Office, Day)
            .ThenRefused(ContractRefusals.RenewalNeeded);
        Effective.When(wish with { Terms = Terms with { ContractorId = Other } }, Office, Day)
            .ThenRefused(ContractRefusals.ContractorFixed);
        Effective.When(wish with { Terms = other with { Papers = Entries() } }, Office, Day)
            .ThenRefused(ContractRefusals.Incomplete);
        var proposed = Effective.When(wish, Office, Day).Next();
        proposed.State.Terms!.PriceList.ShouldBe("line-prices");
        proposed.When(wish, Head, Day).ThenRefused(ContractRefusals.AmendmentOpen);
        proposed.When(new AnswerAmendment(true, ""), Office, Day).ThenRefused(ContractRefusals.OwnProposal);
        proposed.When(new AnswerAmendment(false, ""), Head, Day).ThenRefused(ContractRefusals.ReasonMissing);
        proposed.When(new AnswerAmendment(false, "too dear"), Head, Day).Next()
            .When(new AnswerAmendment(true, ""), Head, Day).ThenRefused(ContractRefusals.NoAmendment);
        proposed.When(new AnswerAmendment(true, ""), Head, Day).Next()
            .State.Terms!.PriceList.ShouldBe("line-prices-2");
        // What lies behind stays as it was agreed then: a month that has begun is scored and priced by that.
        var agreed = proposed.When(new AnswerAmendment(true, ""), Head, Day.AddDays(40)).State;
        agreed.AgreedAt(Day.AddDays(40).AddTicks(-1))!.PriceList.ShouldBe("line-prices");
        agreed.AgreedAt(Day.AddDays(40))!.PriceList.ShouldBe("line-prices-2");
    }

    // The contract keeps what it was before each of them, and is read whole with each step.
    [Fact]
    public void Contract_AmendedTooOften_IsAmendedNoMore()
    {
        var wish = new ProposeAmendment(Terms with { PriceList = "line-prices-2" }, "new prices", Checklist, Grounds);
        foreach (var (count, isLast) in new[] { (ContractorLimits.AmendmentsMax - 1, false), (200, true) })
        {
            var amended = new Given<ContractState>(s_contract, Effective.State with
            {
                Earlier = [.. Enumerable.Repeat(new EarlierTerms(Terms, Day), count)],
            });
            var outcome = amended.When(wish, Office, Day);
            if (isLast)
            {
                outcome.ThenRefused(ContractRefusals.AmendedTooOften).Facts["limit"].ShouldBe("200");
            }
            else
            {
                outcome.Next().When(new AnswerAmendment(true, ""), Head, Day).ThenTypes(typeof(AmendmentAgreed));
            }
        }
    }

    [Fact]
    public void Review_IsDueThreeMonthsBeforeTheEnd_ToldOnce_AndRenewalNeedsItAndTheGrade()
    {
        var end = Terms.Until;
        Effective.Deadlines.ShouldHaveSingleItem().DueAt.ShouldBe(end.AddMonths(-3));
        Effective.When(new DeadlineReached("contract-watch", Day), end.AddMonths(-3).AddTicks(-1)).ThenTypes();
        var told = Effective.When(new DeadlineReached("contract-watch", Day), end.AddMonths(-3));
        told.ThenTypes(typeof(ContractReviewDue));
        told.Next().When(new DeadlineReached("contract-watch", Day), end.AddMonths(-3)).ThenTypes();
        told.Next().Deadlines.ShouldHaveSingleItem().DueAt.ShouldBe(end.AddDays(-90));

        var renewal = new OfferRenewal(end.AddMonths(12), end.AddMonths(13), s_good);
        told.Next().When(renewal, Head, end).ThenRefused(ContractRefusals.ReviewMissing);
        told.Next().When(new RecordReview("good", true), Manager, end.AddMonths(-3).AddTicks(-1))
            .ThenRefused(ContractRefusals.ReviewEarly);
        told.Next().When(new RecordReview("poor", false), Manager, end).Next()
            .When(renewal, Head, end).ThenRefused(ContractRefusals.RenewalNotWanted);
        var reviewed = told.Next().When(new RecordReview("good", true), Manager, end).Next();
        reviewed.When(renewal, Manager, end).ThenRefused(ActorRefusals.RoleNotAllowed);
        reviewed.When(renewal with { Result = s_good with { Grade = "C", Suffices = false } }, Head, end)
            .ThenRefused(ContractRefusals.GradeTooLow).Facts["needed"].ShouldBe("B");
        reviewed.When(renewal with { Result = s_good with { Grade = null } }, Head, end)
            .ThenRefused(ContractRefusals.GradeMissing);
        reviewed.When(renewal with { Until = end.AddYears(5) }, Head, end)
            .ThenRefused(ContractRefusals.BeyondCustomerContract);
        var renewed = reviewed.When(renewal, Head, end).Next()
            .When(new AnswerAmendment(true, ""), Office, end).Next();
        renewed.State.Terms!.Until.ShouldBe(end.AddMonths(12));
        renewed.State.Review.ShouldBeNull();
        renewed.Deadlines.ShouldHaveSingleItem().DueAt.ShouldBe(end.AddMonths(12).AddMonths(-3));
    }

    [Fact]
    public void Renewal_RestsOnTheYearThatCounts_OnceItIsOver()
    {
        var end = Terms.Until;
        var reviewed = Effective.When(new RecordReview("good", true), Manager, end).Next();
        Outcome<ContractState> Offer(RenewalResult result) =>
            reviewed.When(new OfferRenewal(end.AddMonths(12), end.AddMonths(13), result), Head, end);

        var older = Offer(s_good with { Year = "2023" }).ThenRefused(ContractRefusals.YearNotDue).Facts;
        (older["year"], older["due"]).ShouldBe(("2023", "2024"));
        Offer(s_good with { Due = null }).ThenRefused(ContractRefusals.YearNotDue);
        Offer(s_good with { IsOver = false }).ThenRefused(ContractRefusals.YearNotOver);
        // In its first year a contractor has no other results.
        Offer(s_good with { IsOver = false, Running = true }).ThenTypes(typeof(AmendmentProposed));
        Offer(s_good).ThenTypes(typeof(AmendmentProposed));
    }

    // Events from before reviews had a day stand in the log; what they found early counts for nothing.
    [Fact]
    public void Review_FromBeforeItsDay_IsRecordedAgain()
    {
        var end = Terms.Until;
        var early = new ContractReviewed("good", true, "m", Day);
        var known = Effective.And(early);
        known.When(new OfferRenewal(end.AddMonths(12), end.AddMonths(13), s_good), Head, end)
            .ThenRefused(ContractRefusals.ReviewEarly);
        known.When(new RecordReview("good", true), Manager, end).ThenTypes(typeof(ContractReviewed));
    }

    [Fact]
    public void Renewal_IntoAnotherContractsTerm_IsRefused_AtTheOfferAndAtTheAgreement()
    {
        var end = Terms.Until;
        var reviewed = Effective.When(new RecordReview("good", true), Manager, end).Next();
        var offer = new OfferRenewal(end.AddMonths(12), end.AddMonths(13), s_good);
        ContractNeighbour next = new("HT-2", ["L1"], end.AddMonths(2), end.AddMonths(8));
        reviewed.When(offer with { Neighbours = [next] }, Head, end)
            .ThenRefused(ContractRefusals.LotOverlapping).Facts["other"].ShouldBe("HT-2");
        var offered = reviewed.When(offer, Head, end).Next();
        offered.When(new AnswerAmendment(true, "", Grounds with { Neighbours = [next] }), Office, end)
            .ThenRefused(ContractRefusals.LotOverlapping);
        offered.When(new AnswerAmendment(true, "", Grounds), Office, end).ThenTypes(typeof(AmendmentAgreed));
    }

    [Fact]
    public void Contract_ThatFollowsAnotherOnTheLot_IsARenewal_AndNeedsItsReviewAndGrade()
    {
        ContractNeighbour before = new("HT-0", ["L1"], Day.AddYears(-1), Day);
        var sign = s_sign with { Grounds = Grounds with { Neighbours = [before] } };
        var drafted = Decisions.Given(s_contract).When(Draft, Manager, Day).Next();
        drafted.When(sign, Head, Day).ThenRefused(ContractRefusals.RenewalNotCleared).Facts["other"].ShouldBe("HT-0");
        // Another lot, a contract that never took effect, one of long ago: none of them is renewed.
        foreach (var other in (ContractNeighbour[])
        [
            before with { Lots = ["L2"] }, before with { TookEffect = false }, before with { Until = Day.AddYears(-2) },
        ])
        {
            drafted.When(sign with { Grounds = Grounds with { Neighbours = [other] } }, Head, Day)
                .ThenTypes(typeof(ContractSigned));
        }

        var review = new ContractReview("good", true, "m", Day);
        var clear = new ClearRenewal("HT-0", false, review, Day, s_good);
        drafted.When(clear, Manager, Day).ThenRefused(ActorRefusals.RoleNotAllowed);
        drafted.When(clear with { Review = null }, Head, Day).ThenRefused(ContractRefusals.ReviewMissing);
        drafted.When(clear with { Review = review with { Renew = false } }, Head, Day)
            .ThenRefused(ContractRefusals.RenewalNotWanted);
        drafted.When(clear with { Result = s_good with { Suffices = false } }, Head, Day)
            .ThenRefused(ContractRefusals.GradeTooLow);
        drafted.When(clear with { Predecessor = "HT-9" }, Head, Day).Next()
            .When(sign, Head, Day).ThenRefused(ContractRefusals.RenewalNotCleared);
        drafted.When(clear with { Review = null, EndedAhead = true }, Head, Day).Next()
            .When(sign, Head, Day).ThenTypes(typeof(ContractSigned));
        // Under another code it is the same work; a lot that is added afterwards is one, too.
        var renamed = before with { Lots = ["L0"], GoOn = ["L1"] };
        drafted.When(sign with { Grounds = Grounds with { Neighbours = [renamed] } }, Head, Day)
            .ThenRefused(ContractRefusals.RenewalNotCleared);
        var wider = Terms with { Lots = ["L1", "L2"] };
        var second = Grounds with
        {
            Lots = [.. Grounds.Lots, new LotGround("L2", true, OutsourcingMode.Partial)],
            Neighbours = [before with { Lots = ["L2"] }],
        };
        var amend = new ProposeAmendment(wider, "another lot", Checklist, second);
        Effective.When(amend, Head, Day).ThenRefused(ContractRefusals.RenewalNotCleared).Facts["lot"].ShouldBe("L2");
        Effective.When(clear, Head, Day).Next().When(amend, Head, Day).ThenTypes(typeof(AmendmentProposed));
        Effective.When(amend with { Terms = Terms with { NameEn = "x" } }, Head, Day)
            .ThenTypes(typeof(AmendmentProposed));

        var cleared = drafted.When(clear, Head, Day).Next();
        cleared.When(clear, Head, Day).ThenTypes();
        cleared.When(sign, Head, Day).ThenTypes(typeof(ContractSigned));
    }

    [Fact]
    public void End_BeforeTheTerm_IsTheHeads_AndStopsNotices()
    {
        var wish = new EndContract(Day.AddMonths(6), "breach");
        Effective.When(wish, Office, Day).ThenRefused(ActorRefusals.RoleNotAllowed);
        Effective.When(wish with { At = Day.AddYears(3) }, Head, Day).ThenRefused(ContractRefusals.PeriodInvalid);
        var ended = Effective.When(wish, Head, Day).Next();
        ended.Deadlines.ShouldBeEmpty();
        ended.State.AgreedAt(Day.AddMonths(6).AddTicks(-1)).ShouldNotBeNull();
        ended.State.AgreedAt(Day.AddMonths(6)).ShouldBeNull();
        ended.When(wish, Head, Day).ThenRefused(ContractRefusals.NotEffective);
        ended.When(new RecordReview("x", true), Manager, Day).ThenRefused(ContractRefusals.ReviewEarly);
        ended.When(new RecordReview("x", true), Manager, Terms.Until).ThenTypes(typeof(ContractReviewed));
    }

    // Its exit is completed on that day: neither what runs nor what has yet to begin binds it any longer.
    [Fact]
    public void End_WithWhoHasLeft_IsTheProducts_AndNoMoreIsSaidOfTheContract()
    {
        var (inside, before) = (Terms.From.AddMonths(6), Terms.From.AddMonths(-1));
        foreach (var day in (DateTimeOffset[])[inside, before])
        {
            var ended = Effective.When(new EndContract(day, "exit completed"), Actor.System, day).Next();
            (ended.State.Status, ended.State.EndedFrom, ended.State.EndReason)
                .ShouldBe((ContractStatus.Ended, day, "exit completed"));
            ended.State.AgreedAt(inside).ShouldBeNull();
            ExpiringPapers.Of(ended.State, day).ShouldHaveSingleItem().EndsAt.ShouldBe(DateTimeOffset.MaxValue);
            ExpiringPapers.Of(ended.State, day.AddTicks(-1)).ShouldHaveSingleItem().EndsAt.ShouldBe(day);
        }

        Effective.When(new EndContract(before, "x"), Head, Day).ThenRefused(ContractRefusals.PeriodInvalid);
        ExpiringPapers.Of(Effective.State, Day).ShouldHaveSingleItem().EndsAt.ShouldBe(Terms.Until);
    }

    private static Outcome<ContractState> Ask(DraftContract wish) =>
        Decisions.Given(s_contract).When(wish, Manager, Day);
}
