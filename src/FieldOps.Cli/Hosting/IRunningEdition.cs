namespace FieldOps.Cli.Hosting;

/// <summary>A running host of either edition, as the command that started it sees it.</summary>
internal interface IRunningEdition : IAsyncDisposable
{
    /// <summary>Where the API listens.</summary>
    Uri Address { get; }

    /// <summary>The database in use; may hold a password: never shown.</summary>
    string ConnectionString { get; }

    /// <summary>Completes when it has been told to stop, or when the token says so.</summary>
    Task WaitForShutdownAsync(CancellationToken cancellationToken);
}

/// <summary>How one is started.</summary>
/// <param name="Engine">Which edition.</param>
/// <param name="Database">The server and database; null for a private one in the folder.</param>
/// <param name="DataFolder">Folder of the private database and of logs.</param>
/// <param name="Port">Port of the API on loopback, of the first silo; 0 for any free one.</param>
/// <param name="SimulatedFrom">Where a simulated clock begins; null for the machine's.</param>
/// <param name="Quiet">True: no log line goes to the console.</param>
internal sealed record EditionStart(
    Engine Engine, string? Database, string DataFolder, int Port, DateTimeOffset? SimulatedFrom, bool Quiet);
