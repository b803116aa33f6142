using FieldOps.Benchmarks.Filling;
using Npgsql;

namespace FieldOps.Benchmarks.Running;

/// <summary>Our host as a process of its own, on a filled database.</summary>
internal sealed class HostUnderTest : IAsyncDisposable
{
    private const string Assembly = "FieldOps.Host.dll";
    private static readonly TimeSpan s_sayEvery = TimeSpan.FromSeconds(10);

    private const string PassBy = """
        insert into log.cursor(consumer, partition, position, epoch)
        select c, p, s.position, s.epoch from unnest($1) c, generate_series(0, $2 - 1) p, log.state s
        """;

    private HostUnderTest(ServiceProcess process, string database)
    {
        Process = process;
        Database = database;
        Log = new LogWatch(database, process.Address);
    }

    public ServiceProcess Process { get; }

    public string Database { get; }

    public LogWatch Log { get; }

    /// <summary>Fills a new database and starts the host on it.</summary>
    public static async Task<HostUnderTest> StartAsync(
        BenchRun run, string purpose, FillPlan plan, CancellationToken cancellationToken)
    {
        var database = await FilledAsync(run, purpose, plan, cancellationToken);
        return await StartAsync(run, database, cancellationToken);
    }

    /// <summary>
    /// Starts the host on a database; returns when it is ready and its consumers are at the end of the log.
    /// </summary>
    public static async Task<HostUnderTest> StartAsync(
        BenchRun run, string database, CancellationToken cancellationToken, params string[] settings)
    {
        var host = new HostUnderTest(Launch(database, ServiceProcess.FreeAddress(), settings), database);
        try
        {
            await host.Process.ReadyAsync("/health/ready", TimeSpan.FromHours(1), cancellationToken);
            await host.Log.CaughtUpAsync(NowAndThen(run, n => $"the host is {n:#,0} events behind"), cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the process and waits for nothing.</summary>
    public static ServiceProcess Launch(string database, Uri address, params string[] settings) =>
        ServiceProcess.Start(Assembly, address, ["--database", database, .. settings]);

    /// <summary>
    /// A new database with a filled log. Copied orders have had all their effects: the reactors begin behind them, the
    /// read models are made by the host.
    /// </summary>
    public static async Task<string> FilledAsync(
        BenchRun run, string purpose, FillPlan plan, CancellationToken cancellationToken)
    {
        var database = await run.Server.CreateDatabaseAsync(purpose, cancellationToken);
        var events = await LogFiller.FillAsync(
            database, plan, NowAndThen(run, n => $"{n:#,0} events copied"), cancellationToken);
        run.Say($"log of {purpose} loaded by copy: {events:#,0} events");
        if (plan.WorkedAssets > 0)
        {
            await PassByAsync(database, await ReactorsAsync(run, cancellationToken), cancellationToken);
        }

        return database;
    }

    public async ValueTask DisposeAsync()
    {
        await Log.DisposeAsync();
        await Process.DisposeAsync();
    }

    private static Action<long> NowAndThen(BenchRun run, Func<long, string> text)
    {
        var said = TimeProvider.System.GetTimestamp();
        return n =>
        {
            if (TimeProvider.System.GetElapsedTime(said) > s_sayEvery)
            {
                said = TimeProvider.System.GetTimestamp();
                run.Say(text(n));
            }
        };
    }

    // A host on an empty log leaves the cursors of its reactors behind: so their names are known.
    private static async Task<string[]> ReactorsAsync(BenchRun run, CancellationToken cancellationToken)
    {
        var database = await run.Server.CreateDatabaseAsync("names", cancellationToken);
        await using (var host = await StartAsync(run, database, cancellationToken))
        {
            var names = await host.Log.ReactorsAsync(cancellationToken);
            run.Say($"reactors that begin behind the copied events: {string.Join(", ", names)}");
            return names;
        }
    }

    private static async Task PassByAsync(string database, string[] reactors, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(PassBy);
        command.Parameters.Add(new() { Value = reactors });
        command.Parameters.Add(new() { Value = FieldOps.Platform.Feed.Partitions.Count });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
