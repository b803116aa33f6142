using FieldOps.Domain.Assessment;
using FieldOps.Domain.Sla.Recomputes;

namespace FieldOps.Assessment.Recomputes;

/// <summary>
/// Finds what a change moves, a page of orders at a time, in as many parts as there are rules: those keep what they
/// made, so each part has its own. What is found does not depend on how many parts there are.
/// </summary>
internal sealed class RecomputeComparison(
    RecomputeRules[] rules, RecomputeScope scope, DateTimeOffset asOf, TimeZoneInfo zone)
{
    /// <summary>Parts that are worth their own limits.</summary>
    public const int PartsMax = 8;

    private readonly Part[] _parts = [.. rules.Select(r => new Part(r, scope, asOf, zone))];

    /// <summary>What changes in the orders of a page, or cannot be said of them, in the order of its key.</summary>
    public async Task<List<Difference>> CompareAsync(IntervalPage page, CancellationToken cancellationToken)
    {
        var each = (page.Rows.Count + _parts.Length - 1) / _parts.Length;
        var found = await Task.WhenAll(_parts.Select((part, at) => Task.Run(
            () => part.Compare(page, at * each, Math.Min(page.Rows.Count, (at + 1) * each)), cancellationToken)));
        // In the order of the key: so the index grows in few places.
        var all = found.SelectMany(f => f).ToList();
        all.Sort(static (a, b) => OrderOf(a, b));
        return all;
    }

    private static int OrderOf(Difference a, Difference b)
    {
        var order = a.ContractorId.CompareTo(b.ContractorId);
        order = order != 0 ? order : string.CompareOrdinal(a.Month, b.Month);
        return order != 0 ? order : a.OrderId.CompareTo(b.OrderId);
    }

    private sealed class Part(RecomputeRules rules, RecomputeScope scope, DateTimeOffset asOf, TimeZoneInfo zone)
    {
        private readonly Dictionary<(int Year, int Month), string> _months = [];

        public List<Difference> Compare(IntervalPage page, int from, int to)
        {
            var found = new List<Difference>(Math.Max(0, to - from));
            for (var at = from; at < to; at++)
            {
                if (page.Order(at) is { } order && scope.Holds(order)
                    && rules.Of(order, asOf) is { } result && (result.Changes || result.Code is not null))
                {
                    found.AddRange(Difference.Of(result, MonthOf(order.OccurredAt)));
                }
            }

            return found;
        }

        // Most days lie in one month wherever their hours fall; the days at its edges are asked for one by one.
        private string MonthOf(DateTimeOffset at)
        {
            var utc = at.UtcDateTime;
            if (utc.Day is 1 || utc.Day >= 28)
            {
                return MonthKey.Of(at, zone).ToString();
            }

            var key = (utc.Year, utc.Month);
            return _months.TryGetValue(key, out var known)
                ? known
                : _months[key] = MonthKey.Of(at, zone).ToString();
        }
    }
}
