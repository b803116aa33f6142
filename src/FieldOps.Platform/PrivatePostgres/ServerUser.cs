namespace FieldOps.Platform.PrivatePostgres;

/// <summary>
/// The operating-system user that the PostgreSQL programs run as: the host's own, or, because PostgreSQL refuses
/// root, an unprivileged one that the host becomes for these programs.
/// </summary>
internal sealed class ServerUser
{
    // The distribution's own user first; nobody exists nearly everywhere.
    private static readonly string[] PreferredNames = ["postgres", "nobody"];

    private readonly string? switcher;
    private readonly string[] switchArguments;

    private ServerUser(string? name, string? switcher, string[] switchArguments)
    {
        Name = name;
        this.switcher = switcher;
        this.switchArguments = switchArguments;
    }

    /// <summary>Name of the other user; null when the programs run as the host's own user.</summary>
    public string? Name { get; }

    public static ServerUser Choose()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return new ServerUser(null, null, []);
        }

        var account = PreferredNames.Select(Account).FirstOrDefault(found => found is not null);
        if (account is not { } user)
        {
            throw PrivatePostgresFault.UserMissing();
        }

        if (OnPath("setpriv") is { } setpriv)
        {
            string[] arguments = [$"--reuid={user.Uid}", $"--regid={user.Gid}", "--init-groups", "--"];
            return new ServerUser(user.Name, setpriv, arguments);
        }

        var runuser = OnPath("runuser") ?? throw PrivatePostgresFault.UserMissing();
        return new ServerUser(user.Name, runuser, ["-u", user.Name, "--"]);
    }

    public Task<ProgramResult> RunAsync(string program, IEnumerable<string> arguments,
        CancellationToken cancellationToken) =>
        switcher is null
            ? ProgramRun.RunAsync(program, arguments, cancellationToken)
            : ProgramRun.RunAsync(switcher, [.. switchArguments, program, .. arguments], cancellationToken);

    /// <summary>Gives a file or folder made by the host to the server's user.</summary>
    public async Task OwnAsync(string path, CancellationToken cancellationToken)
    {
        if (Name is null)
        {
            return;
        }

        var result = await ProgramRun.RunAsync("chown", [Name, "--", path], cancellationToken);
        if (!result.Succeeded)
        {
            throw PrivatePostgresFault.CreationFailed("chown", result.Output);
        }
    }

    /// <summary>
    /// The topmost folder on the way to <paramref name="path"/> that this user may not pass; null if none.
    /// </summary>
    public async Task<string?> FirstClosedAsync(string path, CancellationToken cancellationToken)
    {
        if (Name is null || await CanPassAsync(path, cancellationToken))
        {
            return null;
        }

        var way = new Stack<string>();
        for (var at = path; at is not null; at = Path.GetDirectoryName(at))
        {
            way.Push(at);
        }

        foreach (var step in way)
        {
            if (!await CanPassAsync(step, cancellationToken))
            {
                return step;
            }
        }

        return path;
    }

    public async Task RequireReachableAsync(string path, CancellationToken cancellationToken)
    {
        if (await FirstClosedAsync(path, cancellationToken) is { } closed)
        {
            throw PrivatePostgresFault.NotReachable(path, closed, Name!);
        }
    }

    private async Task<bool> CanPassAsync(string path, CancellationToken cancellationToken) =>
        (await RunAsync("test", ["-x", path], cancellationToken)).Succeeded;

    private static (string Name, string Uid, string Gid)? Account(string name)
    {
        const string Accounts = "/etc/passwd";
        if (!File.Exists(Accounts))
        {
            return null;
        }

        foreach (var line in File.ReadLines(Accounts))
        {
            var fields = line.Split(':');
            if (fields.Length > 3 && string.Equals(fields[0], name, StringComparison.Ordinal))
            {
                return (name, fields[2], fields[3]);
            }
        }

        return null;
    }

    private static string? OnPath(string program)
    {
        var path = Environment.GetEnvironmentVariable("PATH") ?? string.Empty;
        return path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(["/usr/bin", "/usr/sbin", "/sbin", "/bin"])
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
    }
}
