namespace FieldOps.Simulation.Auditing;

/// <summary>A ticket and its order: one each, and they end together.</summary>
internal static class TicketLaws
{
    public static void Judge(
        LogFile log, IReadOnlyDictionary<Guid, TicketStory> tickets, IReadOnlyDictionary<Guid, OrderStory> orders,
        AuditReport report)
    {
        var byTicket = orders.Values.Where(o => o.Origin.Has("ticket"))
            .ToLookup(o => o.Origin.At("ticket").Id("ticketId"));
        foreach (var ticket in tickets.Values)
        {
            var made = byTicket[ticket.Id].ToArray();
            report.Check(
                made.Length == 1, "ticket.one-order", ticket.Number,
                () => $"{made.Length} orders: {string.Join(',', made.Select(o => o.Number))}");
            if (made is [var order])
            {
                JudgePair(ticket, order, report);
            }
        }

        foreach (var order in orders.Values.Where(o => o.Origin.Has("ticket")))
        {
            report.Check(
                tickets.ContainsKey(order.Origin.At("ticket").Id("ticketId")), "order.ticket", order.Number,
                () => "its ticket was never raised");
        }

        JudgeNumbers(orders, report);
    }

    private static void JudgePair(TicketStory ticket, OrderStory order, AuditReport report)
    {
        var raised = ticket.Raised.Body;
        report.Same(order.Id, OwnId.Of(ticket.Id, "work-order"), "order.id", order.Number);
        report.Same(order.Origin.Text("workKind"), raised.Text("workKind"), "order.work-kind", order.Number);
        report.Same(order.Origin.Text("severity"), raised.Text("severity"), "order.severity", order.Number);
        report.Same(order.Origin.Instant("occurredAt"), raised.Instant("occurredAt"), "order.occurred", order.Number);
        report.Same(order.Origin.At("asset").Id("assetId"), ticket.Raised.Id, "order.asset", order.Number);
        report.Same(ticket.Closed is not null, order.HasEnded, "ticket.ends-with-order", ticket.Number);
        if (ticket.Closed is { } closed && order.HasEnded)
        {
            report.Same(closed.Body.Id("orderId"), order.Id, "ticket.closed-by", ticket.Number);
        }

        if (!order.HasEnded)
        {
            report.Same(order.Repeats, ticket.Repeats, "order.repeats", order.Number);
        }
    }

    private static void JudgeNumbers(IReadOnlyDictionary<Guid, OrderStory> orders, AuditReport report)
    {
        foreach (var number in orders.Values.GroupBy(o => o.Number))
        {
            report.Check(
                number.Count() == 1, "order.number", number.Key, () => $"{number.Count()} orders have this number");
        }
    }
}
