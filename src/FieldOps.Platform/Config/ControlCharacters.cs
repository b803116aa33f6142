using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using FieldOps.Domain.Kernel;

namespace FieldOps.Platform.Config;

/// <summary>Finds control characters, line ends and tabs aside, in the texts of a document.</summary>
internal static class ControlCharacters
{
    private const string Fault = "control-character";
    private const string Expected = "printable text";
    private const int FaultsMax = 20;
    private const byte Delete = 0x7F;
    private const byte BeyondAscii = 0xC2;

    /// <summary>The texts of a well-formed document that have one, by their paths.</summary>
    public static ImmutableArray<JsonFault> In(ReadOnlySpan<byte> utf8)
    {
        // JSON writes those of ASCII as escapes, all but one; the others begin with a byte of their own in UTF-8.
        if (utf8.IndexOfAny((byte)'\\', Delete, BeyondAscii) < 0)
        {
            return [];
        }

        using var document = JsonDocument.Parse(
            utf8.ToArray(), new JsonDocumentOptions { MaxDepth = StrictJson.DepthMax });
        return
        [
            .. Find(document.RootElement, "$").Take(FaultsMax).Select(path => new JsonFault(path, Fault, Expected)),
        ];
    }

    private static IEnumerable<string> Find(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.String when element.GetString()!.Any(ControlCharacter.Is) => [path],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(
            (item, n) => Find(item, path + "[" + n.ToString(CultureInfo.InvariantCulture) + "]")),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => member.Name.Any(ControlCharacter.Is)
            ? [path]
            : Find(member.Value, path + "." + member.Name)),
        _ => [],
    };
}
