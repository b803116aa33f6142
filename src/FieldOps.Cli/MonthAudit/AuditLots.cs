using System.Globalization;
using System.Text.Json;

namespace FieldOps.Cli.MonthAudit;

/// <summary>Lots as their stored events tell them, and what they pay a contractor in a month.</summary>
/// <param name="zone">The operator's zone.</param>
internal sealed class AuditLots(TimeZoneInfo zone)
{
    private readonly Dictionary<Guid, (List<JsonElement> Terms, DateTimeOffset? Closed)> _lots = [];
    private readonly Dictionary<Guid, string> _codes = [];

    public void Take(Guid id, string name, JsonElement body)
    {
        var (terms, closed) = _lots.GetValueOrDefault(id, ([], null));
        if (name == "contract-lot.closed.v1")
        {
            _lots[id] = (terms, body.At("closedFrom"));
            return;
        }

        if (!body.Has("terms"))
        {
            return;
        }

        _codes[id] = body.Str("code");

        // What begins later holds from then on; what began no earlier is replaced.
        var wanted = body.Of("terms");
        terms.RemoveAll(t => t.At("effectiveFrom") >= wanted.At("effectiveFrom"));
        terms.Add(wanted);
        _lots[id] = (terms, closed);
    }

    /// <summary>Fee of a whole month and days paid, of every lot that pays.</summary>
    public IEnumerable<AuditedFee> FeesOf(string month, Guid contractor)
    {
        var first = DateTime.ParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var length = DateTime.DaysInMonth(first.Year, first.Month);
        foreach (var (id, (terms, closed)) in _lots)
        {
            var ends = Enumerable.Range(1, length).Select(day => EndOf(first.AddDays(day)));
            foreach (var paid in ends.GroupBy(end => terms.FindLastIndex(t => t.At("effectiveFrom") < end)))
            {
                var days = paid.Key < 0 ? 0 : paid.Count(end => Pays(terms[paid.Key], closed, end));
                if (days > 0 && FeeOf(terms[paid.Key], contractor) is { } fee)
                {
                    yield return new AuditedFee(_codes[id], fee, days, length);
                }
            }
        }
    }

    private DateTimeOffset EndOf(DateTime nextDay) => new(nextDay, zone.GetUtcOffset(nextDay));

    // The day is paid to the lot that is in force when it ends.
    private static bool Pays(JsonElement terms, DateTimeOffset? closed, DateTimeOffset dayEnd) =>
        !(terms.AtOr("effectiveTo") < dayEnd) && !(closed < dayEnd);

    private static decimal? FeeOf(JsonElement terms, Guid contractor)
    {
        var shares = terms.List("shares");
        var own = Array.FindIndex(shares, s => s.Id("contractorId") == contractor);
        if (own < 0)
        {
            return null;
        }

        if (terms.DecOr("monthlyFeeCny") is not { } whole)
        {
            return shares[own].DecOr("monthlyFeeCny") ?? 0m;
        }

        // In cents: each its whole ones, what is left to the largest remainders.
        var cents = shares.Select(s => whole * s.Dec("sharePercent")).ToArray();
        var spare = (int)((whole * 100m) - cents.Sum(decimal.Truncate));
        var rank = Enumerable.Range(0, shares.Length)
            .OrderByDescending(i => cents[i] - decimal.Truncate(cents[i]))
            .ThenBy(i => shares[i].Str("contractorCode"), StringComparer.Ordinal).ToList().IndexOf(own);
        return (decimal.Truncate(cents[own]) + (rank < spare ? 1m : 0m)) / 100m;
    }
}

/// <summary>What a lot pays in a month, before any score.</summary>
internal sealed record AuditedFee(string Lot, decimal Fee, int Days, int DaysInMonth);
