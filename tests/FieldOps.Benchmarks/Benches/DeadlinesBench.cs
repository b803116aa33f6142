using System.Diagnostics;
using System.Globalization;
using FieldOps.Benchmarks.Deadlines;
using FieldOps.Benchmarks.Figures;
using FieldOps.Benchmarks.Peers.Quartz;
using FieldOps.Benchmarks.Running;

namespace FieldOps.Benchmarks.Benches;

/// <summary>
/// A million armed deadlines of real stations: how late they fire at two rates, how fast flat out after a downtime,
/// and what each takes of memory.
/// </summary>
internal sealed class DeadlinesBench : Bench
{
    private const double SlowReach = 250;
    private const double FastReach = 1_000;
    private const double BytesReach = 100;
    private const double PeerReach = 30;
    private static readonly TimeSpan s_sayEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_lookEvery = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_quiet = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(30);

    public override string Name => "deadlines";

    public override string Summary => "1,000,000 armed deadlines: lateness, fires per second, memory, catch-up";

    public override async Task RunAsync(BenchRun run, CancellationToken cancellationToken)
    {
        var start = new DateTimeOffset(2025, 3, 1, 0, 0, 0, TimeSpan.Zero);
        var plan = new DeadlinePlan(start, run.Settings.Seconds, run.Settings.ArmedDeadlines);
        var database = await FillAsync(run, plan, cancellationToken);
        await MemoryAsync(run, plan, database, cancellationToken);
        await LatenessAsync(run, database, plan.SlowLead, plan.Slow, SlowReach, cancellationToken);
        await LatenessAsync(run, database, plan.FastLead, plan.Fast, FastReach, cancellationToken);
        await FlatOutAsync(run, database, plan.Down, cancellationToken);
        await run.Server.DropDatabaseAsync(database);
    }

    private static async Task<string> FillAsync(
        BenchRun run, DeadlinePlan plan, CancellationToken cancellationToken)
    {
        var database = await run.Server.CreateDatabaseAsync("deadlines", cancellationToken);
        var said = Stopwatch.GetTimestamp();
        await ArmedStations.FillAsync(
            database,
            plan.Instants(),
            n =>
            {
                if (Stopwatch.GetElapsedTime(said) > s_sayEvery)
                {
                    said = Stopwatch.GetTimestamp();
                    run.Say($"{n:#,0} stations copied");
                }
            },
            cancellationToken);
        run.Say($"{run.Settings.ArmedDeadlines:#,0} deadlines are armed");
        return database;
    }

    private async Task MemoryAsync(
        BenchRun run, DeadlinePlan plan, string database, CancellationToken cancellationToken)
    {
        var empty = await run.Server.CreateDatabaseAsync("nothing", cancellationToken);
        var none = await DeadlineHolder.ResidentAsync(empty, plan.Start, cancellationToken);
        var all = await DeadlineHolder.ResidentAsync(database, plan.Start, cancellationToken);
        run.Figures.Write(new Figure(
            Name, "bytes_per_armed", (double)(all - none) / run.Settings.ArmedDeadlines, "B")
        {
            Note = string.Create(
                CultureInfo.InvariantCulture,
                $"resident memory of a process that holds them, {all / 1e6:0.0} MB, less that of one on an empty " +
                $"database, {none / 1e6:0.0} MB; the next minute is in memory, the rest in PostgreSQL"),
        }.ValueAtMost(BytesReach));
    }

