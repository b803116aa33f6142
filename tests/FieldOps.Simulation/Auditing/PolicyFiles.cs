using System.Text.Json;

namespace FieldOps.Simulation.Auditing;

/// <summary>The rule sets as the files that they are.</summary>
internal sealed class PolicyFiles(string folder)
{
    private readonly Dictionary<(string Kind, string Id, int Version), JsonElement> _read = [];

    /// <summary>One version of one rule set.</summary>
    public JsonElement Of(string kind, string id, int version)
    {
        if (!_read.TryGetValue((kind, id, version), out var document))
        {
            var path = Path.Combine(folder, kind, $"{id}.v{version}.json");
            document = _read[(kind, id, version)] = JsonDocument.Parse(File.ReadAllText(path)).RootElement;
        }

        return document;
    }
}
