using System.Diagnostics;
using System.Globalization;
using FieldOps.Benchmarks.Figures;
using FieldOps.Benchmarks.Peers.Raw;
using FieldOps.Benchmarks.Running;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Entities;

namespace FieldOps.Benchmarks.Benches;

/// <summary>Commands through the entity host in process, each acknowledged after its commit.</summary>
internal sealed class AskBench : Bench
{
    private const int EntityCount = 100_000;

    // Enough callers to fill a batch of the appender while the one before is at the database.
    private const int CallerCount = 1_024;
    private const int Rounds = 2;
    private const int SampleRows = 50_000;
    private const double Reach = 6_000;

    private static readonly Guid s_space = new("0b6f6c0e-3f0e-5d0a-8f43-5f2f0a7f1c01");
    private static readonly Actor s_by = new("bench", ActorRoles.Dispatcher);
    private static readonly string s_text = new('n', 200);

    private readonly Random _random = new(1);
    private int _asked;

    public override string Name => "ask";

    public override string Summary => "commands per second through the entity host, on 100,000 distinct entities";

    public override async Task RunAsync(BenchRun run, CancellationToken cancellationToken)
    {
        var database = await run.Server.CreateDatabaseAsync("ask", cancellationToken);
        await using var platform = await InProcessPlatform.StartAsync(
            database, (services, _) => services.AddSingleton<EntityDefinition, Probe>(), cancellationToken);
        var keys = Enumerable.Range(0, EntityCount)
            .Select(n => new EntityKey("default", Probe.TypeName, Id("entity", n))).ToArray();
        run.Say($"makes {EntityCount:#,0} entities");
        var made = await AskAllAsync(platform.Entities, keys, TimeSpan.MaxValue, cancellationToken);

        var sample = await RawWriter.SampleAsync(database, SampleRows, cancellationToken);
        var rawDatabase = await run.Server.CreateDatabaseAsync("raw", cancellationToken);
        await using var raw = await RawWriter.OpenAsync(rawDatabase, cancellationToken);
        var (ours, theirs) = (new Rate(), new Rate());
        var cpu = TimeSpan.Zero;
        var time = TimeSpan.FromSeconds((double)run.Settings.Seconds / Rounds);
        for (var round = 0; round < Rounds; round++)
        {
            _random.Shuffle(keys);
            await run.Server.SettleAsync(cancellationToken);
            run.Say($"round {round + 1}: commands");
            var before = Environment.CpuUsage.TotalTime;
            ours.Add(await AskAllAsync(platform.Entities, keys, time, cancellationToken));
            cpu += Environment.CpuUsage.TotalTime - before;
            await run.Server.SettleAsync(cancellationToken);
            run.Say($"round {round + 1}: raw");
            theirs.Add(await raw.RunAsync(sample, arrays: false, time, cancellationToken));
        }

        run.Figures.Write(new Figure(Name, "commands_per_s", ours.PerSecond, "1/s")
        {
            Note = "default memory bound of 20,000 entities: most commands load their entity first",
        }.Beside("raw", theirs.PerSecond).ValueAtLeast(Reach));
        run.Figures.Write(new Figure(Name, "command_cpu_us", cpu.TotalMicroseconds / ours.Count, "us")
        {
            Note = "CPU a command in the process, the database's not counted",
        });
        run.Figures.Write(new Figure(Name, "creations_per_s", made.Count / made.Seconds, "1/s")
        {
            Note = "first command of each entity",
        }.Beside("raw", theirs.PerSecond));
    }

    private async Task<(long Count, double Seconds)> AskAllAsync(
        IEntities entities, EntityKey[] keys, TimeSpan time, CancellationToken cancellationToken)
    {
        var next = -1;
        var began = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, CallerCount).Select(_ => Task.Run(async () =>
        {
            var count = 0L;
            while (Stopwatch.GetElapsedTime(began) < time && Interlocked.Increment(ref next) is var n
                && n < keys.Length)
            {
                await AskAsync(entities, keys[n], cancellationToken);
                count++;
            }

            return count;
        }, cancellationToken)));
        return (counts.Sum(), Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    private async Task AskAsync(IEntities entities, EntityKey key, CancellationToken cancellationToken)
    {
        var context = new AskContext(s_by, Id("command", Interlocked.Increment(ref _asked)), BodyHash: 1);
        var answer = await entities.AskAsync(key, new NoteOnProbe(s_text), context, cancellationToken);
        if (answer is not Answer.Accepted)
        {
            throw new InvalidOperationException($"Not accepted: {answer}");
        }
    }

    private static Guid Id(string kind, int n) =>
        NameBasedId.Of(s_space, kind + n.ToString(CultureInfo.InvariantCulture));
}
