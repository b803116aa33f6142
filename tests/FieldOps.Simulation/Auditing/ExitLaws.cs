namespace FieldOps.Simulation.Auditing;

/// <summary>
/// Who leaves: step by step, by two people, after its notice; from then on no order is left with it, every one goes to
/// the heir of its lot or to the queue, and so does its part of the fee. Gone is who owes and is owed nothing.
/// </summary>
internal static class ExitLaws
{
    private static readonly string[] s_steps = ["drafted", "decided", "started", "handed-over", "completed"];

    public static void Judge(
        LogFile log, IReadOnlyDictionary<Guid, OrderStory> orders, IReadOnlyDictionary<Guid, MonthStory> months,
        AuditReport report, DateTimeOffset? now)
    {
        var lots = LotStory.Read(log);
        foreach (var exit in ExitStory.Read(log))
        {
            JudgeSteps(exit, now, report);
            JudgeHandOvers(log, exit, orders, report);
            if (exit.HandOvers.Count > 0)
            {
                JudgeLeft(exit, orders, report);
                JudgeLots(log, exit, lots, now, report);
            }

            if (exit.Completed is not null)
            {
                JudgeGone(log, exit, orders, months, lots, report);
            }
        }
    }

    private static void JudgeSteps(ExitStory exit, DateTimeOffset? now, AuditReport report)
    {
        var steps = exit.Steps.Where(s_steps.Contains).Select(s => Array.IndexOf(s_steps, s)).ToArray();
        report.Check(
            steps.SequenceEqual(steps.Order()) && steps.Distinct().SequenceEqual(Enumerable.Range(0, steps.Max() + 1)),
            "exit.steps", exit.Code, () => string.Join(", ", exit.Steps));
        report.Check(
            exit.Decided?.Body.Text("decidedBy") != exit.DraftedBy, "exit.two-people", exit.Code,
            () => $"drafted and decided by {exit.DraftedBy}");
        if (exit.Started?.Body.Instant("noticeUntil") is { } until)
        {
            report.Check(
                exit.HandOvers.TrueForAll(h => h.RecordedAt >= until), "exit.notice", exit.Code,
                () => $"handed over at {exit.HandOvers[0].RecordedAt:O}, its notice ran until {until:O}");
            report.Check(
                !(until <= now) || exit.HandOvers.Count > 0, "exit.woken", exit.Code,
                () => $"its notice is over since {until:O}, and nothing was handed over");
        }
    }

    // Only who has left hands over, to whom its exit names for the lot; and no more often than it was given the order.
    private static void JudgeHandOvers(
        LogFile log, ExitStory exit, IReadOnlyDictionary<Guid, OrderStory> orders, AuditReport report)
    {
        var given = log.Events.Where(e => e.Name is "work-order.dispatched.v1" or "work-order.dispatched-again.v1"
            && e.Body.At("assignee").Id("contractorId") == exit.Contractor).ToLookup(e => e.Id);
        var over = log.Events.Where(e => e.Name == "work-order.handed-over.v1"
            && e.Body.At("from").Id("contractorId") == exit.Contractor).ToLookup(e => e.Id);
        foreach (var order in over)
        {
            report.Check(
                order.Count() <= given[order.Key].Count(), "exit.once", orders[order.Key].Number,
                () => $"handed over {order.Count()} times, given {given[order.Key].Count()} times");
            foreach (var happened in order)
            {
                JudgeHeir(exit, happened, orders[order.Key].Number, report);
            }
        }
    }

    private static void JudgeHeir(ExitStory exit, LogEvent happened, string number, AuditReport report)
    {
        var named = exit.HeirAt(happened.Position, happened.Body.At("from").IdOr("lotId"));
        var reason = happened.Body.Text("reasonCode");
        report.Check(exit.HasLeftAt(happened.Position), "exit.before", number, () => $"at {happened.Position}");
        report.Same(
            happened.Body.Has("to") ? happened.Body.At("to").Id("contractorId") : null,
            reason == "exit-replacement-unable" ? null : named, "exit.heir", number);
        report.Check(
            named is null == (reason == "exit-no-replacement"), "exit.reason", number,
            () => $"{reason}, named {named}");
    }

    // Work under review stays with who did it, until it is judged; everything else has gone on.
    private static void JudgeLeft(
        ExitStory exit, IReadOnlyDictionary<Guid, OrderStory> orders, AuditReport report)
    {
        foreach (var order in orders.Values.Where(o => !o.HasEnded))
        {
            var status = order.Status == "suspended" ? order.BeforePause : order.Status;
            var done = status == "replied" || (status == "verified" && IsRepaired(order));
            report.Check(
                order.Lead?.Contractor != exit.Contractor || done, "exit.left-behind", order.Number,
                () => $"{order.Status} with {exit.Code}, which has left");
            report.Check(
                !order.Assisting.Contains(exit.Contractor), "exit.assist-left-behind", order.Number,
                () => $"{exit.Code} assists, and has left");
        }
    }

