namespace FieldOps.Compliance.Closed;

/// <summary>How long ago an asset's trouble before this one was: what repeat faults are counted by.</summary>
internal static class RepeatDays
{
    /// <summary>Days that are kept apart; a rule may call a repeat what came back within so many.</summary>
    public const int Max = 90;

    /// <summary>Begun days between two troubles; null when the rule can never ask for them.</summary>
    public static int? Between(DateTimeOffset before, DateTimeOffset occurred)
    {
        var days = Math.Max(1, (int)Math.Ceiling((occurred - before).TotalDays));
        return days <= Max ? days : null;
    }

    /// <summary>
    /// The orders of one asset and kind of work with the days since the one before: each order's own follows from its
    /// neighbour only.
    /// </summary>
    /// <param name="orders">Archived orders of one asset and kind of work.</param>
    public static IEnumerable<ClosedOrder> Told(IEnumerable<ClosedOrder> orders)
    {
        ClosedOrder? before = null;
        foreach (var order in orders.OrderBy(o => o.OccurredAt).ThenBy(o => o.OrderId))
        {
            yield return order with
            {
                DaysSinceLast = before is null ? null : Between(before.OccurredAt, order.OccurredAt),
            };
            before = order;
        }
    }
}
