using System.Buffers;
using System.Text;

namespace FieldOps.Compliance.Closed;

/// <summary>What is counted of one measure, apart for each ground.</summary>
internal sealed class Tallies
{
    public SortedList<string, Tally> ByGround { get; } = new(StringComparer.Ordinal);

    public bool IsNothing => ByGround.Values.All(t => t.IsNothing);

    public Tally Of(string ground)
    {
        if (!ByGround.TryGetValue(ground, out var tally))
        {
            ByGround[ground] = tally = new Tally();
        }

        return tally;
    }

    public void Add(Tallies other)
    {
        foreach (var (ground, tally) in other.ByGround)
        {
            Of(ground).Add(tally);
        }
    }

    /// <summary>
    /// The grounds in the order of their words, those that count nothing left out: word, sums and spread of each, the
    /// lengths before what is not a number. Equal counts make equal bytes; nothing makes none.
    /// </summary>
    public byte[] ToBytes()
    {
        var bytes = new ArrayBufferWriter<byte>();
        foreach (var (ground, tally) in ByGround.Where(g => !g.Value.IsNothing))
        {
            Write(bytes, Encoding.UTF8.GetBytes(ground));
            foreach (var sum in tally.Sums)
            {
                Varint.Write(bytes, (ulong)sum);
            }

            Write(bytes, tally.Spread.ToBytes());
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Adds what <see cref="ToBytes"/> wrote; the bytes must stay as they are.</summary>
    public void AddBytes(ReadOnlyMemory<byte> bytes)
    {
        Span<long> sums = stackalloc long[Tally.SumsCount];
        for (var at = 0; at < bytes.Length;)
        {
            var tally = Of(Encoding.UTF8.GetString(Part(bytes, ref at).Span));
            foreach (ref var sum in sums)
            {
                sum = (long)Varint.Read(bytes.Span, ref at);
            }

            tally.Add(sums);
            tally.Spread.AddBytes(Part(bytes, ref at));
        }
    }

    private static void Write(ArrayBufferWriter<byte> bytes, byte[] part)
    {
        Varint.Write(bytes, (ulong)part.Length);
        bytes.Write(part);
    }

    private static ReadOnlyMemory<byte> Part(ReadOnlyMemory<byte> bytes, ref int at)
    {
        var length = (int)Varint.Read(bytes.Span, ref at);
        at += length;
        return bytes.Slice(at - length, length);
    }
}
