using FieldOps.Domain.WorkOrders.Dispatch;
using FsCheck;
using FsCheck.Fluent;

namespace FieldOps.Domain.Tests.Dispatch;

public class DispatchChoicesTests
{
    private static readonly ScopePolicy s_scope = Directories.Seed0;

    private static DispatchChoice Choose(
        DispatchDirectory directory,
        string assetClass = "access",
        string order = "order",
        IReadOnlyDictionary<Guid, int>? open = null,
        string workKind = "repair",
        string county = "Pudong") =>
        DispatchChoices.Choose(
            s_scope,
            directory,
            Directories.Asset(assetClass, county: county),
            workKind,
            Directories.Id(order),
            Directories.At,
            open);

    [Fact]
    public void Choose_OneAbleContractor_IsOnlyCandidate()
    {
        var directory = new DispatchDirectory(
            [Directories.Contractor("ALPHA"), Directories.Contractor("BETA", active: false)],
            [Directories.Lot("L1", "access", ("ALPHA", 20m), ("BETA", 80m))]);

        var choice = Choose(directory);

        choice.ReasonCode.ShouldBe(DispatchReasons.OnlyCandidate);
        choice.Assignee.ShouldBe(new Assignee(Directories.Id("ALPHA"), "ALPHA", false, Directories.Id("L1")));
        choice.Candidates.Select(c => c.Verdict).ShouldBe(["chosen", "not-active"]);
    }

    [Fact]
    public void Choose_OverloadedContractor_IsPassedOver()
    {
        var lot = Directories.Lot("L1", "access", ("ALPHA", 99m), ("BETA", 1m)) with { OpenOrdersMax = 5 };
        var directory = new DispatchDirectory([Directories.Contractor("ALPHA"), Directories.Contractor("BETA")], [lot]);
        var open = new Dictionary<Guid, int> { [Directories.Id("ALPHA")] = 5, [Directories.Id("BETA")] = 4 };

        var choice = Choose(directory, open: open);

        choice.Assignee.ShouldNotBeNull().ContractorCode.ShouldBe("BETA");
        choice.Candidates.Select(c => (c.Verdict, c.OpenOrders)).ShouldBe([("overloaded", 5), ("chosen", 4)]);
    }

    [Fact]
    public void Choose_AllOverloadedInFirstLot_GoesOnToTheNextLot()
    {
        var first = Directories.Lot("L1", "access", ("ALPHA", 100m)) with { OpenOrdersMax = 1 };
        var second = Directories.Lot("L2", "access", ("BETA", 100m));
        var directory = new DispatchDirectory(
            [Directories.Contractor("ALPHA"), Directories.Contractor("BETA")], [second, first]);

        var choice = Choose(directory, open: new Dictionary<Guid, int> { [Directories.Id("ALPHA")] = 1 });

        choice.Assignee.ShouldNotBeNull().LotId.ShouldBe(Directories.Id("L2"));
        choice.Candidates.Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("access", "repair", "Pudong", "no-lot")]
    [InlineData("local-backbone", "repair", "Gulou", "no-lot")]
    [InlineData("local-backbone", "repair", "Pudong", "no-candidate")]
    [InlineData("trunk1", "repair", "Pudong", "no-candidate")]
    [InlineData("local-backbone", "acceptance", "Pudong", "work-denied")]
    public void Choose_NobodyAble_QueuesWithTheReason(string assetClass, string workKind, string county, string reason)
    {
        var lot = Directories.Lot("L1", "local-backbone", ("GONE", 100m)) with { Areas = ["Pudong"] };
        var directory = new DispatchDirectory([Directories.Contractor("ALPHA")], [lot]);

        var choice = Choose(directory, assetClass, workKind: workKind, county: county);

        choice.Assignee.ShouldBeNull();
        choice.ReasonCode.ShouldBe(reason);
    }

    [Fact]
    public void Choose_PilotOnlyWork_GoesToAPilotLotAlone()
    {
        var plain = Directories.Lot("L1", "copper-feeder", ("ALPHA", 100m));
        var pilot = Directories.Lot("L2", "copper-feeder", ("BETA", 100m)) with { Pilot = true };
        var contractors = new[] { Directories.Contractor("ALPHA"), Directories.Contractor("BETA") };

        var withoutPilot = Choose(new DispatchDirectory(contractors, [plain]), "copper-feeder");
        withoutPilot.Assignee.ShouldBeNull();
        withoutPilot.Candidates.ShouldHaveSingleItem().Verdict.ShouldBe(CandidateVerdicts.NotPilot);

        Choose(new DispatchDirectory(contractors, [plain, pilot]), "copper-feeder")
            .Assignee.ShouldNotBeNull().ContractorCode.ShouldBe("BETA");
    }

