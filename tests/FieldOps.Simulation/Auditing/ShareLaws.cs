using System.Text.Json;

namespace FieldOps.Simulation.Auditing;

/// <summary>
/// Who leaves answers for what it has finished, and for nothing else: its share is told when it leaves, whenever it
/// comes to something else, and is taken back when nothing of it stands.
/// </summary>
internal static class ShareLaws
{
    public static void JudgeBefore(OrderStory order, LogEvent happened, string verb, AuditReport report)
    {
        switch (verb)
        {
            case "handed-over":
                JudgeLeaving(order, happened, report);
                break;
            case "share-closed" when happened.Body.At("outcome").Id("contractorId") is var contractor
                && !order.Shares.ContainsKey(contractor):
                report.Same(contractor, order.Lead?.Contractor ?? Guid.Empty, "share.whose", order.Number);
                break;
        }
    }

    // After every command that changes an order what was told last is what its shares come to.
    public static void JudgeAfter(OrderStory order, LogEvent happened, AuditReport report)
    {
        if (order.SharesTold.Count == 0)
        {
            return;
        }

        var stands = order.Before is not null && order.Status is not ("cancelled" or "closed-by-refusal");
        report.Check(
            stands || order.Shares.Count == 0, "share.withdrawn", order.Number,
            () => $"kept at {happened.Position} though nothing of it stands");
        foreach (var (contractor, share) in order.Shares)
        {
            var told = order.SharesTold.FindLast(s => s.Contractor == contractor).Outcome;
            report.Same(told.Text("attribution"), share.Attribution, "share.attribution", order.Number);
            JudgeClocks(told, share, $"{order.Number} at {happened.Position}", report);
        }
    }

    private static void JudgeLeaving(OrderStory order, LogEvent happened, AuditReport report)
    {
        var leaver = order.Lead!.Contractor;
        var restored = order.Milestone("service-restored") ?? order.Milestone("generator-on-load");
        var due = restored is not null
            || (order.Before is not null && order.Milestones.ContainsKey("repair-completed"));
        report.Same(happened.Body.At("from").Id("contractorId"), leaver, "share.leaver", order.Number);
        report.Same(order.Shares.ContainsKey(leaver), due, "share.due", order.Number);
        report.Same(
            happened.Body.Has("restoration") ? happened.Body.At("restoration").Instant("countedAt") : null,
            restored ?? order.Before?.At, "share.restoration", order.Number);
    }

    private static void JudgeClocks(JsonElement told, OwnShare share, string subject, AuditReport report)
    {
        var own = share.Clocks();
        foreach (var clock in told.List("clocks"))
        {
            var (outcome, elapsed) = own.GetValueOrDefault(clock.Text("clock"));
            report.Same(clock.Text("outcome"), outcome, "share.clock", $"{subject} {clock.Text("clock")}");
            report.Same(clock.Span("elapsed"), elapsed, "share.elapsed", $"{subject} {clock.Text("clock")}");
        }
    }
}
