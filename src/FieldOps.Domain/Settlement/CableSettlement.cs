namespace FieldOps.Domain.Settlement;

/// <summary>Cable kilometres in bands (domain reference, 7.6 model 4; worked example 7).</summary>
public static class CableSettlement
{
    /// <summary>
    /// The priced pieces of cables whose lengths add up together, by day of hand-over and then by code.
    /// </summary>
    public static IEnumerable<CablePiece> PiecesOf(IEnumerable<CableInCare> cables, CableTerms terms) =>
        Laid(cables.Select(c => (Guid.Empty, c)), terms).Select(laid => laid.Piece);

    /// <summary>The priced pieces of each work by its id, laid beside those that they add up with.</summary>
    internal static ILookup<Guid, CablePiece> ByWork(IEnumerable<WorkFact> works) => works
        .Where(w => w.Cables is not null)
        .SelectMany(w => w.Cables!.Cables.Select(c => (Work: w, Cable: c)))
        // Suburban lengths add up county by county, the city's by themselves.
        .GroupBy(c => (
            c.Work.Cables!.AddsUp == true ? Guid.Empty : c.Work.WorkId, c.Work.TermsId, c.Work.TermsVersion,
            c.Cable.County ?? ""))
        .SelectMany(g => Laid(g.Select(c => (c.Work.WorkId, c.Cable)), g.First().Work.Cables!.Terms))
        .ToLookup(laid => laid.Work, laid => laid.Piece);

    private static IEnumerable<(Guid Work, CablePiece Piece)> Laid(
        IEnumerable<(Guid Work, CableInCare Cable)> cables, CableTerms terms)
    {
        var (band, used) = (0, 0m);
        foreach (var (work, cable) in cables.OrderBy(c => c.Cable.HandedOver)
            .ThenBy(c => c.Cable.Code, StringComparer.Ordinal))
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
                yield return (work, new CablePiece(cable, piece, terms.Bands[band].Factor));
                (left, used) = (left - piece, used + piece);
            }
        }
    }

    internal static IEnumerable<StatementItem> Of(WorkFact work, CableMonth month, IEnumerable<CablePiece> laid)
    {
        foreach (var county in laid.GroupBy(p => p.Cable.County ?? "", StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var pieces = county.GroupBy(p => (p.Cable.Level, p.Factor))
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
