using System.Buffers;

namespace FieldOps.Compliance.Closed;

/// <summary>
/// How many orders took each whole number of minutes (or days): adds, subtracts and merges without loss, so that a
/// nearest rank over any number of cells is a value that one order really had. What was written is only kept until a
/// figure is asked for, and then added up once.
/// </summary>
internal sealed class Histogram
{
    // Changes kept as they came, before they are added up.
    private const int LooseMin = 1_024;

    private readonly List<ReadOnlyMemory<byte>> _written = [];
    private List<(int Value, long Count)> _loose = [];
    private int _looseMax = LooseMin;

    /// <summary>Sum of the counts.</summary>
    public long Count
    {
        get
        {
            using var places = Placed();
            return places.Count;
        }
    }

    public bool IsEmpty => (_loose.Count == 0 && _written.Count == 0) || Sorted().Count == 0;

    /// <summary>Adds to, or with a negative count takes from, one value.</summary>
    public void Add(int value, long count)
    {
        _loose.Add((value, count));
        if (_loose.Count >= _looseMax)
        {
            _loose = Sorted();
            _written.Clear();
            _looseMax = Math.Max(LooseMin, _loose.Count * 2);
        }
    }

    public void Add(Histogram other)
    {
        _written.AddRange(other._written);
        foreach (var (value, count) in other._loose)
        {
            Add(value, count);
        }
    }

    /// <summary>Adds what <see cref="ToBytes"/> wrote; the bytes must stay as they are.</summary>
    public void AddBytes(ReadOnlyMemory<byte> bytes)
    {
        if (!bytes.IsEmpty)
        {
            _written.Add(bytes);
        }
    }

    /// <summary>How many lie at or below a value.</summary>
    public long UpTo(int value) => Sorted().TakeWhile(e => e.Value <= value).Sum(e => e.Count);

    /// <summary>
    /// The values at some percents by nearest rank: number ⌈percent/100 · n⌉ of the sorted ones; empty for none.
    /// </summary>
    public IReadOnlyList<int> NearestRanks(IReadOnlyList<int> percents)
    {
        using var places = Placed();
        var count = places.Count;
        return count <= 0 ? [] : [.. percents.Select(p => places.At(((count * p) + 99) / 100))];
    }

    /// <summary>Values in rising order, each as the distance from the one before and its count, as varints.</summary>
    public byte[] ToBytes()
    {
        var bytes = new ArrayBufferWriter<byte>();
        var before = 0;
        foreach (var (value, count) in Sorted())
        {
            Varint.Write(bytes, (ulong)(value - before));
            Varint.Write(bytes, (ulong)count);
            before = value;
        }

        return bytes.WrittenSpan.ToArray();
    }

    // In rising order, each value once, none that counts nothing.
    private List<(int Value, long Count)> Sorted()
    {
        using var places = Placed();
        return places.Entries();
    }

    private Places Placed()
    {
        var places = new Places();
        foreach (var (value, count) in _loose)
        {
            places.Add(value, count);
        }

        foreach (var written in _written)
        {
            places.Add(written.Span);
        }

        return places;
    }
}
