using System.Diagnostics;
using FieldOps.Testing;

namespace FieldOps.Cluster.Tests.Crash;

/// <summary>Builds of the silo.</summary>
internal static class SiloBuilds
{
    /// <summary>Folder of an older build to upgrade from, where one is at hand.</summary>
    public const string OldVariable = "FIELDOPS_TEST_OLD_SILO";

    /// <summary>
    /// The release to upgrade from: before live boards, and before the log migrations and grains that came with them.
    /// </summary>
    public const string OldCommit = "678459d316303e2c9351fb887bbc4b213cbdf424";

    private const string Silo = "src/FieldOps.Silo";

    /// <summary>The one that these tests were built with.</summary>
    public static string Today { get; } = AppContext.BaseDirectory;

    /// <summary>Why there is no older build; null when there is one or it can be made.</summary>
    public static string? WhyNoOld() =>
        IsOldGiven || Run("git", "-C", RepoFiles.Root, "cat-file", "-e", OldCommit + "^{commit}") is 0
            ? null
            : $"no history here to build an older silo from; {OldVariable} names the folder of one";

    /// <summary>
    /// An older build: the one given, else that of the recorded commit, made from the repository's own history beside
    /// the temporary files and kept there.
    /// </summary>
    public static string Old()
    {
        if (IsOldGiven)
        {
            return Environment.GetEnvironmentVariable(OldVariable)!;
        }

        var kept = Path.Combine(Path.GetTempPath(), "fieldops-old-silo-" + OldCommit[..12]);
        if (!Directory.Exists(kept))
        {
            var made = $"{kept}.{Environment.ProcessId}";
            Make(made);
            Keep(made, kept);
        }

        return Path.Combine(kept, Silo, "bin/Release/net10.0");
    }

    private static bool IsOldGiven => !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(OldVariable));

    private static void Make(string folder)
    {
        Directory.CreateDirectory(folder);
        var archive = Path.Combine(folder, "sources.tar");
        Must(Run("git", "-C", RepoFiles.Root, "archive", "--output", archive, OldCommit), "git archive");
        Must(Run("tar", "-xf", archive, "-C", folder), "tar");
        File.Delete(archive);
        Must(
            Run(
                "dotnet", "build", Path.Combine(folder, Silo), "-c", "Release", "-v", "q", "--nologo",
                "-nodeReuse:false", "-p:UseSharedCompilation=false", "-p:RunAnalyzers=false"),
            "dotnet build");
    }

    // Two runs of the tests may have made it at once: the first that is done is kept.
    private static void Keep(string made, string kept)
    {
        try
        {
            Directory.Move(made, kept);
        }
        catch (IOException) when (Directory.Exists(kept))
        {
            Directory.Delete(made, recursive: true);
        }
    }

    private static int Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        // What the build around these tests says of itself is not true of this one.
        foreach (var name in start.Environment.Keys.ToArray()
            .Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)))
        {
            start.Environment.Remove(name);
        }

        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEndAsync();
        var complained = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            Console.Error.WriteLine($"{program} {string.Join(' ', arguments)}: {said.Result} {complained.Result}");
        }

        return process.ExitCode;
    }

    private static void Must(int code, string what)
    {
        if (code != 0)
        {
            throw new InvalidOperationException($"{what} ended with {code}: the older silo could not be built.");
        }
    }
}

/// <summary>A test that needs an older build; where none can be had it is told as not run.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OldSiloFactAttribute : FactAttribute
{
    public OldSiloFactAttribute() => Skip = SiloBuilds.WhyNoOld();
}
