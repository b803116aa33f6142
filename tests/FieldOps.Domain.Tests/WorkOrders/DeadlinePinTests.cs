using System.Security.Cryptography;
using System.Text;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla.Ladders;
using FieldOps.Domain.WorkOrders;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.WorkOrders.Orders;

namespace FieldOps.Domain.Tests.WorkOrders;

/// <summary>
/// What stored orders want to be woken for is in rows. Rules that want something else of the same state must raise
/// <see cref="EntityDefinition.DeadlineRevision"/>, or those rows are never made (ADR 0007).
/// </summary>
public sealed class DeadlinePinTests
{
    private const int Revision = 3;
    private const string Digest = "0f84d8424243a565";

    [Fact]
    public void Deadlines_OfKnownOrders_AreThoseOfTheRevision()
    {
        var wanted = string.Join('\n', Known().Select(o => $"{o.Name}: {string.Join(", ", o.Order.DueAt())}"));
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(wanted)))[..16];
        (Entity.DeadlineRevision, digest).ShouldBe(
            (Revision, Digest),
            $"Other deadlines: raise WorkOrderEntity.DeadlineRevision, then pin both anew here.\n{wanted}");
    }

    // The pin must be able to fail: a limit that moves by a minute is another digest.
    [Fact]
    public void Deadlines_OfOtherLimits_AreOthers()
    {
        var order = Accepted();
        var other = order.State with { ClocksStartAt = At(1) };
        new Given<WorkOrderState>(Entity, other).DueAt().ShouldNotBe(order.DueAt());
    }

    private static IEnumerable<(string Name, Given<WorkOrderState> Order)> Known()
    {
        var create = Create();
        var ladder = create with
        {
            Rules = create.Rules with
            {
                Ladder = RepoFiles.Policy<LadderPolicy>("ladder", "default.v1.json").Pin(),
            },
        };
        var generation = Create(Station(), "generation");
        yield return ("queued", Queued());
        yield return ("dispatched", Dispatched());
        yield return ("dispatched, ladder", Dispatched(ladder));
        yield return ("accepted", Accepted());
        yield return ("paused", Accepted().When(Pause(10), Worker, At(10)).Next());
        yield return ("paused with an end", Accepted().When(Pause(10, 60), Worker, At(61)).Next());
        yield return ("restored", Restored(100));
        yield return ("replied", Replied());
        yield return ("verified", Verified());
        yield return ("verified, unspliced", Unspliced());
        yield return ("archived", Archived());
        yield return ("generation", Accepted(5, generation));
        yield return ("generation, followed", Accepted(5, generation)
            .When(new TransferOrder(To(Beta), "Nearer"), Dispatcher, At(60)).Next());
        yield return ("transferred", Accepted().When(new TransferOrder(To(Beta), "Nearer"), Dispatcher, At(60)).Next());
        yield return ("came back", Accepted()
            .When(new TransferOrder(To(Beta), "Nearer"), Dispatcher, At(30)).Next()
            .When(new DispatchOrder(To(Alpha)), Dispatcher, At(90)).Next());
        var handed = Unspliced().When(new HandOverOrder(Alpha.ContractorId, "ALPHA", []), At(500)).Next()
            .When(new DispatchOrder(To(Beta)), Dispatcher, At(510)).Next();
        yield return ("handed over restored", handed);
        yield return ("handed over, rejected", Restored(100, permanent: true)
            .When(new HandOverOrder(Alpha.ContractorId, "ALPHA", []), At(150)).Next()
            .When(new DispatchOrder(To(Beta)), Dispatcher, At(151)).Next()
            .When(new AcceptOrder(Claim(155)), BetaWorker, At(155)).Next()
            .When(new ReplyToOrder(GoodReply), BetaWorker, At(160)).Next()
            .When(new ReturnReply("Down", true), Reviewer, At(170)).Next());
    }

    private static Given<WorkOrderState> Unspliced() => Replied(200, permanent: false)
        .When(new VerifyReply(Attributions.ContractorScope, ""), Reviewer, At(400)).Next();
}
