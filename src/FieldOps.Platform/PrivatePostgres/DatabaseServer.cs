namespace FieldOps.Platform.PrivatePostgres;

/// <summary>The chosen PostgreSQL, ready to be used; disposing stops it if it is the host's own.</summary>
public sealed class DatabaseServer : IAsyncDisposable
{
    private readonly PrivateCluster? own;

    private DatabaseServer(string connectionString, PrivateCluster? own)
    {
        ConnectionString = connectionString;
        this.own = own;
    }

    /// <summary>Npgsql connection string; may hold a password: never log it.</summary>
    public string ConnectionString { get; }

    /// <summary>Whether it is the host's own private cluster.</summary>
    public bool IsPrivate => own is not null;

    /// <summary>Opens the choice: a given server as it is, the private one started.</summary>
    /// <exception cref="PrivatePostgresException">The private cluster cannot serve.</exception>
    public static async Task<DatabaseServer> OpenAsync(
        DatabaseChoice choice, CancellationToken cancellationToken = default)
    {
        if (choice is DatabaseChoice.Given given)
        {
            return new DatabaseServer(given.ConnectionString, null);
        }

        var folder = ((DatabaseChoice.Private)choice).DataFolder;
        var cluster = await PrivateCluster.StartAsync(new PrivateClusterOptions(folder), cancellationToken);
        return new DatabaseServer(cluster.ConnectionString, cluster);
    }

    /// <summary>Stops the private cluster; a given server is left alone.</summary>
    public ValueTask DisposeAsync() => own?.DisposeAsync() ?? ValueTask.CompletedTask;
}
