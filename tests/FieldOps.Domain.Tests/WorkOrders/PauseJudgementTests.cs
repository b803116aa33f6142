using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders;
using FieldOps.Testing;
using static FieldOps.Domain.Tests.WorkOrders.Orders;

namespace FieldOps.Domain.Tests.WorkOrders;

/// <summary>An order is not archived over a pause that nobody has judged (domain reference, section 6.3).</summary>
public sealed class PauseJudgementTests
{
    // Silence must not decide (domain reference, section 6.3).
    [Fact]
    public void Archive_WithAnUnjudgedPause_IsRefused_AndNoTimeArchives()
    {
        var verified = Replied().When(Pause(100, 150), Worker, At(300)).Next()
            .When(new VerifyReply(Attributions.ContractorScope, string.Empty), Reviewer, At(400)).Next();

        verified.When(new ArchiveOrder(), Dispatcher, At(500)).ThenRefused("work-order.pause-unjudged")
            .Facts["pause"].ShouldBe("1");
        verified.DueAt().ShouldBe(["pause-1-decision 1740"]);
        verified.When(new DeadlineReached("auto-archive", At(1840)), At(9000))
            .ThenTypes(typeof(SuspensionOverdue));
    }

    [Fact]
    public void Archive_OnceThePauseIsJudged_IsTimedFromTheJudgement()
    {
        var verified = Replied().When(Pause(100, 150), Worker, At(300)).Next()
            .When(new VerifyReply(Attributions.ContractorScope, string.Empty), Reviewer, At(400)).Next();
        var judged = verified.When(new DecideSuspension(1, false, "No proof"), Dispatcher, At(2000)).Next();

        // A day to appeal, as there is a day between the review and the archive.
        judged.DueAt().ShouldBe(["auto-archive 3440"]);
        judged.When(new DecideSuspension(1, true, "Proof came"), Dispatcher, At(2100)).Next().DueAt()
            .ShouldBe(["auto-archive 3540"]);
        judged.When(new ArchiveOrder(), Dispatcher, At(2001)).ThenTypes(typeof(OrderArchived));
    }
}
