using System.Collections.Immutable;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Contractors.Contracts;
using FieldOps.Domain.Contractors.Exits;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.Contractors.RegisterSamples;

namespace FieldOps.Domain.Tests.Contractors;

/// <summary>Nobody is bound that is suspended, gone, listed or unnamed (domain reference, 7.5 and 9.1).</summary>
public sealed class PartyTests
{
    private static readonly ContractEntity s_contract = new();
    private static readonly ContractLotEntity s_lot = new();
    private static readonly SignContract s_sign = new(Checklist, Grounds);

    private static readonly PartyGround s_good = new(
        Contractor, "DW-A", ContractorKind.Contractor, ContractorStanding.Active, "91310000A", null);

    private static readonly LotTerms s_terms = new(
        "一标", "Lot 1", ["access"], ["Shanghai/*"], [], false, OutsourcingMode.Partial,
        [new LotShare(Contractor, "DW-A", 60m, null), new LotShare(Other, "DW-B", 40m, null)], 1_000m, 30,
        Day.AddDays(1), null);

    public static TheoryData<ContractorStanding, string?, int?, string> Unfit => new()
    {
        { ContractorStanding.Restricted, "91310000A", null, ContractorRefusals.NotInStanding },
        { ContractorStanding.Exited, "91310000A", null, ContractorRefusals.NotInStanding },
        { ContractorStanding.Blacklisted, "91310000A", null, ContractorRefusals.NotInStanding },
        { ContractorStanding.Active, "91310000A", 1, ContractorRefusals.Listed },
        { ContractorStanding.Active, null, null, ContractorRefusals.OrganisationMissing },
    };

    [Theory]
    [MemberData(nameof(Unfit))]
    public void Contract_WithWhoMayNotBeBound_IsNeitherDraftedNorSignedNorRenewed(
        ContractorStanding standing, string? organisation, int? listedDays, string code)
    {
        var grounds = Grounds with { Party = Party(standing, organisation, listedDays) };
        var fine = Grounds with { Party = s_good };
        var nothing = Decisions.Given(s_contract);
        nothing.When(Draft with { Grounds = grounds }, Manager, Day).ThenRefused(code);
        var drafted = nothing.When(Draft with { Grounds = fine }, Manager, Day).Next();
        var other = Terms with { NameEn = "x" };
        drafted.When(new AmendContractDraft(other, grounds), Manager, Day).ThenRefused(code);
        drafted.When(s_sign with { Grounds = grounds }, Head, Day).ThenRefused(code);
        var half = drafted.When(s_sign with { Grounds = fine }, Head, Day).Next();
        half.When(s_sign with { Grounds = grounds }, Office, Day).ThenRefused(code);

        var end = Terms.Until;
        var offer = new OfferRenewal(
            end.AddMonths(12), end.AddMonths(13), new RenewalResult("2024", "B", "B", true, "2024", true));
        var reviewed = half.When(s_sign with { Grounds = fine }, Office, Day).Next()
            .When(new RecordReview("good", true), Manager, end).Next();
        reviewed.When(offer with { Party = Party(standing, organisation, 9_999) }, Head, end)
            .Decision.Refusal.ShouldNotBeNull();
        var offered = reviewed.When(offer with { Party = s_good }, Head, end).Next();
        var gone = Grounds with { Party = Party(standing, organisation, 9_999) };
        offered.When(new AnswerAmendment(true, "", gone), Office, end).Decision.Refusal.ShouldNotBeNull();
    }

    // What runs with who is suspended can still be cut down; with who is gone or listed nothing is agreed any more.
    [Fact]
    public void Amendment_WithWhoIsSuspended_IsAgreed_WithWhoIsGone_IsNot()
    {
        var effective = Decisions.Given(s_contract).When(Draft, Manager, Day).Next()
            .When(s_sign, Head, Day).Next().When(s_sign, Office, Day).Next();
        var shorter = Terms with { Until = Terms.Until.AddMonths(-1) };
        foreach (var (standing, agreed) in (
            (ContractorStanding, bool)[])[(ContractorStanding.Restricted, true), (ContractorStanding.Exited, false)])
        {
            var grounds = Grounds with { Party = s_good with { Standing = standing } };
            var wish = new ProposeAmendment(shorter, "less", Checklist, grounds);
            (effective.When(wish, Head, Day).Decision.Refusal is null).ShouldBe(agreed);
            var proposed = effective.When(wish with { Grounds = Grounds }, Head, Day).Next();
            (proposed.When(new AnswerAmendment(true, "", grounds), Office, Day).Decision.Refusal is null)
                .ShouldBe(agreed);
        }
    }

