using System.Text.Json.Nodes;
using FieldOps.Testing;

namespace FieldOps.Cluster.Tests.Crash;

/// <summary>
/// The shipped rule sets with the shortest time to accept an order, so that limits of an order pass while a test runs.
/// </summary>
internal static class ShortAcceptance
{
    /// <summary>The limit, minutes.</summary>
    public const int Minutes = 1;

    private const string Matrix = "default.v1.json";

    /// <summary>Writes them into a folder.</summary>
    public static void Write(string folder)
    {
        var shipped = Path.Combine(RepoFiles.Root, "silo-config", "policies");
        foreach (var file in Directory.EnumerateFiles(shipped, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(shipped, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var path = Path.Combine(folder, "sla", Matrix);
        var document = JsonNode.Parse(File.ReadAllText(path))!;
        foreach (var limit in document["lines"]!.AsArray().SelectMany(l => l!["limits"]!.AsArray())
            .Where(l => l!["clock"]!.GetValue<string>() == "accept"))
        {
            foreach (var area in limit!["minutes"]!.AsObject().Select(a => a.Key).ToArray())
            {
                limit["minutes"]![area] = Minutes;
            }
        }

        File.WriteAllText(path, document.ToJsonString());
    }
}
