using System.Text.Json;
using FieldOps.Platform.Serialization;

namespace FieldOps.Testing;

/// <summary>The shipped rule documents in a folder of a test's own, where it changes some and adds others.</summary>
public sealed class PolicyCopy : IDisposable
{
    /// <summary>A copy of all of them.</summary>
    public PolicyCopy()
    {
        var shipped = System.IO.Path.Combine(RepoFiles.Root, "silo-config", "policies");
        foreach (var file in Directory.EnumerateFiles(shipped, "*.json", SearchOption.AllDirectories))
        {
            var copy = System.IO.Path.Combine(Path, System.IO.Path.GetRelativePath(shipped, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    /// <summary>The folder.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("fieldops-own-policies-").FullName;

    /// <summary>Changes a document's text; each old text must stand in it.</summary>
    public PolicyCopy Change(string document, params (string Old, string New)[] changes) =>
        Add(document, document, changes);

    /// <summary>Adds a document that is another one with changes; each old text must stand in that one.</summary>
    /// <param name="document">The new one: <c>scoring/half-year.v1.json</c>.</param>
    /// <param name="like">The other one.</param>
    /// <param name="changes">Texts and what stands in their place.</param>
    public PolicyCopy Add(string document, string like, params (string Old, string New)[] changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var text = File.ReadAllText(System.IO.Path.Combine(Path, like));
        foreach (var (old, @new) in changes)
        {
            text = text.Contains(old, StringComparison.Ordinal)
                ? text.Replace(old, @new, StringComparison.Ordinal)
                : throw new InvalidDataException($"{like} has no {old}");
        }

        File.WriteAllText(System.IO.Path.Combine(Path, document), text);
        return this;
    }

    /// <summary>Adds a document, or puts it in the place of another.</summary>
    public PolicyCopy Write<T>(string document, T content)
    {
        File.WriteAllText(
            System.IO.Path.Combine(Path, document), JsonSerializer.Serialize(content, PlatformJson.Options));
        return this;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