    private async Task LatenessAsync(
        BenchRun run,
        string database,
        DeadlinePhase lead,
        DeadlinePhase phase,
        double reach,
        CancellationToken cancellationToken)
    {
        await run.Server.SettleAsync(cancellationToken);
        var before = await LogCounts.TakeAsync(database, cancellationToken);
        run.Say($"{phase.PerSecond:#,0} due a second for {phase.Seconds} s");
        float[] late;
        var clock = new ShiftedClock(lead.From.AddSeconds(-2));
        await using (var platform = await DeadlinePlatform.StartAsync(database, clock, cancellationToken))
        {
            var entities = platform.Services.GetRequiredService<TimedEntities>();
            await AnsweredAsync(entities, lead.Count + phase.Count, cancellationToken);
            late = entities.LateIn(phase);
        }

        var after = await LogCounts.TakeAsync(database, cancellationToken);
        var fired = after.Tickets - before.Tickets;
        RequireAll(fired, lead.Count + phase.Count);
        var rate = phase.PerSecond.ToString(CultureInfo.InvariantCulture);
        run.Figures.Write(new Figure(Name, $"lateness_p99_ms_at_{rate}", Percentile(late, 99), "ms")
        {
            Note = string.Create(
                CultureInfo.InvariantCulture,
                $"n {late.Length:#,0}, from the due instant to the committed ticket; " +
                $"p50 {Percentile(late, 50):0} ms, max {late[^1]:0} ms"),
        }.ValueAtMost(reach));
        run.Figures.Write(new Figure(
            Name, $"commits_per_firing_at_{rate}", (double)(after.Commits - before.Commits) / fired, "commits")
        {
            Note = "every transaction of the database, those that only read among them",
        });
    }

    private async Task FlatOutAsync(
        BenchRun run, string database, DeadlinePhase down, CancellationToken cancellationToken)
    {
        await run.Server.SettleAsync(cancellationToken);
        var before = await LogCounts.TakeAsync(database, cancellationToken);
        run.Say($"catches up with {down.Count:#,0} of {down.Seconds} s downtime");
        double seconds;
        double[] commands, quiet;
        await using (var platform = await DeadlinePlatform.StartAsync(
            database, new ShiftedClock(down.Until), cancellationToken))
        {
            var began = Stopwatch.GetTimestamp();
            using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var probe = new CommandProbe(platform.Entities, "BP").RunAsync(end.Token);
            var entities = platform.Services.GetRequiredService<TimedEntities>();
            await AnsweredAsync(entities, down.Count, cancellationToken);
            seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            await end.CancelAsync();
            commands = await probe;
            quiet = await QuietAsync(platform, cancellationToken);
        }

        var after = await LogCounts.TakeAsync(database, cancellationToken);
        RequireAll(after.Tickets - before.Tickets, down.Count);
        await run.Server.SettleAsync(cancellationToken);
        var peer = await QuartzFiring.MeasureAsync(run, cancellationToken);
        run.Figures.Write(new Figure(Name, "fires_per_s", down.Count / seconds, "1/s")
        {
            Note = $"each an event of a station, loaded first; peer: {peer.Note}",
        }.Beside("quartz", peer.PerSecond).RatioAtLeast(PeerReach));
        run.Figures.Write(new Figure(Name, "catch_up_s", seconds, "s")
        {
            Note = $"{down.Count:#,0} due in {down.Seconds / 60} min of downtime, earliest first, while a " +
                "command came in every 20 ms",
        });
        run.Figures.Write(new Figure(
            Name, "commits_per_firing", (double)(after.Commits - before.Commits) / down.Count, "commits")
        {
            Note = "flat out; every transaction of the database counted",
        }.Beside("quartz", peer.CommitsPerFiring));
        run.Figures.Write(new Figure(Name, "command_p99_ms_in_storm", Percentile(commands, 99), "ms")
        {
            Note = $"n {commands.Length}, p50 {Percentile(commands, 50):0} ms: commands of people during the catch-up",
        }.Beside("quiet", Percentile(quiet, 99)));
    }

    // The same commands with nothing due, on the same warm process.
    private static async Task<double[]> QuietAsync(InProcessPlatform platform, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(s_quiet);
        return await new CommandProbe(platform.Entities, "BQ").RunAsync(end.Token);
    }

    private static async Task AnsweredAsync(TimedEntities entities, int count, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        while (entities.Count < count)
        {
            if (Stopwatch.GetElapsedTime(began) > s_patience)
            {
                throw new TimeoutException($"Only {entities.Count} of {count} deadlines fired.");
            }

            await Task.Delay(s_lookEvery, TimeProvider.System, cancellationToken);
        }
    }

    private static void RequireAll(long tickets, long due)
    {
        if (tickets != due)
        {
            throw new InvalidOperationException($"{due} deadlines made {tickets} tickets.");
        }
    }

    // Nearest rank.
    private static double Percentile<T>(T[] sorted, int percent)
        where T : struct, IConvertible =>
        sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * percent / 100.0) - 1)]
            .ToDouble(CultureInfo.InvariantCulture);
}
