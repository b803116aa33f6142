using FieldOps.Platform.PrivatePostgres;

namespace FieldOps.Cli.Hosting;

/// <summary>
/// Silos on loopback over one database: processes of their own, watched from here, and started again when one ends by
/// itself. They end when this process does, however that ends.
/// </summary>
internal sealed class SiloFleet : IRunningEdition
{
    private readonly DatabaseServer _database;
    private readonly SiloProcess[] _silos;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SiloFleet(DatabaseServer database, SiloProcess[] silos)
    {
        (_database, _silos) = (database, silos);
    }

    public Uri Address => _silos[0].Address;

    public string ConnectionString => _database.ConnectionString;

    /// <summary>Opens the database, starts the silos and waits until all are ready.</summary>
    public static async Task<IRunningEdition> StartAsync(EditionStart start, CancellationToken cancellationToken)
    {
        var choice = DatabaseChoice.Resolve(
            start.Database, Environment.GetEnvironmentVariable(DatabaseChoice.EnvironmentVariable), start.DataFolder);
        var database = await DatabaseServer.OpenAsync(choice, cancellationToken);
        var fleet = new SiloFleet(database, SiloProcess.Plan(start, database.ConnectionString));
        try
        {
            // Together: after all of a cluster were killed each removes its own predecessor from the membership. One
            // that started alone would wait for the others' to grow stale. Bringing the database up to date is done
            // once, in turn.
            await Task.WhenAll(fleet._silos.Select(s => s.StartAsync(cancellationToken)));
            return fleet;
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }
    }

    public async Task WaitForShutdownAsync(CancellationToken cancellationToken)
    {
        using var signals = new TerminationSignals(() => _stopped.TrySetResult());
        await _stopped.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_silos.Select(s => s.DisposeAsync().AsTask()));
        await _database.DisposeAsync();
    }
}