    private static bool IsRepaired(OrderStory order) => order.Repaired is not null || order.Before is { Repaired: true }
        || !order.Limits.Any(l => l.Clock == "repair");

    // Its part goes to the heir, whole: shares and fee make what they made before. Without an heir it stays.
    private static void JudgeLots(
        LogFile log, ExitStory exit, Dictionary<Guid, LotStory> lots, DateTimeOffset? now, AuditReport report)
    {
        var kept = log.Events.Where(e => e.Name == "contract-lot.share-kept.v1"
            && e.Body.Id("contractorId") == exit.Contractor).Select(e => e.Id).ToHashSet();
        var (first, last) = (exit.HandOvers[0], exit.HandOvers[^1]);
        foreach (var lot in lots.Values)
        {
            var before = Shares(lot.HoldingAt(first.RecordedAt, first.Position));
            var after = Shares(lot.HoldingAt(now ?? last.RecordedAt));
            report.Same(after.Values.Sum(), before.Values.Sum(), "exit.share-sum", lot.Code);
            var heir = kept.Contains(lot.Id) ? null : exit.HeirAt(long.MaxValue, lot.Id);
            if (heir is { } to && before.Remove(exit.Contractor, out var part))
            {
                before[to] = before.GetValueOrDefault(to) + part;
            }

            report.Check(
                before.Count == after.Count && before.All(b => after.GetValueOrDefault(b.Key) == b.Value),
                "exit.share", lot.Code, () => $"own {Shown(before)}, stored {Shown(after)}");
            report.Same(
                lot.HoldingAt(now ?? last.RecordedAt).NumberOr("monthlyFeeCny"),
                lot.HoldingAt(first.RecordedAt, first.Position).NumberOr("monthlyFeeCny"), "exit.fee", lot.Code);
        }
    }

    private static Dictionary<Guid, decimal> Shares(System.Text.Json.JsonElement terms) =>
        terms.List("shares").ToDictionary(s => s.Id("contractorId"), s => s.Number("sharePercent"));

    private static string Shown(Dictionary<Guid, decimal> shares) =>
        string.Join(", ", shares.OrderBy(s => s.Key).Select(s => $"{s.Key} {s.Value}"));

    // No order, no lot, no month is open at the instant of the completion: the last month is paid as well.
    private static void JudgeGone(
        LogFile log, ExitStory exit, IReadOnlyDictionary<Guid, OrderStory> orders,
        IReadOnlyDictionary<Guid, MonthStory> months, Dictionary<Guid, LotStory> lots, AuditReport report)
    {
        var (at, position) = (exit.Completed!.RecordedAt, exit.Completed.Position);
        var open = MonthFactsOwn.Standings(log, orders, position).Where(m => m.Key.Contractor == exit.Contractor)
            .SelectMany(m => m.Value).Where(s => s.Value == "entered").Select(s => orders[s.Key].Number).ToArray();
        report.Check(open.Length == 0, "exit.gone-orders", exit.Code, () => string.Join(", ", open));
        var held = lots.Values.Where(l => Shares(l.HoldingAt(at, position)).ContainsKey(exit.Contractor))
            .Select(l => l.Code).ToArray();
        report.Check(held.Length == 0, "exit.gone-lots", exit.Code, () => string.Join(", ", held));
        foreach (var month in MonthsOf(log, at))
        {
            var owed = MoneyLaws.FeesOf(lots.Values, exit.Contractor, month, 100m).Count > 0;
            var story = months.Values.FirstOrDefault(m => m.Contractor == exit.Contractor && m.Month == month);
            var paid = story?.Settlements.LastOrDefault(s => s.Position < position)?.Position ?? 0;
            report.Check(
                (story is null && !owed) || (paid > 0 && !story!.Reopenings.Exists(r =>
                    r.Position > paid && r.Position < position)),
                "exit.gone-money", $"{exit.Code} {month}", () => "neither settled nor without a fee");
        }
    }

    // From the first month that anything is known of to that of the instant.
    private static IEnumerable<string> MonthsOf(LogFile log, DateTimeOffset at)
    {
        var month = MonthFactsOwn.MonthOf(log.Events.First(e => e.Type == "work-order").RecordedAt);
        for (var day = MonthFactsOwn.DayEnd(month, 1); day <= at; day = day.AddMonths(1))
        {
            yield return MonthFactsOwn.MonthOf(day);
        }
    }
}
