using System.Collections.Immutable;

namespace FieldOps.Domain.Settlement;

/// <summary>What a price list must satisfy: no price is negative or absurd.</summary>
internal static class SettlementTermsCheck
{
    // Ten million for one seat, kilometre or visit is a slip of the pen.
    private const decimal PriceCnyMax = 10_000_000m;

    public static IEnumerable<string> FaultsOf(SettlementTerms terms) =>
        List("visits", terms.Visits, v => v.Code, v => v.Cny)
            .Concat(List("assets", terms.Assets, a => a.Code, a => a.Cny))
            .Concat(List("fines", terms.Fines, f => f.Code, f => f.Cny))
            .Concat(List("majorEvents", terms.MajorEvents, m => m.Code, m => m.Cny))
            .Concat(terms.Visits.Where(v => v.StandardVisits <= 0)
                .Select(v => $"visits/{v.Code}: standard visits must be above 0."))
            .Concat(CountedFromCheck.FaultsOf(terms.Visits))
            .Concat(Seats(terms.Seats))
            .Concat(Projects(terms.Projects))
            .Concat(Cables(terms.Cables));

    private static IEnumerable<string> List<T>(
        string name, ImmutableArray<T> list, Func<T, string> code, Func<T, decimal> price)
    {
        foreach (var item in list.Where(i => price(i) is <= 0 or > PriceCnyMax))
        {
            yield return $"{name}/{code(item)}: a price is above 0 and at most {PriceCnyMax}.";
        }

        if (list.Select(code).Distinct(StringComparer.Ordinal).Count() != list.Length)
        {
            yield return $"{name}: a code stands twice.";
        }
    }

    private static IEnumerable<string> Seats(SeatTerms? seats)
    {
        if (seats is null)
        {
            yield break;
        }

        if (seats.HoursPerMonth <= 0 || seats.StaffPerSeat <= 0 || seats.ContractorPercent is < 0 or > 100)
        {
            yield return "seats: hours and staff a seat are above 0, the contractor's part 0 to 100.";
        }

        if (seats.Prices.Any(p => p.Cny is <= 0 or > PriceCnyMax))
        {
            yield return $"seats: a price is above 0 and at most {PriceCnyMax}.";
        }

        var steps = seats.Coefficients;
        if (steps.IsDefaultOrEmpty || steps.Any(s => s.Coefficient is < 0 or > 2) || steps[^1].FromScore > 0
            || steps.Zip(steps.Skip(1)).Any(p => p.Second.FromScore >= p.First.FromScore))
        {
            yield return "seats: coefficients are 0 to 2, their scores fall, the last begins at 0.";
        }
    }

    private static IEnumerable<string> Projects(ProjectTerms? projects)
    {
        if (projects is not null && projects.Fees.Any(f => f.Cny is <= 0 or > PriceCnyMax))
        {
            yield return $"projects: a fee is above 0 and at most {PriceCnyMax}.";
        }

        if (projects is not null && projects.BuiltByAnother.Any(s => s.Coefficient is < 0 or > 1))
        {
            yield return "projects: a coefficient is 0 to 1.";
        }
    }

    private static IEnumerable<string> Cables(CableTerms? cables)
    {
        if (cables is null)
        {
            yield break;
        }

        foreach (var fault in List("cables", cables.Prices, p => p.Code, p => p.Cny))
        {
            yield return fault;
        }

        var bands = cables.Bands;
        var ends = bands.IsDefaultOrEmpty ? [] : bands.Take(bands.Length - 1).Select(b => b.UpToKm ?? 0m).ToArray();
        if (bands.IsDefaultOrEmpty || bands[^1].UpToKm is not null || ends.Any(e => e <= 0)
            || ends.Zip(ends.Skip(1)).Any(p => p.Second <= p.First) || bands.Any(b => b.Factor is < 0 or > 1))
        {
            yield return "cables: bands rise, the last has no end, factors are 0 to 1.";
        }
    }
}
