using System.Globalization;

namespace FieldOps.Platform.Http;

/// <summary>Entity versions as strong entity tags: version 12 is <c>"12"</c>.</summary>
internal static class EntityTags
{
    public static string Of(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>
    /// False for weak tags, lists and anything that is no version: none of them can name one version.
    /// </summary>
    public static bool TryParse(string text, out int version)
    {
        version = 0;
        var tag = text.AsSpan().Trim();
        return tag.Length > 2
            && tag[0] == '"'
            && tag[^1] == '"'
            && int.TryParse(tag[1..^1], NumberStyles.None, CultureInfo.InvariantCulture, out version);
    }
}
