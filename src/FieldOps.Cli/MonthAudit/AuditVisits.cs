using System.Text.Json;

namespace FieldOps.Cli.MonthAudit;

/// <summary>
/// Visits that a month counts from its orders, a second way: line by line over the orders that ended and did not leave,
/// by the words of the price list's own document and not by what the sheet kept of it.
/// </summary>
internal static class AuditVisits
{
    /// <summary>The prices that a month's sheets had to count by: of the list that the first one named.</summary>
    public static JsonElement[] PricesOf(AuditedMonth month, AuditDocuments documents) =>
        month.CountsBy is not (var list, var version) ? []
            : [.. documents.Of("settlement", list, version).List("visits").Where(v => v.Has("countedFrom"))];

    /// <summary>The list that a sheet names, and its version; null where it counts nothing.</summary>
    public static (string List, int Version)? NamedBy(JsonElement sheet) => sheet.Has("visits")
        ? (sheet.Of("visits").Str("termsId"), sheet.Of("visits").Of("termsVersion").GetInt32())
        : null;

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

    /// <summary>Whether visits that somebody typed are on a line that is counted: they pay nothing then.</summary>
    public static bool Counts(AuditedMonth month, JsonElement typed) => month.VisitPrices.Any(p =>
        p.Str("code") == typed.Of("price").Str("code")
        && p.List("countedFrom").Any(f => f.List("assetClasses").Length == 0
            || string.Equals(
                f.Str("speciality").Trim(), typed.Str("speciality").Trim(), StringComparison.OrdinalIgnoreCase)));

    /// <summary>
    /// Compares what the last sheet counts by with the first one's, for no later one counts otherwise, and its counted
    /// lines with the audit's own.
    /// </summary>
    public static void Judge(AuditedMonth month, MonthAuditReport report)
    {
        report.Same(month.Name, "counts by", TextOf(NamedBy(month.Sheet)), TextOf(month.CountsBy));
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

    private static string? TextOf((string List, int Version)? named) =>
        named is (var list, var version) ? $"{list}.v{version}" : null;

    private static bool Holds(JsonElement from, JsonElement order)
    {
        var classes = from.Words("assetClasses");
        return from.Words("workKinds").Contains(order.Str("workKind"))
            && (classes.Length == 0 || classes.Contains(order.Str("assetClass")))
            && !from.Words("excludedAttributions").Contains(order.Of("ended").Str("attribution"));
    }
}
