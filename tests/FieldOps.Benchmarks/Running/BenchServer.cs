using System.Diagnostics;
using System.Globalization;
using FieldOps.Platform.PrivatePostgres;
using Npgsql;

namespace FieldOps.Benchmarks.Running;

/// <summary>
/// The one PostgreSQL on which all sides are measured: a given server, or a private cluster in a temporary folder.
/// </summary>
internal sealed class BenchServer : IAsyncDisposable
{
    private const string FolderPrefix = "fieldops-bench-";

    private const string Settings = """
        select current_setting('server_version'), current_setting('fsync'), current_setting('synchronous_commit')
        """;

    private readonly string _address;
    private readonly PrivateCluster? _own;
    private readonly List<string> _databases = [];
    private int _count;

    private BenchServer(string address, PrivateCluster? own)
    {
        _address = address;
        _own = own;
    }

    public static async Task<BenchServer> OpenAsync(string? given, CancellationToken cancellationToken)
    {
        BenchServer server;
        if (string.IsNullOrWhiteSpace(given))
        {
            await SweepAsync();
            var folder = Path.Combine(
                Path.GetTempPath(), FolderPrefix + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            var cluster = await PrivateCluster.StartAsync(new PrivateClusterOptions(folder), cancellationToken);
            server = new(cluster.ConnectionString, cluster);
        }
        else
        {
            var choice = (DatabaseChoice.Given)DatabaseChoice.Resolve(given, null, string.Empty);
            server = new(choice.ConnectionString, null);
        }

        await server.RequireDurableAsync(cancellationToken);
        return server;
    }

    /// <summary>A new empty database; returns its connection string.</summary>
    public async Task<string> CreateDatabaseAsync(string purpose, CancellationToken cancellationToken)
    {
        var name = $"bench_{purpose}_{Environment.ProcessId}_{++_count}";
        await RunAsync($"""
            create database "{name}" encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8' template template0
            """, cancellationToken);
        _databases.Add(name);
        return AddressOf(name);
    }

    /// <summary>A copy of a database that nobody is connected to; returns its connection string.</summary>
    public async Task<string> CopyDatabaseAsync(string address, string purpose, CancellationToken cancellationToken)
    {
        var source = new NpgsqlConnectionStringBuilder(address).Database;
        var name = $"bench_{purpose}_{Environment.ProcessId}_{++_count}";
        await RunAsync($"""create database "{name}" template "{source}" """, cancellationToken);
        _databases.Add(name);
        return AddressOf(name);
    }

    /// <summary>Drops a database of this run, whoever is connected.</summary>
    public async Task DropDatabaseAsync(string address)
    {
        var name = new NpgsqlConnectionStringBuilder(address).Database!;
        if (_databases.Remove(name))
        {
            await RunAsync($"""drop database if exists "{name}" with (force)""", CancellationToken.None);
        }
    }

    /// <summary>Writes dirty pages out, so that one side does not pay for what the other left behind.</summary>
    public Task SettleAsync(CancellationToken cancellationToken) => RunAsync("checkpoint", cancellationToken);

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_own is not null)
        {
            await _own.DiscardAsync();
            return;
        }

        foreach (var name in _databases)
        {
            await RunAsync($"""drop database if exists "{name}" with (force)""", CancellationToken.None);
        }
    }

    private string AddressOf(string database) =>
        new NpgsqlConnectionStringBuilder(_address) { Database = database }.ConnectionString;

    private async Task RunAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(_address);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task RequireDurableAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(_address);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Settings, connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        var (version, fsync, commit) = (row.GetString(0), row.GetString(1), row.GetString(2));
        await Console.Error.WriteLineAsync(
            $"PostgreSQL {version}, fsync {fsync}, synchronous_commit {commit}, {Environment.ProcessorCount} cores");
        if (fsync != "on" || commit != "on")
        {
            throw new InvalidOperationException("The server is not durable: figures would compare with nothing.");
        }
    }

    // A bench that was killed leaves its server running; its folder's lock is free then.
    private static async Task SweepAsync()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), FolderPrefix + "*"))
        {
            var owner = Path.GetFileName(folder)[FolderPrefix.Length..];
            if (int.TryParse(owner, CultureInfo.InvariantCulture, out var pid) &&
                Process.GetProcesses().Any(p => p.Id == pid))
            {
                continue;
            }

            try
            {
                await PrivateCluster.DiscardAsync(folder);
            }
            catch (PrivatePostgresException held)
            {
                await Console.Error.WriteLineAsync($"{folder} is left as it is: {held.Code}");
            }
        }
    }
}
