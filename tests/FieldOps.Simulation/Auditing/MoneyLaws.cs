using System.Text.Json;

namespace FieldOps.Simulation.Auditing;

/// <summary>Every statement to the cent, from the lots' terms and the score.</summary>
internal static class MoneyLaws
{
    public static void Judge(
        LogFile log, MonthStory month, LogEvent computed, decimal? score, JsonElement scheme, AuditReport report)
    {
        var own = FeesOf(log, month, computed.Position, score, scheme);
        var carried = month.Carried.Where(c => c.Position < computed.Position)
            .Sum(c => c.Body.At("correction").Number("amountCny"));
        var statement = computed.Body.At("statement");
        var stored = statement.List("lines").ToDictionary(l => l.Text("lotCode"));
        report.Check(
            stored.Keys.Order(StringComparer.Ordinal).SequenceEqual(own.Keys), "money.lots", month.Name,
            () => $"stored {string.Join(',', stored.Keys)}, own {string.Join(',', own.Keys)}");
        foreach (var (code, line) in own.Where(l => stored.ContainsKey(l.Key)))
        {
            var subject = $"{month.Name} {code}";
            report.Same(stored[code].Number("monthlyFeeCny"), line.Fee, "money.fee", subject);
            report.Same(stored[code].Int("daysInForce"), line.Days, "money.days", subject);
            report.Same(stored[code].Number("amountCny"), line.Amount, "money.amount", subject);
        }

        report.Same(statement.Number("totalCny"), own.Values.Sum(l => l.Amount) + carried, "money.total",
            month.Name);
    }

    /// <summary>What each lot pays at a score, by the terms that the log told before a position.</summary>
    public static SortedDictionary<string, (decimal Fee, int Days, decimal Amount)> FeesOf(
        LogFile log, MonthStory month, long before, decimal? score, JsonElement scheme)
    {
        var lots = new LogFile(
            [.. log.Events.Where(e => e.Position < before)], log.Heads, log.Commands, log.End, log.Stuck);
        var percent = score ?? (scheme.At("settlement").Text("noScoreFee") == "full" ? 100m : 0m);
        var days = MonthFactsOwn.DaysIn(month.Month);
        var own = new SortedDictionary<string, (decimal Fee, int Days, decimal Amount)>(StringComparer.Ordinal);
        foreach (var lot in LotStory.Read(lots).Values)
        {
            var inForce = Enumerable.Range(1, days).Count(day => InForce(lot, MonthFactsOwn.DayEnd(month.Month, day)));
            if (inForce > 0 && FeeOf(lot.Terms, month.Contractor) is { } fee)
            {
                own[lot.Code] = (fee, inForce, OwnScore.Cents(fee * inForce * percent / (days * 100m)));
            }
        }

        return own;
    }

    // A day counts when the terms hold to its very end.
    private static bool InForce(LotStory lot, DateTimeOffset dayEnd) =>
        lot.Terms.Instant("effectiveFrom") < dayEnd
        && !(lot.Terms.InstantOr("effectiveTo") < dayEnd)
        && !(lot.ClosedFrom < dayEnd);

    private static decimal? FeeOf(JsonElement terms, Guid contractor)
    {
        var shares = terms.List("shares");
        var own = shares.FirstOrDefault(s => s.Id("contractorId") == contractor);
        if (own.ValueKind == JsonValueKind.Undefined)
        {
            return null;
        }

        if (terms.NumberOr("monthlyFeeCny") is not { } whole)
        {
            return own.NumberOr("monthlyFeeCny") ?? 0;
        }

        // Whole cents each; what is left over goes to the largest remainders, so that the parts make the whole.
        var parts = shares.Select(s =>
        {
            var cents = whole * s.Number("sharePercent");
            return (Id: s.Id("contractorId"), Code: s.Text("contractorCode"), Cents: Math.Truncate(cents),
                Left: cents % 1);
        }).OrderByDescending(p => p.Left).ThenBy(p => p.Code, StringComparer.Ordinal).ToArray();
        var spare = (int)((whole * 100) - parts.Sum(p => p.Cents));
        var at = Array.FindIndex(parts, p => p.Id == contractor);
        return (parts[at].Cents + (at < spare ? 1 : 0)) / 100;
    }
}
