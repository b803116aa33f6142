using System.Buffers.Text;
using System.Text.Json;

namespace FieldOps.Platform.Http;

/// <summary>A key as an opaque word: base64url of a JSON array of strings.</summary>
internal static class PageCursor
{
    // Keys are a few short parts; longer text never came from us.
    private const int CharsMax = 2000;

    public static string Write(string[] parts) =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(parts));

    public static bool TryRead(string cursor, int parts, out IReadOnlyList<string> key)
    {
        key = [];
        if (cursor.Length > CharsMax || !Base64Url.IsValid(cursor))
        {
            return false;
        }

        try
        {
            if (JsonSerializer.Deserialize<string[]>(Base64Url.DecodeFromChars(cursor)) is { } read
                && read.Length == parts
                && read.All(part => part is not null && !part.Contains('\0')))
            {
                key = read;
                return true;
            }
        }
        catch (JsonException)
        {
            // Not ours: the caller is told so by the answer.
        }

        return false;
    }
}
