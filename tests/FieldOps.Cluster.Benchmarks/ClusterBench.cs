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

    private const int Rounds = 2;
    private const int PerSecondMax = 5_000;
    private const int ProbedAssets = 200;
    private const double RatioToSingleNode = 0.6;
    private const double RatioToState = 3;
    private const double TakeoverSecondsMax = 20;
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(3);

    public static async Task RunAsync(BenchRun run, CancellationToken cancellationToken)
    {
        var time = TimeSpan.FromSeconds((double)run.Settings.Seconds / Rounds);
        var assets = ((Rounds * (int)Math.Ceiling(time.TotalSeconds)) + (int)s_warmUp.TotalSeconds) * PerSecondMax;
        var filled = await HostUnderTest.FilledAsync(run, "filled", new FillPlan(assets), cancellationToken);
        var single = await SingleNodeAsync(run, filled, assets, time, cancellationToken);
        var state = await StateAsync(run, assets, time, cancellationToken);
        for (var silos = 1; silos <= 3; silos++)
        {
            var rate = await SilosAsync(run, filled, silos, assets, time, cancellationToken);
            var figure = new Figure(Name, $"tickets_per_s_{silos}", rate, "1/s")
            {
                Note = $"{silos} silos, until orders and deadlines exist",
            }.Beside("single-node", single);
            run.Figures.Write(silos == 1 ? figure.RatioAtLeast(RatioToSingleNode) : figure);
            if (silos == 1)
            {
                run.Figures.Write(new Figure(Name, "tickets_per_s_1_to_state", rate, "1/s")
                {
                    Note = "the peer is done when its one row is written; ours when ticket, order and deadlines exist",
                }.Beside("adonet-state", state).RatioAtLeast(RatioToState));
            }
        }

        await new AskSides().RunAsync(run, cancellationToken);
        await KillsAsync(run, cancellationToken);
    }

    private static async Task<double> SingleNodeAsync(
        BenchRun run, string filled, int assets, TimeSpan time, CancellationToken cancellationToken)
    {
        var database = await run.Server.CopyDatabaseAsync(filled, "single", cancellationToken);
        await using var host = await HostUnderTest.StartAsync(run, database, cancellationToken);
        await using var intake = new ClusterIntake([host.Process.Address], database, assets);
        return await MeasureAsync(run, "single node", intake, time, cancellationToken);
    }

    private static async Task<double> SilosAsync(
        BenchRun run, string filled, int count, int assets, TimeSpan time, CancellationToken cancellationToken)
    {
        var database = await run.Server.CopyDatabaseAsync(filled, "silos", cancellationToken);
        await using (var silos = await SilosUnderTest.StartAsync(count, database, cancellationToken))
        await using (var intake = new ClusterIntake(silos.Addresses, database, assets))
        {
            return await MeasureAsync(run, $"{count} silos", intake, time, cancellationToken);
        }
    }

    private static async Task<double> MeasureAsync(
        BenchRun run, string side, ClusterIntake intake, TimeSpan time, CancellationToken cancellationToken)
    {
        await intake.SinglesAsync(s_warmUp, cancellationToken);
        var rate = new Rate();
        for (var round = 0; round < Rounds; round++)
        {
            await run.Server.SettleAsync(cancellationToken);
            rate.Add(await intake.SinglesAsync(time, cancellationToken));
        }

        run.Say($"{side}: {rate.PerSecond:#,0}/s");
        return rate.PerSecond;
    }

    private static async Task<double> StateAsync(
        BenchRun run, int assets, TimeSpan time, CancellationToken cancellationToken)
    {
        await using var peer = await AdoNetStateUnderTest.StartAsync(run, assets, cancellationToken);
        await peer.SinglesAsync(s_warmUp, cancellationToken);
        var rate = new Rate();
        for (var round = 0; round < Rounds; round++)
        {
            await run.Server.SettleAsync(cancellationToken);
            rate.Add(await peer.SinglesAsync(time, cancellationToken));
        }

        run.Say($"adonet-state: {rate.PerSecond:#,0}/s");
        return rate.PerSecond;
    }

    // The last silo is killed first: the others take over what it held. Then all, which nobody can take over from.
    private static async Task KillsAsync(BenchRun run, CancellationToken cancellationToken)
    {
        var database = await HostUnderTest.FilledAsync(run, "kills", new FillPlan(ProbedAssets), cancellationToken);
        await using var silos = await SilosUnderTest.StartAsync(3, database, cancellationToken);
        var probe = new ReportProbe(0, ProbedAssets);
        await probe.AllAnswerAsync(silos.Addresses, cancellationToken);

        await silos.Processes[2].KillAsync();
        var killed = Stopwatch.GetTimestamp();
        await probe.AllAnswerAsync([.. silos.Addresses.Take(2)], cancellationToken);
        run.Figures.Write(new Figure(Name, "takeover_s", Stopwatch.GetElapsedTime(killed).TotalSeconds, "s")
        {
            Note = $"kill -9 of one of three silos until all of {ProbedAssets} assets have answered again",
        }.ValueAtMost(TakeoverSecondsMax));

        await Task.WhenAll(silos.Processes.Select(s => s.KillAsync()));
        killed = Stopwatch.GetTimestamp();
        for (var n = 0; n < 3; n++)
        {
            silos.Launch(n);
        }

        await probe.AllAnswerAsync(silos.Addresses, cancellationToken);
        run.Figures.Write(new Figure(Name, "all_down_s", Stopwatch.GetElapsedTime(killed).TotalSeconds, "s")
        {
            Note = $"kill -9 of all silos, started again at once, until all of {ProbedAssets} assets have answered",
        });
    }
}
