using FieldOps.Domain.WorkOrders.Dispatch;
using FsCheck;
using FsCheck.Fluent;
using static FieldOps.Domain.Tests.Dispatch.Directories;

namespace FieldOps.Domain.Tests.Dispatch;

/// <summary>Contractors of one lot share by volume (domain reference, 9.1: share of volume).</summary>
public sealed class VolumeTests
{
    [Fact]
    public void Volumes_AreWithinOneOrderAContractorOfTheirShares_AtEveryMoment()
    {
        var law = Prop.ForAll(
            Gen.Choose(1, 99).ToArbitrary(), Gen.Choose(1, 150).ToArbitrary(), (percent, orders) =>
            {
                var directory = new DispatchDirectory(
                    [Contractor("A"), Contractor("B")],
                    [Lot("L1", "access", ("A", percent), ("B", 100 - percent)) with { ByVolume = true }]);
                var volumes = new Dictionary<(Guid, Guid), int>();
                for (var number = 1; number <= orders; number++)
                {
                    var choice = DispatchChoices.Choose(
                        Seed0, directory, Asset("access"), "repair", Id($"order-{number}"), At, null, volumes);
                    choice.ReasonCode.ShouldBe(DispatchReasons.LotVolume);
                    var key = (Id("L1"), choice.Assignee!.ContractorId);
                    volumes[key] = volumes.GetValueOrDefault(key) + 1;
                    var given = volumes.GetValueOrDefault((Id("L1"), Id("A")));
                    ((decimal)Math.Abs(given - (number * percent / 100.0))).ShouldBeLessThanOrEqualTo(1m);
                }
            });
        law.Check(Config.QuickThrowOnFailure.WithMaxTest(40).WithReplay(20_24, 3));
    }

    [Fact]
    public void Volume_OfEachCandidate_StandsOnTheOrder_AndWhoMayNotIsPassedOver()
    {
        var restricted = new DirectoryContractor(Id("A"), "A", false, false, Standing: "restricted");
        var directory = new DispatchDirectory(
            [restricted, Contractor("B"), Contractor("C")],
            [Lot("L1", "access", ("A", 50m), ("B", 30m), ("C", 20m)) with { ByVolume = true }]);
        var volumes = new Dictionary<(Guid, Guid), int> { [(Id("L1"), Id("B"))] = 5, [(Id("L1"), Id("C"))] = 1 };
        var choice = DispatchChoices.Choose(
            Seed0, directory, Asset("access"), "repair", Id("order"), At, null, volumes);
        choice.Candidates.Select(c => (c.ContractorCode, c.Verdict, c.Standing, c.Volume)).ShouldBe(
        [
            ("A", CandidateVerdicts.NotActive, "restricted", 0),
            ("B", CandidateVerdicts.Volume, null, 5),
            ("C", CandidateVerdicts.Chosen, null, 1),
        ]);
    }
}
