using System.Diagnostics;
using FieldOps.Benchmarks.Figures;
using FieldOps.Benchmarks.Filling;
using FieldOps.Benchmarks.Running;
using FieldOps.Cluster.Benchmarks.Peers;
using FieldOps.Cluster.Benchmarks.Running;

namespace FieldOps.Cluster.Benchmarks;

/// <summary>
/// The cluster edition: intake with one to three silos beside the single node and a plain Orleans app, a grain's ask
/// beside one in process, and how soon it serves again after a silo, or all, were killed.
/// </summary>
internal static class ClusterBench
{
    public const string Name = "cluster";

    /// <summary>Silos of the largest cluster that is measured.</summary>
    public const int SilosMax = 3;

    private const string Intake = "intake";
    private const string Asks = "asks";
    private const string Kills = "kills";

    /// <summary>What can be measured by itself.</summary>
    public static readonly string[] Parts = [Intake, Asks, Kills];

    private const int Rounds = 2;
    private const int PerSecondMax = 5_000;
    private const int ProbedAssets = 200;
    private const double RatioToSingleNode = 0.6;
    private const double RatioToState = 3;
    private const double TakeoverSecondsMax = 20;
    // Code is compiled anew while it is used: shorter, and a side of more code is measured while it still is.
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(8);

    /// <summary>Measures all, or one part.</summary>
    public static async Task RunAsync(BenchRun run, string? only, int silosMax, CancellationToken cancellationToken)
    {
        if (only is null or Intake)
        {
            await IntakeAsync(run, silosMax, cancellationToken);
        }

        if (only is null or Asks)
        {
            await new AskSides().RunAsync(run, cancellationToken);
        }

        if (only is null or Kills)
        {
            await KillsAsync(run, cancellationToken);
        }
    }

    private static async Task IntakeAsync(BenchRun run, int silosMax, CancellationToken cancellationToken)
    {
        var time = TimeSpan.FromSeconds((double)run.Settings.Seconds / Rounds);
        var assets = ((Rounds * (int)Math.Ceiling(time.TotalSeconds)) + (int)s_warmUp.TotalSeconds) * PerSecondMax;
        var filled = await HostUnderTest.FilledAsync(run, "filled", new FillPlan(assets), cancellationToken);
        var single = await SingleNodeAsync(run, filled, assets, time, cancellationToken);
        var state = await StateAsync(run, assets, time, cancellationToken);
        for (var silos = 1; silos <= silosMax; silos++)
        {
            var ours = await SilosAsync(run, filled, silos, assets, time, cancellationToken);
            var figure = new Figure(Name, $"tickets_per_s_{silos}", ours.PerSecond, "1/s")
            {
                Note = $"silos: {silos}, until orders and deadlines exist: {ours.Said}; single node: {single.Said}",
            }.Beside("single-node", single.PerSecond);
            run.Figures.Write(silos == 1 ? figure.RatioAtLeast(RatioToSingleNode) : figure);
            if (silos == 1)
            {
                run.Figures.Write(new Figure(Name, "tickets_per_s_1_to_state", ours.PerSecond, "1/s")
                {
                    Note = $"the peer is done when its one row is written: {state.Said}",
                }.Beside("adonet-state", state.PerSecond).RatioAtLeast(RatioToState));
            }
        }
    }

    private static async Task<SinglesRound> SingleNodeAsync(
        BenchRun run, string filled, int assets, TimeSpan time, CancellationToken cancellationToken)
    {
        var database = await run.Server.CopyDatabaseAsync(filled, "single", cancellationToken);
        await using var host = await HostUnderTest.StartAsync(run, database, cancellationToken);
        await using var intake = new ClusterIntake([host.Process], database, assets);
        return await MeasureAsync(run, "single node", intake.SinglesAsync, time, cancellationToken);
    }

