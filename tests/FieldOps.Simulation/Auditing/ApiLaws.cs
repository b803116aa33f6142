using System.Text.Json;

namespace FieldOps.Simulation.Auditing;

/// <summary>What the API lists is what the log says.</summary>
internal static class ApiLaws
{
    public static void Judge(
        IReadOnlyDictionary<string, IReadOnlyList<JsonElement>> answers, AuditedWorld world, AuditReport report)
    {
        foreach (var (path, items) in answers)
        {
            switch (path)
            {
                case "work-orders":
                    Compare(
                        items.Select(i => $"{i.Id("id")} {i.Text("status")} {i.TextOr("attribution")}"),
                        world.Orders.Values.Select(o => $"{o.Id} {o.Status} {o.Attribution}"),
                        "api.orders", report);
                    break;
                case "tickets":
                    Compare(
                        items.Select(i => $"{i.Id("ticketId")} {i.Text("status")} {i.Int("repeatCount")}"),
                        world.Tickets.Values.Select(
                            t => $"{t.Id} {(t.Closed is null ? "open" : "closed")} {t.Repeats}"),
                        "api.tickets", report);
                    break;
                case "months":
                    Compare(
                        items.Select(i => $"{i.Id("contractorId")} {i.Text("month")} {i.Text("status")} "
                            + FormattableString.Invariant($"{i.NumberOr("score")} {i.NumberOr("totalCny")}")),
                        world.Months.Values.Select(OfMonth),
                        "api.months", report);
                    break;
                case "sla/compliance":
                    Compliance(items, world, report);
                    break;
            }
        }
    }

    private static string OfMonth(MonthStory month)
    {
        var sheet = month.Sheets.LastOrDefault()?.Body;
        return $"{month.Contractor} {month.Month} {month.Status} " + FormattableString.Invariant(
            $"{sheet?.At("sheet").NumberOr("score")} {sheet?.At("statement").Number("totalCny")}");
    }

    // Per month, contractor and clock: on time and late of those that count.
    private static void Compliance(IReadOnlyList<JsonElement> rows, AuditedWorld world, AuditReport report)
    {
        var own =
            from order in world.Orders.Values
            from counted in order.Figures()
            where !world.ExcludedAttributions.Contains(counted.Attribution)
            group counted.Late by (
                Month: MonthFactsOwn.MonthOf(order.Origin.Instant("occurredAt")), counted.Party.Code, counted.Clock)
            into figure
            select $"{figure.Key.Month} {figure.Key.Code} {figure.Key.Clock} "
                + $"{figure.Count(late => !late)} {figure.Count(late => late)}";
        Compare(
            rows.Where(r => r.Int("due") > 0).Select(r =>
                $"{r.At("group").Text("month")} {r.At("group").Text("contractorCode")} {r.At("group").Text("clock")} "
                + $"{r.Int("onTime")} {r.Int("late")}"),
            own, "api.compliance", report);
    }

    private static void Compare(IEnumerable<string> told, IEnumerable<string> own, string code, AuditReport report)
    {
        var made = own.ToHashSet(StringComparer.Ordinal);
        foreach (var item in told)
        {
            report.Check(made.Remove(item), code, item, () => "told by the API, not in the log");
        }

        foreach (var item in made)
        {
            report.Check(false, code, item, () => "in the log, not told by the API");
        }
    }
}
