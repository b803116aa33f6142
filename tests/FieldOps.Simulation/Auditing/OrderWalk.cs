using System.Text.Json;

namespace FieldOps.Simulation.Auditing;

/// <summary>What each event does to an order, in the auditor's own words.</summary>
internal static class OrderWalk
{
    public static void Take(OrderStory order, LogEvent happened, string verb)
    {
        var body = happened.Body;
        switch (verb)
        {
            case "dispatched" or "dispatched-again":
                Dispatch(order, body);
                break;
            case "transferred":
                order.TransferPending = true;
                order.PassedOnBy = body.At("from").Id("contractorId");
                order.Hands.Pass(happened.IsByContractor);
                break;
            case "handed-over":
                HandOver(order);
                break;
            case "assist-added" or "assist-left":
                Assist(order, body, verb);
                break;
            case "share-closed" or "share-withdrawn":
                Share(order, happened, verb);
                break;
            case "transfer-refused":
                order.TransferPending = false;
                order.Hands.Refuse(body.At("refusedBy").Id("contractorId"));
                break;
            case "refusal-confirmed":
                order.TransferPending = false;
                break;
            case "queued":
                order.Status = "created";
                order.Hands.Move(order.Lead?.Contractor, null, body.Instant("queuedAt"));
                order.Lead = null;
                order.ClocksStart = null;
                order.Afresh();
                break;
            case "accepted":
                order.Status = "accepted";
                order.Accepted ??= body.At("time").Instant("countedAt");
                order.Hands.Sign(body.Id("contractorId"), order.Accepted.Value);
                order.TransferPending = false;
                break;
            case "refused":
                order.Status = "return-pending";
                break;
            case "refusal-rejected":
                order.Status = "dispatched";
                break;
            case "milestone-reached":
                Reach(order, body);
                break;
            case "recomputed":
                Recompute(order, body);
                break;
            default:
                Rest(order, body, verb);
                Pause(order, body, verb);
                Review(order, body, verb);
                break;
        }
    }

    private static void Recompute(OrderStory order, JsonElement body)
    {
        order.Terms = body.Has("terms") ? body.At("terms") : order.Terms;
        foreach (var ruling in body.List("rulings"))
        {
            order.Pauses.Single(p => p.Number == ruling.Int("pauseNumber")).Approved = ruling.Flag("approved");
        }

        if (!body.Has("outside"))
        {
            return;
        }

        var outside = body.At("outside");
        foreach (var followed in outside.List("windows"))
        {
            Rest(order, followed, followed.Flag("inherits") ? "window-inherited" : "window-dropped");
            Rest(order, followed, "pauses-bounded");
        }

        order.Suppressed.ExceptWith(outside.Words("restored"));
        order.Suppressed.UnionWith(outside.Words("suppressed"));
    }

    // What the leaver has restored stands, as does what one before it had; the order is nobody's until it is sent on.
    private static void HandOver(OrderStory order)
    {
        var own = order.Milestone("service-restored") ?? order.Milestone("generator-on-load");
        order.Before = own is { } at
            ? new OwnRestoration(order.Lead!.Contractor, at, order.Repaired is not null)
            : order.Before is { } before
                ? before with { Repaired = before.Repaired || order.Repaired is not null }
                : null;
        order.Status = "created";
        order.TransferPending = false;
    }

    private static void Assist(OrderStory order, JsonElement body, string verb)
    {
        if (verb == "assist-added")
        {
            order.Assisting.Add(body.At("party").Id("contractorId"));
            return;
        }

        order.Assisting.Remove(body.Id("contractorId"));
        if (body.Has("replacement"))
        {
            order.Assisting.Add(body.At("replacement").Id("contractorId"));
        }
    }

    private static void Share(OrderStory order, LogEvent happened, string verb)
    {
        if (verb == "share-withdrawn")
        {
            order.Shares.Remove(happened.Body.Id("contractorId"));
            return;
        }

        var outcome = happened.Body.At("outcome");
        var contractor = outcome.Id("contractorId");
        order.SharesTold.Add((happened.Position, contractor, outcome));
        if (!order.Shares.ContainsKey(contractor))
        {
            order.Shares[contractor] = new OwnShare(order.LeftAt(happened.Body.Instant("closedAt")), order);
        }
    }

    // What declared events and the operator's word make of the clocks.
    private static void Rest(OrderStory order, JsonElement body, string verb)
    {
        switch (verb)
        {
            case "window-inherited":
                order.Windows[body.Id("eventId")] = new OwnPause
                {
                    From = body.Instant("from"), Until = body.InstantOr("until"), Unlimited = true, Approved = true,
                };
                break;
            case "window-dropped":
                order.Windows.Remove(body.Id("eventId"));
                break;
            case "pauses-bounded":
                foreach (var pause in order.Pauses.Where(p => p.Event == body.Text("code")))
                {
                    (pause.EventFrom, pause.EventUntil) = (body.Instant("from"), body.InstantOr("until"));
                }

                break;
            case "clocks-suppressed":
                order.Suppressed.UnionWith(body.Words("clocks"));
                break;
            case "clocks-restored":
                order.Suppressed.ExceptWith(body.Words("clocks"));
                break;
        }
    }

