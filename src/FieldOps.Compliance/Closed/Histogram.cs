using System.Buffers;
using System.Runtime.InteropServices;

namespace FieldOps.Compliance.Closed;

/// <summary>
/// How many orders took each whole number of minutes (or days): adds, subtracts and merges without loss, so that a
/// nearest rank over any number of cells is a value that one order really had.
/// </summary>
internal sealed class Histogram
{
    private const int VarintBytesMax = 10;
    private const int Continues = 0x80;
    private const int VarintBits = 7;

    private readonly Dictionary<int, long> _counts = [];

    /// <summary>Sum of the counts.</summary>
    public long Count { get; private set; }

    public bool IsEmpty => _counts.Values.All(n => n == 0);

    /// <summary>Adds to, or with a negative count takes from, one value.</summary>
    public void Add(int value, long count)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(_counts, value, out _) += count;
        Count += count;
    }

    public void Add(Histogram other)
    {
        foreach (var (value, count) in other._counts)
        {
            Add(value, count);
        }
    }

    /// <summary>How many lie at or below a value.</summary>
    public long UpTo(int value) => _counts.Where(c => c.Key <= value).Sum(c => c.Value);

    /// <summary>
    /// The values at some percents by nearest rank: number ⌈percent/100 · n⌉ of the sorted ones; empty for none.
    /// </summary>
    public IReadOnlyList<int> NearestRanks(IReadOnlyList<int> percents)
    {
        if (Count <= 0)
        {
            return [];
        }

        var sorted = _counts.Where(c => c.Value != 0).OrderBy(c => c.Key).ToArray();
        return [.. percents.Select(p => At(sorted, ((Count * p) + 99) / 100))];
    }

    /// <summary>Values in rising order, each as the distance from the one before and its count, as varints.</summary>
    public byte[] ToBytes()
    {
        var bytes = new ArrayBufferWriter<byte>();
        var before = 0;
        foreach (var (value, count) in _counts.Where(c => c.Value != 0).OrderBy(c => c.Key))
        {
            Write(bytes, (ulong)(value - before));
            Write(bytes, (ulong)count);
            before = value;
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Adds what <see cref="ToBytes"/> wrote.</summary>
    public void AddBytes(ReadOnlySpan<byte> bytes)
    {
        var value = 0;
        while (!bytes.IsEmpty)
        {
            value += (int)Read(ref bytes);
            Add(value, (long)Read(ref bytes));
        }
    }

    private static int At(KeyValuePair<int, long>[] sorted, long rank)
    {
        foreach (var (value, count) in sorted)
        {
            rank -= count;
            if (rank <= 0)
            {
                return value;
            }
        }

        return sorted[^1].Key;
    }

    private static void Write(ArrayBufferWriter<byte> bytes, ulong number)
    {
        var span = bytes.GetSpan(VarintBytesMax);
        var length = 0;
        while (number >= Continues)
        {
            span[length++] = (byte)(number | Continues);
            number >>= VarintBits;
        }

        span[length++] = (byte)number;
        bytes.Advance(length);
    }

    private static ulong Read(ref ReadOnlySpan<byte> bytes)
    {
        ulong number = 0;
        for (var (at, shift) = (0, 0); ; at++, shift += VarintBits)
        {
            number |= (ulong)(bytes[at] & (Continues - 1)) << shift;
            if (bytes[at] < Continues)
            {
                bytes = bytes[(at + 1)..];
                return number;
            }
        }
    }
}
