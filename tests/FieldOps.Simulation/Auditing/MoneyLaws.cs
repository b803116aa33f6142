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
        // A lot whose shares change in the month has a line for each of its terms.
        var stored = statement.List("lines").GroupBy(l => l.Text("lotCode")).ToDictionary(g => g.Key, g => g.ToArray());
        report.Check(
            stored.Keys.Order(StringComparer.Ordinal).SequenceEqual(own.Keys), "money.lots", month.Name,
            () => $"stored {string.Join(',', stored.Keys)}, own {string.Join(',', own.Keys)}");
        foreach (var (code, lines) in own.Where(l => stored.ContainsKey(l.Key)))
        {
            var subject = $"{month.Name} {code}";
            report.Same(stored[code].Length, lines.Count, "money.lines", subject);
            foreach (var (there, line) in stored[code].Zip(lines))
            {
                report.Same(there.Number("monthlyFeeCny"), line.Fee, "money.fee", subject);
                report.Same(there.Int("daysInForce"), line.Days, "money.days", subject);
                report.Same(there.Number("amountCny"), line.Amount, "money.amount", subject);
            }
        }

        report.Same(
            statement.Number("totalCny"),
            own.Values.Sum(l => l.Sum(f => f.Amount)) + carried
                - month.PaidElsewhere(computed.Position).Sum(ChangeLaws.DifferenceOf),
            "money.total", month.Name);
    }

    /// <summary>What each lot pays at a score, by the terms that the log told before a position.</summary>
    public static SortedDictionary<string, List<OwnFee>> FeesOf(
        LogFile log, MonthStory month, long before, decimal? score, JsonElement scheme)
    {
        var lots = new LogFile(
            [.. log.Events.Where(e => e.Position < before)], log.Heads, log.Commands, log.End, log.Stuck);
        var percent = score ?? (scheme.At("settlement").Text("noScoreFee") == "full" ? 100m : 0m);
        return FeesOf(LotStory.Read(lots).Values, month.Contractor, month.Month, percent);
    }

    /// <summary>What each lot pays a contractor in a month at a percentage, in the order of its terms.</summary>
    public static SortedDictionary<string, List<OwnFee>> FeesOf(
        IEnumerable<LotStory> lots, Guid contractor, string month, decimal percent)
    {
        var days = MonthFactsOwn.DaysIn(month);
        var own = new SortedDictionary<string, List<OwnFee>>(StringComparer.Ordinal);
        foreach (var lot in lots)
        {
            // A day is paid by the terms that hold to its very end.
            var paid = Enumerable.Range(1, days).Select(day => HoldingTo(lot, MonthFactsOwn.DayEnd(month, day)))
                .OfType<JsonElement>().GroupBy(terms => terms.Instant("effectiveFrom"));
            foreach (var terms in paid)
            {
                if (FeeOf(terms.First(), contractor) is { } fee)
                {
                    own.TryAdd(lot.Code, []);
                    own[lot.Code].Add(new OwnFee(
                        fee, terms.Count(), OwnScore.Cents(fee * terms.Count() * percent / (days * 100m))));
                }
            }
        }

        return own;
    }

    private static JsonElement? HoldingTo(LotStory lot, DateTimeOffset dayEnd) =>
        lot.HoldingAt(dayEnd.AddTicks(-1)) is { ValueKind: JsonValueKind.Object } terms
            && !(terms.InstantOr("effectiveTo") < dayEnd) && !(lot.ClosedFrom < dayEnd)
            ? terms
            : null;

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

/// <summary>What one lot pays under one of its terms.</summary>
internal sealed record OwnFee(decimal Fee, int Days, decimal Amount);
