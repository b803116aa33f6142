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
                JudgeDue(order, own, clock.InstantOr("dueAt"), subject, report);
                order.Judged[own.Clock] = own;
            }
        }
    }

    // The first instant at which the limit is used up: there it is, and a moment before it is not.
    private static void JudgeDue(
        OrderStory order, OwnClock own, DateTimeOffset? due, string subject, AuditReport report)
    {
        if (due is not { } at || !own.Started)
        {
            return;
        }

        var limit = order.Limits.Single(l => l.Clock == own.Clock);
        IReadOnlyList<OwnPause> pauses = [.. order.Pauses, .. order.Windows.Values];
        var budget = order.PauseMinutesMax;
        TimeSpan Run(DateTimeOffset to) => ClockReading.Count(limit, own.From, to, own.Until, pauses, budget).Running;
        var allowed = TimeSpan.FromMinutes(limit.Minutes);
        report.Same(Run(at), allowed, "clock.due", subject);
        report.Check(
            Run(at - s_moment) < allowed, "clock.due", subject, () => $"used up before {at:O} already");
    }
}
