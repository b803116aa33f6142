using System.Text.Json;

namespace FieldOps.Simulation.Auditing;

/// <summary>
/// Assets: one open ticket at most that is not restored, every alarm that lasted is in a ticket, none that passed has
/// made one.
/// </summary>
internal static class AssetLaws
{
    private static readonly string[] s_types = ["line-segment", "base-station", "facility"];

    public static (Dictionary<Guid, TicketStory> Tickets, List<AlarmEpisode> Alarms) Judge(
        LogFile log, PolicyFiles policies, AuditReport report, DateTimeOffset? now)
    {
        var tickets = new Dictionary<Guid, TicketStory>();
        var alarms = new List<AlarmEpisode>();
        foreach (var asset in log.Of(s_types))
        {
            alarms.AddRange(JudgeAsset([.. asset], tickets, policies, report, now));
        }

        return (tickets, alarms);
    }

    private static List<AlarmEpisode> JudgeAsset(
        LogEvent[] events, Dictionary<Guid, TicketStory> tickets, PolicyFiles policies, AuditReport report,
        DateTimeOffset? now)
    {
        var alarms = new List<AlarmEpisode>();
        var open = new OpenTickets();
        foreach (var happened in events)
        {
            var body = happened.Body;
            switch (happened.Name)
            {
                case "asset.fault-ticket-raised.v1":
                    TakeIn(alarms, Raised(happened, open, tickets, report));
                    break;
                case "asset.fault-repeated.v1":
                    var taker = open.For(body.Instant("occurredAt"));
                    report.Same(body.Id("ticketId"), taker?.Id ?? Guid.Empty, "ticket.repeat", $"{happened.Position}");
                    report.Same(
                        body.Int("repeatCount"), taker is null ? 0 : ++taker.Repeats, "ticket.repeat-count",
                        $"{happened.Position}");
                    break;
                case "asset.fault-ticket-restored.v1" when open.Of(body.Id("ticketId")) is { } restored:
                    restored.RestoredAt = body.InstantOr("restoredAt");
                    break;
                case "asset.fault-ticket-closed.v1":
                    open.Close(happened, report);
                    break;
                default:
                    TakeAlarm(alarms, happened, open, report);
                    break;
            }
        }

        foreach (var alarm in alarms)
        {
            JudgeAlarm(alarm, policies, report, now);
        }

        return alarms;
    }

    private static TicketStory Raised(
        LogEvent happened, OpenTickets open, Dictionary<Guid, TicketStory> tickets, AuditReport report)
    {
        var ticket = new TicketStory(happened);
        report.Check(
            open.Unrestored is null, "ticket.one-open", ticket.Number,
            () => $"{open.Unrestored!.Number} is still open");
        report.Check(
            tickets.TryAdd(ticket.Id, ticket), "ticket.one", ticket.Number, () => $"{ticket.Id} raised twice");
        open.Raise(ticket);
        return ticket;
    }

    private static void TakeIn(List<AlarmEpisode> alarms, TicketStory ticket)
    {
        var body = ticket.Raised.Body;
        var root = body.TextOr("alarmId");
        foreach (var name in body.Words("otherAlarmIds").Append(root))
        {
            if (alarms.LastOrDefault(a => a.AlarmId == name) is { } alarm)
            {
                alarm.Tickets.Add(ticket.Id);
                if (name == root && body.Text("channel") == "alarm")
                {
                    alarm.Opened ??= ticket.Raised;
                }
            }
        }
    }

