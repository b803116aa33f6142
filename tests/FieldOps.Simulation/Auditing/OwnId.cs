using System.Security.Cryptography;
using System.Text;

namespace FieldOps.Simulation.Auditing;

/// <summary>The auditor's own reading of RFC 9562 section 5.5: an id that follows from a name.</summary>
internal static class OwnId
{
    public static Guid Of(Guid space, string name)
    {
        // The RFC fixes SHA-1 for version 5: it names, it does not protect.
#pragma warning disable CA5350
        var hash = SHA1.HashData([.. space.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(name)]);
#pragma warning restore CA5350
        var text = Convert.ToHexStringLower(hash)[..32].ToCharArray();
        text[12] = '5';
        text[16] = "89ab"[Convert.ToInt32(text[16].ToString(), 16) & 3];
        return Guid.ParseExact(text, "N");
    }
}
