using FieldOps.Testing;

namespace FieldOps.Host.Tests.Money;

/// <summary>February 2024 with standing rules that count years instead of months, and one before the year.</summary>
public sealed class YearsCountHost : MoneyHost, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fieldops-years-").FullName;

    public YearsCountHost()
    {
        var shipped = Path.Combine(RepoFiles.Root, "silo-config", "policies");
        foreach (var file in Directory.EnumerateFiles(shipped, "*.json", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_folder, Path.GetRelativePath(shipped, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var rules = Path.Combine(_folder, "standing", "default.v2.json");
        File.WriteAllText(rules, File.ReadAllText(rules).Replace(
            "\"counts\": \"months\"", "\"counts\": \"years\", \"yearsBefore\": 1", StringComparison.Ordinal));
        Settings["FieldOps:PolicyFolder"] = _folder;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
