using FieldOps.Domain.Assets;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Platform.Feed;
using FieldOps.Testing;
using FieldOps.WorkOrders.Api;
using FieldOps.WorkOrders.List;
using FsCheck;
using FsCheck.Fluent;

namespace FieldOps.Host.Tests.Orders;

/// <summary>Whoever follows whom, by whatever way: the list's row has the clocks that the order itself has.</summary>
public sealed class FollowingRowTests
{
    private static readonly DateTimeOffset s_start = new(2024, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly SlaPolicy s_sla = RepoFiles.Policy<SlaPolicy>("sla", "default.v1.json");
    private static readonly WorkOrderRules s_rules = RepoFiles.Policy<WorkOrderRules>(
        "work-order", "default.v1.json");

    private static readonly Assignee s_alpha = new(Id("alpha"), "ALPHA", false, Id("lot"));
    private static readonly Assignee s_beta = new(Id("beta"), "BETA", false, Id("lot"));
    private static readonly ReplyForm s_reply = new()
    {
        Phenomenon = "x", FaultType = "x", Measures = "x", Responsible = "x", BreakAddress = "x", BreakReason = "x",
        Evidence = ["sha256:1"],
    };

    [Fact]
    public void Row_OfAnyLife_HasTheMilestonesOfTheOrder() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var row = new OrderRow { Tenant = "default", Id = Id("order") };
            var order = Decisions.Given(new WorkOrderEntity());
            order = Folded(order, order.When(Create(random.Next(2) == 0), Actor.System, s_start).Events, row);
            for (var minute = 1; minute < 80; minute++)
            {
                var (command, by) = Step(random, order.State.Lead, minute);
                order = Folded(order, order.When(command, by, s_start.AddMinutes(minute)).Events, row);
            }
        }).QuickCheckThrowOnFailure();

    // That it had lied is the business of who left, not of the rival that has the order now.
    [Fact]
    public void Timeline_TellsWhatIsFoundOfWhoLeft_ToItAlone()
    {
        var worker = new Actor("w", ActorRoles.FieldWorker, s_alpha.ContractorId);
        var restored = new Claimed(s_start.AddMinutes(2));
        (int Minute, ICommand Command, Actor By)[] life =
        [
            (0, Create(generation: false), Actor.System),
            (1, new AcceptOrder(new Claimed(s_start.AddMinutes(1))), worker),
            (2, new ReportMilestone(MilestoneKind.ServiceRestored, restored, false), worker),
            (3, HandOver(s_alpha, heir: true), Actor.System),
            (90, new RecordAlarmClear("alarm", s_start.AddMinutes(-5), s_start.AddMinutes(90)), Actor.System),
        ];
        var (order, told) = (Decisions.Given(new WorkOrderEntity()), new List<IEvent>());
        foreach (var (minute, command, by) in life)
        {
            var given = order.When(command, by, s_start.AddMinutes(minute));
            told.AddRange(given.Events);
            order = given.Next();
        }

        told.ShouldContain(e => e is FalseReplyFound);
        Seen(s_alpha, told).ShouldContain(e => e is FalseReplyFound);
        Seen(s_beta, told).ShouldContain(e => e is OrderDispatched);
        Seen(s_beta, told).ShouldNotContain(e => e is FalseReplyFound);
    }

    private static IEnumerable<IEvent> Seen(Assignee party, List<IEvent> told)
    {
        var key = new EntityKey("default", WorkOrderEntity.TypeName, Id("order"));
        return OrderTimeline.SeenBy(party.ContractorId, told.Select((e, i) => new RecordedEvent(
            i + 1, key, i + 1, e.GetType().Name, e, s_start, Actor.System, Id("command")))).Select(e => e.Body);
    }

    private static Given<WorkOrderState> Folded(
        Given<WorkOrderState> order, IEnumerable<IEvent> events, OrderRow row)
    {
        foreach (var happened in events)
        {
            order = order.And([happened]);
            OrderFolding.Take(row, happened, TimeZoneInfo.Utc);
            row.Milestones().ShouldBe(OrderClocks.MilestonesOf(order.State), happened.ToString());
            row.FalseReply.ShouldBe(order.State.FalseReply, happened.ToString());
        }

        return order;
    }

    private static (ICommand Command, Actor By) Step(Random random, Assignee? lead, int minute)
    {
        var worker = new Actor("w", ActorRoles.FieldWorker, lead?.ContractorId ?? s_alpha.ContractorId);
        var at = new Claimed(s_start.AddMinutes(minute));
        var party = random.Next(2) == 0 ? s_alpha : s_beta;
        var dispatcher = random.Next(3) > 0
            ? new Actor("d", ActorRoles.Dispatcher)
            : worker with { Role = ActorRoles.ContractorDispatcher };
        var reviewer = new Actor("q", ActorRoles.QaReviewer);
        return random.Next(15) switch
        {
            0 or 1 => (new AcceptOrder(at), worker),
            2 => (new ReportMilestone(MilestoneKind.ServiceRestored, at, random.Next(2) == 0), worker),
            3 => (new ReportMilestone(MilestoneKind.GeneratorOnLoad, at, false), worker),
            4 => (new ReportMilestone(MilestoneKind.RepairCompleted, at, false), worker),
            5 => (new ReplyToOrder(s_reply), worker),
            6 => (new ReturnReply("again", random.Next(2) == 0), reviewer),
            7 => (new VerifyReply(Attributions.ContractorScope, ""), reviewer),
            8 => (new DispatchOrder(To(party)), dispatcher),
            9 => (new TransferOrder(To(party), "nearer"), dispatcher),
            10 => (new RecordAlarmClear("alarm", s_start.AddMinutes(-5), at.ClaimedAt), Actor.System),
            11 => (new ReportMilestone(MilestoneKind.ArrivedOnSite, at, false), worker),
            12 => (new ReportMilestone(MilestoneKind.LeftSite, at, false), worker),
            13 => (new RefuseOrder("no car"), worker),
            _ => (HandOver(party, random.Next(2) == 0), Actor.System),
        };
    }

    private static HandOverOrder HandOver(Assignee leaver, bool heir)
    {
        var to = leaver == s_alpha ? s_beta : s_alpha;
        var verdict = new CandidateVerdict(to.ContractorId, to.ContractorCode, to.LotId, "chosen", 0m, null);
        return new HandOverOrder(
            leaver.ContractorId, leaver.ContractorCode, heir ? [new LotHeir(Id("lot"), to, verdict)] : []);
    }

    private static CreateOrder Create(bool generation)
    {
        var kind = generation ? "generation" : "repair";
        var asset = new AssetFacts(
            Id("asset"), "base-station", "ST-1", "Lujiazui 3", "station-b", "S", "Shanghai", "Pudong", 240, []);
        return new CreateOrder(
            Id("order"), "GD-1", null, asset, kind, "major", "mainsFailure", "down", s_start.AddMinutes(-5), null,
            s_sla.TermsFor(asset.AssetClass, asset.AreaClass, "major", kind, 240).Terms!,
            s_rules.Pin(asset.EntityType, kind), To(s_alpha));
    }

    private static DispatchChoice To(Assignee party) => new(
        party, "only-candidate", new ScopeVerdict("seed-0", 1, "x", ScopeOutcomes.Allowed, "seed 0"), []);

    private static Guid Id(string name) => NameBasedId.Of(Guid.Empty, name);
}
