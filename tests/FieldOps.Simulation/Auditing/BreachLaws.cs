using System.Text.Json;

namespace FieldOps.Simulation.Auditing;

/// <summary>
/// Breaches: told of a clock that is late, lifted of one that is not, with limit and due time as the auditor counts
/// them to the millisecond; and those that were told are those of the outcome.
/// </summary>
internal static class BreachLaws
{
    /// <summary>What is late is known to be, and nothing else is.</summary>
    public static void JudgeNow(OrderStory order, OwnClock[] clocks, string when, AuditReport report)
    {
        foreach (var clock in clocks)
        {
            report.Check(
                clock.Late == order.Breached.Contains(clock.Clock), "clock.breach", $"{order.Number} {clock.Clock}",
                () => $"own {(clock.Late ? "late" : "not late")} with {clock.Elapsed} run, "
                    + $"log {(clock.Late ? "says nothing" : "says breached")}, {when}");
        }
    }

    /// <summary>What a breach says.</summary>
    public static void JudgeBreached(OrderStory order, LogEvent happened, AuditReport report)
    {
        var (body, subject) = (happened.Body, $"{order.Number} {happened.Body.Text("clock")}");
        var own = OwnOf(order, happened);
        report.Check(
            own is { Late: true }, "breach.told", subject, () => $"told at {happened.Position}, and is not late");
        report.Same(body.Instant("foundAt"), happened.RecordedAt, "breach.found", subject);
        if (own is not null)
        {
            var minutes = order.Limits.Single(l => l.Clock == own.Clock).Minutes;
            report.Same(body.Int("limitMinutes"), minutes, "breach.limit", subject);
            ClockLaws.JudgeDue(order, own, body.InstantOr("dueAt"), "breach.due", report);
        }
    }

    /// <summary>What is said where a breach turns out to be none.</summary>
    public static void JudgeLifted(OrderStory order, LogEvent happened, AuditReport report)
    {
        var subject = $"{order.Number} {happened.Body.Text("clock")}";
        var own = OwnOf(order, happened);
        report.Check(
            own is { Late: false }, "breach.told", subject, () => $"lifted at {happened.Position}, and is late");
        report.Same(happened.Body.Instant("foundAt"), happened.RecordedAt, "breach.found", subject);
        if (own is not null)
        {
            ClockLaws.JudgeDue(order, own, happened.Body.InstantOr("dueAt"), "breach.lifted-due", report);
        }
    }

    /// <summary>
    /// At the archive: what was told is late in the outcome, and what is late there was told, unless it was used up
    /// after the order had looked for the last time.
    /// </summary>
    public static void JudgeOutcome(OrderStory order, JsonElement outcome, AuditReport report)
    {
        var late = outcome.List("clocks").Where(c => c.Text("outcome") == "late").Select(c => c.Text("clock"))
            .ToHashSet();
        foreach (var clock in order.Breached.Except(late))
        {
            report.Check(false, "breach.told", $"{order.Number} {clock}", () => "told, and in the outcome not late");
        }

        report.Count("breach.by-the-outcome-alone", late.Except(order.Breached).Count());
        var known = order.ClocksAt(order.LookedAt);
        foreach (var clock in late)
        {
            report.Check(
                order.Breached.Contains(clock) || !Array.Exists(known, c => c.Clock == clock && c.Late),
                "breach.told", $"{order.Number} {clock}",
                () => $"late in the outcome and by {order.LookedAt:O} already, and was not told");
        }
    }

    private static OwnClock? OwnOf(OrderStory order, LogEvent happened)
    {
        var clock = happened.Body.Text("clock");
        return Array.Find(order.ClocksAt(happened.RecordedAt), c => c.Clock == clock);
    }
}
