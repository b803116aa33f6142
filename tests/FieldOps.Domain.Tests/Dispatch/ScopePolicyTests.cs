using System.Collections.Immutable;
using FieldOps.Domain.WorkOrders.Dispatch;

namespace FieldOps.Domain.Tests.Dispatch;

public class ScopePolicyTests
{
    // Domain reference 2.4, line by line.
    [Theory]
    [InlineData("trunk1", null, "patrol", "allowed", "trunk-patrol")]
    [InlineData("trunk1", null, "guard", "allowed", "trunk-patrol")]
    [InlineData("trunk2", null, "inspection", "allowed", "trunk-patrol")]
    [InlineData("trunk1", null, "repair", "in-house-only", "trunk-repair")]
    [InlineData("trunk2", null, "repair", "in-house-only", "trunk-repair")]
    [InlineData("junction", null, "patrol", "in-house-only", "junction-kept")]
    [InlineData("junction", null, "repair", "in-house-only", "junction-kept")]
    [InlineData("local-backbone", null, "repair", "allowed", "local-fibre")]
    [InlineData("aggregation", null, "patrol", "allowed", "local-fibre")]
    [InlineData("access", null, "repair", "allowed", "local-fibre")]
    [InlineData("copper-feeder", "below-county", "patrol", "allowed", "feeder-below-county-patrol")]
    [InlineData("copper-feeder", "below-county", "repair", "allowed", "feeder-below-county-other")]
    [InlineData("copper-feeder", "county-town", "patrol", "pilot-only", "feeder-urban-pilot")]
    [InlineData("copper-feeder", "prefecture-city", "repair", "pilot-only", "feeder-urban-pilot")]
    [InlineData("copper-feeder", null, "repair", "pilot-only", "feeder-urban-pilot")]
    [InlineData("copper-distribution", null, "repair", "allowed", "copper-and-broadband")]
    [InlineData("broadband-line", null, "install", "allowed", "copper-and-broadband")]
    [InlineData("station-vip", null, "repair", "allowed", "stations")]
    [InlineData("station-c", null, "generation", "allowed", "stations")]
    [InlineData("air-conditioning", null, "inspection", "allowed", "facilities")]
    [InlineData("access", null, "attend-construction", "denied", "construction-management")]
    [InlineData("station-vip", null, "final-accounts", "denied", "construction-management")]
    [InlineData("station-vip", null, "network-monitoring", "denied", "operator-core-posts")]
    [InlineData("trunk1", null, "relocation-negotiation", "denied", "third-party-talks")]
    [InlineData("something-new", null, "repair", "in-house-only", "not-listed")]
    public void VerdictOn_Seed0_FollowsTheTable(
        string assetClass, string? settlement, string workKind, string outcome, string rule)
    {
        var verdict = Directories.Seed0.VerdictOn(Directories.Asset(assetClass, settlement), workKind);

        verdict.Outcome.ShouldBe(outcome);
        verdict.RuleId.ShouldBe(rule);
        verdict.Source.ShouldNotBeNullOrWhiteSpace();
        (verdict.PolicyId, verdict.PolicyVersion).ShouldBe(("seed-0", 1));
    }

    [Fact]
    public void VerdictOn_RepairWithLineOff_KeepsFeederRepairInTheHouse()
    {
        var narrow = Directories.Seed0 with { Switches = Directories.Seed0.Switches.SetItem("repairWithLine", false) };
        var feeder = Directories.Asset("copper-feeder", "below-county");

        narrow.VerdictOn(feeder, WorkKinds.Repair).Outcome.ShouldBe(ScopeOutcomes.InHouseOnly);
        narrow.VerdictOn(feeder, WorkKinds.Patrol).Outcome.ShouldBe(ScopeOutcomes.Allowed);
    }

    [Theory]
    [InlineData("trunk1")]
    [InlineData("trunk2")]
    public void VerdictOn_MobileOperator_AllowsTrunkRepair(string assetClass) =>
        Directories.Mobile.VerdictOn(Directories.Asset(assetClass), WorkKinds.Repair).Outcome.ShouldBe("allowed");

    [Fact]
    public void Faults_OfTheShippedPolicies_AreNone()
    {
        Directories.Seed0.Faults().ShouldBeEmpty();
        Directories.Mobile.Faults().ShouldBeEmpty();
    }

    [Fact]
    public void Faults_OfABadPolicy_AreAllNamed()
    {
        var seed = Directories.Seed0;
        var bad = seed with
        {
            Version = 0,
            Lines =
            [
                seed.Lines[0],
                seed.Lines[0] with { Outcome = "maybe", Source = " ", OnlyIf = "!unknown" },
                seed.Lines[1] with { WorkKinds = ["juggling"], Settlements = ["moon"] },
            ],
        };

        bad.Faults().Length.ShouldBe(7);
    }

    [Fact]
    public void ByHand_TrunkRepairToContractor_IsRefusedWithTheRule()
    {
        var directory = new DispatchDirectory(
            [Directories.Contractor("ALPHA"), Directories.Contractor("CREW", inHouse: true)],
            [Directories.Lot("L1", "trunk1", ("ALPHA", 100m))]);
        var segment = Directories.Asset("trunk1");

        // Worked example 11.1.
        var refused = DispatchChoices.ByHand(
            Directories.Seed0, directory, segment, WorkKinds.Repair, Directories.Id("ALPHA"), Directories.At);
        refused.Choice.ShouldBeNull();
        refused.Refusal.ShouldNotBeNull().Code.ShouldBe("dispatch.scope-denied");
        refused.Refusal.Facts["rule"].ShouldBe("trunk-repair");
        refused.Refusal.Facts["source"].ShouldBe("seed 0 art. 7, 8");

        var automatic = DispatchChoices.Choose(
            Directories.Seed0, directory, segment, WorkKinds.Repair, Directories.Id("order"), Directories.At);
        automatic.Assignee.ShouldNotBeNull().InHouse.ShouldBeTrue();
        automatic.ReasonCode.ShouldBe(DispatchReasons.InHouseByScope);

        var guard = DispatchChoices.ByHand(
            Directories.Seed0, directory, segment, WorkKinds.Guard, Directories.Id("ALPHA"), Directories.At);
        guard.Choice.ShouldNotBeNull().Assignee.ShouldNotBeNull().ContractorCode.ShouldBe("ALPHA");
    }
}
