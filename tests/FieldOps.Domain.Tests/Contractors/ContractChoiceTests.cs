using FieldOps.Domain.Contractors;
using FieldOps.Domain.Contractors.Contracts;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.Contractors.RegisterSamples;

namespace FieldOps.Domain.Tests.Contractors;

/// <summary>What a contract settles stays settled: by what a month is scored, and what it renews.</summary>
public sealed class ContractChoiceTests
{
    private static readonly ContractEntity s_contract = new();
    private static readonly SignContract s_sign = new(Checklist, Grounds);
    private static readonly RenewalResult s_good = new("2024", "B", "B", true, "2024", true);
    private static readonly ContractNeighbour s_beside =
        new("HT-0", ["L9"], Day.AddMonths(-6), Day.AddMonths(6)) { Scheme = "seed-3" };

    private static Given<ContractState> Effective => Signed(Day);

    [Fact]
    public void TwoContractsOfOneTime_AgreeOnOneScheme()
    {
        var grounds = Grounds with { Neighbours = [s_beside], UsualScheme = "line-station" };
        Decisions.Given(s_contract).When(Draft with { Grounds = grounds }, Manager, Day)
            .ThenRefused(ContractRefusals.SchemeDiffers).Facts["other"].ShouldBe("HT-0");
        Decisions.Given(s_contract).When(Draft, Manager, Day).Next()
            .When(s_sign with { Grounds = grounds }, Head, Day).ThenRefused(ContractRefusals.SchemeDiffers);
        // The operator's default by its name, the same scheme, and one that is over: none of them differs.
        foreach (var other in (ContractNeighbour[])
        [
            s_beside with { Scheme = null }, s_beside with { Scheme = "line-station" }, s_beside with { Until = Day },
        ])
        {
            Decisions.Given(s_contract)
                .When(Draft with { Grounds = grounds with { Neighbours = [other] } }, Manager, Day)
                .ThenTypes(typeof(ContractDrafted));
        }
    }

    // Were they held to each other, neither could ever be the first.
    [Fact]
    public void ContractsInForce_GoOverToAnotherScheme_OneAfterTheOther()
    {
        var grounds = Grounds with { Neighbours = [s_beside], UsualScheme = "line-station" };
        var wish = new ProposeAmendment(Terms with { Scheme = "gansu" }, "x", Checklist, grounds);

        Effective.When(wish, Office, Day).Next()
            .When(new AnswerAmendment(true, "", grounds), Head, Day).ThenTypes(typeof(AmendmentAgreed));
    }

    // What held before goes on: the renewal changes the end, not the scheme.
    [Fact]
    public void RenewalThatIsAgreedLate_GoesOnWithWhatHeldBefore()
    {
        var end = Terms.Until;
        var reviewed = Effective.When(new RecordReview("good", true), Manager, end).Next();
        var offered = reviewed.When(new OfferRenewal(end.AddMonths(12), end.AddMonths(13), s_good), Head, end).Next();

        var renewed = offered.When(new AnswerAmendment(true, "", null), Office, end.AddDays(12)).Next().State;

        renewed.AgreedAt(end).ShouldBe(Terms);
        renewed.AgreedAt(end.AddMonths(1))!.Until.ShouldBe(end.AddMonths(12));
        (renewed.Covers(end), Signed(Day.AddDays(40)).State.AgreedBefore(Day)).ShouldBe((true, null));
    }

    [Fact]
    public void WhatIsAgreedOrEndedLater_CountsFromThenOn_WhateverDayItNames()
    {
        var late = Signed(Day.AddDays(40)).State;
        late.AgreedAt(Day.AddDays(40).AddTicks(-1)).ShouldBeNull("it was signed for a day that lay behind");
        late.AgreedAt(Day.AddDays(40)).ShouldNotBeNull();
        var ended = Effective.When(new EndContract(Day.AddDays(10), "breach"), Head, Day.AddDays(60)).State;
        ended.AgreedAt(Day.AddDays(59)).ShouldNotBeNull("nobody knew of its end by then");
        ended.AgreedAt(Day.AddDays(60)).ShouldBeNull();
        (late with { TookEffectAt = null }).AgreedAt(Day).ShouldNotBeNull("older snapshots do not know the instant");
        (ended with { EndDecidedAt = null }).AgreedAt(Day.AddDays(10)).ShouldBeNull();
    }

    [Fact]
    public void LotsThatAnAmendmentAdds_AreARenewalToo_OnceClearedTheyAreNot()
    {
        ContractNeighbour before = new("HT-0", ["L2"], Day.AddYears(-1), Day);
        var grounds = Grounds with
        {
            Neighbours = [before], Lots = [.. Grounds.Lots, new LotGround("L2", true, OutsourcingMode.Partial)],
        };
        var more = Terms with { Lots = ["L1", "L2"] };
        var wish = new ProposeAmendment(more, "more lots", Checklist, grounds);
        Effective.When(wish, Office, Day).ThenRefused(ContractRefusals.RenewalNotCleared).Facts["lot"].ShouldBe("L2");
        var known = Effective.When(wish with { Grounds = grounds with { Neighbours = [] } }, Office, Day).Next();
        known.When(new AnswerAmendment(true, "", grounds), Head, Day).ThenRefused(ContractRefusals.RenewalNotCleared);
        Effective.When(wish, Office, Day.AddMonths(13)).ThenTypes(typeof(AmendmentProposed));

        var review = new ContractReview("good", true, "m", Day);
        var cleared = Effective.When(new ClearRenewal("HT-0", false, review, Day, s_good), Head, Day).Next();
        cleared.When(wish, Office, Day).Next()
            .When(new AnswerAmendment(true, "", grounds), Head, Day).ThenTypes(typeof(AmendmentAgreed));
        // With another beginning every lot is looked at: moved behind the end of the last one it renews it as well.
        var held = before with { Lots = ["L1"], Until = Day.AddMonths(-2) };
        var moved = new ProposeAmendment(
            Terms with { From = Day.AddMonths(-1) }, "x", Checklist, Grounds with { Neighbours = [held] });
        Effective.When(moved, Office, Day).ThenRefused(ContractRefusals.RenewalNotCleared);
    }

    [Fact]
    public void ReviewThatSaysNo_IsNotPassedByAnEarlyEnd()
    {
        var drafted = Decisions.Given(s_contract).When(Draft, Manager, Day).Next();
        var clear = new ClearRenewal("HT-0", true, new ContractReview("poor", false, "m", Day), Day, s_good);
        drafted.When(clear, Head, Day).ThenRefused(ContractRefusals.RenewalNotWanted);
        drafted.When(clear with { Review = null }, Head, Day).ThenTypes(typeof(ContractRenewalCleared));
        Effective.When(new EndContract(Day.AddMonths(6), "x"), Head, Day).Next()
            .When(clear, Head, Day).ThenRefused(ContractRefusals.NotEffective);
    }

    private static Given<ContractState> Signed(DateTimeOffset at) => Decisions.Given(s_contract)
        .When(Draft, Manager, at).Next().When(s_sign, Head, at).Next().When(s_sign, Office, at).Next();
}
