using System.Globalization;
using System.Text.RegularExpressions;

namespace FieldOps.Platform.PrivatePostgres;

/// <summary>
/// The PostgreSQL programs of one installed version: <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>.
/// </summary>
/// <param name="Folder">Absolute folder that holds all three.</param>
/// <param name="Major">Major version, 15 or higher.</param>
public sealed partial record PostgresBinaries(string Folder, int Major)
{
    /// <summary>The oldest major version that the product's SQL is written for.</summary>
    public const int MajorMin = 15;

    private static readonly string[] Programs = ["initdb", "pg_ctl", "postgres"];

    // Debian and Ubuntu; the PGDG packages of RHEL and Fedora; Homebrew on Apple silicon and Intel.
    private static readonly (string Parent, string Pattern)[] VersionedFolders =
    [
        ("/usr/lib/postgresql", "*"),
        ("/usr", "pgsql-*"),
        ("/opt/homebrew/opt", "postgresql*"),
        ("/usr/local/opt", "postgresql*"),
    ];

    private static readonly string[] PlainFolders = ["/usr/local/pgsql/bin", "/opt/homebrew/bin", "/usr/bin"];

    /// <summary>Path of <c>initdb</c>.</summary>
    public string InitDb => Path.Combine(Folder, "initdb");

    /// <summary>Path of <c>pg_ctl</c>.</summary>
    public string PgCtl => Path.Combine(Folder, "pg_ctl");

    /// <summary>Path of <c>postgres</c>.</summary>
    public string Postgres => Path.Combine(Folder, "postgres");

    /// <summary>
    /// The first usable installation: folders of PATH in their order, then the distributions' folders, highest version
    /// first.
    /// </summary>
    /// <param name="major">The only major version that will do (an existing cluster's), or null for any from
    /// 15.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>Null when none is installed; <see cref="RequireAsync"/> turns that into a text.</returns>
    public static async Task<PostgresBinaries?> FindAsync(int? major = null, CancellationToken cancellationToken =
        default)
    {
        foreach (var folder in CandidateFolders().Distinct(StringComparer.Ordinal))
        {
            if (!Programs.All(program => File.Exists(Path.Combine(folder, program))))
            {
                continue;
            }

            var found = await MajorOfAsync(Path.Combine(folder, "postgres"), cancellationToken);
            if (found >= MajorMin && (major is null || found == major))
            {
                return new PostgresBinaries(folder, found);
            }
        }

        return null;
    }

    /// <summary>As <see cref="FindAsync"/>, but a missing installation is an error that says what to install.</summary>
    /// <exception cref="PrivatePostgresException">With code <c>postgres.programs-missing</c>.</exception>
    public static async Task<PostgresBinaries> RequireAsync(
        int? major = null, CancellationToken cancellationToken = default) =>
        await FindAsync(major, cancellationToken) ?? throw PrivatePostgresFault.ProgramsMissing(major);

    private static IEnumerable<string> CandidateFolders()
    {
        var path = Environment.GetEnvironmentVariable("PATH") ?? string.Empty;
        foreach (var folder in path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            // A link on PATH to one program of an installation stands for the whole installation.
            var program = new FileInfo(Path.Combine(folder, "postgres"));
            if (program.Exists)
            {
                var target = program.ResolveLinkTarget(returnFinalTarget: true) ?? program;
                yield return Path.GetDirectoryName(target.FullName)!;
                yield return Path.GetFullPath(folder);
            }
        }

        foreach (var (parent, pattern) in VersionedFolders.Where(place => Directory.Exists(place.Parent)))
        {
            foreach (var folder in Directory.GetDirectories(parent, pattern).OrderByDescending(MajorInName))
            {
                yield return Path.Combine(folder, "bin");
            }
        }

        foreach (var folder in PlainFolders)
        {
            yield return folder;
        }
    }

    private static int MajorInName(string folder) =>
        int.TryParse(Number().Match(Path.GetFileName(folder)).Value, CultureInfo.InvariantCulture, out var major)
            ? major
            : 0;

    private static async Task<int> MajorOfAsync(string postgres, CancellationToken cancellationToken)
    {
        var result = await ProgramRun.RunAsync(postgres, ["--version"], cancellationToken);
        return result.Succeeded ? MajorInName(result.Output) : 0;
    }

    [GeneratedRegex("[0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();
}
