using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace FieldOps.Platform.PrivatePostgres;

/// <summary>
/// A PostgreSQL server of the host's own, in its data folder: made at the first start, found again at every later one,
/// reachable by no network. The server is not a child that dies with the host: after a crash of the host it goes on,
/// and the next start takes it over.
/// </summary>
public sealed class PrivateCluster : IAsyncDisposable
{
    /// <summary>Name of the one database that is made.</summary>
    public const string DatabaseName = "fieldops";

    private readonly DataFolderLock folderLock;
    private readonly PrivateServer runningServer;
    private bool stopped;

    private PrivateCluster(DataFolderLock folderLock, PrivateServer runningServer, string connectionString)
    {
        this.folderLock = folderLock;
        this.runningServer = runningServer;
        ConnectionString = connectionString;
    }

    /// <summary>
    /// Npgsql connection string of the cluster's superuser to the database <c>fieldops</c>. It holds the password:
    /// never log it.
    /// </summary>
    public string ConnectionString { get; }

    /// <summary>True when this start made the cluster.</summary>
    public bool WasCreated { get; private init; }

    /// <summary>True when the server of an earlier, crashed host was still running and was taken over.</summary>
    public bool WasAdopted { get; private init; }

    /// <summary>
    /// Takes the data folder, makes the cluster if there is none, starts the server or adopts the running one, and
    /// returns once the database <c>fieldops</c> (UTF8, C.UTF-8) answers.
    /// </summary>
    /// <exception cref="PrivatePostgresException">With any of its codes; nothing keeps running then.</exception>
    public static async Task<PrivateCluster> StartAsync(
        PrivateClusterOptions options, CancellationToken cancellationToken = default)
    {
        var files = new ClusterFiles(options.DataFolder);
        if (!files.IsNameUsable)
        {
            throw PrivatePostgresFault.NameUnusable(files.DataFolder);
        }

        var held = DataFolderLock.Acquire(files.DataFolder);
        try
        {
            return await StartHeldAsync(options, files, held, cancellationToken);
        }
        catch (Exception cause) when (cause is UnauthorizedAccessException or IOException)
        {
            held.Dispose();
            throw PrivatePostgresFault.NotAccessible(files.DataFolder, cause);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Stops the server cleanly (fast shutdown: open transactions roll back) and gives the folder back.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (stopped)
        {
            return;
        }

        NpgsqlConnection.ClearPool(new NpgsqlConnection(ConnectionString));
        await runningServer.StopAsync(cancellationToken);
        stopped = true;
        folderLock.Dispose();
    }

    /// <summary>Ends the server without ceremony and deletes the whole data folder: for throw-away data.</summary>
    public async Task DiscardAsync(CancellationToken cancellationToken = default)
    {
        if (stopped)
        {
            return;
        }

        await runningServer.EndAsync(cancellationToken);
        stopped = true;
        folderLock.Dispose();
        Directory.Delete(runningServer.Files.DataFolder, recursive: true);
    }

    /// <summary>As <see cref="DiscardAsync(CancellationToken)"/>, for a folder whose host died.</summary>
    /// <exception cref="PrivatePostgresException">
    /// <c>data-folder.in-use</c> when its host lives; <c>data-folder.not-accessible</c>.
    /// </exception>
    public static async Task DiscardAsync(string dataFolder, CancellationToken cancellationToken = default)
    {
        var files = new ClusterFiles(dataFolder);
        using var held = DataFolderLock.Acquire(files.DataFolder);
        try
        {
            if (Directory.Exists(files.Data))
            {
                var binaries = await PostgresBinaries.RequireAsync(MajorOf(files), cancellationToken);
                var options = new PrivateClusterOptions(dataFolder);
                await new PrivateServer(options, files, ServerUser.Choose(), binaries).EndAsync(cancellationToken);
            }

            Directory.Delete(files.DataFolder, recursive: true);
        }
        catch (Exception cause) when (cause is UnauthorizedAccessException or IOException)
        {
            throw PrivatePostgresFault.NotAccessible(files.DataFolder, cause);
        }
    }

    /// <summary>As <see cref="StopAsync"/>.</summary>
    public async ValueTask DisposeAsync() => await StopAsync();

    private static async Task<PrivateCluster> StartHeldAsync(
        PrivateClusterOptions options, ClusterFiles files, DataFolderLock held, CancellationToken cancellationToken)
    {
        var user = ServerUser.Choose();
        await user.RequireReachableAsync(files.DataFolder, cancellationToken);
        var exists = Directory.Exists(files.Data);
        var binaries = await PostgresBinaries.RequireAsync(exists ? MajorOf(files) : null, cancellationToken);
        await user.RequireReachableAsync(binaries.Folder, cancellationToken);
        if (!exists)
        {
            await new ClusterBirth(files, user, binaries).RunAsync(cancellationToken);
        }

        var server = new PrivateServer(options, files, user, binaries);
        try
        {
            var adopted = await server.StartAsync(cancellationToken);
            var connectionString = await server.EnsureDatabaseAsync(DatabaseName, cancellationToken);
            return new PrivateCluster(held, server, connectionString) { WasCreated = !exists, WasAdopted = adopted };
        }
        catch
        {
            await server.StopAsync(CancellationToken.None);
            throw;
        }
    }

    private static int MajorOf(ClusterFiles files) =>
        int.Parse(File.ReadAllText(Path.Combine(files.Data, "PG_VERSION")), CultureInfo.InvariantCulture);
}
