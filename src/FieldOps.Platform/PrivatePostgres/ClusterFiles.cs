using System.Text;

namespace FieldOps.Platform.PrivatePostgres;

/// <summary>Where the parts of a private cluster lie below the data folder.</summary>
internal sealed class ClusterFiles(string dataFolder)
{
    // sun_path holds 108 bytes on Linux and 104 on macOS, with the closing zero.
    private const int SocketPathBytesMax = 103;

    // A socket needs a number in its name only; this one never meets a network port.
    public const int SocketPort = 5432;

    public string DataFolder { get; } = Path.GetFullPath(dataFolder);

    /// <summary>
    /// False for paths that initdb and pg_ctl would break on: they hand them to a shell in double quotes.
    /// </summary>
    public bool IsNameUsable => DataFolder.IndexOfAny(['"', '$', '`', '\\', '\n', '\r']) < 0;

    /// <summary>
    /// Owned by the server's user and closed to all others: what lies in it is as secret as the password.
    /// </summary>
    public string Home => Path.Combine(DataFolder, "postgres");

    public string Data => DataIn(Home);

    public string Log => Path.Combine(Home, "server.log");

    public string OlderLog => Path.Combine(Home, "server.1.log");

    public string Settings => Path.Combine(Data, "postgresql.conf");

    public string Password => PasswordIn(Home);

    /// <summary>
    /// Whether a socket in <see cref="Home"/> can be named, by PostgreSQL and in a connection string.
    /// </summary>
    public bool SocketFits =>
        Encoding.UTF8.GetByteCount($"{Home}/.s.PGSQL.{SocketPort}") <= SocketPathBytesMax && !Home.Contains(',');

    public static string DataIn(string home) => Path.Combine(home, "data");

    public static string PasswordIn(string home) => Path.Combine(home, "password");

    public string NewBirthplace(string suffix) => Path.Combine(DataFolder, $"postgres.new-{suffix}");

    public IEnumerable<string> Stillborn() => Directory.EnumerateDirectories(DataFolder, "postgres.new-*");
}
