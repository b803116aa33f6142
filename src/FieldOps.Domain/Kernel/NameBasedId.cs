using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace FieldOps.Domain.Kernel;

/// <summary>
/// Ids that follow from names (RFC 9562, version 5), so that a replay makes the same id again.
/// </summary>
public static class NameBasedId
{
    private const int UuidBytes = 16;

    /// <summary>The UUID version 5 of <paramref name="name"/> (UTF-8) in <paramref name="space"/>.</summary>
    public static Guid Of(Guid space, string name)
    {
        var nameBytes = Encoding.UTF8.GetByteCount(name);
        var input = new byte[UuidBytes + nameBytes];
        space.TryWriteBytes(input, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(name, input.AsSpan(UuidBytes));
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        // RFC 9562 fixes SHA-1 for version 5: it names, it does not protect.
#pragma warning disable CA5350
        SHA1.HashData(input, hash);
#pragma warning restore CA5350
        var high = BinaryPrimitives.ReadUInt16BigEndian(hash[6..]);
        BinaryPrimitives.WriteUInt16BigEndian(hash[6..], (ushort)((high & 0x0FFF) | 0x5000));
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..UuidBytes], bigEndian: true);
    }
}
