namespace FieldOps.Domain.Settlement;

/// <summary>Cable kilometres in bands (domain reference, 7.6 model 4; worked example 7).</summary>
public static class CableSettlement
{
    /// <summary>
    /// The priced pieces of cables whose lengths add up together, by day of hand-over and then by code.
    /// </summary>
    public static IEnumerable<CablePiece> PiecesOf(IEnumerable<CableInCare> cables, CableTerms terms)
    {
        var (band, used) = (0, 0m);
        foreach (var cable in cables.OrderBy(c => c.HandedOver).ThenBy(c => c.Code, StringComparer.Ordinal))
        {
            var left = cable.Km;
            while (left > 0)
            {
                var room = RoomOf(band, used, terms);
                if (room is { } km && km < left && (!terms.SplitAtEdge || km <= 0))
                {
                    // The next band begins with this cable: whole when it moves, at the edge when it was split before.
                    (band, used) = (band + 1, 0m);
                    continue;
                }

                var piece = room is { } most ? Math.Min(left, most) : left;
                yield return new CablePiece(cable, piece, terms.Bands[band].Factor);
                (left, used) = (left - piece, used + piece);
            }
        }
    }

    internal static IEnumerable<StatementItem> Of(WorkFact work, CableMonth month)
    {
        // Suburban lengths add up county by county, the city's by themselves.
        foreach (var county in month.Cables.GroupBy(c => c.County ?? "", StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var pieces = PiecesOf(county, month.Terms)
                .GroupBy(p => (p.Cable.Level, p.Factor))
                .OrderBy(g => g.Key.Level, StringComparer.Ordinal).ThenByDescending(g => g.Key.Factor);
            foreach (var group in pieces)
            {
                var price = month.Terms.Prices.First(p => p.Code == group.Key.Level);
                var km = group.Sum(p => p.Km);
                var place = county.Key.Length == 0 ? "" : county.Key + " ";
                var sum = $"{SettlementItems.Text(km)} km × {SettlementItems.Money(price.Cny)} × "
                    + SettlementItems.Text(group.Key.Factor);
                yield return SettlementItems.Item(
                    work, StatementItemKind.Cable, $"{place}{group.Key.Level}", km * price.Cny * group.Key.Factor,
                    $"{place}{price.TitleZh}:{sum}", $"{place}{price.TitleEn}: {sum}") with
                {
                    Refs =
                    [
                        .. group.Select(p => new StatementRef(
                            work.WorkId, p.Cable.Code, $"{SettlementItems.Text(p.Km)} km")),
                    ],
                };
            }
        }

        if (month.DuctHoleKm > 0)
        {
            var sum = $"{SettlementItems.Text(month.DuctHoleKm)} × {SettlementItems.Money(month.Terms.DuctCny)}";
            yield return SettlementItems.Item(
                work, StatementItemKind.Cable, "duct", month.DuctHoleKm * month.Terms.DuctCny, $"管道孔公里:{sum}",
                $"duct hole-km: {sum}");
        }
    }

    /// <summary>Kilometres left in a band; null in the last.</summary>
    private static decimal? RoomOf(int band, decimal used, CableTerms terms)
    {
        if (terms.Bands[band].UpToKm is not { } end)
        {
            return null;
        }

        var begin = band == 0 ? 0m : terms.Bands[band - 1].UpToKm!.Value;
        return end - begin - used;
    }
}

/// <summary>A length of one cable in one band.</summary>
/// <param name="Cable">The cable.</param>
/// <param name="Km">The length.</param>
/// <param name="Factor">The band's factor.</param>
public sealed record CablePiece(CableInCare Cable, decimal Km, decimal Factor);
