namespace FieldOps.Import.Tests;

/// <summary>The folder of data that none of us made, beside the repository.</summary>
internal static class RealData
{
    public static string RepositoryRoot { get; } = FindRoot();

    public static string ConfigFolder { get; } = Path.Combine(RepositoryRoot, "silo-config", "import");

    public static string Folder { get; } = Path.GetFullPath(Path.Combine(RepositoryRoot, "..", "shared", "data"));

    /// <summary>
    /// Opens a file of the data, or fails the test: a check that passes because its data is absent proves nothing.
    /// </summary>
    public static FileStream Open(params string[] parts)
    {
        var path = Path.Combine([Folder, .. parts]);
        File.Exists(path).ShouldBeTrue(
            $"Real data is missing: {path}. It belongs in ../shared/data beside the repository.");
        return File.OpenRead(path);
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FieldOps.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("FieldOps.sln was not found above " + AppContext.BaseDirectory);
    }
}
