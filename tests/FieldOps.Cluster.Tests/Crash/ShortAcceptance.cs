using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace FieldOps.Cluster.Tests.Crash;

/// <summary>
/// The shipped rule sets with the shortest time to accept an order, so that limits of an order pass while a test runs.
/// </summary>
internal sealed class ShortAcceptance : IDisposable
{
    /// <summary>The limit, minutes.</summary>
    public const int Minutes = 1;

    private const string Matrix = "default.v1.json";
    private const string Policies = "silo-config/policies";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fieldops-policies-");
    private readonly ConcurrentDictionary<string, Lazy<string>> _written = new();

    /// <summary>The folder of those that a build reads: an older one knows other documents.</summary>
    public string Of(string build) => _written.GetOrAdd(build, b => new(() => Write(b))).Value;

    public void Dispose() => _folder.Delete(recursive: true);

    private string Write(string build)
    {
        var shipped = Shipped(build);
        var folder = _folder.CreateSubdirectory(Guid.NewGuid().ToString("N")).FullName;
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
        return folder;
    }

    // Where the build itself finds them: beside it, or above.
    private static string Shipped(string build)
    {
        for (var folder = new DirectoryInfo(build); folder is not null; folder = folder.Parent)
        {
            if (Path.Combine(folder.FullName, Policies) is var found && Directory.Exists(found))
            {
                return found;
            }
        }

        throw new DirectoryNotFoundException($"No {Policies} in or above {build}.");
    }
}
