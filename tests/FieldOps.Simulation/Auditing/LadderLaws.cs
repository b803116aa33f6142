using System.Text.Json;

namespace FieldOps.Simulation.Auditing;

/// <summary>
/// The ladder: each step once for a lead, a clock and a step; not before the clock has come to it, not of a clock that
/// has stopped or is not judged, not after the order's end; and none that is due is left out where the order looks.
/// </summary>
internal static class LadderLaws
{
    public static void JudgeStep(OrderStory order, LogEvent happened, AuditReport report)
    {
        var body = happened.Body;
        var (clock, step) = (body.Text("clock"), body.Text("stepId"));
        report.Check(
            order.Told.Add((order.Lead!.Contractor, clock, step)), "ladder.once", order.Number,
            () => $"{clock} {step} again at {happened.Position}");
        var clocks = order.ClocksAt(happened.RecordedAt);
        var own = Array.Find(clocks, c => c.Clock == clock);
        report.Check(
            Due(order, clocks).Any(d => d == (clock, step)), "ladder.share", order.Number,
            () => $"{clock} {step} at {own} of {LimitOf(order, clock)} minutes at {happened.Position}");
        report.Same(body.Instant("reachedAt"), happened.RecordedAt, "ladder.reached", $"{order.Number} {clock}");
        if (own is not null)
        {
            JudgeWords(order, own, body, report);
        }
    }

    // What the step says of the clock: how much is used up, in whole percent, of which limit, and when all of it is.
    private static void JudgeWords(OrderStory order, OwnClock own, JsonElement body, AuditReport report)
    {
        var (minutes, subject) = (LimitOf(order, own.Clock)!.Value, $"{order.Number} {own.Clock}");
        report.Same(body.Int("limitMinutes"), minutes, "ladder.limit", subject);
        report.Same(
            body.Int("percent"), (int)(own.Elapsed.Ticks * 100 / (minutes * TimeSpan.TicksPerMinute)),
            "ladder.percent", subject);
        ClockLaws.JudgeDue(order, own, body.InstantOr("dueAt"), "ladder.due", report);
    }

    /// <summary>All steps that clocks have come to have been told.</summary>
    public static void JudgeTold(OrderStory order, OwnClock[] clocks, string when, AuditReport report)
    {
        foreach (var (clock, step) in Due(order, clocks))
        {
            report.Check(
                order.Told.Contains((order.Lead!.Contractor, clock, step)), "ladder.told", order.Number,
                () => $"{clock} {step} was not told, {when}");
        }
    }

    // Steps by clocks that run and have come to them.
    private static IEnumerable<(string Clock, string Step)> Due(OrderStory order, OwnClock[] clocks) =>
        from clock in order.HasEnded || order.Steps.Length == 0 ? [] : clocks
        where clock is { Started: true, Stopped: false, Suppressed: false }
        let minutes = order.Limits.Single(l => l.Clock == clock.Clock).Minutes
        from step in order.Steps
        where step.Words("clocks").Contains(clock.Clock) && Reached(step, clock.Elapsed, minutes)
        select (clock.Clock, step.Text("id"));

    // A share of the limit, or some minutes before it is used up: a limit that is no longer than these has none.
    private static bool Reached(JsonElement step, TimeSpan elapsed, int minutes) =>
        step.IntOr("percent") is { } percent
            ? elapsed.Ticks * 100 >= minutes * TimeSpan.TicksPerMinute * percent
            : step.Int("beforeDueMinutes") is var before && before < minutes
                && elapsed >= TimeSpan.FromMinutes(minutes - before);

    private static int? LimitOf(OrderStory order, string clock) =>
        Array.Find(order.Limits, l => l.Clock == clock)?.Minutes;
}