    private static void TakeAlarm(
        List<AlarmEpisode> alarms, LogEvent happened, OpenTickets open, AuditReport report)
    {
        var body = happened.Body;
        switch (happened.Name)
        {
            case "asset.alarm-raised.v1":
                var raised = new AlarmEpisode(happened);
                report.Check(
                    !alarms.Any(a => a.AlarmId == raised.AlarmId && a.ClearedAt is null), "alarm.doubled",
                    raised.AlarmId, () => $"raised again at {happened.Position} while it lasts");
                // What planned works hold back joins no ticket at once.
                var takenBy = body.Has("cutoverId") ? null : open.For(raised.RaisedAt);
                report.Same(body.IdOr("ticketId"), takenBy?.Id, "alarm.ticket-at-raise", raised.AlarmId);
                if (takenBy is not null)
                {
                    raised.Tickets.Add(takenBy.Id);
                }

                alarms.Add(raised);
                break;
            case "asset.alarm-attached.v1":
                report.Check(
                    open.Of(body.Id("ticketId")) is not null, "alarm.attached", body.Text("alarmId"),
                    () => $"{body.Id("ticketId")} is not open");
                alarms.Last(a => a.AlarmId == body.Text("alarmId")).Tickets.Add(body.Id("ticketId"));
                break;
            case "asset.alarm-cleared.v1":
                // A clear without its begin belongs to no episode yet.
                if (alarms.LastOrDefault(a => a.AlarmId == body.Text("alarmId") && a.ClearedAt is null) is { } ends
                    && body.Has("raisedAt"))
                {
                    (ends.ClearedAt, ends.Cleared) = (body.Instant("clearedAt"), happened);
                    report.Check(
                        ends.ClearedAt >= ends.RaisedAt, "alarm.span", ends.AlarmId,
                        () => $"raised {ends.RaisedAt:O}, cleared {ends.ClearedAt:O}");
                }

                break;
        }
    }

    private static void JudgeAlarm(AlarmEpisode alarm, PolicyFiles policies, AuditReport report, DateTimeOffset? now)
    {
        var body = alarm.Raised.Body;
        var minutes = MinutesOf(body, policies);
        report.Same(body.IntOr("persistenceMinutes"), minutes, "alarm.terms", alarm.AlarmId);
        report.Check(
            alarm.Tickets.Count == alarm.Tickets.Distinct().Count(), "alarm.one-ticket", alarm.AlarmId,
            () => string.Join(',', alarm.Tickets));
        if (minutes is not { } persistence || body.Has("cutoverId"))
        {
            return;
        }

        var lookedAt = alarm.ClearedAt ?? (body.InstantOr("wakeAt") > now ? null : now);
        var lasted = (lookedAt ?? alarm.RaisedAt) - alarm.RaisedAt;
        if (lookedAt is not null && lasted >= TimeSpan.FromMinutes(persistence))
        {
            report.Check(
                alarm.Tickets.Count > 0, "alarm.without-ticket", alarm.AlarmId,
                () => $"lasted {lasted} of at least {persistence} min, at {alarm.Raised.Position}");
        }

        if (alarm.Opened is { } opened)
        {
            // An end that is told late comes too late for the ticket; one that is told with it, or before, does not.
            var known = alarm.Cleared?.Position < opened.Position || alarm.Cleared?.Command == opened.Command;
            var stood = (known ? alarm.ClearedAt!.Value : opened.RecordedAt) - alarm.RaisedAt;
            report.Check(
                stood >= TimeSpan.FromMinutes(persistence), "alarm.ticket-unfounded", alarm.AlarmId,
                () => $"stood {stood} only, {persistence} min are wanted");
        }
    }

    // The first line of the rule set that names the alarm counts.
    private static int? MinutesOf(JsonElement raised, PolicyFiles policies)
    {
        var rule = raised.Text("rule").Split('/')[0].Split(".v");
        var policy = policies.Of("alarms", rule[0],
            int.Parse(rule[1], System.Globalization.CultureInfo.InvariantCulture));
        foreach (var line in policy.List("lines"))
        {
            var severities = line.Words("severities");
            var causes = line.Words("probableCauses");
            if ((severities.Length == 0 || severities.Contains(raised.Text("severity")))
                && (causes.Length == 0 || causes.Contains(raised.Text("probableCause"))))
            {
                return line.IntOr("persistenceMinutes");
            }
        }

        return policy.At("otherwise").IntOr("persistenceMinutes");
    }
}
