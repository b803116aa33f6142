using FieldOps.Assessment;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assets;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Testing;
using Microsoft.Extensions.DependencyInjection;
using static FieldOps.Host.Tests.Money.MoneyHost;

namespace FieldOps.Host.Tests.Money;

public sealed class OrdersToMonthTests(MoneyHost host) : IClassFixture<MoneyHost>
{
    private static readonly Guid s_order = new("0f7c2f5c-6f4a-4f3e-9d39-000000000001");

    // 31 January 23:59:59.9999999 in Shanghai: the trouble of January that is dispatched in February.
    private static readonly DateTimeOffset s_lastInstant =
        new DateTimeOffset(2024, 1, 31, 16, 0, 0, TimeSpan.Zero).AddTicks(-1);

    [Fact]
    public async Task Dispatch_EntersTheMonthOfTheTrouble()
    {
        var code = await host.ContractorAsync("ENTER");
        var reaction = (await ReactAsync(Dispatched(code, null, s_lastInstant))).ShouldHaveSingleItem();
        var wish = reaction.Command.ShouldBeOfType<EnterOrder>();
        (wish.Month.Month, wish.Month.ContractorCode, wish.SourcePosition).ShouldBe(("2024-01", code, 42));
        reaction.Target.ShouldBe(new EntityKey("default", "contractor-month", MonthRef.IdOf(IdOf(code), "2024-01")));
    }

    [Fact]
    public async Task ChangeOfTheLead_LeavesTheOldMonth_AndEntersTheNew()
    {
        var from = await host.ContractorAsync("FROM");
        var to = await host.ContractorAsync("TO");
        var reactions = await ReactAsync(Dispatched(to, IdOf(from), s_lastInstant));
        reactions.Select(r => r.Command.GetType()).ShouldBe([typeof(WithdrawOrder), typeof(EnterOrder)]);
        ((WithdrawOrder)reactions[0].Command).Month.ContractorCode.ShouldBe(from);
    }

    // It is in the order's log twice, as share and as change of the lead: the month is told of the share alone.
    [Fact]
    public async Task Leaver_WithAShare_DoesNotLeaveItsMonth()
    {
        var from = await host.ContractorAsync("SHARE-FROM");
        var to = await host.ContractorAsync("SHARE-TO");
        var sent = Dispatched(to, IdOf(from), InJanuary) with { PreviousKeepsShare = true };
        (await ReactAsync(sent)).ShouldHaveSingleItem().Command.ShouldBeOfType<EnterOrder>();
        (await ReactAsync(new OrderQueued(s_order, "GD-1", null, "no-lot", IdOf(from), InJanuary, InJanuary)
        {
            PreviousKeepsShare = true,
        })).ShouldBeEmpty();
    }

    [Fact]
    public async Task RealOrder_ThatIsHandedOverRestored_HasEndedInTheLeaversMonth()
    {
        var code = await host.ContractorAsync("LEAVER");
        var order = new EntityKey("default", "work-order", NameBasedId.Of(IdOf(code), "order"));
        var claim = new Claimed(host.Services.GetRequiredService<IAppClock>().Now);
        var crew = new Actor("w-1", ActorRoles.FieldWorker, IdOf(code));
        await AskAsync(order, Create(order.Id, code), Actor.System);
        await AskAsync(order, new AcceptOrder(claim), crew);
        await AskAsync(order, new ReportMilestone(MilestoneKind.ServiceRestored, claim, false), crew);
        await AskAsync(order, new HandOverOrder(IdOf(code), code, []), Actor.System);
        (await CountsAsync(code)).ShouldBe((1, 0));

        await AskAsync(order, new CancelOrder("duplicate"), new Actor("d-1", ActorRoles.Dispatcher));
        (await CountsAsync(code)).ShouldBe((0, 0));
    }

    [Fact]
    public async Task QueuedWithoutFormerLead_ConcernsNoMonth() =>
        (await ReactAsync(new OrderQueued(s_order, "GD-1", null, "no-lot", null, InJanuary, InJanuary)))
            .ShouldBeEmpty();

