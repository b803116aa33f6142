using System.Text.Json;

namespace FieldOps.Simulation.Auditing;

/// <summary>
/// Every order: its steps are legal, its counters count, its clocks and breaches are what the facts make them.
/// </summary>
internal static class OrderLaws
{
    private const string Prefix = "work-order.";

    // Nothing else begins so: what follows from another command comes after it.
    private static readonly string[] s_wakes =
        ["suspension-overdue", "clock-warned", "ladder-step-reached", "clock-breached", "breach-lifted"];

    public static Dictionary<Guid, OrderStory> Judge(
        LogFile log, PolicyFiles policies, ChosenRules chosen, AuditReport report, DateTimeOffset? now)
    {
        var orders = new Dictionary<Guid, OrderStory>();
        var register = SiteRegister.Of(log);
        var limits = new LimitLaws(log, policies, chosen);
        var looks = log.Looks.ToLookup(l => l.Id);
        foreach (var entity in log.Of("work-order"))
        {
            var events = entity.ToArray();
            report.Same(events[0].Name, "work-order.created.v1", "order.begins", $"{entity.Key}");
            if (events[0].Name == "work-order.created.v1")
            {
                var order = orders[entity.Key] = new OrderStory(events[0])
                {
                    Register = [.. register[events[0].Body.At("asset").Id("assetId")]],
                    Limits = limits.JudgeCreated(events[0], report),
                    Steps = limits.StepsOf(events[0]),
                };
                Walk(order, events, new(looks[entity.Key]), limits, report);
                if (now is { } at)
                {
                    JudgeRest(order, at, "at rest", report);
                }

                report.Count("clock.judged", order.Judged.Count);
                report.Count("clock.pieces", order.Judged.Values.Sum(c => c.Pieces));
            }
        }

        return orders;
    }

    private static void Walk(
        OrderStory order, LogEvent[] events, Queue<OrderLook> looks, LimitLaws limits, AuditReport report)
    {
        var woken = false;
        for (var at = 1; at < events.Length; at++)
        {
            var happened = events[at];
            var verb = happened.Name[Prefix.Length..^".v1".Length];
            woken = events[at - 1].Command == happened.Command ? woken : IsWake(happened, verb);
            if (woken && verb == "archived")
            {
                LadderLaws.JudgeTold(
                    order, order.ClocksAt(happened.RecordedAt), $"before {happened.Position}", report);
            }

            Take(order, happened, verb, limits, report);
            if (at == events.Length - 1 || events[at + 1].Command != happened.Command)
            {
                JudgeCommand(order, happened, verb, woken, report);
            }

            var next = at == events.Length - 1 ? long.MaxValue : events[at + 1].Position;
            while (looks.TryPeek(out var look) && look.After < next)
            {
                JudgeRest(order, looks.Dequeue().At, "woken", report);
            }
        }
    }

    private static bool IsWake(LogEvent first, string verb) =>
        s_wakes.Contains(verb) || (verb == "archived" && first.Actor.Split('|')[^1] == "system");

    private static void Take(
        OrderStory order, LogEvent happened, string verb, LimitLaws limits, AuditReport report)
    {
        report.Check(
            OrderTable.Allows(order, happened, verb), "order.step", order.Number,
            () => $"{verb} at {happened.Position} while {order.Status}");
        JudgeLeaving(order, happened, verb, report);
        ShareLaws.JudgeBefore(order, happened, verb, report);
        if (verb == "recomputed")
        {
            order.LimitBy(limits.JudgeRecomputed(order, happened, report));
        }

        OrderWalk.Take(order, happened, verb);
        JudgeStep(order, happened, verb, report);
    }

    private static void JudgeCommand(
        OrderStory order, LogEvent last, string verb, bool woken, AuditReport report)
    {
        ShareLaws.JudgeAfter(order, last, report);
        if (order.HasEnded || order.Lead is null)
        {
            return;
        }

        var (clocks, when) = (order.ClocksAt(last.RecordedAt), $"after {verb} at {last.Position}");
        order.LookedAt = last.RecordedAt;
        BreachLaws.JudgeNow(order, clocks, when, report);
        if (woken)
        {
            LadderLaws.JudgeTold(order, clocks, when, report);
        }
    }

