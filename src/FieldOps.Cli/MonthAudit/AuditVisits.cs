using System.Text.Json;

namespace FieldOps.Cli.MonthAudit;

/// <summary>
/// Visits that a month counts from its orders, a second way: line by line over the orders that ended and did not leave,
/// by the words of the price list's own document and not by what the sheet kept of it.
/// </summary>
internal static class AuditVisits
{
    /// <summary>The prices that a sheet had to count by; none where it names no list.</summary>
    public static JsonElement[] PricesOf(JsonElement sheet, AuditDocuments documents)
    {
        if (!sheet.Has("visits"))
        {
            return [];
        }

        var (list, version) = (sheet.Of("visits").Str("termsId"), sheet.Of("visits").Of("termsVersion").GetInt32());
        return [.. documents.Of("settlement", list, version).List("visits").Where(v => v.Has("countedFrom"))];
    }

    /// <summary>Orders, what each pays, and the money by the name of their line.</summary>
    public static Dictionary<string, (int Orders, decimal Each, decimal Cny)> LinesOf(AuditedMonth month)
    {
        var lines = new Dictionary<string, (int, decimal, decimal)>(StringComparer.Ordinal);
        foreach (var price in month.VisitPrices)
        {
            var each = price.Dec("cny") * price.Dec("standardVisits");
            foreach (var from in price.List("countedFrom"))
            {
                var orders = month.Orders.Count(o =>
                    o.Value.Has("ended") && !month.Withdrawn.ContainsKey(o.Key) && Holds(from, o.Value));
                lines[$"visits/{from.Str("speciality")}/{price.Str("code")}"] =
                    (orders, each, (each * orders).Cents());
            }
        }

        return lines;
    }

    /// <summary>Whether visits of a type are counted from orders: those that somebody typed pay nothing then.</summary>
    public static bool Counts(AuditedMonth month, string type) => month.VisitPrices.Any(p => p.Str("code") == type);

    /// <summary>Compares the counted lines of the last sheet with the audit's own.</summary>
    public static void Judge(AuditedMonth month, MonthAuditReport report)
    {
        var stored = month.Sheet.Of("statement").List("items")
            .Where(i => i.Has("visits") && i.List("refs").Length == 0)
            .ToDictionary(i => $"visits/{i.Of("visits").Str("speciality")}/{i.Str("code")}", i => i);
        var own = LinesOf(month);
        foreach (var path in stored.Keys.Union(own.Keys, StringComparer.Ordinal))
        {
            var (there, here) = (stored.TryGetValue(path, out var item), own.TryGetValue(path, out var line));
            var visits = there ? item.Of("visits") : default;
            report.Same(month.Name, path, there ? visits.Dec("count") : null, here ? line.Orders : null);
            report.Same(
                month.Name, path + " each", there ? visits.Dec("standardVisits") * visits.Dec("cny") : null,
                here ? line.Each : null);
            report.Same(month.Name, path + " cny", there ? item.Dec("amountCny") : null, here ? line.Cny : null);
        }
    }

    private static bool Holds(JsonElement from, JsonElement order)
    {
        var classes = from.Words("assetClasses");
        return from.Words("workKinds").Contains(order.Str("workKind"))
            && (classes.Length == 0 || classes.Contains(order.Str("assetClass")))
            && !from.Words("excludedAttributions").Contains(order.Of("ended").Str("attribution"));
    }
}
