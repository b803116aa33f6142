using System.Diagnostics;
using System.Net.Sockets;
using FieldOps.Benchmarks.Figures;
using FieldOps.Benchmarks.Filling;
using FieldOps.Benchmarks.Load;
using FieldOps.Benchmarks.Running;

namespace FieldOps.Benchmarks.Benches;

/// <summary>Seconds from kill -9 under load to the first accepted command after the restart.</summary>
internal sealed class RecoverBench : Bench
{
    private const int Kills = 3;
    private const int Assets = 100_000;
    private const double Reach = 5;
    private static readonly TimeSpan s_load = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_askAgainAfter = TimeSpan.FromMilliseconds(10);

    public override string Name => "recover";

    public override string Summary => "seconds from kill -9 under load to the first accepted command after restart";

    public override async Task RunAsync(BenchRun run, CancellationToken cancellationToken)
    {
        var database = await HostUnderTest.FilledAsync(run, "recover", new FillPlan(Assets), cancellationToken);
        var address = ServiceProcess.FreeAddress();
        var requests = new TicketRequests(address, Assets);
        var seconds = new List<double>();
        var process = HostUnderTest.Launch(database, address);
        try
        {
            await process.ReadyAsync("/health/ready", s_patience, cancellationToken);
            for (var kill = 1; kill <= Kills; kill++)
            {
                await LoadThenKillAsync(process, requests, cancellationToken);
                var killed = Stopwatch.GetTimestamp();
                await process.DisposeAsync();
                process = HostUnderTest.Launch(database, address);
                await AcceptedAsync(process, requests, killed, cancellationToken);
                seconds.Add(Stopwatch.GetElapsedTime(killed).TotalSeconds);
                run.Say($"kill {kill}: {seconds[^1]:0.00} s");
            }
        }
        finally
        {
            await process.DisposeAsync();
        }

        run.Figures.Write(new Figure(Name, "seconds_to_first_accept", seconds.Max(), "s")
        {
            Note = $"worst of {Kills}; the process is killed, its PostgreSQL goes on, as a private cluster's does",
        }.ValueAtMost(Reach));
    }

    private static async Task LoadThenKillAsync(
        ServiceProcess process, TicketRequests requests, CancellationToken cancellationToken)
    {
        var load = Callers.RunAsync(
            process.Address, requests.Single, TicketRequests.OneAccepted, TimeSpan.MaxValue, cancellationToken);
        await Task.WhenAny(load, Task.Delay(s_load, TimeProvider.System, cancellationToken));
        if (load.IsFaulted)
        {
            await load;
        }

        await process.KillAsync();
        try
        {
            await load;
        }
        catch (Exception cut) when (cut is IOException or SocketException)
        {
            // Every caller loses its connection: that is what was wanted.
        }
    }

    private static async Task AcceptedAsync(
        ServiceProcess process, TicketRequests requests, long killed, CancellationToken cancellationToken)
    {
        var request = requests.Single() ?? throw new InvalidOperationException("No asset is left to report on.");
        while (Stopwatch.GetElapsedTime(killed) < s_patience)
        {
            try
            {
                using var wire = new Wire();
                await wire.OpenAsync(process.Address, cancellationToken);
                if (TicketRequests.OneAccepted(await wire.AskAsync(request, cancellationToken)) == 1)
                {
                    return;
                }
            }
            catch (Exception away) when (away is IOException or SocketException)
            {
                await Task.Delay(s_askAgainAfter, TimeProvider.System, cancellationToken);
            }
        }

        throw new TimeoutException($"Nothing was accepted in {s_patience.TotalSeconds:0} s: {process.Said}");
    }
}
