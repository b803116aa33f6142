using System.Buffers;

namespace FieldOps.Compliance.Closed;

/// <summary>
/// Counts by value while they are added up: each value up to eleven days of minutes has a place in an array that is
/// lent, what lies beyond is a list. Only as many places are looked at as are used.
/// </summary>
internal sealed class Places : IDisposable
{
    // 128 KB.
    private const int Length = 16_384;

    // Lent by nobody else: what comes back is empty.
    private static readonly ArrayPool<long> s_arrays = ArrayPool<long>.Create(Length, maxArraysPerBucket: 8);

    private readonly long[] _counts = s_arrays.Rent(Length);
    private readonly List<(int Value, long Count)> _beyond = [];
    private int _end;

    /// <summary>Sum of the counts.</summary>
    public long Count { get; private set; }

    public void Add(int value, long count)
    {
        Count += count;
        if (value < Length)
        {
            _counts[value] += count;
            _end = Math.Max(_end, value + 1);
        }
        else
        {
            _beyond.Add((value, count));
        }
    }

    /// <summary>Adds what <see cref="Histogram.ToBytes"/> wrote.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        var counts = _counts;
        var value = 0;
        for (var at = 0; at < bytes.Length;)
        {
            value += (int)Varint.Read(bytes, ref at);
            var count = (long)Varint.Read(bytes, ref at);
            Count += count;
            if (value < Length)
            {
                counts[value] += count;
            }
            else
            {
                _beyond.Add((value, count));
            }
        }

        _end = Math.Max(_end, Math.Min(value + 1, Length));
    }

    /// <summary>The value that the counted one of this number has, 1 and up; there must be as many.</summary>
    public int At(long rank)
    {
        for (var value = 0; value < _end; value++)
        {
            rank -= _counts[value];
            if (rank <= 0)
            {
                return value;
            }
        }

        return Beyond().First(e => (rank -= e.Count) <= 0).Value;
    }

    /// <summary>In rising order, each value once, none that counts nothing.</summary>
    public List<(int Value, long Count)> Entries()
    {
        var entries = new List<(int Value, long Count)>();
        for (var value = 0; value < _end; value++)
        {
            if (_counts[value] != 0)
            {
                entries.Add((value, _counts[value]));
            }
        }

        entries.AddRange(Beyond());
        return entries;
    }

    public void Dispose()
    {
        Array.Clear(_counts, 0, _end);
        s_arrays.Return(_counts);
    }

    private IEnumerable<(int Value, long Count)> Beyond() => _beyond
        .GroupBy(e => e.Value, e => e.Count)
        .Select(e => (Value: e.Key, Count: e.Sum()))
        .Where(e => e.Count != 0)
        .OrderBy(e => e.Value);
}
