using System.Buffers;
using System.Runtime.InteropServices;

namespace FieldOps.Compliance.Closed;

/// <summary>
/// How many orders took each whole number of minutes (or days): adds, subtracts and merges without loss, so that a
/// nearest rank over any number of cells is a value that one order really had. What was written is only kept until a
/// figure is asked for, and then added up once.
/// </summary>
internal sealed class Histogram
{
    // Values up to here are counted in places of an array: eleven days of minutes, 128 KB that are lent.
    private const int PlacesMax = 16_384;

    // Fewer entries are sorted sooner than so many places are walked.
    private const int SortedMax = 256;

    // Changes kept as they came, before they are added up.
    private const int LooseMin = 1_024;

    // An entry takes two bytes at least.
    private const int EntryBytesMin = 2;

    // Lent by nobody else: what comes back is empty.
    private static readonly ArrayPool<long> s_places = ArrayPool<long>.Create(PlacesMax, maxArraysPerBucket: 8);

    private readonly List<ReadOnlyMemory<byte>> _written = [];
    private List<(int Value, long Count)> _loose = [];
    private int _looseMax = LooseMin;

    /// <summary>Sum of the counts.</summary>
    public long Count => Sorted().Sum(e => e.Count);

    public bool IsEmpty => (_loose.Count == 0 && _written.Count == 0) || Sorted().Count == 0;

    /// <summary>Adds to, or with a negative count takes from, one value.</summary>
    public void Add(int value, long count)
    {
        _loose.Add((value, count));
        if (_loose.Count >= _looseMax)
        {
            _loose = Sorted(_loose);
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
        var sorted = Sorted();
        var count = sorted.Sum(e => e.Count);
        return count <= 0 ? [] : [.. percents.Select(p => At(sorted, ((count * p) + 99) / 100))];
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
        var entries = _loose.Count + _written.Sum(w => w.Length / EntryBytesMin);
        if (entries > SortedMax)
        {
            return Placed();
        }

        var all = new List<(int Value, long Count)>(entries);
        all.AddRange(_loose);
        foreach (var written in _written)
        {
            var bytes = written.Span;
            for (var (at, value) = (0, 0); at < bytes.Length;)
            {
                value += (int)Varint.Read(bytes, ref at);
                all.Add((value, (long)Varint.Read(bytes, ref at)));
            }
        }

        return Sorted(all);
    }

    private static List<(int Value, long Count)> Sorted(List<(int Value, long Count)> entries)
    {
        entries.Sort((one, other) => one.Value.CompareTo(other.Value));
        var kept = new List<(int Value, long Count)>(entries.Count);
        for (var i = 0; i < entries.Count;)
        {
            var (value, count) = (entries[i].Value, 0L);
            for (; i < entries.Count && entries[i].Value == value; i++)
            {
                count += entries[i].Count;
            }

            if (count != 0)
            {
                kept.Add((value, count));
            }
        }

        return kept;
    }

    private List<(int Value, long Count)> Placed()
    {
        var places = s_places.Rent(PlacesMax);
        var beyond = new List<(int Value, long Count)>();
        foreach (var (value, count) in _loose)
        {
            if (value < PlacesMax)
            {
                places[value] += count;
            }
            else
            {
                beyond.Add((value, count));
            }
        }

        foreach (var written in _written)
        {
            Place(written.Span, places, beyond);
        }

        var sorted = Taken(places);
        s_places.Return(places);
        sorted.AddRange(Sorted(beyond));
        return sorted;
    }

    // What was counted; the places are empty afterwards.
    private static List<(int Value, long Count)> Taken(long[] places)
    {
        var sorted = new List<(int Value, long Count)>(SortedMax);
        for (var value = 0; value < PlacesMax; value++)
        {
            if (places[value] != 0)
            {
                sorted.Add((value, places[value]));
                places[value] = 0;
            }
        }

        return sorted;
    }

    private static void Place(ReadOnlySpan<byte> bytes, long[] places, List<(int Value, long Count)> beyond)
    {
        for (var (at, value) = (0, 0); at < bytes.Length;)
        {
            value += (int)Varint.Read(bytes, ref at);
            var count = (long)Varint.Read(bytes, ref at);
            if (value < PlacesMax)
            {
                places[value] += count;
            }
            else
            {
                beyond.Add((value, count));
            }
        }
    }

    private static int At(List<(int Value, long Count)> sorted, long rank)
    {
        foreach (var (value, count) in CollectionsMarshal.AsSpan(sorted))
        {
            rank -= count;
            if (rank <= 0)
            {
                return value;
            }
        }

        return sorted[^1].Value;
    }
}
