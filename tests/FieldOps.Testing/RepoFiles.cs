using System.Text.Json;
using FieldOps.Platform.Serialization;
using Shouldly;

namespace FieldOps.Testing;

/// <summary>Checked-in files, found from wherever the tests run: what ships is what is tested.</summary>
public static class RepoFiles
{
    /// <summary>The folder of FieldOps.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A policy document of silo-config/policies.</summary>
    public static T Policy<T>(string kind, string file)
    {
        var path = Path.Combine(Root, "silo-config", "policies", kind, file);
        return JsonSerializer.Deserialize<T>(File.ReadAllText(path), PlatformJson.Options)
            ?? throw new InvalidDataException(path);
    }

    /// <summary>
    /// Compares <paramref name="actual"/> with the golden file at <paramref name="relativePath"/>. A missing file is
    /// written and fails the test, so that a new stored shape is looked at before it is checked in.
    /// </summary>
    public static void ShouldMatchGolden(string relativePath, string actual)
    {
        var path = Path.Combine(Root, relativePath);
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual + "\n");
            throw new ShouldAssertException($"Golden file {relativePath} was missing and is written now: check it in.");
        }

        File.ReadAllText(path).TrimEnd().ShouldBe(actual.TrimEnd());
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FieldOps.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("No FieldOps.sln above the tests.");
    }
}
