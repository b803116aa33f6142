using System.Buffers;

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

    /// <summary>The number at the beginning, which is taken off.</summary>
    public static ulong Read(ref ReadOnlySpan<byte> bytes)
    {
        ulong number = 0;
        for (var (at, shift) = (0, 0); ; at++, shift += Bits)
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
