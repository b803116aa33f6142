using FieldOps.Domain.Assets;
using FieldOps.Domain.Faults;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders;
using FieldOps.Host.Tests.Edge;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Host.Tests.Faults;

public sealed class OrderEndedTests(FaultsHost host) : IClassFixture<FaultsHost>
{
    private Reactor Reactor => host.Services.GetServices<Reactor>().Single(r => r.Name == "order-ended-to-ticket");

    private static RecordedEvent Cancelled(Guid assetId, TicketRef? ticket)
    {
        var orderId = NameBasedId.Of(assetId, "order");
        var body = new OrderCancelled(
            orderId, "GD-1", ticket, assetId, null, "no fault", "d1", FaultsHost.Start, FaultsHost.Start);
        return new RecordedEvent(
            9, new EntityKey("default", "work-order", orderId), 3, "work-order.cancelled.v1", body, FaultsHost.Start,
            Actor.System, Guid.Empty);
    }

    [Fact]
    public async Task React_OrderOfATicket_ClosesTheTicketOnItsAsset()
    {
        await host.AddStationAsync("E1");
        var raised = await (await host.PostAsync("/api/v1/tickets", FaultsHost.Report("E1"))).JsonAsync();
        var assetId = AssetIds.Of("default", "E1");
        var ended = Cancelled(assetId, new TicketRef(raised.GetProperty("ticketId").GetGuid(), "GZ-E1-0001"));

        await Reactor.PrepareAsync([ended], CancellationToken.None);
        var reaction = Reactor.React(ended).ShouldHaveSingleItem();

        reaction.Target.ShouldBe(new EntityKey("default", AssetTypes.BaseStation, assetId));
        reaction.Command.ShouldBeOfType<CloseTicket>().Outcome.ShouldBe("cancelled");
        var answer = await host.Services.GetRequiredService<IEntities>().AskAsync(
            reaction.Target, reaction.Command, new AskContext(Actor.System, assetId), CancellationToken.None);
        answer.ShouldBeOfType<Answer.Accepted>();
        var ticket = (await host.ReadAsync("/api/v1/tickets?status=closed&assetCode=E1")).GetProperty("items")[0];
        ticket.GetProperty("outcome").GetString().ShouldBe("cancelled");
        var next = await (await host.PostAsync("/api/v1/tickets", FaultsHost.Report("E1"))).JsonAsync();
        next.GetProperty("number").GetString().ShouldBe("GZ-E1-0002");
    }

    [Fact]
    public async Task React_OrderMadeByHand_ClosesNothing()
    {
        await host.AddStationAsync("E2");
        var ended = Cancelled(AssetIds.Of("default", "E2"), ticket: null);

        await Reactor.PrepareAsync([ended], CancellationToken.None);

        Reactor.React(ended).ShouldBeEmpty();
    }
}