    [Fact]
    public async Task FalseReply_BecomesAFinding_ThatTheOutcomeDoesNotDouble()
    {
        var code = await host.ContractorAsync("FALSE");
        var found = new FalseReplyFound(
            s_order, "GD-1", IdOf(code), InJanuary, InJanuary, InJanuary.AddHours(2), null, InJanuary.AddHours(3));
        var wish = (await ReactAsync(found)).ShouldHaveSingleItem().Command.ShouldBeOfType<RecordFinding>();
        wish.Finding.FindingId.ShouldBe(MonthFindings.FalseReplyId(s_order));
        wish.Finding.Evidence.ShouldContain("alarm cleared 2024-01-10 06:00:00Z");
    }

    [Fact]
    public async Task RealOrder_ReachesTheMonthOfItsTrouble_AndLeavesItWhenCancelled()
    {
        var code = await host.ContractorAsync("REAL");
        var order = new EntityKey("default", "work-order", NameBasedId.Of(IdOf(code), "order"));
        await AskAsync(order, Create(order.Id, code), Actor.System);
        (await CountsAsync(code)).ShouldBe((1, 1));

        await AskAsync(order, new CancelOrder("duplicate"), new Actor("d-1", ActorRoles.Dispatcher));
        (await CountsAsync(code)).ShouldBe((0, 0));
    }

    private async Task<(int Entered, int Open)> CountsAsync(string code)
    {
        var progress = host.Services.GetRequiredService<IFeedProgress>();
        await progress.WaitToEndAsync("orders-to-month", CancellationToken.None);
        var month = (await host.ReadAsync($"/api/v1/months/{code}/2024-01")).GetProperty("month");
        return (month.GetProperty("ordersEntered").GetInt32(), month.GetProperty("ordersOpen").GetInt32());
    }

    private async Task AskAsync(EntityKey key, ICommand command, Actor by)
    {
        var context = new AskContext(by, NameBasedId.Of(key.Id, command.GetType().Name));
        var entities = host.Services.GetRequiredService<IEntities>();
        (await entities.AskAsync(key, command, context, CancellationToken.None)).ShouldBeOfType<Answer.Accepted>();
    }

    private static CreateOrder Create(Guid order, string contractor)
    {
        var asset = new AssetFacts(
            s_order, "line-segment", "SEG-1", "浦东三环", "access", "U", "Shanghai", "Pudong", null, []);
        var limits = RepoFiles.Policy<SlaPolicy>("sla", "default.v1.json");
        var rules = RepoFiles.Policy<WorkOrderRules>("work-order", "default.v1.json");
        var choice = new DispatchChoice(
            new Assignee(IdOf(contractor), contractor, false, null), "by-hand",
            new ScopeVerdict("seed-0", 1, "x", "allowed", "seed 0"), []);
        return new CreateOrder(
            order, "GD-1", null, asset, "repair", "major", "lossOfSignal", "down", InJanuary, null,
            limits.TermsFor("access", "U", "major", "repair", null).Terms!, rules.Pin("line-segment", "repair"),
            choice);
    }

    private async Task<Reaction[]> ReactAsync(IEvent happened)
    {
        var reactor = host.Services.GetServices<Reactor>().OfType<OrdersToMonthReactor>().Single();
        var progress = host.Services.GetRequiredService<IFeedProgress>();
        await progress.WaitToEndAsync("assessment", CancellationToken.None);
        var recorded = new RecordedEvent(
            42, new EntityKey("default", "work-order", s_order), 1, "any", happened, InJanuary, Actor.System, s_order);
        await reactor.PrepareAsync([recorded], CancellationToken.None);
        return [.. reactor.React(recorded)];
    }

    private static OrderDispatched Dispatched(string contractor, Guid? before, DateTimeOffset occurredAt)
    {
        var assignee = new Assignee(IdOf(contractor), contractor, false, null);
        var choice = new DispatchChoice(
            assignee, "by-hand", new ScopeVerdict("seed-0", 1, "x", "allowed", "seed 0"), []);
        return new OrderDispatched(
            s_order, "GD-1", assignee, choice, 1, before, s_order, "access", "Shanghai", "x", "repair", occurredAt,
            occurredAt, occurredAt.AddHours(1));
    }
}
