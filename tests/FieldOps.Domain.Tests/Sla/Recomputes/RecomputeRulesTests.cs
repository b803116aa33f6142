using System.Collections.Immutable;
using FieldOps.Domain.Sla;
using FieldOps.Domain.Sla.Calendars;
using FieldOps.Domain.Sla.Recomputes;
using FieldOps.Domain.Tests.WorkOrders;
using FieldOps.Domain.WorkOrders;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.WorkOrders.Orders;

namespace FieldOps.Domain.Tests.Sla.Recomputes;

/// <summary>A dry run's answer for one order, against what the live rules would have given.</summary>
public sealed class RecomputeRulesTests
{
    private static readonly SlaPolicy s_graded = RepoFiles.Policy<SlaPolicy>("sla", "graded.v1.json");
    private static readonly WorkCalendar s_office = RepoFiles.Policy<WorkCalendar>("calendar", "china-office.v1.json");
    private static readonly RecomputeChange s_nothing = new(null, [], []);

    [Fact]
    public void ShorterMatrix_FlipsTheOrdersThatNoLongerKeepIt()
    {
        var rules = Rules(s_nothing with { SlaPolicy = new RuleVersion("default", 2) }, Half(Orders.Sla));
        var kept = OrderIntervals.Of(Orders.Archived().State)!;

        var found = rules.Of(kept, At(9_000));

        found.Changes.ShouldBeTrue();
        (found.Breaks, found.Mends, found.Code).ShouldBe((1, 0, null));
        found.Terms!.PolicyVersion.ShouldBe(2);
        found.After.Single(c => c.Clock == ClockKind.Restore)
            .ShouldBe(new ClockVerdict(ClockKind.Restore, 165, ClockOutcome.Late, TimeSpan.FromMinutes(200)));
    }

    [Fact]
    public void SameLimitsUnderAnotherVersion_ChangeNothing()
    {
        var rules = Rules(
            s_nothing with { SlaPolicy = new RuleVersion("default", 2) }, Orders.Sla with { Version = 2 });

        rules.Of(OrderIntervals.Of(Orders.Archived().State)!, At(9_000)).Changes.ShouldBeFalse();
        rules.Of(OrderIntervals.Of(Orders.Accepted().State)!, At(20)).Changes.ShouldBeFalse();
    }

    [Theory]
    [InlineData("local-backbone", "major")]
    [InlineData("local-backbone", "critical", "circuit-aaa")]
    [InlineData("station-c", "minor")]
    [InlineData("station-c", "major", "circuit-aaa")]
    [InlineData("access", "major")]
    public void Limits_AreThoseThatTheOrderWouldHaveGot(string assetClass, string severity, params string[] tags)
    {
        var rules = Rules(s_nothing with { SlaPolicy = new RuleVersion("graded", 1) }, s_graded);
        foreach (var days in new[] { 0, 1, 200, 330 })
        {
            var order = OrderIntervals.Of(Orders.Archived().State)! with
            {
                Asset = new LimitFacts(assetClass, "R", severity, "repair", null, [.. tags]),
                RulesAt = Start.AddDays(days),
                OccurredAt = Start.AddDays(days).AddMinutes(-7),
            };
            var live = SlaTermsMaking.TermsFor(
                s_graded,
                new SlaQuestion(
                    assetClass, "R", severity, "repair", null, [.. tags],
                    s_graded.DecidedAt == SlaInstant.Created ? order.RulesAt : order.OccurredAt),
                _ => s_office).Terms!;

            var found = rules.Of(order, At(9_000));

            Decisions.Shown(found.Terms!).ShouldBe(Decisions.Shown(live));
            found.After.ShouldBe(ClockVerdict.Of(order.ClocksUnder(live, [], At(9_000))));
        }
    }

    [Fact]
    public void OneOrder_OfAnotherPriorityOrContract_GetsTheLimitsOfThat()
    {
        var order = OrderIntervals.Of(Orders.Archived().State)!;
        var change = new OrderChange(order.OrderId, new OrderCorrection(Severity: "minor"), []);
        var rules = Rules(s_nothing with { Orders = [change] }, Orders.Sla);

        rules.Of(order, At(9_000)).After.Single(c => c.Clock == ClockKind.Restore).LimitMinutes.ShouldBe(660);
        rules.Of(order with { OrderId = Id("other") }, At(9_000)).Changes.ShouldBeFalse();
        var unknown = new OrderChange(order.OrderId, new OrderCorrection(Severity: "loud"), []);
        Rules(s_nothing with { Orders = [unknown] }, Orders.Sla).Of(order, At(9_000)).Code
            .ShouldBe("sla.severity-unknown");
        Rules(s_nothing with { Orders = [change] }, Orders.Sla with { Version = 9 }).Of(order, At(9_000)).Code
            .ShouldBe(RecomputeRefusals.RuleSetUnknown);
    }