    private static async Task<SinglesRound> SilosAsync(
        BenchRun run, string filled, int count, int assets, TimeSpan time, CancellationToken cancellationToken)
    {
        var database = await run.Server.CopyDatabaseAsync(filled, "silos", cancellationToken);
        await using (var silos = await SilosUnderTest.StartAsync(count, database, cancellationToken))
        await using (var intake = new ClusterIntake(silos.Processes, database, assets))
        {
            return await MeasureAsync(run, $"{count} silos", intake.SinglesAsync, time, cancellationToken);
        }
    }

    private static async Task<SinglesRound> StateAsync(
        BenchRun run, int assets, TimeSpan time, CancellationToken cancellationToken)
    {
        await using var peer = await AdoNetStateUnderTest.StartAsync(run, assets, cancellationToken);
        return await MeasureAsync(run, "adonet-state", peer.SinglesAsync, time, cancellationToken);
    }

    private static async Task<SinglesRound> MeasureAsync(
        BenchRun run,
        string side,
        Func<TimeSpan, CancellationToken, Task<SinglesRound>> load,
        TimeSpan time,
        CancellationToken cancellationToken)
    {
        var warm = await load(s_warmUp, cancellationToken);
        run.Say($"{side}, warming up: {warm.Said}");
        var sum = SinglesRound.None;
        for (var round = 0; round < Rounds; round++)
        {
            await run.Server.SettleAsync(cancellationToken);
            sum += await load(time, cancellationToken);
        }

        run.Say($"{side}: {sum.Said}");
        return sum;
    }

    // The last silo is killed first: the others take over what it held. Then all, which nobody can take over from.
    private static async Task KillsAsync(BenchRun run, CancellationToken cancellationToken)
    {
        var database = await HostUnderTest.FilledAsync(run, "kills", new FillPlan(ProbedAssets), cancellationToken);
        await using var silos = await SilosUnderTest.StartAsync(SilosMax, database, cancellationToken);
        var probe = new ReportProbe(0, ProbedAssets);
        await probe.AllAnswerAsync(silos.Addresses, cancellationToken);

        await silos.Processes[^1].KillAsync();
        var killed = Stopwatch.GetTimestamp();
        var (_, all) = await probe.AllAnswerAsync([.. silos.Addresses.Take(SilosMax - 1)], cancellationToken);
        run.Figures.Write(new Figure(Name, "takeover_s", SecondsBetween(killed, all), "s")
        {
            Note = $"kill -9 of one of three silos until each of {ProbedAssets} assets has answered again",
        }.ValueAtMost(TakeoverSecondsMax));

        await Task.WhenAll(silos.Processes.Select(s => s.KillAsync()));
        killed = Stopwatch.GetTimestamp();
        for (var n = 0; n < SilosMax; n++)
        {
            silos.Launch(n);
        }

        (var first, all) = await probe.AllAnswerAsync(silos.Addresses, cancellationToken);
        run.Figures.Write(new Figure(Name, "all_down_s", SecondsBetween(killed, first), "s")
        {
            Note = "kill -9 of all silos, started again together at once, until the first ticket is acknowledged",
        });
        run.Figures.Write(new Figure(Name, "all_down_all_s", SecondsBetween(killed, all), "s")
        {
            Note = $"the same, until each of {ProbedAssets} assets has answered",
        });
        await NothingLostAsync(run, silos, probe, cancellationToken);
    }

    private static async Task NothingLostAsync(
        BenchRun run, SilosUnderTest silos, ReportProbe probe, CancellationToken cancellationToken)
    {
        await silos.CaughtUpAsync(cancellationToken);
        await using var log = new LogWatch(silos.Database, silos.Addresses[0]);
        var held = await log.ReportsAsync(cancellationToken);
        run.Figures.Write(new Figure(Name, "lost", probe.Acknowledged - held, "reports")
        {
            Note = $"of {probe.Acknowledged} acknowledged over both kills, {held} are in the log",
        }.ValueAtMost(0));
    }

    private static double SecondsBetween(long from, long to) => Stopwatch.GetElapsedTime(from, to).TotalSeconds;
}
