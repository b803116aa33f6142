using System.Diagnostics;
using System.Globalization;
using FieldOps.Benchmarks.Benches;
using FieldOps.Benchmarks.Figures;
using FieldOps.Benchmarks.Running;
using FieldOps.Cluster.Hosting;
using FieldOps.Domain.Kernel;
using FieldOps.Platform;
using FieldOps.Platform.Config.Silo;
using FieldOps.Platform.Entities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Hosting;

namespace FieldOps.Cluster.Benchmarks;

/// <summary>
/// The same commands to the same entity: through grains of one silo, and through the in-process host.
/// </summary>
internal sealed class AskSides
{
    private const int EntityCount = 10_000;
    private const int CallerCount = 1_024;
    private const int Rounds = 2;

    private static readonly Guid s_space = new("0b6f6c0e-3f0e-5d0a-8f43-5f2f0a7f1c03");
    private static readonly Actor s_by = new("bench", ActorRoles.Dispatcher);
    private static readonly string s_text = new('n', 200);
    private int _asked;

    public async Task RunAsync(BenchRun run, CancellationToken cancellationToken)
    {
        var ours = await run.Server.CreateDatabaseAsync("grains", cancellationToken);
        var local = await run.Server.CreateDatabaseAsync("local", cancellationToken);
        using var silo = Silo(ours);
        await silo.StartAsync(cancellationToken);
        await using var platform = await InProcessPlatform.StartAsync(
            local, (services, _) => services.AddSingleton<EntityDefinition, Probe>(), cancellationToken);
        var keys = Enumerable.Range(0, EntityCount)
            .Select(n => new EntityKey("default", Probe.TypeName, Id("entity", n))).ToArray();
        var (grains, inProcess) = (new Rate(), new Rate());
        var time = TimeSpan.FromSeconds((double)run.Settings.Seconds / Rounds);
        var (asked, known) = (silo.Services.GetRequiredService<IEntities>(), platform.Entities);
        await AskAsync(asked, keys, TimeSpan.FromSeconds(3), cancellationToken);
        await AskAsync(known, keys, TimeSpan.FromSeconds(3), cancellationToken);
        for (var round = 0; round < Rounds; round++)
        {
            await run.Server.SettleAsync(cancellationToken);
            grains.Add(await AskAsync(asked, keys, time, cancellationToken));
            await run.Server.SettleAsync(cancellationToken);
            inProcess.Add(await AskAsync(known, keys, time, cancellationToken));
        }

        await silo.StopAsync(cancellationToken);
        run.Figures.Write(new Figure(ClusterBench.Name, "grain_asks_per_s", grains.PerSecond, "1/s")
        {
            Note = $"commands on {EntityCount:#,0} entities in memory, one silo, caller in the silo",
        }.Beside("in-process", inProcess.PerSecond));
    }

    private static IHost Silo(string database)
    {
        var builder = new HostApplicationBuilder();
        // Standard output is for figures.
        builder.Logging.ClearProviders();
        var options = new SiloOptions { SiloName = "bench", ClusterId = "bench", ServiceId = "bench" };
        builder.Services.AddPlatform(
            builder.Configuration,
            database,
            engine: () => ClusterServices.AddEngine(
                builder,
                options,
                silo => silo.UseLocalhostClustering(
                ServiceProcess.FreeAddress().Port, ServiceProcess.FreeAddress().Port).UseInMemoryReminderService()));
        builder.Services.AddSingleton<EntityDefinition, Probe>();
        return builder.Build();
    }

    private async Task<(long Count, double Seconds)> AskAsync(
        IEntities entities, EntityKey[] keys, TimeSpan time, CancellationToken cancellationToken)
    {
        var next = -1;
        var began = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, CallerCount).Select(_ => Task.Run(async () =>
        {
            var count = 0L;
            for (; Stopwatch.GetElapsedTime(began) < time; count++)
            {
                var key = keys[(Interlocked.Increment(ref next) & int.MaxValue) % keys.Length];
                var context = new AskContext(s_by, Id("command", Interlocked.Increment(ref _asked)), BodyHash: 1);
                if (await entities.AskAsync(key, new NoteOnProbe(s_text), context, cancellationToken)
                    is not Answer.Accepted)
                {
                    throw new InvalidOperationException("Not accepted.");
                }
            }

            return count;
        }, cancellationToken)));
        return (counts.Sum(), Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    private static Guid Id(string kind, int n) =>
        NameBasedId.Of(s_space, kind + n.ToString(CultureInfo.InvariantCulture));
}
