using System.Collections.Immutable;
using FieldOps.Domain.WorkOrders;
using FieldOps.Domain.WorkOrders.Dispatch;

namespace FieldOps.Domain.Settlement;

/// <summary>What the counting of a price list must satisfy: its words are known, and no order is paid twice.</summary>
internal static class CountedFromCheck
{
    private const int SpecialityCharactersMax = 60;

    public static IEnumerable<string> FaultsOf(ImmutableArray<VisitPrice> prices)
    {
        (VisitPrice Price, CountedFrom From)[] all =
            [.. prices.SelectMany(p => (p.CountedFrom ?? []).Select(f => (p, f)))];
        return prices.Where(p => p.CountedFrom is { IsEmpty: true })
            .Select(p => $"visits/{p.Code}: countedFrom names no orders.")
            .Concat(all.SelectMany(a => FaultsOf(a.Price, a.From)))
            .Concat(prices.Where(IsDoubled).Select(p => $"visits/{p.Code}: a speciality stands twice."))
            .Concat(Overlaps(all));
    }

    public static IEnumerable<string> UnknownClasses(
        ImmutableArray<VisitPrice> prices, IReadOnlyCollection<string> known) =>
        from price in prices
        from name in (price.CountedFrom ?? []).SelectMany(f => f.AssetClasses).Except(known)
        select $"visits/{price.Code}: {name} is no class of asset.";

    private static IEnumerable<string> FaultsOf(VisitPrice price, CountedFrom from)
    {
        if (string.IsNullOrWhiteSpace(from.Speciality) || from.Speciality.Length > SpecialityCharactersMax
            || from.Speciality.Contains('/'))
        {
            yield return $"visits/{price.Code}: a speciality has 1 to {SpecialityCharactersMax} characters, "
                + "none of them a slash.";
        }

        if (from.WorkKinds.IsEmpty)
        {
            yield return $"visits/{price.Code}: countedFrom names no kind of work.";
        }

        foreach (var kind in from.WorkKinds.Except(WorkKinds.All))
        {
            yield return $"visits/{price.Code}: {kind} is no kind of work.";
        }

        foreach (var attribution in from.ExcludedAttributions.Except(Attributions.All))
        {
            yield return $"visits/{price.Code}: {attribution} is no attribution.";
        }
    }

    private static bool IsDoubled(VisitPrice price) => price.CountedFrom is { } from
        && from.Select(f => f.Speciality).Distinct(StringComparer.Ordinal).Count() != from.Length;

    private static IEnumerable<string> Overlaps((VisitPrice Price, CountedFrom From)[] all) =>
        from one in all.Select((a, at) => (a.Price, a.From, At: at))
        from other in all.Skip(one.At + 1)
        where one.From.Overlaps(other.From)
        select $"visits/{one.Price.Code} and visits/{other.Price.Code}: both count the same orders ("
            + $"{string.Join(", ", one.From.WorkKinds.Intersect(other.From.WorkKinds))}).";
}
