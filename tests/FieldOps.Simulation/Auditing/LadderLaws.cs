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
        var due = DueAt(order, happened.RecordedAt).Any(d => d == (clock, step));
        report.Check(due, "ladder.share", order.Number, () => $"{clock} {step} at {Shown(order, happened, clock)}");
    }

    /// <summary>All steps that clocks have come to have been told.</summary>
    public static void JudgeTold(OrderStory order, DateTimeOffset now, string when, AuditReport report)
    {
        foreach (var (clock, step) in DueAt(order, now))
        {
            report.Check(
                order.Told.Contains((order.Lead!.Contractor, clock, step)), "ladder.told", order.Number,
                () => $"{clock} {step} was not told, {when}");
        }
    }

    // Steps by clocks that run and have come to them.
    private static IEnumerable<(string Clock, string Step)> DueAt(OrderStory order, DateTimeOffset now) =>
        from clock in order.HasEnded || order.Steps.Length == 0 ? [] : order.ClocksAt(now)
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

    private static string Shown(OrderStory order, LogEvent happened, string clock) =>
        $"{order.ClocksAt(happened.RecordedAt).FirstOrDefault(c => c.Clock == clock)}"
        + $" of {order.Limits.FirstOrDefault(l => l.Clock == clock)?.Minutes} minutes at {happened.Position}";
}
