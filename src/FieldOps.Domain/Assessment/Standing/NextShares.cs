using System.Collections.Immutable;

namespace FieldOps.Domain.Assessment.Standing;

/// <summary>
/// Shares of a lot for the next year from the results of this one (domain reference, 9.1): each share by its tier's
/// factor, brought to 100.00 again by largest remainder. Nobody's result counts for nothing when all are out.
/// </summary>
public static class NextShares
{
    private const decimal WholePercent = 100m;
    private const decimal Hundredth = 0.01m;

    /// <summary>The shares of next year, in the order given; who is not admitted has 0.</summary>
    /// <param name="shares">Share of this year and factor in percent, by code.</param>
    public static ImmutableArray<NextShare> Of(IReadOnlyList<(string Code, decimal Share, decimal Factor)> shares)
    {
        var weights = shares.Select(s => s.Share * s.Factor).ToArray();
        var sum = weights.Sum();
        if (sum == 0)
        {
            return [.. shares.Select(s => new NextShare(s.Code, s.Share, s.Factor, 0m))];
        }

        var exact = weights.Select(w => w * WholePercent / sum).ToArray();
        var down = exact.Select(e => decimal.Round(e, 2, MidpointRounding.ToZero)).ToArray();
        var left = (int)((WholePercent - down.Sum()) / Hundredth);
        var lucky = Enumerable.Range(0, exact.Length)
            .OrderByDescending(i => exact[i] - down[i]).ThenBy(i => shares[i].Code, StringComparer.Ordinal)
            .Take(left).ToHashSet();
        return
        [
            .. shares.Select((s, i) => new NextShare(
                s.Code, s.Share, s.Factor, down[i] + (lucky.Contains(i) ? Hundredth : 0m))),
        ];
    }
}

/// <summary>A contractor's share of next year.</summary>
/// <param name="ContractorCode">The contractor.</param>
/// <param name="ShareNow">This year's, in percent.</param>
/// <param name="FactorPercent">What its tier makes of it.</param>
/// <param name="ShareNext">Next year's, in percent; 0 when it is not admitted.</param>
public sealed record NextShare(string ContractorCode, decimal ShareNow, decimal FactorPercent, decimal ShareNext);
