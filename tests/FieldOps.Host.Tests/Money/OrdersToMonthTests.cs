using FieldOps.Assessment;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Platform.Feed;
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

    [Fact]
    public async Task QueuedWithoutFormerLead_ConcernsNoMonth() =>
        (await ReactAsync(new OrderQueued(s_order, "GD-1", null, "no-lot", null, InJanuary, InJanuary))).ShouldBeEmpty();

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

    private async Task<Reaction[]> ReactAsync(IEvent happened)
    {
        var reactor = host.Services.GetServices<Reactor>().OfType<OrdersToMonthReactor>().Single();
        var progress = host.Services.GetRequiredService<IFeedProgress>();
        await progress.WaitAsync("assessment", progress.HeadPosition, CancellationToken.None);
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
