using FieldOps.Simulation.Auditing;

namespace FieldOps.Simulation.Clocks;

/// <summary>
/// What happened in a story, each thing once: a pause by its last judgement, a clock that was counted anew as one.
/// </summary>
internal static class ClockCounts
{
    public static void Take(ClockStory story, ClockBook book, OrderStory order, AuditReport report)
    {
        report.Count("world.accepted", order.Accepted is null ? 0 : 1);
        report.Count("world.archived", order.Status == "archived" ? 1 : 0);
        report.Count("world.no-midnight", ClockZones.LacksMidnight(book.Zone, book.Night) ? 1 : 0);
        report.Count("world.changes-crossed", order.Judged.Values.Sum(c => ChangesIn(order, c)));
        report.Count("world.pauses", order.Pauses.Count);
        report.Count("world.pauses-approved", order.Pauses.Count(p => p.Approved == true));
        report.Count("world.pauses-refused", order.Pauses.Count(p => p.Approved == false));
        report.Count("world.budgets-used-up", IsUsedUp(order, story.Now) ? 1 : 0);
        report.Count("world.recomputes", story.Events.Count(e => e.Name == "work-order.recomputed.v1"));
        report.Count(
            "world.restorations-rejected",
            story.Events.Count(e => e.Name == "work-order.reply-returned.v1" && e.Body.Flag("restorationRejected")));
        TakeLifted(story, report);
    }

    // A clock around the clock sees nothing of a change.
    private static int ChangesIn(OrderStory order, OwnClock clock) =>
        clock.Started && order.Limits.Single(l => l.Clock == clock.Clock).Hours is { } hours
            ? ClockZones.ChangesBetween(hours.Zone.Id, clock.From, clock.Until)
            : 0;

    // The approval of a pause shows that a limit was kept that had been said to be broken.
    private static void TakeLifted(ClockStory story, AuditReport report)
    {
        var lifted = story.Events.Where(e => e.Name == "work-order.breach-lifted.v1").ToArray();
        var approving = story.Events
            .Where(e => e.Name == "work-order.suspension-decided.v1" && e.Body.Flag("approved"))
            .Select(e => e.Command).ToHashSet();
        report.Count("world.breaches-lifted", lifted.Length);
        report.Count("world.breaches-lifted-by-an-approval", lifted.Count(e => approving.Contains(e.Command)));
    }

    // There is one party: all its pauses draw on one budget.
    private static bool IsUsedUp(OrderStory order, DateTimeOffset now) =>
        order.Pauses.Where(p => p.Approved != false).Sum(p => Limited(p, order.Ended ?? now).TotalMinutes)
            > order.PauseMinutesMax;

    private static TimeSpan Limited(OwnPause pause, DateTimeOffset end)
    {
        var until = pause.Until < end ? pause.Until.Value : end;
        var from = !pause.Unlimited ? pause.From : pause.UnlimitedUntil ?? until;
        from = from > pause.From ? from : pause.From;
        return until > from ? until - from : TimeSpan.Zero;
    }
}
