using System.Diagnostics;
using System.Globalization;
using FieldOps.Platform.PrivatePostgres;
using Npgsql;

namespace FieldOps.Testing;

/// <summary>
/// The one PostgreSQL of this test process: the server that <c>FIELDOPS_TEST_DATABASE</c> names (superuser), or a
/// private cluster in a temporary folder, gone at the end of the process. A missing server is an error, never a
/// skipped test.
/// </summary>
public sealed class PostgresServer
{
    /// <summary>Environment variable with the connection string of a superuser.</summary>
    public const string EnvironmentVariable = "FIELDOPS_TEST_DATABASE";

    // Ten test projects may run side by side; none of them holds more data than this.
    private const int SharedBuffersMb = 128;
    private const int ConnectionsMax = 400;
    private const string FolderPrefix = "fieldops-test-";

    private static readonly Lazy<Task<PostgresServer>> OfProcess = new(() => Task.Run(StartAsync));

    // Held so that the data folder stays locked as long as the process lives.
    private readonly PrivateCluster? own;

    private PostgresServer(string connectionString, PrivateCluster? own)
    {
        ConnectionString = connectionString;
        this.own = own;
        if (own is null)
        {
            AppDomain.CurrentDomain.ProcessExit +=
                (_, _) => TestDatabase.DropTemplatesAsync(this).GetAwaiter().GetResult();
        }
    }

    /// <summary>A superuser's connection string to the server's maintenance database, without pooling.</summary>
    public string ConnectionString { get; }

    /// <summary>Whether the server belongs to this process alone.</summary>
    public bool IsPrivate => own is not null;

    /// <summary>The server, started at the first call of this process.</summary>
    public static Task<PostgresServer> GetAsync() => OfProcess.Value;

    /// <summary>Connection string to a database of this server.</summary>
    public string AddressOf(string database) =>
        new NpgsqlConnectionStringBuilder(ConnectionString) { Database = database, Pooling = true }.ConnectionString;

    /// <summary>Runs one statement in the maintenance database.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<PostgresServer> StartAsync()
    {
        var given = Environment.GetEnvironmentVariable(EnvironmentVariable);
        if (!string.IsNullOrWhiteSpace(given))
        {
            return new PostgresServer(Unpooled(given, "postgres"), null);
        }

        await SweepAsync();
        var folder = Path.Combine(
            Path.GetTempPath(), FolderPrefix + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        var options = new PrivateClusterOptions(folder)
        {
            SharedBuffersMb = SharedBuffersMb,
            ConnectionsMax = ConnectionsMax,
        };
        var cluster = await PrivateCluster.StartAsync(options);
        ServerReaper.Follow(folder);
        return new PostgresServer(Unpooled(cluster.ConnectionString, "postgres"), cluster);
    }

    private static string Unpooled(string address, string database) =>
        new NpgsqlConnectionStringBuilder(address) { Database = database, Pooling = false }.ConnectionString;

    // A test process that was killed leaves its server running; its folder's lock is free then.
    private static async Task SweepAsync()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), FolderPrefix + "*"))
        {
            var owner = Path.GetFileName(folder)[FolderPrefix.Length..];
            if (int.TryParse(owner, CultureInfo.InvariantCulture, out var pid)
                && pid != Environment.ProcessId
                && Process.GetProcesses().Any(process => process.Id == pid))
            {
                continue;
            }

            try
            {
                await PrivateCluster.DiscardAsync(folder);
            }
            catch (PrivatePostgresException held) when (held.Code is
                PrivatePostgresException.DataFolderInUse or PrivatePostgresException.DataFolderNotAccessible)
            {
                // A living test process, or another user's: theirs to clear.
            }
        }
    }
}
