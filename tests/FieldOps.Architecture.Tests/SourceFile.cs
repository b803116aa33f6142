namespace FieldOps.Architecture.Tests;

/// <summary>One C# file as text.</summary>
/// <param name="Path">Relative to the repository, with forward slashes.</param>
/// <param name="Lines">Its lines.</param>
internal sealed record SourceFile(string Path, string[] Lines)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public static SourceFile Planted(string path, string text) => new(path, text.ReplaceLineEndings("\n").Split('\n'));

    /// <summary>Every file of src and tests that people wrote.</summary>
    public static IReadOnlyList<SourceFile> All { get; } = [.. Read("src").Concat(Read("tests"))];

    public static IReadOnlyList<SourceFile> Under(string folder) =>
        [.. All.Where(f => f.Path.StartsWith(folder + "/", StringComparison.Ordinal))];

    private static IEnumerable<SourceFile> Read(string folder)
    {
        var root = Testing.RepoFiles.Root;
        return Directory.EnumerateFiles(System.IO.Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(p => System.IO.Path.GetRelativePath(root, p).Replace('\\', '/'))
            .Where(p => !p.Contains("/obj/", StringComparison.Ordinal))
            .Where(p => !p.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(p => new SourceFile(p, File.ReadAllLines(System.IO.Path.Combine(root, p))));
    }
}
