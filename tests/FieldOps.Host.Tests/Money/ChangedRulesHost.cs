using FieldOps.Testing;

namespace FieldOps.Host.Tests.Money;

/// <summary>February 2024 with the shipped rules, some of them changed.</summary>
public abstract class ChangedRulesHost : MoneyHost, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fieldops-rules-").FullName;

    protected ChangedRulesHost()
    {
        var shipped = Path.Combine(RepoFiles.Root, "silo-config", "policies");
        foreach (var file in Directory.EnumerateFiles(shipped, "*.json", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_folder, Path.GetRelativePath(shipped, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        Settings["FieldOps:PolicyFolder"] = _folder;
    }

    protected sealed override Dictionary<string, string?> Settings { get; } = new(StringComparer.Ordinal);

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Changes a document; one that has nothing to change fails.</summary>
    protected void Change(string document, string from, string to)
    {
        var path = Path.Combine(_folder, document);
        var text = File.ReadAllText(path);
        text.ShouldContain(from);
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
    }
}