    [Theory]
    [InlineData(-1, null, true)]
    [InlineData(0, null, true)]
    [InlineData(1, null, false)]
    [InlineData(-5, 0, false)]
    [InlineData(-5, 1, true)]
    public void Choose_LotEffectiveFromTo_IsHalfOpen(int fromMinutes, int? toMinutes, bool covered)
    {
        var lot = Directories.Lot("L1", "access", ("ALPHA", 100m)) with
        {
            EffectiveFrom = Directories.At.AddMinutes(fromMinutes),
            EffectiveTo = toMinutes is { } to ? Directories.At.AddMinutes(to) : null,
        };

        var choice = Choose(new DispatchDirectory([Directories.Contractor("ALPHA")], [lot]));

        (choice.Assignee is not null).ShouldBe(covered);
    }

    [Theory]
    [InlineData("*", true)]
    [InlineData("Shanghai/*", true)]
    [InlineData("Shanghai/Pudong", true)]
    [InlineData("Pudong", true)]
    [InlineData("Beijing/Pudong", false)]
    [InlineData("Shanghai/Minhang", false)]
    [InlineData("Shanghai", false)]
    [InlineData("Pu", false)]
    public void Cover_AreaWord_NamesExactlyItsPlaces(string area, bool covered) =>
        LotAreas.Cover([area], "Shanghai", "Pudong").ShouldBe(covered);

    [Theory]
    [InlineData(70, 30)]
    [InlineData(50, 50)]
    [InlineData(90, 10)]
    public void Choose_OverManyOrders_HonoursTheShares(int alpha, int beta)
    {
        const int orders = 20_000;
        var directory = new DispatchDirectory(
            [Directories.Contractor("ALPHA"), Directories.Contractor("BETA")],
            [Directories.Lot("L1", "access", ("ALPHA", alpha), ("BETA", beta))]);

        var won = Enumerable.Range(0, orders)
            .Count(i => Choose(directory, order: $"order {i}").Assignee!.ContractorCode == "ALPHA");

        // Four standard deviations of a binomial draw are at most 1.5 % of 20,000.
        (won * 100.0 / orders).ShouldBe(alpha, tolerance: 1.5);
    }

    [Fact]
    public void Choose_ContractorDropsOut_OnlyItsOwnOrdersMove() =>
        Prop.ForAll(ArbMap.Default.ArbFor<Guid>(), id =>
        {
            var lot = Directories.Lot("L1", "access", ("ALPHA", 50m), ("BETA", 30m), ("GAMMA", 20m));
            string Winner(bool gamma) => DispatchChoices.Choose(
                s_scope,
                new DispatchDirectory(
                    [
                        Directories.Contractor("ALPHA"), Directories.Contractor("BETA"),
                        Directories.Contractor("GAMMA", active: gamma),
                    ],
                    [lot]),
                Directories.Asset("access"),
                WorkKinds.Repair,
                id,
                Directories.At).Assignee!.ContractorCode;
            var before = Winner(gamma: true);
            return before == "GAMMA" || before == Winner(gamma: false);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Choose_AnyDirectory_NeverTakesADeniedContractorAndAlwaysAgreesWithItself()
    {
        var gen =
            from order in ArbMap.Default.ArbFor<Guid>().Generator
            from active in Gen.Elements(true, false).ArrayOf(4)
            from share in Gen.Choose(0, 100).ArrayOf(4)
            from open in Gen.Choose(0, 8).ArrayOf(4)
            from pilot in Gen.Elements(true, false)
            from assetClass in Gen.Elements("trunk1", "junction", "access", "copper-feeder", "station-vip")
            from kind in Gen.Elements("repair", "guard", "acceptance", "generation")
            select (order, active, share, open, pilot, assetClass, kind);
        Prop.ForAll(gen.ToArbitrary(), c =>
        {
            string[] codes = ["A", "B", "C", "CREW"];
            var lot = Directories.Lot("L1", c.assetClass, [.. codes.Take(3).Select((x, i) => (x, (decimal)c.share[i]))])
                with { OpenOrdersMax = 5, Pilot = c.pilot };
            var directory = new DispatchDirectory(
                codes.Select((x, i) => Directories.Contractor(x, x == "CREW", c.active[i])), [lot]);
            var open = codes.Select((x, i) => (x, i)).ToDictionary(x => Directories.Id(x.x), x => c.open[x.i]);
            DispatchChoice Once() => DispatchChoices.Choose(
                s_scope, directory, Directories.Asset(c.assetClass), c.kind, c.order, Directories.At, open);

            var choice = Once();
            choice.Assignee.ShouldBe(Once().Assignee);
            if (choice.Assignee is { } taken)
            {
                directory.ContractorOf(taken.ContractorId)!.Active.ShouldBeTrue();
                choice.Scope.Outcome.ShouldNotBe(ScopeOutcomes.Denied);
                (taken.InHouse || choice.Scope.Outcome != ScopeOutcomes.InHouseOnly).ShouldBeTrue();
                (taken.InHouse || open[taken.ContractorId] < 5).ShouldBeTrue();
                (taken.InHouse || c.pilot || choice.Scope.Outcome != ScopeOutcomes.PilotOnly).ShouldBeTrue();
                choice.Candidates.Count(v => v.Verdict == CandidateVerdicts.Chosen).ShouldBe(1);
            }
        }).QuickCheckThrowOnFailure();
    }
}
