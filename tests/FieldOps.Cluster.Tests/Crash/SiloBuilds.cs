namespace FieldOps.Cluster.Tests.Crash;

/// <summary>Builds of the silo.</summary>
internal static class SiloBuilds
{
    /// <summary>Folder of an older build to upgrade from; without it a copy of today's stands in.</summary>
    public const string OldVariable = "FIELDOPS_TEST_OLD_SILO";

    /// <summary>The one that these tests were built with.</summary>
    public static string Today { get; } = AppContext.BaseDirectory;

    /// <summary>An older build, in a folder of its own.</summary>
    public static string Old(string folder)
    {
        var given = Environment.GetEnvironmentVariable(OldVariable);
        if (!string.IsNullOrWhiteSpace(given))
        {
            return given;
        }

        foreach (var file in Directory.EnumerateFiles(Today, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(Today, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }

        return folder;
    }
}