    // A party that is late leaves by the operator's word only.
    private static void JudgeLeaving(OrderStory order, LogEvent happened, string verb, AuditReport report)
    {
        if (verb == "transferred" && happened.IsByContractor)
        {
            report.Check(
                !order.ClocksAt(happened.RecordedAt).Any(c => c.Late), "order.late-transfer", order.Number,
                () => $"passed on at {happened.Position} by a party that was late");
        }
    }

    private static void JudgeStep(OrderStory order, LogEvent happened, string verb, AuditReport report)
    {
        var body = happened.Body;
        switch (verb)
        {
            case "dispatched" or "dispatched-again":
                report.Same(body.Int("assignmentNumber"), order.Assignments, "order.assignment-number", order.Number);
                report.Same(body.Instant("clocksStartAt"), order.ClocksStart!.Value, "clock.start", order.Number);
                report.Same(
                    body.Instant("occurredAt"), order.Origin.Instant("occurredAt"), "order.occurred", order.Number);
                HandsLaws.JudgeDispatched(order, body, report);
                break;
            case "accepted" or "milestone-reached" or "resumed":
                JudgeTime(order, happened, body.At("time"), verb, report);
                break;
            case "replied":
                report.Same(body.Int("replyNumber"), order.Replies, "order.reply-number", order.Number);
                break;
            case "reply-returned":
                report.Same(body.Int("returnCount"), order.Returns, "order.return-count", order.Number);
                break;
            case "urged":
                report.Same(body.Int("urgeCount"), order.Urges, "order.urge-count", order.Number);
                break;
            case "urge-announced":
                report.Same(body.Int("urgeCount"), order.Urges, "order.urge-announced", order.Number);
                break;
            case "suspension-requested":
                report.Same(body.Int("pauseNumber"), order.Pauses.Count, "order.pause-number", order.Number);
                JudgePauses(order, report);
                break;
            case "clock-breached":
                BreachLaws.JudgeBreached(order, happened, report);
                break;
            case "breach-lifted":
                BreachLaws.JudgeLifted(order, happened, report);
                break;
            case "ladder-step-reached":
                LadderLaws.JudgeStep(order, happened, report);
                break;
            case "false-reply-found" or "former-false-reply-found":
                report.Check(
                    order.Found.Add(body.Id("contractorId")), "false-reply.once", order.Number,
                    () => $"found again at {happened.Position}");
                JudgeFalseReply(order, body, report);
                break;
            case "restoration-corrected" or "former-restoration-corrected":
                report.Check(
                    order.Found.Contains(body.Id("contractorId")), "false-reply.corrected", order.Number,
                    () => $"set right at {happened.Position} without a finding");
                JudgeFalseReply(order, body, report);
                break;
            case "archived":
                report.Check(
                    order.Pauses.TrueForAll(p => p.Approved is not null), "pause.unjudged", order.Number,
                    () => "archived while a pause waits for its judgement");
                JudgeRestoration(order, report);
                JudgeOutcome(order, body.At("outcome"), report);
                break;
            case "recomputed" when body.Has("outcome"):
                ClockLaws.Judge(order, body.At("outcome"), report);
                break;
        }
    }

    private static void JudgeTime(
        OrderStory order, LogEvent happened, JsonElement time, string verb, AuditReport report)
    {
        report.Same(time.Instant("receivedAt"), happened.RecordedAt, "order.received", order.Number);
        report.Check(
            time.Instant("countedAt") <= time.Instant("receivedAt"), "order.time-future", order.Number,
            () => $"{verb} counted {time.Instant("countedAt"):O}, received {time.Instant("receivedAt"):O}");
        if (verb == "accepted")
        {
            report.Check(
                order.Accepted >= order.ClocksStart, "order.time-before-dispatch", order.Number,
                () => $"accepted {order.Accepted:O}, dispatched {order.ClocksStart:O}");
        }
    }

    // Where the limits are lifted at the beginning, nobody counts: a pause that lasts may come under them later.
    private static void JudgePauses(OrderStory order, AuditReport report)
    {
        var pauses = order.Pauses;
        var last = pauses[^1];
        report.Check(
            last.Until is null || last.Until > last.From, "pause.empty", order.Number, () => $"pause {last.Number}");
        var overlap = pauses.SkipLast(1).FirstOrDefault(
            p => p.Approved != false && p.From < (last.Until ?? DateTimeOffset.MaxValue)
                && (p.Until ?? DateTimeOffset.MaxValue) > last.From);
        report.Check(
            overlap is null, "pause.overlap", order.Number, () => $"pauses {overlap!.Number} and {last.Number}");
        JudgeLifted(order, last, report);
        var counted = pauses.Count(p => p.IsLimited && p.Approved != false && p.Contractor == last.Contractor);
        var most = order.Origin.At("rules", "pauses").Int("countMax");
        report.Check(
            last.Unlimited || counted <= most, "pause.count", order.Number, () => $"{counted} of at most {most}");
    }

