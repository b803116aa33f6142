using System.Text.Json;

namespace FieldOps.Cli.MonthAudit;

/// <summary>Cable fees a second way: by where each cable begins and ends on the line of cumulated kilometres.</summary>
internal static class AuditCables
{
    /// <summary>What a work pays, on the one line with those of the month's works that it adds up with.</summary>
    public static decimal Of(JsonElement work, IEnumerable<JsonElement> works)
    {
        var (own, month) = (work.Id("workId"), work.Of("cables"));
        var terms = month.Of("terms");
        var sums = new Dictionary<(string County, string Level, decimal Factor), decimal>();
        var line = OnOneLine(work, works);
        foreach (var county in line.GroupBy(c => c.Cable.StrOr("county") ?? "", StringComparer.Ordinal))
        {
            var sorted = county.OrderBy(c => c.Cable.Str("handedOver"), StringComparer.Ordinal)
                .ThenBy(c => c.Cable.Str("code"), StringComparer.Ordinal).ToArray();
            var pieces = terms.Of("splitAtEdge").GetBoolean() ? Split(sorted, terms) : Moved(sorted, terms);
            foreach (var (_, level, factor, km) in pieces.Where(p => p.Work == own))
            {
                sums[(county.Key, level, factor)] = sums.GetValueOrDefault((county.Key, level, factor)) + km;
            }
        }

        var prices = terms.List("prices").ToDictionary(p => p.Str("code"), p => p.Dec("cny"), StringComparer.Ordinal);
        return sums.Sum(s => (s.Value * prices[s.Key.Level] * s.Key.Factor).Cents())
            + (month.Dec("ductHoleKm") * terms.Dec("ductCny")).Cents();
    }

    // Works from before lengths added up over a month say nothing of it, and stand alone.
    private static IEnumerable<(Guid Work, JsonElement Cable)> OnOneLine(
        JsonElement work, IEnumerable<JsonElement> works)
    {
        bool AddsUp(JsonElement other) => other.Has("cables") && other.Of("cables").Has("addsUp")
            && other.Of("cables").Of("addsUp").GetBoolean();
        (string, int) ListOf(JsonElement other) => (other.Str("termsId"), other.Of("termsVersion").GetInt32());
        var line = AddsUp(work) ? works.Where(w => AddsUp(w) && ListOf(w) == ListOf(work)) : [work];
        return line.SelectMany(w => w.Of("cables").List("cables").Select(c => (w.Id("workId"), c)));
    }

    private static IEnumerable<(Guid Work, string Level, decimal Factor, decimal Km)> Split(
        (Guid Work, JsonElement Cable)[] cables, JsonElement terms)
    {
        var begin = 0m;
        foreach (var (work, cable) in cables)
        {
            var end = begin + cable.Dec("km");
            var low = 0m;
            foreach (var band in terms.List("bands"))
            {
                var high = band.DecOr("upToKm") ?? decimal.MaxValue;
                var km = Math.Min(end, high) - Math.Max(begin, low);
                if (km > 0)
                {
                    yield return (work, cable.Str("level"), band.Dec("factor"), km);
                }

                low = high;
            }

            begin = end;
        }
    }

    private static IEnumerable<(Guid Work, string Level, decimal Factor, decimal Km)> Moved(
        (Guid Work, JsonElement Cable)[] cables, JsonElement terms)
    {
        var bands = terms.List("bands");
        var (band, used) = (0, 0m);
        foreach (var (work, cable) in cables)
        {
            var km = cable.Dec("km");
            while (bands[band].DecOr("upToKm") is { } high
                && used + km > high - (band == 0 ? 0m : bands[band - 1].Dec("upToKm")))
            {
                (band, used) = (band + 1, 0m);
            }

            used += km;
            yield return (work, cable.Str("level"), bands[band].Dec("factor"), km);
        }
    }
}
