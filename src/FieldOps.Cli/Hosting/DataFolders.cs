namespace FieldOps.Cli.Hosting;

/// <summary>Where a host keeps its data when nobody says.</summary>
internal static class DataFolders
{
    public const string EnvironmentVariable = "FIELDOPS_HOME";

    /// <summary>
    /// The option, else <c>FIELDOPS_HOME</c>, else <c>~/.fieldops/single-node</c>; for root
    /// <c>/var/lib/fieldops/single-node</c>, because the unprivileged user that PostgreSQL runs as may not pass through
    /// root's home.
    /// </summary>
    public static string Resolve(string? option, Func<string, string?> environment)
    {
        if (!string.IsNullOrWhiteSpace(option))
        {
            return Path.GetFullPath(option);
        }

        if (environment(EnvironmentVariable) is { Length: > 0 } named)
        {
            return Path.GetFullPath(named);
        }

        if (Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows())
        {
            return "/var/lib/fieldops/single-node";
        }

        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return Path.Combine(home.Length > 0 ? home : Directory.GetCurrentDirectory(), ".fieldops", "single-node");
    }

    /// <summary>Makes the folder: its owner's alone, except that root's can be passed through.</summary>
    public static void Create(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        const UnixFileMode Passable = Owner | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        Directory.CreateDirectory(folder, Environment.IsPrivilegedProcess ? Passable : Owner);
    }
}