    // What lifts the limits: a declared event, a tag where the rules let it, an entry of the register that the pause
    // begins in.
    private static void JudgeLifted(OrderStory order, OwnPause last, AuditReport report)
    {
        var rules = order.Origin.At("rules", "pauses");
        var tagged = !(rules.Has("hardSiteTagCounts") && !rules.Flag("hardSiteTagCounts"))
            && order.Origin.At("asset").Words("tags").Contains(rules.Text("hardSiteTag"));
        report.Check(
            !last.Unlimited || last.Event is not null || tagged || last.UnlimitedUntil > last.From,
            "pause.unlimited", order.Number, () => $"pause {last.Number} has no limits, and nothing lifts them");
        report.Check(
            last.Unlimited || (!tagged && last.UnlimitedUntil is null),
            "pause.limited", order.Number, () => $"pause {last.Number} has limits that are lifted");
        report.Check(
            last.UnlimitedUntil is not { } ends || order.Register.Count == 0
                || order.Register.Any(e => e.Until == ends && e.From <= last.From),
            "pause.unlimited-before", order.Number, () => $"pause {last.Number} begins before the site's entry");
    }

    private static void JudgeFalseReply(OrderStory order, JsonElement body, AuditReport report)
    {
        var tolerance = TimeSpan.FromMinutes(order.Origin.At("rules").Int("falseReplyToleranceMinutes"));
        var (claimed, cleared) = (body.Instant("claimedAt"), body.Instant("alarmClearedAt"));
        report.Check(
            cleared - claimed > tolerance, "false-reply.unfounded", order.Number,
            () => $"claimed {claimed:O}, cleared {cleared:O}");
        report.Same(cleared, order.LastsTo(claimed), "false-reply.alarm", order.Number);
    }

    // What is archived rests on no restoration that the order's own alarms contradict.
    private static void JudgeRestoration(OrderStory order, AuditReport report)
    {
        if (order.Milestone("service-restored") is { } restored && order.Origin.At("rules").Flag("alarmClearRestores"))
        {
            report.Same(order.LastsTo(restored), restored, "false-reply.standing", order.Number);
        }
    }

    private static void JudgeOutcome(OrderStory order, JsonElement outcome, AuditReport report)
    {
        var origin = order.Origin;
        report.Same(outcome.Id("contractorId"), order.Lead!.Contractor, "outcome.contractor", order.Number);
        report.Same(outcome.IdOr("lotId"), order.Lead.Lot, "outcome.lot", order.Number);
        report.Same(outcome.Instant("occurredAt"), origin.Instant("occurredAt"), "outcome.occurred", order.Number);
        report.Same(
            outcome.Text("assetClass"), origin.At("asset").Text("assetClass"), "outcome.asset-class", order.Number);
        report.Same(outcome.Text("workKind"), origin.Text("workKind"), "outcome.work-kind", order.Number);
        report.Same(outcome.Text("attribution"), order.Attribution, "outcome.attribution", order.Number);
        report.Same(outcome.Flag("falseReply"), order.FalseReply, "outcome.false-reply", order.Number);
        report.Same(outcome.Int("returnCount"), order.Returns, "outcome.returns", order.Number);
        report.Same(outcome.Int("repeatCount"), order.Repeats, "outcome.repeats", order.Number);
        ClockLaws.Judge(order, outcome, report);
        BreachLaws.JudgeOutcome(order, outcome, report);
    }

    // Where every wake-up that is due has come, what is late by now is known to be, and steps have been told.
    private static void JudgeRest(OrderStory order, DateTimeOffset at, string when, AuditReport report)
    {
        if (!order.HasEnded && order.Lead is not null)
        {
            var clocks = order.ClocksAt(at);
            order.LookedAt = at;
            BreachLaws.JudgeNow(order, clocks, $"{when}, {at:O}", report);
            LadderLaws.JudgeTold(order, clocks, $"{when}, {at:O}", report);
        }
    }
}
