using System.Diagnostics;
using FieldOps.Benchmarks.Figures;
using FieldOps.Benchmarks.Filling;
using FieldOps.Benchmarks.Running;
using FieldOps.Host;
using FieldOps.Platform.Feed;

namespace FieldOps.Benchmarks.Benches;

/// <summary>Events per second to rebuild the read models from zero.</summary>
internal sealed class RebuildBench : Bench
{
    private const double Reach = 20_000;

    public override string Name => "rebuild";

    public override string Summary => "events per second to rebuild every read model from zero";

    public override async Task RunAsync(BenchRun run, CancellationToken cancellationToken)
    {
        var plan = FillPlan.OfEvents(run.Settings.RebuildEvents, freshAssets: 0);
        var database = await HostUnderTest.FilledAsync(run, "rebuild", plan, cancellationToken);
        var options = new FieldOpsHostOptions { Database = database, Urls = "http://127.0.0.1:0", Quiet = true };
        await using var host = await FieldOpsHost.StartAsync(options, cancellationToken);
        var schemas = host.Services.GetRequiredService<ProjectionSchemas>();
        var end = await host.Services.GetRequiredService<IFeedProgress>().LogEndAsync(default);
        var projections = host.Services.GetServices<Projection>().ToArray();
        if (projections.Length == 0)
        {
            throw new InvalidOperationException("The host has no read model.");
        }

        await run.Server.SettleAsync(cancellationToken);
        var began = Stopwatch.GetTimestamp();
        var folded = await schemas.RebuildAsync(projections, progress: null, cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        foreach (var (name, events) in folded)
        {
            run.Say($"{name}: {events:#,0} events folded");
        }

        run.Figures.Write(new Figure(Name, "events_per_s", end / seconds, "1/s")
        {
            Note = $"{end:#,0} events (loaded by copy), all read models from one reading in {seconds:0.0} s",
        }.ValueAtLeast(Reach));
    }
}
