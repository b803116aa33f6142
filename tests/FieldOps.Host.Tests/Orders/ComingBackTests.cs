using System.Text.Json;
using FieldOps.Assessment.Recomputes;
using FieldOps.Compliance;
using FieldOps.Compliance.Closed;
using FieldOps.Domain.Assets;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Serialization;
using FieldOps.Testing;
using FieldOps.WorkOrders.Api;

namespace FieldOps.Host.Tests.Orders;

/// <summary>An order that comes back: what slices make of its absence agrees with the order itself.</summary>
public sealed class ComingBackTests
{
    private static readonly DateTimeOffset s_start = new(2024, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly Assignee s_alpha = new(Id("alpha"), "ALPHA", false, null);
    private static readonly Assignee s_beta = new(Id("beta"), "BETA", false, null);
    private static readonly Actor s_crew = new("w", ActorRoles.FieldWorker, s_alpha.ContractorId);
    private static readonly Actor s_dispatcher = new("d-1", ActorRoles.Dispatcher);
    private static readonly Actor s_reviewer = new("q-1", ActorRoles.QaReviewer);
    private static readonly ReplyForm s_reply = new()
    {
        Phenomenon = "Loss of signal", FaultType = "cut-by-works", Measures = "Spliced", Responsible = "p-7",
        BreakAddress = "Century Avenue", BreakReason = "Excavation", Evidence = ["sha256:1"],
    };

    // Accepted at once, away from the first hour to the fourth, restored at the fifth.
    [Fact]
    public void MeanTimes_LeaveTheAbsenceOut()
    {
        var archived = Archived(Back());
        var closed = ClosedOrder.Of("default", Id("order"), archived, TimeZoneInfo.Utc)!;

        closed.RepairSeconds.ShouldBe(2 * 3600);
        closed.AcceptSeconds.ShouldBe(0);
        closed.OutageSeconds.ShouldBe(6 * 3600);
        closed.Clocks.Single(c => c.Clock == ClockKind.Restore).ElapsedSeconds.ShouldBe(2 * 3600);
    }

    [Fact]
    public void Acceptance_AfterAnAbsence_IsCountedWithoutIt_AndARecomputeAsksTheOrder()
    {
        var unsigned = Created().When(new DispatchOrder(To(s_beta)), s_dispatcher, At(0.125)).Next()
            .When(new DispatchOrder(To(s_alpha)), s_dispatcher, At(4)).Next()
            .When(new AcceptOrder(new Claimed(At(4.125))), s_crew, At(4.125)).Next();
        var archived = Archived(unsigned);
        var closed = ClosedOrder.Of("default", Id("order"), archived, TimeZoneInfo.Utc)!;

        closed.AcceptSeconds.ShouldBe(900);
        closed.After(new OrderRecomputed(
            Guid.Empty, Guid.Empty, "GD-1", null, OrderCorrection.None, [], archived.Outcome, [], "r", "h-1", At(99)))
            .ShouldBeNull();
    }

    [Fact]
    public void Board_ShowsTheDueTimesOfTheOrder()
    {
        var state = Back().State;
        var clocks = OrderClocks.Of(state, At(4)).ToDictionary(c => c.Clock);

        var running = ClockRows.Running(state);
        running.ShouldNotBeEmpty();
        running.ShouldAllBe(r => r.DueAt == clocks[r.Clock].DueAt);
        running.Single(r => r.Clock == ClockKind.Arrive).DueAt.ShouldBe(
            s_start.AddMinutes(clocks[ClockKind.Arrive].LimitMinutes) + TimeSpan.FromHours(3));
    }

    [Fact]
    public void Intervals_AreReadAsTheyWereWritten()
    {
        var restored = Back().When(
            new ReportMilestone(MilestoneKind.ServiceRestored, new Claimed(At(5)), false), s_crew, At(5)).Next();
        var shared = restored.When(new HandOverOrder(s_alpha.ContractorId, "ALPHA", []), Actor.System, At(6)).Next();
        foreach (var state in new[] { Archived(Back()), shared.State })
        {
            var order = OrderIntervals.Of(state)!;
            var row = new IntervalRow(
                "default", order.OrderId, order.OccurredAt, order.ContractorId, order.Asset.AssetClass, true,
                Guid.Empty, IntervalPack.Write(order));
            Shown(IntervalPack.Read(row, order.Terms)).ShouldBe(Shown(order));
            Shown(order).ShouldContain("\"away\"");
        }
    }

    // A rival that assists sees who leads, not what the lead had done before; nor does the lead see who passed it on.
    [Fact]
    public void Timeline_TellsWhatAPartyFinds_ToItAlone()
    {
        var foreman = new Actor("f", ActorRoles.ContractorDispatcher, s_alpha.ContractorId);
        var helper = new Assignee(Id("gamma"), "GAMMA", false, null);
        var order = Created().When(new AcceptOrder(new Claimed(At(0))), s_crew, At(0)).Next()
            .When(new AddAssist(helper, "Two breaks"), s_dispatcher, At(0)).Next();
        var passed = order.When(new TransferOrder(To(s_beta), "Nearer"), foreman, At(0.5));
        var back = passed.Next().When(new DispatchOrder(To(s_alpha)), s_dispatcher, At(1));
        IEvent[] told =
        [
            order.State.Origin!, new AssistAdded(helper, "Two breaks", At(0)), .. passed.Events, .. back.Events,
        ];

        var found = SentTo(s_alpha, told).ShouldHaveSingleItem();
        found.Body.ShouldBeOfType<OrderDispatchedAgain>().Past!.AcceptedAt.ShouldBe(At(0));
        var seen = SentTo(helper, told);
        seen.Length.ShouldBe(2);
        foreach (var sent in seen.Append(SentTo(s_beta, told).ShouldHaveSingleItem()))
        {
            sent.Name.ShouldBe("work-order.dispatched.v1");
            sent.Body.ShouldBeOfType<OrderDispatched>();
        }
    }

    private static RecordedEvent[] SentTo(Assignee party, IEvent[] told)
    {
        var key = new EntityKey("default", WorkOrderEntity.TypeName, Id("order"));
        var history = told.Select((e, i) => new RecordedEvent(
            i + 1, key, i + 1, e.GetType().Name, e, s_start, Actor.System, Id("command")));
        return [.. OrderTimeline.SeenBy(party.ContractorId, history).Where(e => e.Body is OrderDispatched)];
    }

    private static string Shown(OrderIntervals order) => JsonSerializer.Serialize(order, PlatformJson.Options);

    private static DateTimeOffset At(double hours) => s_start.AddHours(hours);

    private static Guid Id(string name) => NameBasedId.Of(Guid.Empty, name);

    private static Given<WorkOrderState> Created() =>
        Decisions.Given(new WorkOrderEntity()).When(Create(), Actor.System, s_start).Next();

    private static Given<WorkOrderState> Back() => Created()
        .When(new AcceptOrder(new Claimed(At(0))), s_crew, At(0)).Next()
        .When(new TransferOrder(To(s_beta), "Nearer"), s_dispatcher, At(1)).Next()
        .When(new DispatchOrder(To(s_alpha)), s_dispatcher, At(4)).Next()
        .When(new AcceptOrder(new Claimed(At(4))), s_crew, At(4)).Next();

    private static WorkOrderState Archived(Given<WorkOrderState> order) => order
        .When(new ReportMilestone(MilestoneKind.ServiceRestored, new Claimed(At(5)), true), s_crew, At(5)).Next()
        .When(new ReplyToOrder(s_reply), s_crew, At(6)).Next()
        .When(new VerifyReply(Attributions.ContractorScope, ""), s_reviewer, At(7)).Next()
        .When(new ArchiveOrder(), s_dispatcher, At(8)).Next().State;

    private static DispatchChoice To(Assignee party) =>
        new(party, "by-hand", new ScopeVerdict("seed-0", 1, "x", "allowed", "seed 0"), []);

    private static CreateOrder Create()
    {
        var asset = new AssetFacts(
            Id("asset"), "line-segment", "SEG-1", "Ring", "access", "U", "Shanghai", "Pudong", null, []);
        var limits = RepoFiles.Policy<SlaPolicy>("sla", "default.v1.json");
        var rules = RepoFiles.Policy<WorkOrderRules>("work-order", "default.v1.json");
        return new CreateOrder(
            Id("order"), "GD-1", null, asset, "repair", "major", "lossOfSignal", "down", At(-1), null,
            limits.TermsFor("access", "U", "major", "repair", null).Terms!, rules.Pin("line-segment", "repair"),
            To(s_alpha));
    }
}
