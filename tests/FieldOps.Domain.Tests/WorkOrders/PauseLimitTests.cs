using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.WorkOrders.Orders;

namespace FieldOps.Domain.Tests.WorkOrders;

/// <summary>When a pause may be asked for, and how many of them (domain reference, section 6.3).</summary>
public sealed class PauseLimitTests
{
    [Fact]
    public void Repair_OutstandingAfterTheReview_CanBePaused()
    {
        var verified = Replied(200, permanent: false)
            .When(new VerifyReply(Attributions.ContractorScope, string.Empty), Reviewer, At(400)).Next();
        var paused = verified.When(Pause(500), Worker, At(501)).Next();
        paused.State.Status.ShouldBe(OrderStatus.Suspended);
        paused.Clock(ClockKind.Repair, 700).Elapsed.ShouldBe(TimeSpan.FromMinutes(300));

        var resumed = paused.When(new ResumeOrder(Claim(800)), Worker, At(800)).Next();
        resumed.State.Status.ShouldBe(OrderStatus.Verified);
        resumed.Clock(ClockKind.Repair, 900).DueAt.ShouldBe(At(3080 + 300));
        resumed.When(Pause(820, 850), Worker, At(860)).ThenTypes(typeof(SuspensionRequested));
    }

    [Fact]
    public void OpenPause_OnceEveryClockThatRestsHasStopped_IsRefused()
    {
        Restored(200, permanent: true).When(Pause(210), Worker, At(211)).ThenRefused("work-order.nothing-to-pause");
        Verified().When(Pause(410), Worker, At(411)).ThenRefused("work-order.nothing-to-pause");
        Verified().When(Pause(100, 150), Worker, At(411)).ThenRefused("work-order.nothing-to-pause");
        Replied().When(Pause(100, 150), Worker, At(411)).ThenTypes(typeof(SuspensionRequested));
    }

    [Fact]
    public void RefusedPause_BlocksNoRightfulOne_AndComesNotBackOverIt()
    {
        var refused = Accepted().When(Pause(20, 60), Worker, At(100)).Next()
            .When(new DecideSuspension(1, false, "No proof"), Dispatcher, At(110)).Next();
        var second = refused.When(Pause(30, 50), Worker, At(120)).Next();
        second.State.Pauses.Length.ShouldBe(2);

        second.When(new DecideSuspension(1, true, "Proof came"), Dispatcher, At(130))
            .ThenRefused("work-order.pause-overlaps").Facts["pause"].ShouldBe("2");
        second.When(new DecideSuspension(2, false, "No"), Dispatcher, At(130)).Next()
            .When(new DecideSuspension(1, true, "Proof came"), Dispatcher, At(131))
            .ThenTypes(typeof(SuspensionDecided));
    }

    [Fact]
    public void Pauses_OfAnyKind_AreCountedToABound()
    {
        var order = Accepted();
        for (var i = 0; i < 100; i++)
        {
            order = order.When(Pause(20, 60), Worker, At(100)).Next()
                .When(new DecideSuspension(i + 1, false, "No proof"), Dispatcher, At(100)).Next();
        }

        order.When(Pause(20, 60), Worker, At(100)).ThenRefused("work-order.pause-limit-reached")
            .Facts["count"].ShouldBe("100");
    }

    [Fact]
    public void Pauses_AreLimitedForEachParty()
    {
        var used = Accepted();
        for (var i = 0; i < 3; i++)
        {
            used = used.When(Pause(6 + (i * 10), 10 + (i * 10)), Worker, At(40)).Next();
        }

        used.When(Pause(36, 38), Worker, At(40)).ThenRefused("work-order.pause-limit-reached");
        used.When(new TransferOrder(To(Beta), "Nearer"), Dispatcher, At(50)).Next()
            .When(new AcceptOrder(Claim(51)), BetaWorker, At(51)).Next()
            .When(Pause(55), BetaWorker, At(56)).ThenTypes(typeof(SuspensionRequested))
            .State.Status.ShouldBe(OrderStatus.Suspended);
    }

    [Fact]
    public void Pauses_TheTotalOfTheFormerParty_IsNotTheNextOnes()
    {
        var beta = Accepted().When(Pause(100), Worker, At(101)).Next()
            .When(new ResumeOrder(Claim(1500)), Worker, At(1500)).Next()
            .When(new TransferOrder(To(Beta), "Nearer"), Dispatcher, At(1510)).Next()
            .When(new AcceptOrder(Claim(1511)), BetaWorker, At(1511)).Next()
            .When(Pause(1520), BetaWorker, At(1521)).Next()
            .When(new ResumeOrder(Claim(1720)), BetaWorker, At(1720)).Next();

        // Of 24 hours 1400 minutes are Alpha's; all of Beta's 200 count.
        beta.Clock(ClockKind.Restore, 1800).Paused.ShouldBe(TimeSpan.FromMinutes(200));
    }
}
