using System.Text.Json;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Platform.Config;
using FieldOps.Platform.Serialization;

namespace FieldOps.Benchmarks.Closing;

/// <summary>The shipped rule sets in a folder of their own, with one scheme more.</summary>
internal sealed class ClosePolicies : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fieldops-bench-policies-");

    public ClosePolicies(ScoringScheme scheme)
    {
        var shipped = Shipped();
        foreach (var file in Directory.EnumerateFiles(shipped, "*.json", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_folder.FullName, Path.GetRelativePath(shipped, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        File.WriteAllText(
            Path.Combine(_folder.FullName, ScoringScheme.PolicyKind, $"{scheme.Id}.v{scheme.Version}.json"),
            JsonSerializer.Serialize(scheme, PlatformJson.Options));
        Settings =
        [
            $"--{PolicyFolder.PathKey}", _folder.FullName, "--FieldOps:Assessment:SchemeId", scheme.Id,
        ];
    }

    /// <summary>What a host is told to use them.</summary>
    public string[] Settings { get; }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Shipped()
    {
        var above = new DirectoryInfo(AppContext.BaseDirectory);
        while (above is not null && !Directory.Exists(Path.Combine(above.FullName, "silo-config", "policies")))
        {
            above = above.Parent;
        }

        return Path.Combine(
            above?.FullName ?? throw new InvalidOperationException("No silo-config/policies above the binaries."),
            "silo-config", "policies");
    }
}
