using FieldOps.Compliance.Closed;
using FieldOps.Domain.Assets;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Testing;

namespace FieldOps.Host.Tests.Sla;

/// <summary>An outage ends when service is back, whoever has the order when it ends.</summary>
public sealed class OutageEndTests
{
    private static readonly DateTimeOffset s_start = new(2024, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly Assignee s_alpha = new(NameBasedId.Of(Guid.Empty, "alpha"), "ALPHA", false, null);
    private static readonly Assignee s_beta = new(NameBasedId.Of(Guid.Empty, "beta"), "BETA", false, null);
    private static readonly Actor s_dispatcher = new("d-1", ActorRoles.Dispatcher);
    private static readonly Actor s_reviewer = new("q-1", ActorRoles.QaReviewer);
    private static readonly ReplyForm s_reply = new()
    {
        Phenomenon = "Loss of signal", FaultType = "cut-by-works", Measures = "Spliced", Responsible = "p-7",
        BreakAddress = "Century Avenue", BreakReason = "Excavation", Evidence = ["sha256:1"],
    };

    // Five hours from the trouble, four from the acceptance; the splice is another party's, days later.
    [Fact]
    public void Outage_OfAnOrderThatWasHandedOverRestored_EndsWithTheRestoration()
    {
        var archived = Archived(Handed());
        var closed = Closed(archived);
        closed.OutageSeconds.ShouldBe(5 * 3600);
        closed.RepairSeconds.ShouldBe(4 * 3600);
        archived.Outcome!.Clocks.Single(c => c.Clock == ClockKind.Restore).StoppedAt.ShouldBeNull();
    }

    // Outcomes from before the restoration was kept in them.
    [Fact]
    public void Outage_OfAnOlderOutcome_EndsWithTheRestorationOfTheHandOver_OrWithTheOwnClock()
    {
        var archived = Archived(Handed());
        var old = archived with { Outcome = archived.Outcome! with { Restoration = null } };
        Closed(old).OutageSeconds.ShouldBe(5 * 3600);
        var own = Archived(Restored());
        Closed(own with { Outcome = own.Outcome! with { Restoration = null } }).OutageSeconds.ShouldBe(5 * 3600);
        Closed(own).RepairSeconds.ShouldBe(4 * 3600);

        // A row alone cannot tell it: the order is asked.
        var again = new OrderRecomputed(
            Guid.Empty, Guid.Empty, "GD-1", null, OrderCorrection.None, [], old.Outcome, [], "r", "h-1", At(99));
        Closed(old).After(again).ShouldBeNull();
        Closed(archived).After(again with { Outcome = archived.Outcome })?.OutageSeconds.ShouldBe(5 * 3600);
    }

    // Who restored is counted with the restoration, who followed with the splice and the report: each clock once.
    [Fact]
    public void Clocks_OfAnOrderThatWasHandedOver_AreCountedOfWhoStoppedThem()
    {
        var rows = ClosedOrder.RowsOf("default", Guid.Empty, Archived(Handed()), TimeZoneInfo.Utc).ToArray();
        rows.Select(r => $"{r.Part} {r.Facet.ContractorCode} {string.Join(' ', r.Clocks.Select(c => c.Clock))}")
            .ShouldBe(["0 BETA Accept Repair Report", "1 ALPHA Accept Arrive Restore"]);
        rows[1].OutageSeconds.ShouldBeNull();
        rows[1].Clocks[2].IsJudged.ShouldBeTrue();

        // Before the order ends, the share is all that there is of it; of one that nobody left, the order.
        ClosedOrder.RowsOf("default", Guid.Empty, Handed().State, TimeZoneInfo.Utc)
            .ShouldHaveSingleItem().Part.ShouldBe((short)1);
        ClosedOrder.RowsOf("default", Guid.Empty, Archived(Restored()), TimeZoneInfo.Utc)
            .ShouldHaveSingleItem().Clocks.Length.ShouldBe(5);
    }

    private static DateTimeOffset At(double hours) => s_start.AddHours(hours);

    private static Claimed Claim(double hours) => new(At(hours));

    private static Actor Crew(Assignee party) => new("w", ActorRoles.FieldWorker, party.ContractorId);

    private static Given<WorkOrderState> Restored() => Decisions.Given(new WorkOrderEntity())
        .When(Create(), Actor.System, s_start).Next()
        .When(new AcceptOrder(Claim(0)), Crew(s_alpha), At(0)).Next()
        .When(new ReportMilestone(MilestoneKind.ServiceRestored, Claim(4), false), Crew(s_alpha), At(4)).Next();

    private static Given<WorkOrderState> Handed() => Restored()
        .When(new HandOverOrder(s_alpha.ContractorId, "ALPHA", []), Actor.System, At(5)).Next()
        .When(new DispatchOrder(To(s_beta)), s_dispatcher, At(6)).Next()
        .When(new AcceptOrder(Claim(7)), Crew(s_beta), At(7)).Next();

    private static WorkOrderState Archived(Given<WorkOrderState> order)
    {
        var crew = Crew(order.State.Lead!);
        return order
            .When(new ReportMilestone(MilestoneKind.RepairCompleted, Claim(40), false), crew, At(40)).Next()
            .When(new ReplyToOrder(s_reply), crew, At(41)).Next()
            .When(new VerifyReply(Attributions.ContractorScope, ""), s_reviewer, At(42)).Next()
            .When(new ArchiveOrder(), s_dispatcher, At(43)).Next().State;
    }

    private static ClosedOrder Closed(WorkOrderState state) =>
        ClosedOrder.Of("default", state.Origin!.OrderId, state, TimeZoneInfo.Utc)!;

    private static DispatchChoice To(Assignee party) =>
        new(party, "by-hand", new ScopeVerdict("seed-0", 1, "x", "allowed", "seed 0"), []);

    private static CreateOrder Create()
    {
        var id = NameBasedId.Of(Guid.Empty, "order");
        var asset = new AssetFacts(id, "line-segment", "SEG-1", "Ring", "access", "U", "Shanghai", "Pudong", null, []);
        var limits = RepoFiles.Policy<SlaPolicy>("sla", "default.v1.json");
        var rules = RepoFiles.Policy<WorkOrderRules>("work-order", "default.v1.json");
        return new CreateOrder(
            id, "GD-1", null, asset, "repair", "major", "lossOfSignal", "down", At(-1), null,
            limits.TermsFor("access", "U", "major", "repair", null).Terms!, rules.Pin("line-segment", "repair"),
            To(s_alpha));
    }
}
