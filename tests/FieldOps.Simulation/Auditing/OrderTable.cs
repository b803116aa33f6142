namespace FieldOps.Simulation.Auditing;

/// <summary>
/// Which event may happen where: the auditor's own table of the state machine, read from the domain reference 5.2 and
/// 5.3.
/// </summary>
internal static class OrderTable
{
    private const string Signed = "accepted in-progress";
    private const string Working = "accepted in-progress restored replied verified";
    private const string Alive =
        "created dispatched accepted in-progress restored replied verified suspended return-pending";

    private static readonly Dictionary<string, string[]> s_where = new Dictionary<string, string>
    {
        ["queued"] = "created return-pending",
        ["dispatched"] = "created dispatched accepted in-progress return-pending",
        ["dispatched-again"] = "created dispatched accepted in-progress return-pending",
        ["transferred"] = "dispatched accepted in-progress",
        ["transfer-refused"] = "dispatched",
        ["assist-added"] = Alive,
        ["assist-left"] = Alive,
        ["handed-over"] = "dispatched accepted in-progress restored verified return-pending",
        ["share-closed"] = Alive + " archived",
        ["share-withdrawn"] = Alive,
        ["accepted"] = "dispatched",
        ["refused"] = "dispatched accepted in-progress",
        ["refusal-confirmed"] = "return-pending",
        ["refusal-rejected"] = "return-pending",
        ["closed-by-refusal"] = "return-pending",
        ["cancelled"] = Alive,
        ["merge-asked"] = Alive,
        ["merge-dropped"] = Alive,
        ["taken-over"] = Alive,
        ["appended"] = Alive,
        ["urged"] = Alive,
        ["note-recorded"] = Alive,
        ["suspension-requested"] = "accepted in-progress restored replied verified",
        ["suspension-decided"] = Alive,
        ["suspension-overdue"] = Alive,
        ["resumed"] = "suspended",
        ["replied"] = "accepted in-progress restored",
        ["verified"] = "replied",
        ["reply-returned"] = "replied",
        ["review-transferred"] = "replied",
        ["archived"] = "verified",
        ["repeat-recorded"] = Alive,
        ["clock-warned"] = Alive,
        ["clock-breached"] = Alive,
        ["breach-lifted"] = Alive,
        ["window-inherited"] = Alive,
        ["ladder-step-reached"] = Alive,
        ["urge-announced"] = Alive,
        ["window-dropped"] = Alive,
        ["pauses-bounded"] = Alive,
        ["clocks-suppressed"] = Alive,
        ["clocks-restored"] = Alive,
        ["alarm-clear-recorded"] = Alive + " archived",
        ["recomputed"] = Alive + " archived",
        ["false-reply-found"] = Alive + " archived",
        ["former-false-reply-found"] = Alive + " archived",
        ["restoration-corrected"] = Alive,
        ["former-restoration-corrected"] = Alive,
    }.ToDictionary(p => p.Key, p => p.Value.Split(' '));

    private static readonly string[] s_beforeRestoration = [.. Signed.Split(' ')];
    private static readonly string[] s_atWork = [.. Working.Split(' ')];

    /// <summary>Whether the event may happen to the order as it stands.</summary>
    public static bool Allows(OrderStory order, LogEvent happened, string verb)
    {
        if (verb == "milestone-reached")
        {
            return AllowsMilestone(order, happened);
        }

        if (!s_where.TryGetValue(verb, out var where) || !where.Contains(order.Status))
        {
            return false;
        }

        return verb switch
        {
            "suspension-requested" => order.OpenPause is null
                && (order.SomethingRests(happened.RecordedAt)
                    || (happened.Body.Has("until") && order.Status != "verified")),
            "transfer-refused" => order.TransferPending,
            "replied" => order.Status == "restored" || order.Before is not null || !HasToRestore(order),
            _ => true,
        };
    }

    private static bool AllowsMilestone(OrderStory order, LogEvent happened)
    {
        var counted = happened.Body.At("time").Instant("countedAt");
        if (order.Status == "suspended")
        {
            // Only what happened before the pause began may still be told during it.
            return order.OpenPause is { } pause && counted <= pause.From;
        }

        return happened.Body.Text("milestone") is "service-restored" or "generator-on-load"
            ? s_beforeRestoration.Contains(order.Status)
            : s_atWork.Contains(order.Status);
    }

    private static bool HasToRestore(OrderStory order) =>
        order.Limits.Any(l => l.Clock is "restore" or "on-load");
}
