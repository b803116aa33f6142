using System.Text;

namespace FieldOps.Import;

/// <summary>
/// A small generator (SplitMix64) whose numbers depend on the seed and the purpose alone: integers and plain
/// arithmetic, so that every platform and runtime draws the same.
/// </summary>
public sealed class SeededRandom(ulong seed)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;
    private const double Unit = 1.0 / (1UL << 53);

    private ulong _state = seed;

    /// <summary>A stream of its own for each purpose: a thing added beside others does not change theirs.</summary>
    public static SeededRandom For(ulong seed, string purpose) => new(Mix(seed ^ Hash(purpose)));

    /// <summary>A number from 0 to 99 that depends on the text alone.</summary>
    public static int Percentile(string text) => (int)(Mix(Hash(text)) % 100);

    public ulong NextUInt64() => Mix(_state += Golden);

    /// <summary>From 0 up to, never, 1.</summary>
    public double NextUnit() => (NextUInt64() >> 11) * Unit;

    /// <summary>From 0 up to, never, <paramref name="bound"/>; the bias is below 2^-32 for any int.</summary>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        return (int)Math.BigMul(NextUInt64(), (ulong)bound, out _);
    }

    /// <summary>From min to max, both included.</summary>
    public int NextBetween(int min, int max) => min + NextInt(max - min + 1);

    /// <summary>A whole number whose mean is <paramref name="expected"/>: its floor, or one more.</summary>
    public int NextCount(double expected)
    {
        var floor = Math.Floor(expected);
        return (int)floor + (NextUnit() < expected - floor ? 1 : 0);
    }

    /// <summary>An item, as often as its weight says. At least one weight is above 0.</summary>
    public T Pick<T>(IReadOnlyList<T> items, Func<T, int> weight)
    {
        var at = NextInt(items.Sum(weight));
        foreach (var item in items)
        {
            at -= weight(item);
            if (at < 0)
            {
                return item;
            }
        }

        throw new InvalidOperationException("The weights changed while they were drawn from.");
    }

    /// <summary>The value at a random place of a quantile table: rows of (share, value), from share 0 to 1.</summary>
    public double NextOf(IReadOnlyList<IReadOnlyList<double>> quantiles)
    {
        var share = NextUnit();
        var upper = 1;
        while (upper < quantiles.Count - 1 && quantiles[upper][0] <= share)
        {
            upper++;
        }

        var (from, to) = (quantiles[upper - 1], quantiles[upper]);
        return from[1] + ((share - from[0]) / (to[0] - from[0]) * (to[1] - from[1]));
    }

    private static ulong Hash(string text)
    {
        var hash = FnvOffset;
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            hash = (hash ^ b) * FnvPrime;
        }

        return hash;
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
