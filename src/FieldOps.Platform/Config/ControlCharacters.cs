using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace FieldOps.Platform.Config;

/// <summary>
/// Finds control characters, line ends and tabs aside, in the texts of a document. No name, reason or code has any; the
/// server's jsonb holds no NUL, and a spreadsheet none of the others.
/// </summary>
internal static class ControlCharacters
{
    private const string Fault = "control-character";
    private const string Expected = "printable text";
    private const int FaultsMax = 20;

    /// <summary>The texts of a well-formed document that have one, by their paths.</summary>
    public static ImmutableArray<JsonFault> In(ReadOnlySpan<byte> utf8)
    {
        // JSON writes them as escapes alone.
        if (!utf8.Contains((byte)'\\'))
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
        JsonValueKind.String when element.GetString()!.Any(IsOne) => [path],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(
            (item, n) => Find(item, path + "[" + n.ToString(CultureInfo.InvariantCulture) + "]")),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => member.Name.Any(IsOne)
            ? [path]
            : Find(member.Value, path + "." + member.Name)),
        _ => [],
    };

    private static bool IsOne(char c) => c < ' ' && c is not ('\n' or '\r' or '\t');
}
