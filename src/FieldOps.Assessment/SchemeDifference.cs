using System.Text.Json;
using System.Text.Json.Nodes;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Platform.Serialization;

namespace FieldOps.Assessment;

/// <summary>Two versions of a scheme, member by member; parts are told by their ids, not by their places.</summary>
internal static class SchemeDifference
{
    private static readonly string[] s_names = ["id", "kind", "grade", "fromPercent"];

    public static IReadOnlyList<SchemeChangeModel> Of(ScoringScheme before, ScoringScheme after)
    {
        var (left, right) = (Flat(before), Flat(after));
        return
        [
            .. left.Keys.Union(right.Keys, StringComparer.Ordinal)
                .Where(path => left.GetValueOrDefault(path) != right.GetValueOrDefault(path))
                .Order(StringComparer.Ordinal)
                .Select(path => new SchemeChangeModel(
                    path, left.GetValueOrDefault(path), right.GetValueOrDefault(path))),
        ];
    }

    private static Dictionary<string, string> Flat(ScoringScheme scheme)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        Walk(JsonSerializer.SerializeToNode(scheme, PlatformJson.Options)!, "", found);
        return found;
    }

    private static void Walk(JsonNode node, string path, Dictionary<string, string> found)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members.Where(m => m.Value is not null))
                {
                    Walk(value!, path.Length == 0 ? name : $"{path}/{name}", found);
                }

                break;
            case JsonArray items:
                foreach (var (index, item) in items.Index().Where(i => i.Item is not null))
                {
                    Walk(item!, $"{path}/{NameOf(item!, index)}", found);
                }

                break;
            default:
                found[path] = node.ToJsonString(PlatformJson.Options).Trim('"');
                break;
        }
    }

    private static string NameOf(JsonNode item, int index) => item switch
    {
        JsonObject members => s_names.Select(n => members[n]?.ToString()).FirstOrDefault(n => n is not null)
            ?? $"{index}",
        JsonValue value => value.ToString(),
        _ => $"{index}",
    };
}

/// <summary>A member that differs; null where it is not there.</summary>
internal sealed record SchemeChangeModel(string Path, string? Before, string? After);
