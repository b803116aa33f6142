using System.Text.Json;

namespace FieldOps.Cli.MonthAudit;

/// <summary>Cable fees a second way: by where each cable begins and ends on the line of cumulated kilometres.</summary>
internal static class AuditCables
{
    public static decimal Of(JsonElement month)
    {
        var terms = month.Of("terms");
        var sums = new Dictionary<(string County, string Level, decimal Factor), decimal>();
        foreach (var county in month.List("cables").GroupBy(c => c.StrOr("county") ?? "", StringComparer.Ordinal))
        {
            var sorted = county.OrderBy(c => c.Str("handedOver"), StringComparer.Ordinal)
                .ThenBy(c => c.Str("code"), StringComparer.Ordinal).ToArray();
            var pieces = terms.Of("splitAtEdge").GetBoolean() ? Split(sorted, terms) : Moved(sorted, terms);
            foreach (var (level, factor, km) in pieces)
            {
                sums[(county.Key, level, factor)] = sums.GetValueOrDefault((county.Key, level, factor)) + km;
            }
        }

        var prices = terms.List("prices").ToDictionary(p => p.Str("code"), p => p.Dec("cny"), StringComparer.Ordinal);
        return sums.Sum(s => (s.Value * prices[s.Key.Level] * s.Key.Factor).Cents())
            + (month.Dec("ductHoleKm") * terms.Dec("ductCny")).Cents();
    }

    private static IEnumerable<(string Level, decimal Factor, decimal Km)> Split(
        JsonElement[] cables, JsonElement terms)
    {
        var begin = 0m;
        foreach (var cable in cables)
        {
            var end = begin + cable.Dec("km");
            var low = 0m;
            foreach (var band in terms.List("bands"))
            {
                var high = band.DecOr("upToKm") ?? decimal.MaxValue;
                var km = Math.Min(end, high) - Math.Max(begin, low);
                if (km > 0)
                {
                    yield return (cable.Str("level"), band.Dec("factor"), km);
                }

                low = high;
            }

            begin = end;
        }
    }

    private static IEnumerable<(string Level, decimal Factor, decimal Km)> Moved(
        JsonElement[] cables, JsonElement terms)
    {
        var bands = terms.List("bands");
        var (band, used) = (0, 0m);
        foreach (var cable in cables)
        {
            var km = cable.Dec("km");
            while (bands[band].DecOr("upToKm") is { } high
                && used + km > high - (band == 0 ? 0m : bands[band - 1].Dec("upToKm")))
            {
                (band, used) = (band + 1, 0m);
            }

            used += km;
            yield return (cable.Str("level"), bands[band].Dec("factor"), km);
        }
    }
}
