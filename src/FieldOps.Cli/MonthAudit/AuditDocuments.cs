using System.Text.Json;

namespace FieldOps.Cli.MonthAudit;

/// <summary>
/// Rule documents by kind, id and version: files, and what people approved, which stands in the log. From the first
/// approved version of a document on, those count alone.
/// </summary>
/// <param name="folder">Of the rule files.</param>
internal sealed class AuditDocuments(string folder)
{
    private readonly Dictionary<(string Kind, string Id), SortedDictionary<int, JsonElement>> _approved = [];
    private readonly Dictionary<(string Kind, string Id), SortedDictionary<int, JsonElement>> _known = [];

    /// <summary>Takes an approval: the body of its event.</summary>
    public void Take(JsonElement approved)
    {
        var document = JsonSerializer.Deserialize<JsonElement>(approved.Str("content"));
        var key = (approved.Str("kind"), document.Str("id"));
        var versions = _approved.TryGetValue(key, out var known) ? known : _approved[key] = [];
        versions[document.Of("version").GetInt32()] = document;
    }

    /// <summary>One version, which must be there.</summary>
    public JsonElement Of(string kind, string id, int version) => VersionsOf(kind, id)[version];

    /// <summary>The version that holds at an instant; null where none has begun.</summary>
    public JsonElement? HeldAt(string kind, string id, DateTimeOffset instant) =>
        VersionsOf(kind, id).Values.Where(d => d.At("effectiveFrom") <= instant)
            .Select(d => (JsonElement?)d).LastOrDefault();

    /// <summary>What held when a year began, or first began in it; null where nothing did.</summary>
    public JsonElement? FirstIn(AuditedYear year, string kind, string id) =>
        year.Months.Select(m => HeldAt(kind, id, m.StartsAt)).FirstOrDefault(d => d is not null);

    private SortedDictionary<int, JsonElement> VersionsOf(string kind, string id)
    {
        if (_known.TryGetValue((kind, id), out var known))
        {
            return known;
        }

        var versions = new SortedDictionary<int, JsonElement>(_approved.GetValueOrDefault((kind, id)) ?? []);
        var first = versions.Count == 0 ? int.MaxValue : versions.Keys.First();
        var files = new DirectoryInfo(Path.Combine(folder, kind));
        foreach (var file in files.Exists ? files.EnumerateFiles($"{id}.v*.json") : [])
        {
            var document = JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(file.FullName));
            if (document.Of("version").GetInt32() is var version && version < first)
            {
                versions[version] = document;
            }
        }

        return _known[(kind, id)] = versions;
    }
}
