namespace FieldOps.Simulation.Auditing;

/// <summary>The months as the orders make them.</summary>
internal static class MonthFactsOwn
{
    // Shanghai has kept UTC+8 without summer time since 1991.
    private static readonly TimeSpan s_shanghai = TimeSpan.FromHours(8);

    public static string MonthOf(DateTimeOffset at) =>
        at.ToOffset(s_shanghai).ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);

    public static DateTimeOffset DayEnd(string month, int day)
    {
        var first = DateTimeOffset.ParseExact(
            month + "-01 +08:00", "yyyy-MM-dd zzz", System.Globalization.CultureInfo.InvariantCulture);
        return first.AddDays(day);
    }

    public static int DaysIn(string month) => DateTime.DaysInMonth(
        int.Parse(month[..4], System.Globalization.CultureInfo.InvariantCulture),
        int.Parse(month[5..], System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Per contractor and month every order that it ever led, up to a log position.</summary>
    public static Dictionary<(Guid Contractor, string Month), Dictionary<Guid, string>> Standings(
        LogFile log, IReadOnlyDictionary<Guid, OrderStory> orders, long upTo = long.MaxValue)
    {
        var months = new Dictionary<(Guid, string), Dictionary<Guid, string>>();
        var leads = new Dictionary<Guid, Guid>();
        var kept = new HashSet<(Guid Contractor, Guid Order)>();
        foreach (var happened in log.Events)
        {
            if (happened.Position > upTo)
            {
                break;
            }

            if (happened.Type != "work-order" || !orders.TryGetValue(happened.Id, out var order))
            {
                continue;
            }

            var month = MonthOf(order.Origin.Instant("occurredAt"));
            switch (happened.Name)
            {
                // Who leaves with a share has an end of its own; it may be told again when another leads.
                case "work-order.share-closed.v1":
                    var leaver = happened.Body.At("outcome").Id("contractorId");
                    kept.Add((leaver, happened.Id));
                    Put(leaver, happened.Id, month, "ended");
                    break;
                case "work-order.share-withdrawn.v1":
                    Put(happened.Body.Id("contractorId"), happened.Id, month, "withdrawn");
                    break;
                case "work-order.dispatched.v1" or "work-order.dispatched-again.v1":
                    Leave(happened.Id, month);
                    leads[happened.Id] = happened.Body.At("assignee").Id("contractorId");
                    Stand(happened.Id, month, "entered");
                    break;
                case "work-order.queued.v1" or "work-order.cancelled.v1" or "work-order.closed-by-refusal.v1":
                    Leave(happened.Id, month);
                    leads.Remove(happened.Id);
                    break;
                case "work-order.archived.v1":
                    Stand(happened.Id, month, "ended");
                    break;
            }
        }

        return months;

        void Leave(Guid order, string month)
        {
            if (leads.TryGetValue(order, out var lead) && !kept.Contains((lead, order)))
            {
                Stand(order, month, "withdrawn");
            }
        }

        void Stand(Guid order, string month, string standing) => Put(leads[order], order, month, standing);

        void Put(Guid contractor, Guid order, string month, string standing)
        {
            var key = (contractor, month);
            if (!months.TryGetValue(key, out var there))
            {
                months[key] = there = [];
            }

            there[order] = standing;
        }
    }
}
