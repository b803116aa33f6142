using FieldOps.Domain.Contractors.Exits;
using FieldOps.Domain.WorkOrders.Dispatch;

namespace FieldOps.Domain.Tests.Dispatch;

/// <summary>Who may be given orders by its company's qualifications (domain reference, 9.1).</summary>
public sealed class PaperCoverTests
{
    private static readonly DirectoryLot s_lot = Directories.Lot("L1", "access", ("ALPHA", 100m));

    [Theory]
    [InlineData(null, "", null, null)]
    [InlineData(null, "now", null, null)]
    [InlineData(null, "ahead", null, null)]
    [InlineData(null, "over", "qualification-expired", "over")]
    [InlineData(null, "over now", null, null)]
    [InlineData(null, "over ahead", "qualification-expired", "over")]
    [InlineData(null, "over other", "qualification-expired", "over")]
    [InlineData(null, "over pending", "qualification-expired", "over")]
    [InlineData(null, "pending", "qualification-expired", "pending")]
    [InlineData(null, "pending now", null, null)]
    [InlineData(QualificationDemand.Excludes, "over", "qualification-expired", "over")]
    [InlineData(QualificationDemand.Warns, "over", null, "over")]
    [InlineData(QualificationDemand.Off, "over", null, null)]
    public void Candidate_ByItsPapers_IsTakenWarnedOfOrPassedOver(
        QualificationDemand? demand, string papers, string? fault, string? expired)
    {
        var directory = Directory(papers);
        var policy = Directories.Seed0 with { Qualifications = demand };
        var choice = DispatchChoices.Choose(
            policy, directory, Directories.Asset("access"), WorkKinds.Repair, Directories.Id("order"),
            Directories.At);
        var candidate = choice.Candidates.ShouldHaveSingleItem();
        (candidate.Verdict, candidate.Qualification).ShouldBe((fault ?? "chosen", expired));
        (choice.Assignee is null).ShouldBe(fault is not null);

        var hand = DispatchChoices.ByHand(
            policy, directory, Directories.Asset("access"), WorkKinds.Repair, Directories.Id("ALPHA"),
            Directories.At);
        (hand.Refusal?.Code).ShouldBe(fault is null ? null : "dispatch.qualification-expired");
        (hand.Choice?.Candidates.Single().Qualification).ShouldBe(fault is null ? expired : null);

        var heir = LotHeir.Of(
            new LotReplacement(s_lot.Id, "L1", Directories.Id("ALPHA"), "ALPHA"), directory, policy.Demands(),
            Directories.At);
        heir.Verdict.Verdict.ShouldBe(fault ?? "chosen");
    }

    [Fact]
    public void OwnCrew_AndAnotherCompanysPaper_CountForNothing()
    {
        var own = new DispatchDirectory(
            [Directories.Contractor("ALPHA", inHouse: true)], [s_lot], papers: [Paper("over")]);
        var foreign = new DispatchDirectory(
            [Directories.Contractor("ALPHA")], [s_lot],
            papers: [Paper("over") with { ContractorId = Directories.Id("BETA") }]);
        foreach (var directory in (DispatchDirectory[])[own, foreign])
        {
            DispatchChoices.Choose(
                Directories.Seed0, directory, Directories.Asset("access"), WorkKinds.Repair, Directories.Id("order"),
                Directories.At).Assignee.ShouldNotBeNull();
        }
    }

    private static DispatchDirectory Directory(string papers) => new(
        [Directories.Contractor("ALPHA")], [s_lot],
        papers: papers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Paper));

    private static DirectoryPaper Paper(string code)
    {
        var (from, until) = code switch
        {
            "over" => (-20, 0),
            "ahead" => (1, 20),
            _ => (-10, 10),
        };
        return new DirectoryPaper(
            Directories.Id("ALPHA"), code, code == "other" ? "height" : "line", Directories.At.AddDays(from),
            Directories.At.AddDays(until), code == "pending");
    }
}
