using System.Diagnostics;
using FieldOps.Benchmarks.Running;
using Npgsql;
using Quartz;

namespace FieldOps.Benchmarks.Peers.Quartz;

/// <summary>What the peer did.</summary>
/// <param name="PerSecond">Triggers fired a second, each with its row committed.</param>
/// <param name="CommitsPerFiring">Transactions a firing.</param>
/// <param name="Note">How it was set up.</param>
internal sealed record QuartzRate(double PerSecond, double CommitsPerFiring, string Note);

/// <summary>
/// The peer <c>quartz</c>: Quartz.NET with its PostgreSQL job store, clustered, one-shot triggers that are all due. Its
/// tables are those that it makes itself. A firing ends as one row of a table, as ours ends as one event.
/// </summary>
internal static class QuartzFiring
{
    private const int Threads = 20;
    private const int TriggersPerSecondOfLoad = 500;
    private const int TriggersMax = 20_000;
    private static readonly TimeSpan s_lookEvery = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_told = TimeSpan.FromSeconds(2);

    private const string Commits = """
        select pg_stat_get_db_xact_commit(oid) from pg_database where datname = current_database()
        """;

    public static async Task<QuartzRate> MeasureAsync(BenchRun run, CancellationToken cancellationToken)
    {
        var address = await run.Server.CreateDatabaseAsync("quartz", cancellationToken);
        await using var database = NpgsqlDataSource.Create(address);
        await RowJob.OpenAsync(database, cancellationToken);
        var scheduler = await BuildAsync(address, cancellationToken);
        try
        {
            var triggers = Math.Min(TriggersMax, TriggersPerSecondOfLoad * run.Settings.Seconds);
            await ScheduleAsync(scheduler, triggers, cancellationToken);
            run.Say($"quartz: {triggers:#,0} one-shot triggers are stored");
            await run.Server.SettleAsync(cancellationToken);
            var before = await CommitsAsync(database, cancellationToken);
            await scheduler.Start(cancellationToken);
            var began = Stopwatch.GetTimestamp();
            var time = TimeSpan.FromSeconds(run.Settings.Seconds);
            while (RowJob.Fired < triggers && Stopwatch.GetElapsedTime(began) < time)
            {
                await Task.Delay(s_lookEvery, TimeProvider.System, cancellationToken);
            }

            var (fired, seconds) = (RowJob.Fired, Stopwatch.GetElapsedTime(began).TotalSeconds);
            var commits = await CommitsAsync(database, cancellationToken) - before;
            return new(
                fired / seconds,
                (double)commits / RowJob.Fired,
                $"{fired:#,0} of {triggers:#,0} due triggers in {seconds:0} s, {Threads} threads and a batch");
        }
        finally
        {
            await scheduler.Shutdown(waitForJobsToComplete: true, cancellationToken);
        }
    }

    private static async Task<IScheduler> BuildAsync(string address, CancellationToken cancellationToken) =>
        await QuartzSchedulerBuilder.Create(quartz =>
        {
            quartz.ConfigureScheduler(o =>
            {
                o.GenerateInstanceId = true;
                o.MaxBatchSize = Threads;
            });
            quartz.UseDefaultThreadPool(Threads);
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(address);
                store.UseClustering();
                store.UseSystemTextJsonSerializer();
                store.ProvisionSchema();
            });
        }).BuildScheduler(cancellationToken);

    private static async Task ScheduleAsync(IScheduler scheduler, int triggers, CancellationToken cancellationToken)
    {
        var due = TimeProvider.System.GetUtcNow();
        var job = JobBuilder.Create<RowJob>().WithIdentity("row").StoreDurably().Build();
        ITrigger[] all =
        [
            .. Enumerable.Range(0, triggers).Select(
                n => TriggerBuilder.Create().WithIdentity($"t{n}").ForJob(job).StartAt(due).Build()),
        ];
        await scheduler.ScheduleJob(job, all, cancellationToken: cancellationToken);
    }

    private static async Task<long> CommitsAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await Task.Delay(s_told, TimeProvider.System, cancellationToken);
        await using var command = database.CreateCommand(Commits);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
