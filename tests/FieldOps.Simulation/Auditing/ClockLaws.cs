using System.Text.Json;

namespace FieldOps.Simulation.Auditing;

/// <summary>The clocks of an outcome, each against the auditor's own count: outcome, running time, due time.</summary>
internal static class ClockLaws
{
    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(1);

    public static void Judge(OrderStory order, JsonElement outcome, AuditReport report)
    {
        order.Judged.Clear();
        var stored = outcome.List("clocks").ToDictionary(c => c.Text("clock"));
        foreach (var own in order.ClocksAt(order.Ended!.Value))
        {
            var subject = $"{order.Number} {own.Clock}";
            report.Check(stored.ContainsKey(own.Clock), "clock.missing", subject, () => "not in the outcome");
            if (stored.TryGetValue(own.Clock, out var clock))
            {
                report.Same(clock.Text("outcome"), own.Outcome, "clock.outcome", subject);
                report.Same(clock.Span("elapsed"), own.Elapsed, "clock.elapsed", subject);
                JudgeDue(order, own, clock.InstantOr("dueAt"), "clock.due", report);
                order.Judged[own.Clock] = own;
            }
        }
    }

    /// <summary>
    /// The first instant at which the limit is used up: there it is, and a moment before it is not. None of a clock
    /// that has not started, or that never uses its limit up.
    /// </summary>
    public static void JudgeDue(
        OrderStory order, OwnClock own, DateTimeOffset? due, string law, AuditReport report)
    {
        var subject = $"{order.Number} {own.Clock}";
        if (due is not { } at || !own.Started)
        {
            report.Check(
                due is null && (!own.Started || IsNeverUsedUp(order, own)), law, subject,
                () => due is null ? "no due time" : $"due at {due:O}, and has not started");
            return;
        }

        var limit = order.Limits.Single(l => l.Clock == own.Clock);
        var pauses = order.Rests();
        var budget = order.PauseMinutesMax;
        TimeSpan Run(DateTimeOffset to) => ClockReading.Count(limit, own.From, to, own.Until, pauses, budget).Running;
        var allowed = TimeSpan.FromMinutes(limit.Minutes);
        report.Same(Run(at), allowed, law, subject);
        report.Check(Run(at - s_moment) < allowed, law, subject, () => $"used up before {at:O} already");
    }

    // No pause goes on after it was looked at; its hours may never open again.
    private static bool IsNeverUsedUp(OrderStory order, OwnClock own)
    {
        var limit = order.Limits.Single(l => l.Clock == own.Clock);
        var left = TimeSpan.FromMinutes(limit.Minutes) - own.Elapsed;
        return (limit with { Minutes = (int)Math.Ceiling(left.TotalMinutes) })
            .UsedUpFrom(own.Until) == DateTimeOffset.MaxValue;
    }
}
