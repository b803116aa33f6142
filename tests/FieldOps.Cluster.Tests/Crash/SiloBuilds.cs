using System.Diagnostics;
using FieldOps.Testing;

namespace FieldOps.Cluster.Tests.Crash;

/// <summary>Which older silo is upgraded from.</summary>
internal enum OldSilo
{
    /// <summary>
    /// The oldest that is supported: before live boards, and before the log migrations and grains that came with them.
    /// </summary>
    Oldest,

    /// <summary>
    /// The newest that stored or sent anything otherwise: before the last commit that touched a golden file.
    /// </summary>
    Nearest,
}

/// <summary>Builds of the silo.</summary>
internal static class SiloBuilds
{
    /// <summary>Folder of the oldest build to upgrade from, where one is at hand.</summary>
    public const string OldVariable = "FIELDOPS_TEST_OLD_SILO";

    private const string OldestCommit = "678459d316303e2c9351fb887bbc4b213cbdf424";
    private const string Golden = ":(icase)tests/**/golden/**";
    private const string Silo = "src/FieldOps.Silo";

    /// <summary>The one that these tests were built with.</summary>
    public static string Today { get; } = AppContext.BaseDirectory;

    /// <summary>Why there is no older build; null when there is one or it can be made.</summary>
    public static string? WhyNo(OldSilo which) =>
        GivenOf(which) is not null || CommitOf(which) is not null
            ? null
            : $"no history here to build an older silo from; {OldVariable} names the folder of the oldest";

    /// <summary>
    /// An older build: the one given, else one made from the repository's own history beside the temporary files and
    /// kept there.
    /// </summary>
    public static string Of(OldSilo which)
    {
        if (GivenOf(which) is { } given)
        {
            return given;
        }

        var commit = CommitOf(which)!;
        var kept = Path.Combine(Path.GetTempPath(), "fieldops-old-silo-" + commit[..12]);
        if (!Directory.Exists(kept))
        {
            var made = $"{kept}.{Environment.ProcessId}";
            Make(made, commit);
            Keep(made, kept);
        }

        return Path.Combine(kept, Silo, "bin/Release/net10.0");
    }

    private static string? GivenOf(OldSilo which) =>
        which == OldSilo.Oldest && Environment.GetEnvironmentVariable(OldVariable) is { Length: > 0 } given
            ? given
            : null;

    private static string? CommitOf(OldSilo which)
    {
        var commit = which == OldSilo.Oldest
            ? OldestCommit
            : Git("log", "-1", "--no-merges", "--format=%P", "--", Golden);
        return commit.Length > 0 && Run("git", "-C", RepoFiles.Root, "cat-file", "-e", commit + "^{commit}").Code == 0
            ? commit
            : null;
    }

    private static string Git(params string[] words) => Run("git", ["-C", RepoFiles.Root, .. words]).Said.Trim();

    private static void Make(string folder, string commit)
    {
        Directory.CreateDirectory(folder);
        var archive = Path.Combine(folder, "sources.tar");
        Must(Run("git", "-C", RepoFiles.Root, "archive", "--output", archive, commit), "git archive");
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

    private static (int Code, string Said) Run(string program, params string[] arguments)
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

        return (process.ExitCode, said.Result);
    }

    private static void Must((int Code, string Said) run, string what)
    {
        if (run.Code != 0)
        {
            throw new InvalidOperationException($"{what} ended with {run.Code}: the older silo could not be built.");
        }
    }
}

/// <summary>A test that needs an older build; where none can be had it is told as not run.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OldSiloFactAttribute : FactAttribute
{
    public OldSiloFactAttribute(OldSilo which) => Skip = SiloBuilds.WhyNo(which);
}
