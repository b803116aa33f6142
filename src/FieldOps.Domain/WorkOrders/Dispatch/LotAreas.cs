using System.Collections.Immutable;

namespace FieldOps.Domain.WorkOrders.Dispatch;

/// <summary>
/// The words by which lots and crews name areas: <c>*</c> everywhere, <c>region/*</c> a whole region,
/// <c>region/county</c> one county, <c>county</c> a county of that name in any region.
/// </summary>
public static class LotAreas
{
    private const string Everywhere = "*";

    /// <summary>Whether one of the words covers the place. No word covers nothing.</summary>
    public static bool Cover(ImmutableArray<string> areas, string region, string county)
    {
        if (areas.IsDefault)
        {
            return false;
        }

        foreach (var area in areas)
        {
            if (Covers(area, region, county))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether it is one of the words: another covers nothing, whatever places there are.</summary>
    public static bool IsWord(string area)
    {
        var slash = area.IndexOf('/', StringComparison.Ordinal);
        return area == Everywhere || (slash < 0
            ? IsName(area)
            : IsName(area[..slash]) && (area[(slash + 1)..] is Everywhere || IsName(area[(slash + 1)..])));
    }

    private static bool IsName(string name) => name.Length > 0 && name == name.Trim() && name != Everywhere;

    private static bool Covers(string area, ReadOnlySpan<char> region, ReadOnlySpan<char> county)
    {
        if (area == Everywhere)
        {
            return true;
        }

        var slash = area.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            return county.SequenceEqual(area);
        }

        var last = area.AsSpan(slash + 1);
        return region.SequenceEqual(area.AsSpan(0, slash)) && (last is Everywhere || county.SequenceEqual(last));
    }
}
