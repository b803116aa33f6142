using System.Globalization;
using System.Text.Json;

namespace FieldOps.Cli.MonthAudit;

/// <summary>
/// Rules that are short of orders, and those of the months before that they count instead (domain reference, 7.7). A
/// correction of a sheet keeps the sheet's.
/// </summary>
internal static class AuditRolling
{
    /// <summary>The orders of earlier months by the path of the rule that was short.</summary>
    public static Dictionary<string, JsonElement[]> Of(
        AuditedMonth month, IEnumerable<AuditedMonth> months, JsonElement scheme)
    {
        var rolled = new Dictionary<string, JsonElement[]>(StringComparer.Ordinal);
        if (!AuditScore.RulesOf(scheme).Any(r => r.Rule.Has("rollingMonths")))
        {
            return rolled;
        }

        // An objection that was upheld does not make a month short.
        var own = new AuditScore(month.BeforeObjections(), scheme);
        var known = AuditEarlier.Known(month, months, scheme);
        foreach (var (path, rule) in AuditScore.RulesOf(scheme).Where(r => r.Rule.Has("rollingMonths")))
        {
            if (own.CasesOf(rule) < scheme.Dec("smallSampleOrders"))
            {
                var from = First(month.Month, rule.Of("rollingMonths").GetInt32());
                rolled[path] = [.. known.Where(o => string.CompareOrdinal(o.Month, from) >= 0).Select(o => o.Order)];
            }
        }

        return rolled;
    }

    private static string First(string month, int months) =>
        DateTime.ParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture).AddMonths(1 - months)
            .ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