    // The version of the moment may have named the trouble, and led to a version that names the creation.
    [Fact]
    public void OneOrder_ThatTheTroubleDecided_IsDecidedByTheSameInstantAgain_AndByAnotherMatrixAsThatSays()
    {
        var order = OrderIntervals.Of(Orders.Archived().State)!;
        order = order with { Terms = order.Terms with { DecidedAt = At(-600) } };
        var change = new OrderChange(order.OrderId, new OrderCorrection(Severity: "minor"), []);

        Rules(s_nothing with { Orders = [change] }, Orders.Sla).Of(order, At(9_000)).Terms!.DecidedAt
            .ShouldBe(At(-600));
        var named = s_nothing with { Orders = [change], SlaPolicy = new RuleVersion("default", Orders.Sla.Version) };
        Rules(named, Orders.Sla).Of(order, At(9_000)).Terms!.DecidedAt.ShouldBe(At(-600));
        Rules(s_nothing with { SlaPolicy = new RuleVersion("default", 2) }, Half(Orders.Sla)).Of(order, At(9_000))
            .Terms!.DecidedAt.ShouldBeNull();
    }

    // Of a ticket that waited for its order over the day on which the office got other hours.
    [Theory]
    [InlineData(-2_880)]
    [InlineData(-1)]
    public void OneOrder_MadeLaterThanItsRulesWereAsked_IsNotMovedByTheSameRules(int asked)
    {
        var matrix = s_graded with { DecidedAt = SlaInstant.Created };
        var mornings = s_office.Week[0] with { Open = [new DaySpan("08:30", "12:00")] };
        var later = s_office with { Version = 2, Week = [mornings] };
        WorkCalendar Office(DateTimeOffset at) => at < Start ? s_office : later;
        var asset = Segment() with { AssetClass = "circuit-aaa" };
        var terms = SlaTermsMaking.TermsFor(
            matrix,
            new SlaQuestion(asset.AssetClass, asset.AreaClass, "major", "repair", null, asset.Tags, At(asked)),
            _ => Office(At(asked))).Terms!;
        var order = OrderIntervals.Of(
            Orders.Dispatched(Orders.Create(asset) with { Terms = terms, RulesAt = At(asked) }).State)!;
        var same = s_nothing with { SlaPolicy = new RuleVersion(matrix.Id, matrix.Version) };

        var found = new RecomputeRules(same, _ => matrix, _ => null, (_, at) => Office(at)).Of(order, At(30));

        terms.Hours.ShouldNotBeNull("a clock keeps office hours");
        found.Changes.ShouldBeFalse();
        found.Terms.ShouldBeNull();
    }

    [Fact]
    public void OneOrder_UnderADeclaredEvent_ComesToWhatTheWindowLeaves_AndARunningOneIsLeftAlone()
    {
        var order = OrderIntervals.Of(Orders.Archived().State)!;
        var flood = new WindowRuling(Id("flood"), "flood-7", PauseReason.ForceMajeure, At(20), At(140), true);
        var change = new OrderChange(order.OrderId, OrderCorrection.None, [])
        {
            Outside = new OutsideChange([flood], [], []),
        };
        var rules = Rules(s_nothing with { Orders = [change] }, Orders.Sla);

        rules.Of(order, At(9_000)).After.Single(c => c.Clock == ClockKind.Restore)
            .ShouldBe(new ClockVerdict(ClockKind.Restore, 330, ClockOutcome.OnTime, TimeSpan.FromMinutes(80)));
        rules.Of(OrderIntervals.Of(Orders.Accepted().State)!, At(20)).Code
            .ShouldBe(WorkOrderRefusals.RecomputeRunning);
        var none = change with { Outside = new OutsideChange([], [ClockKind.OnLoad], []) };
        Rules(s_nothing with { Orders = [none] }, Orders.Sla).Of(order, At(9_000)).Code
            .ShouldBe(WorkOrderRefusals.ClockUnknown);
    }

    [Fact]
    public void Scope_HoldsByTroubleContractorClassAndPinnedMatrix()
    {
        var order = OrderIntervals.Of(Orders.Archived().State)!;
        var all = new RecomputeScope(At(-60), At(60), [], [], null);

        all.Holds(order).ShouldBeTrue();
        (all with { To = At(-5) }).Holds(order).ShouldBeFalse();
        (all with { Contractors = [Beta.ContractorId] }).Holds(order).ShouldBeFalse();
        (all with { AssetClasses = ["trunk1"] }).Holds(order).ShouldBeFalse();
        (all with { Pinned = new RuleVersion("default", 0) }).Holds(order).ShouldBeTrue();
        (all with { Pinned = new RuleVersion("default", 2) }).Holds(order).ShouldBeFalse();
    }

    private static RecomputeRules Rules(RecomputeChange change, SlaPolicy policy) => new(
        change,
        v => (v.Id, v.Version) == (policy.Id, policy.Version) ? policy : null,
        _ => s_office,
        (_, _) => s_office);

    private static SlaPolicy Half(SlaPolicy policy) => policy with
    {
        Version = 2,
        Lines =
        [
            .. policy.Lines.Select(l => l with
            {
                Limits =
                [
                    .. l.Limits.Select(m => m.Clock == ClockKind.Restore
                        ? m with
                        {
                            Minutes = m.Minutes.ToImmutableSortedDictionary(
                                p => p.Key, p => p.Value / 2, StringComparer.Ordinal),
                        }
                        : m),
                ],
            }),
        ],
    };
}
