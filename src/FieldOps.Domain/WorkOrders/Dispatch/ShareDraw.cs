using System.Buffers.Binary;

namespace FieldOps.Domain.WorkOrders.Dispatch;

/// <summary>
/// Weighted rendezvous hashing: each contractor draws a number that follows from the order and itself alone, the
/// highest wins. Over many orders each wins in proportion to its weight; one order's winner never depends on other
/// orders, and a contractor that drops out changes only the orders that it would have won.
/// </summary>
internal static class ShareDraw
{
    private const int GuidBytes = 16;
    private const double UnitsPerOne = 1L << 53;

    /// <summary>The draw; <paramref name="percent"/> must be above 0. Above 0 itself.</summary>
    public static double Of(Guid orderId, Guid contractorId, decimal percent)
    {
        Span<byte> bytes = stackalloc byte[2 * GuidBytes];
        orderId.TryWriteBytes(bytes, bigEndian: true, out _);
        contractorId.TryWriteBytes(bytes[GuidBytes..], bigEndian: true, out _);
        ulong hash = 0;
        for (var at = 0; at < bytes.Length; at += sizeof(ulong))
        {
            hash = Mixed(hash ^ BinaryPrimitives.ReadUInt64BigEndian(bytes[at..]));
        }

        // 53 bits fill a double exactly; the half keeps the logarithm away from 0 and from 1.
        var unit = ((hash >> 11) + 0.5) / UnitsPerOne;
        return (double)percent / -Math.Log(unit);
    }

    // The finaliser of SplitMix64: every bit of the input moves every bit of the output.
    private static ulong Mixed(ulong value)
    {
        unchecked
        {
            value += 0x9E3779B97F4A7C15;
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }
}
