using System.Text.Json;

namespace FieldOps.Simulation.Auditing;

/// <summary>
/// Who gets an order back finds what it had stopped, and rests where it was away: unless it had passed the order on
/// itself. Told by the dispatch, counted here from who had the order when.
/// </summary>
internal static class HandsLaws
{
    public static void JudgeDispatched(OrderStory order, JsonElement dispatched, AuditReport report)
    {
        var party = order.Lead!.Contractor;
        var told = dispatched.Has("past") ? dispatched.At("past") : default(JsonElement?);
        var away = order.Hands.AwayOf(party).Select(a => (a.From, a.Until)).ToArray();
        report.Same(
            string.Join(' ', told?.List("away").Select(s => $"{s.Instant("from"):O}/{s.InstantOr("to"):O}") ?? []),
            string.Join(' ', away.Select(s => $"{s.From:O}/{s.Until:O}")), "clock.away", order.Number);
        report.Same(told?.InstantOr("acceptedAt"), order.Hands.SignatureOf(party), "clock.signed", order.Number);
        report.Same(told?.InstantOr("arrivedAt"), order.First("arrived-on-site"), "clock.arrived", order.Number);
        report.Same(told?.InstantOr("leftSiteAt"), order.First("left-site"), "clock.left", order.Number);
        report.Same(told?.InstantOr("repairedAt"), order.First("repair-completed"), "clock.repaired", order.Number);
        report.Same(told?.InstantOr("repliedAt"), order.First("replied"), "clock.replied", order.Number);
        report.Count("world.returns", told is null ? 0 : 1);
        report.Count("world.absences", away.Length);
    }
}