    private static void Dispatch(OrderStory order, JsonElement body)
    {
        var to = body.At("assignee");
        // A transfer is dispatched from the party that passed the order on; any other dispatch leads back to nobody.
        order.TransferPending &= order.Lead?.Contractor == order.PassedOnBy;
        order.Hands.Move(order.Lead?.Contractor, to.Id("contractorId"), body.Instant("dispatchedAt"));
        order.Lead = new OwnLead(to.Id("contractorId"), to.Text("contractorCode"), to.Flag("inHouse"),
            to.IdOr("lotId"));
        order.Status = "dispatched";
        order.Assisting.Remove(order.Lead.Contractor);
        order.Afresh();
        order.Accepted = order.Hands.SignatureOf(order.Lead.Contractor);
        order.FirstDispatch.TryAdd(order.Lead.Contractor, body.Instant("dispatchedAt"));
        order.ClocksStart = order.FirstDispatch[order.Lead.Contractor];
        order.Assignments++;
    }

    private static void Reach(OrderStory order, JsonElement body)
    {
        var kind = body.Text("milestone");
        order.Milestones[kind] = body.At("time").Instant("countedAt");
        // A splice is its own to keep where another restored.
        if (kind is "arrived-on-site" or "left-site" || (kind == "repair-completed" && order.Before is not null))
        {
            order.Hands.Do(body.Id("contractorId"), kind, order.Milestones[kind], order.RestoreOwedFrom);
        }

        var restores = kind is "service-restored" or "generator-on-load";
        order.PermanentRestore |= kind == "service-restored" && body.Flag("permanent");
        var status = order.Status == "suspended" ? order.BeforePause : order.Status;
        var next = status switch
        {
            "accepted" or "in-progress" when restores => "restored",
            "accepted" => "in-progress",
            _ => status,
        };
        if (order.Status == "suspended")
        {
            order.BeforePause = next;
        }
        else
        {
            order.Status = next;
        }
    }

    private static void Pause(OrderStory order, JsonElement body, string verb)
    {
        switch (verb)
        {
            case "suspension-requested":
                order.Pauses.Add(new OwnPause
                {
                    Number = body.Int("pauseNumber"),
                    From = body.Instant("from"),
                    Until = body.InstantOr("until"),
                    Unlimited = body.Flag("unlimited"),
                    UnlimitedUntil = body.InstantOr("unlimitedUntil"),
                    RequestedAt = body.Instant("requestedAt"),
                    Contractor = order.Lead!.Contractor,
                    Event = body.TextOr("declaredEventId"),
                });
                if (order.OpenPause is not null)
                {
                    (order.BeforePause, order.Status) = (order.Status, "suspended");
                }

                break;
            case "suspension-decided":
                var judged = order.Pauses.Single(p => p.Number == body.Int("pauseNumber"));
                judged.Approved = body.Flag("approved");
                if (judged.Until is null && judged.Approved == false)
                {
                    judged.Until = body.Instant("decidedAt");
                    GoOn(order);
                }

                break;
            case "resumed":
                if (order.Pauses.Find(p => p.Number == body.Int("pauseNumber")) is { } ended)
                {
                    ended.Until = body.At("time").Instant("countedAt");
                    GoOn(order);
                }

                break;
        }
    }

    private static void Review(OrderStory order, JsonElement body, string verb)
    {
        switch (verb)
        {
            case "replied":
                order.Status = "replied";
                order.Replies++;
                order.Replied ??= body.Instant("repliedAt");
                order.Hands.Do(body.Id("contractorId"), "replied", order.Replied.Value, order.RestoreOwedFrom);
                break;
            case "verified":
                order.Status = "verified";
                order.Attribution = body.Text("attribution");
                break;
            case "reply-returned":
                Return(order, body);
                break;
            case "archived":
                End(order, "archived", body.Instant("archivedAt"));
                break;
            case "cancelled":
                End(order, "cancelled", body.Instant("cancelledAt"));
                break;
            case "closed-by-refusal":
                End(order, "closed-by-refusal", body.Instant("closedAt"));
                break;
            case "urged":
                order.Urges++;
                break;
            case "repeat-recorded":
                order.Repeats = body.Int("repeatCount");
                break;
            case "alarm-clear-recorded":
                order.Alarms.Add((body.Instant("raisedAt"), body.Instant("clearedAt")));
                break;
            case "false-reply-found" or "former-false-reply-found":
                order.FalseRepliers.Add(body.Id("contractorId"));
                if (body.InstantOr("countedRestoredAt") is { } counted)
                {
                    order.Correct(body.Id("contractorId"), counted);
                }

                break;
            case "restoration-corrected" or "former-restoration-corrected":
                order.Correct(body.Id("contractorId"), body.Instant("countedRestoredAt"));
                break;
            case "clock-breached":
                order.Breached.Add(body.Text("clock"));
                break;
            case "breach-lifted":
                order.Breached.Remove(body.Text("clock"));
                break;
        }
    }

    private static void Return(OrderStory order, JsonElement body)
    {
        order.ReturnsOf[order.Lead!.Contractor] = order.Returns + 1;
        var restored = order.Milestones.ContainsKey("service-restored")
            || order.Milestones.ContainsKey("generator-on-load");
        order.Status = restored ? "restored" : "in-progress";
        if (body.Flag("restorationRejected"))
        {
            foreach (var undone in new[] { "generator-on-load", "service-restored", "repair-completed", "left-site" })
            {
                order.Milestones.Remove(undone);
            }

            order.PermanentRestore = false;
            order.Replied = null;
            order.Hands.Undo(order.Lead.Contractor);
            order.Status = "in-progress";
            order.RestoreOwedFrom = order.Before is null ? order.RestoreOwedFrom : body.Instant("returnedAt");
            order.Before = null;
        }
    }

    private static void GoOn(OrderStory order) => (order.Status, order.BeforePause) = (order.BeforePause, "");

    private static void End(OrderStory order, string status, DateTimeOffset at) =>
        (order.Status, order.Ended) = (status, at);
}
