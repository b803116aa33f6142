using System.Text.Json;

namespace FieldOps.Cli.MonthAudit;

/// <summary>
/// What a sheet must know of the months before: orders that count, whose faults may have come back. Worked out from
/// those months' own events.
/// </summary>
internal static class AuditEarlier
{
    /// <summary>The orders of earlier months that the judged sheet had to know; none where it kept none.</summary>
    public static JsonElement[] Of(AuditedMonth judged, IEnumerable<AuditedMonth> months, JsonElement scheme) =>
        // Sheets from before such faults were kept stand as they were computed.
        judged.Sheet.Has("earlier") ? [.. Known(judged, months, scheme).Select(o => o.Order)] : [];

    /// <summary>The orders of earlier months that a month may have to know to be scored by a scheme.</summary>
    public static (string Month, JsonElement Order)[] Known(
        AuditedMonth judged, IEnumerable<AuditedMonth> months, JsonElement scheme)
    {
        var excluded = scheme.Words("excludedAttributions");
        return
        [
            .. months.Where(m => m.Contractor == judged.Contractor
                    && string.CompareOrdinal(m.Month, judged.Month) < 0)
                .SelectMany(m => m.EndedAt(judged.FrozenAt).Select(o => (m.Month, Order: o)))
                .Where(o => !excluded.Contains(o.Order.Of("ended").Str("attribution"))),
        ];
    }

    /// <summary>An order with its end as the log told at a position; null without one.</summary>
    public static JsonElement? At(JsonElement order, long position)
    {
        if (!order.Has("ended") || order.Of("enteredFrom").GetInt64() > position)
        {
            return null;
        }

        var ended = order.Of("ended");
        while (ended.Of("from").GetInt64() > position)
        {
            if (!ended.Has("before"))
            {
                return null;
            }

            ended = ended.Of("before");
        }

        var known = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(order)!;
        known["ended"] = ended;
        return JsonSerializer.SerializeToElement(known);
    }
}
