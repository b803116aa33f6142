using FieldOps.Benchmarks.Figures;
using FieldOps.Benchmarks.Filling;
using FieldOps.Benchmarks.Load;
using FieldOps.Benchmarks.Running;

namespace FieldOps.Benchmarks.Benches;

/// <summary>Resident memory of the host process.</summary>
internal sealed class MemoryBench : Bench
{
    private const double IdleReach = 200;
    private const double FullReach = 600;
    private static readonly TimeSpan s_work = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(10);

    public override string Name => "memory";

    public override string Summary =>
        "resident memory of the host: idle, and with 1 million orders of which 100,000 are open";

    public override async Task RunAsync(BenchRun run, CancellationToken cancellationToken)
    {
        var empty = await run.Server.CreateDatabaseAsync("idle", cancellationToken);
        await using (var idle = await HostUnderTest.StartAsync(run, empty, cancellationToken))
        {
            await Task.Delay(s_idle, TimeProvider.System, cancellationToken);
            run.Figures.Write(new Figure(Name, "idle_mb", idle.Process.ResidentMb(), "MB").ValueAtMost(IdleReach));
        }

        if (run.Settings.MemoryOrders == 0)
        {
            return;
        }

        const int Fresh = 50_000;
        var plan = new FillPlan(Fresh, run.Settings.MemoryOrders / FillPlan.OrdersPerAsset, LastIsOpen: true);
        await using var host = await HostUnderTest.StartAsync(run, "orders", plan, cancellationToken);
        var caughtUp = host.Process.ResidentMb();
        await new OurIntake(host, Fresh).SinglesAsync(s_work, cancellationToken);
        await Task.Delay(s_idle, TimeProvider.System, cancellationToken);
        run.Figures.Write(new Figure(Name, "million_orders_mb", host.Process.ResidentMb(), "MB")
        {
            Note = $"{run.Settings.MemoryOrders:#,0} orders (loaded by copy), a tenth open; after making all read " +
                $"models {caughtUp:0} MB, then {s_work.TotalSeconds:0} s of intake; " +
                $"highest ever {host.Process.ResidentMbMax():0} MB",
        }.ValueAtMost(FullReach));
    }
}