    [Theory]
    [MemberData(nameof(Unfit))]
    public void Lot_GivesNoPartToWhoMayNotBeBound_AndNoMoreThanItHas(
        ContractorStanding standing, string? organisation, int? listedDays, string code)
    {
        ImmutableArray<PartyGround> parties = [Party(standing, organisation, listedDays)];
        var open = new OpenLot(ContractorIds.Lot("default", "L1"), "L1", s_terms, []);
        Decisions.Given(s_lot).When(open with { Parties = parties }, Manager, Day).ThenRefused(code);
        var opened = Decisions.Given(s_lot).When(open with { Parties = [s_good] }, Manager, Day).Next();
        Outcome<ContractLotState> Amend(LotTerms terms) =>
            opened.When(new AmendLot(terms, []) { Parties = parties }, Manager, Day);

        Amend(s_terms with { Shares = [s_terms.Shares[0] with { SharePercent = 100m }] }).ThenRefused(code);
        Amend(s_terms with { MonthlyFeeCny = 1_000.01m }).ThenRefused(code);
        Amend(s_terms with { OpenOrdersMax = 5 }).ThenTypes(typeof(ContractLotAmended));
        Amend(s_terms with { Shares = [s_terms.Shares[1] with { SharePercent = 100m }] })
            .ThenTypes(typeof(ContractLotAmended));
    }

    [Fact]
    public void Party_ThatGivesNotice_OrWhoseListingWasLifted_MayBeBound()
    {
        (s_good with { Standing = ContractorStanding.Notice }).FaultAt(Day).ShouldBeNull();
        (s_good with { Kind = ContractorKind.InHouse, Organisation = null }).FaultAt(Day).ShouldBeNull();
        var contractor = ContractorState.None with { ContractorId = Contractor, Code = "DW-A", Organisation = "C" };
        var listed = CreditRecordState.None with { Code = "C", Until = Day.AddYears(2) };
        PartyGround.Of(contractor, listed, null).FaultAt(Day).ShouldNotBeNull();
        PartyGround.Of(contractor, listed with { AppealUpheld = true }, null).FaultAt(Day).ShouldBeNull();
        PartyGround.Of(contractor, null, null).FaultAt(Day).ShouldBeNull();
    }

    // From then on dispatch passes it over: what it were given would be paid for nothing (ADR 0029).
    [Fact]
    public void Party_WhoseNoticeIsOver_IsBoundToNothingNew_UntilThenItIs()
    {
        var contractor = ContractorState.None with
        {
            ContractorId = Contractor, Code = "DW-A", Organisation = "C", Standing = ContractorStanding.Notice,
        };
        var exit = ExitState.None with { Stage = ExitStage.Started, NoticeUntil = Day };
        var leaver = PartyGround.Of(contractor, null, exit);
        leaver.FaultAt(Day.AddTicks(-1)).ShouldBeNull();
        leaver.FaultAt(Day)!.Facts["standing"].ShouldBe("leaving");
        leaver.EndedAt(Day).ShouldBeNull("what runs can still be cut down");
        PartyGround.Of(contractor, null, exit with { Stage = ExitStage.Decided }).FaultAt(Day).ShouldBeNull();

        var open = new OpenLot(ContractorIds.Lot("default", "L1"), "L1", s_terms, []) { Parties = [leaver] };
        Decisions.Given(s_lot).When(open, Manager, Day).ThenRefused(ContractorRefusals.NotInStanding);
    }

    private static PartyGround Party(ContractorStanding standing, string? organisation, int? listedDays) => s_good with
    {
        Standing = standing,
        Organisation = organisation,
        ListedUntil = listedDays is { } days ? Day.AddDays(days) : null,
    };
}
