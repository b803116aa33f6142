using System.Globalization;
using FieldOps.Platform.Config;
using FieldOps.Platform.Http;
using FieldOps.Platform.PrivatePostgres;

namespace FieldOps.Host;

/// <summary>
/// How one host is started: from its own command line, from the CLI, from a test or a benchmark.
/// </summary>
public sealed record FieldOpsHostOptions
{
    /// <summary>Where the API listens when nothing is said.</summary>
    public const string UrlDefault = "http://127.0.0.1:5080";

    /// <summary>The data folder when nothing is said, in the current folder.</summary>
    public const string DataFolderDefault = ".fieldops";

    /// <summary>The server and database to use; null for a private cluster in <see cref="DataFolder"/>.</summary>
    public string? Database { get; init; }

    /// <summary>Folder of the private cluster.</summary>
    public string DataFolder { get; init; } = DataFolderDefault;

    /// <summary>
    /// Addresses on loopback; port 0 takes a free one. Null: as configured, else <see cref="UrlDefault"/>.
    /// </summary>
    public string? Urls { get; init; }

    /// <summary>
    /// Makes the clock a simulated one that starts here and is moved by <c>POST /api/v1/clock:advance</c>.
    /// </summary>
    public DateTimeOffset? SimulatedStart { get; init; }

    /// <summary>Settings above files and environment: <c>FieldOps:Feed:InterleavingSeed</c>.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } =
        new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>Registrations after all others: fixtures of tests, probes of benchmarks.</summary>
    public Action<IServiceCollection>? Services { get; init; }

    /// <summary>
    /// Registers what hosts entities and feeds consumers, given the builder and the database; null for the single-node
    /// engine. May refuse settings.
    /// </summary>
    public Action<WebApplicationBuilder, string>? Engine { get; init; }

    /// <summary>Routes after all others.</summary>
    public Action<IEndpointRouteBuilder>? Routes { get; init; }

    /// <summary>True: no log line goes to the console, for a caller that owns it.</summary>
    public bool Quiet { get; init; }

    /// <summary>
    /// Reads <c>--database</c>, <c>--data-folder</c>, <c>--urls</c>, <c>--simulated-start</c>; others are settings.
    /// </summary>
    /// <exception cref="HostRefusedException"><c>--simulated-start</c> is no instant.</exception>
    public static FieldOpsHostOptions FromArguments(string[] arguments)
    {
        var given = new ConfigurationBuilder().AddCommandLine(arguments).Build();
        return new FieldOpsHostOptions
        {
            Database = given["database"],
            DataFolder = given["data-folder"] ?? DataFolderDefault,
            Urls = given["urls"],
            SimulatedStart = InstantOf(given["simulated-start"]),
            Settings = given.AsEnumerable().ToDictionary(e => e.Key, e => e.Value, StringComparer.OrdinalIgnoreCase),
        };
    }

    internal DatabaseChoice ToDatabaseChoice() => DatabaseChoice.Resolve(
        Database, Environment.GetEnvironmentVariable(DatabaseChoice.EnvironmentVariable), DataFolder);

    private static DateTimeOffset? InstantOf(string? text) =>
        text is null ? null
        : Instants.TryParse(text, out var instant) ? instant
        : throw new HostRefusedException(
            "host.simulated-start-invalid",
            string.Create(CultureInfo.InvariantCulture, $"'{text}' is no instant like 2024-01-01T00:00:00+08:00."),
            $"“{text}”不是形如 2024-01-01T00:00:00+08:00 的时刻。");
}
