using FieldOps.Domain.Contractors.Exits;
using FieldOps.Domain.WorkOrders.Dispatch;

namespace FieldOps.Domain.Tests.Dispatch;

/// <summary>Who may be given orders of a lot by its contracts (domain reference, 9.1).</summary>
public sealed class ContractCoverTests
{
    private static readonly DirectoryLot s_lot = Directories.Lot("L1", "access", ("ALPHA", 100m));

    [Theory]
    [InlineData(ContractDemand.OnFile, "", null)]
    [InlineData(ContractDemand.OnFile, "draft", null)]
    [InlineData(ContractDemand.OnFile, "now", null)]
    [InlineData(ContractDemand.OnFile, "over", "contract-expired")]
    [InlineData(ContractDemand.OnFile, "ahead", null)]
    [InlineData(ContractDemand.OnFile, "ahead draft", null)]
    [InlineData(ContractDemand.OnFile, "over ahead", "contract-not-begun")]
    [InlineData(ContractDemand.OnFile, "void", null)]
    [InlineData(ContractDemand.OnFile, "over void", "contract-expired")]
    [InlineData(ContractDemand.Required, "ahead", "contract-not-begun")]
    [InlineData(ContractDemand.Required, "void", "contract-missing")]
    [InlineData(ContractDemand.OnFile, "over draft", "contract-unsigned")]
    [InlineData(ContractDemand.OnFile, "over now", null)]
    [InlineData(ContractDemand.Required, "", "contract-missing")]
    [InlineData(ContractDemand.Required, "draft", "contract-unsigned")]
    [InlineData(ContractDemand.Required, "now", null)]
    [InlineData(ContractDemand.Required, "over ahead", "contract-not-begun")]
    [InlineData(ContractDemand.Off, "over", null)]
    public void Candidate_ByItsContracts_IsTakenOrPassedOver(ContractDemand demand, string contracts, string? fault)
    {
        var choice = Choose(demand, contracts);
        (choice.Assignee is null).ShouldBe(fault is not null);
        var candidate = choice.Candidates.ShouldHaveSingleItem();
        candidate.Verdict.ShouldBe(fault ?? "chosen");

        var hand = ByHand(demand, contracts);
        (hand.Refusal?.Code).ShouldBe(fault is null ? null : "dispatch.contract-not-in-force");
        (hand.Refusal?.Facts["reason"]).ShouldBe(fault);
    }

    [Fact]
    public void Candidate_InForce_NamesItsContract_AndEndsWithItsTerm()
    {
        var candidate = Choose(ContractDemand.OnFile, "now").Candidates.Single();
        candidate.Contract.ShouldBe("HT-now");
        var contract = Contract("now");
        contract.Covers(contract.Until).ShouldBeFalse();
        contract.Covers(contract.From).ShouldBeTrue();
    }

    [Fact]
    public void Contract_OfAnotherLotOrContractor_CountsForNothing()
    {
        var foreign = Contract("over") with { Lots = ["L2"] };
        var others = Contract("over") with { ContractorId = Directories.Id("BETA") };
        Choose(ContractDemand.OnFile, Directory([foreign, others])).Assignee.ShouldNotBeNull();
    }

    // An amendment that drops a lot frees nobody of contracts (the directory keeps what was ever signed).
    [Fact]
    public void Contract_ThatDroppedTheLot_DoesNotReadAsNeverSigned()
    {
        var elsewhere = Contract("now") with { Lots = ["L2"] };
        var signed = new SignedLot(Directories.Id("ALPHA"), "L1", "HT-now");
        var directory = new DispatchDirectory([Directories.Contractor("ALPHA")], [s_lot], [elsewhere], [signed]);
        var choice = Choose(ContractDemand.OnFile, directory);
        choice.Assignee.ShouldBeNull();
        var candidate = choice.Candidates.Single();
        (candidate.Verdict, candidate.Contract).ShouldBe(("contract-expired", "HT-now"));

        var heir = LotHeir.Of(
            new LotReplacement(s_lot.Id, "L1", Directories.Id("ALPHA"), "ALPHA"), directory,
            new DispatchDemands(ContractDemand.OnFile), Directories.At);
        heir.To.ShouldBeNull();
        heir.Verdict.Verdict.ShouldBe("contract-expired");
    }

    // What covered the lot once is known beside what is signed ahead, also where it dropped the lot since.
    [Theory]
    [InlineData("HT-now HT-ahead", "contract-not-begun")]
    [InlineData("HT-ahead", null)]
    public void Contract_SignedAhead_BarsWhereAnEarlierOneDroppedTheLot(string signed, string? fault)
    {
        var directory = new DispatchDirectory(
            [Directories.Contractor("ALPHA")], [s_lot],
            [Contract("now") with { Lots = ["L2"] }, Contract("ahead")],
            signed.Split(' ').Select(code => new SignedLot(Directories.Id("ALPHA"), "L1", code)));
        var candidate = Choose(ContractDemand.OnFile, directory).Candidates.ShouldHaveSingleItem();
        candidate.Verdict.ShouldBe(fault ?? "chosen");
    }

    [Fact]
    public void OwnCrew_NeedsNoContract()
    {
        var directory = new DispatchDirectory([Directories.Contractor("ALPHA", inHouse: true)], [s_lot]);
        Choose(ContractDemand.Required, directory).Assignee.ShouldNotBeNull();
    }

    private static DirectoryContract Contract(string kind)
    {
        var (from, until) = kind switch
        {
            "over" => (-20, -1),
            "ahead" => (1, 20),
            // Ended before it began.
            "void" => (-5, -6),
            _ => (-10, 10),
        };
        return new DirectoryContract(
            "HT-" + kind, Directories.Id("ALPHA"), ["L1"], Directories.At.AddDays(from), Directories.At.AddDays(until),
            kind != "draft");
    }

    private static DispatchDirectory Directory(IEnumerable<DirectoryContract> contracts) =>
        new([Directories.Contractor("ALPHA")], [s_lot], contracts);

    private static DispatchChoice Choose(ContractDemand demand, string contracts) =>
        Choose(demand, Directory(contracts.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Contract)));

    private static DispatchChoice Choose(ContractDemand demand, DispatchDirectory directory) => DispatchChoices.Choose(
        Directories.Seed0 with { Contracts = demand }, directory, Directories.Asset("access"), WorkKinds.Repair,
        Directories.Id("order"), Directories.At);

    private static HandDispatch ByHand(ContractDemand demand, string contracts) => DispatchChoices.ByHand(
        Directories.Seed0 with { Contracts = demand },
        Directory(contracts.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Contract)),
        Directories.Asset("access"), WorkKinds.Repair, Directories.Id("ALPHA"), Directories.At);
}
