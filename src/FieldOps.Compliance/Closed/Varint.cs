using System.Buffers;
using System.Runtime.CompilerServices;

namespace FieldOps.Compliance.Closed;

/// <summary>Whole numbers in as few bytes as they need: seven bits a byte, the lowest first.</summary>
internal static class Varint
{
    private const int BytesMax = 10;
    private const int Continues = 0x80;
    private const int Bits = 7;

    public static void Write(ArrayBufferWriter<byte> bytes, ulong number)
    {
        var span = bytes.GetSpan(BytesMax);
        var length = 0;
        while (number >= Continues)
        {
            span[length++] = (byte)(number | Continues);
            number >>= Bits;
        }

        span[length++] = (byte)number;
        bytes.Advance(length);
    }

    /// <summary>The number at a place, which moves behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Read(ReadOnlySpan<byte> bytes, ref int at)
    {
        // Most are small: histograms of minutes have few gaps and few doubles.
        ulong first = bytes[at++];
        return first < Continues ? first : ReadOn(bytes, ref at, first);
    }

    private static ulong ReadOn(ReadOnlySpan<byte> bytes, ref int at, ulong first)
    {
        var number = first & (Continues - 1);
        for (var shift = Bits; ; shift += Bits)
        {
            var next = bytes[at++];
            number |= (ulong)(next & (Continues - 1)) << shift;
            if (next < Continues)
            {
                return number;
            }
        }
    }
}
