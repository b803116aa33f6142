namespace FieldOps.Simulation.Auditing;

/// <summary>Every order is in the month of its trouble, with whoever answers for it, once.</summary>
internal static class MonthLaws
{
    public static void Judge(
        LogFile log, IReadOnlyDictionary<Guid, OrderStory> orders, IReadOnlyDictionary<Guid, MonthStory> months,
        PolicyFiles policies, AuditReport report)
    {
        var own = MonthFactsOwn.Standings(log, orders);
        foreach (var ((contractor, month), standings) in own)
        {
            var id = OwnId.Of(contractor, month);
            report.Check(months.ContainsKey(id), "month.missing", $"{contractor} {month}", () =>
                $"{standings.Count} orders");
            if (months.TryGetValue(id, out var story))
            {
                JudgeMembers(story, standings, orders, report);
            }
        }

        foreach (var story in months.Values)
        {
            report.Same(story.Id, OwnId.Of(story.Contractor, story.Month), "month.id", story.Name);
            var standings = own.GetValueOrDefault((story.Contractor, story.Month)) ?? [];
            foreach (var stray in story.Orders.Keys.Where(o => !standings.ContainsKey(o)))
            {
                report.Check(false, "month.stray", story.Name, () => $"order {stray} never was this contractor's");
            }

            ScoreLaws.Judge(log, story, orders, policies, report);
        }

        ChangeLaws.Judge(log, orders, months, policies, report);
    }

    private static void JudgeMembers(
        MonthStory story, Dictionary<Guid, string> standings, IReadOnlyDictionary<Guid, OrderStory> orders,
        AuditReport report)
    {
        foreach (var (order, standing) in standings)
        {
            report.Same(
                story.Orders.GetValueOrDefault(order, "missing"), standing, "month.order",
                $"{story.Name} {orders[order].Number}");
        }

        foreach (var (order, standing) in standings)
        {
            var found = story.Notes.Count(n =>
                n.Kind == "finding" && n.Fact.Text("kind") == "false-reply" && n.Fact.IdOr("orderId") == order);
            if (orders[order].FalseReply && standing == "ended" && orders[order].Lead?.Contractor == story.Contractor)
            {
                report.Check(
                    found == 1, "month.false-reply", $"{story.Name} {orders[order].Number}",
                    () => $"{found} findings, one is due");
            }
        }
    }
}
