using System.CommandLine;
using FieldOps.Benchmarks.Benches;
using FieldOps.Benchmarks.Deadlines;
using FieldOps.Benchmarks.Figures;
using FieldOps.Benchmarks.Peers.Ef;
using FieldOps.Benchmarks.Running;

namespace FieldOps.Benchmarks;

/// <summary>
/// The command line: <c>NAME [--seconds N] [--json] [--database ADDRESS]</c>, <c>all</c>, <c>list</c>.
/// </summary>
internal static class BenchCommand
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int Misused = 2;

    private static readonly Bench[] s_benches =
    [
        new IntakeBench(), new AskBench(), new RebuildBench(), new MemoryBench(), new RecoverBench(), new ClockBench(),
        new CloseBench(), new DeadlinesBench(), new ComplianceBench(),
        new RecomputeBench(),
    ];

    private static readonly Argument<string> s_name = new("name")
    {
        Description = $"{string.Join(", ", s_benches.Select(b => b.Name))}, all, or list",
        DefaultValueFactory = _ => "list",
    };

    private static readonly Option<int> s_seconds = new("--seconds")
    {
        Description = "seconds of load per side",
        DefaultValueFactory = _ => 10,
    };

    private static readonly Option<bool> s_json = new("--json") { Description = "one JSON object a line" };

    private static readonly Option<string?> s_database = new("--database")
    {
        Description = "Npgsql connection string of a server whose user may create databases; else a private cluster",
    };

    private static readonly Option<int> s_events = new("--events")
    {
        Description = "events in the full log of intake's flatness; 0 leaves flatness out",
        DefaultValueFactory = _ => 5_000_000,
    };

    private const int MemoryOrdersDefault = 1_000_000;

    private static readonly Option<int?> s_orders = new("--orders")
    {
        Description = "orders in the log of the memory bench, a tenth of them open (1,000,000); closed orders of the "
            + "compliance bench (10,000,000)",
    };

    private static readonly Option<int?> s_sample = new("--sample")
    {
        Description = "closed orders of the compliance bench that go through the log as well, about (a hundredth)",
    };

    private static readonly Option<int> s_rebuildEvents = new("--rebuild-events")
    {
        Description = "events in the log of the rebuild bench",
        DefaultValueFactory = _ => 500_000,
    };

    private static readonly Option<int> s_armed = new("--armed")
    {
        Description = "deadlines in the log of the deadlines bench",
        DefaultValueFactory = _ => 1_000_000,
    };

    public static RootCommand Create()
    {
        var root = new RootCommand("Measures FieldOps beside its peers, durable settings on both sides.")
        {
            s_name, s_seconds, s_json, s_database, s_events, s_orders, s_sample, s_rebuildEvents, s_armed,
            EfService.Command(), DeadlineHolder.Command(),
        };
        root.SetAction(RunAsync);
        return root;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var name = parsed.GetValue(s_name)!;
        if (name == "list")
        {
            foreach (var bench in s_benches)
            {
                await Console.Out.WriteLineAsync($"{bench.Name,-10}{bench.Summary}");
            }

            return Done;
        }

        var chosen = name == "all" ? s_benches : [.. s_benches.Where(b => b.Name == name)];
        if (chosen.Length == 0)
        {
            await Console.Error.WriteLineAsync($"There is no bench '{name}'; 'list' names them.");
            return Misused;
        }

        var settings = new BenchSettings(
            Math.Max(1, parsed.GetValue(s_seconds)),
            parsed.GetValue(s_database),
            parsed.GetValue(s_events),
            parsed.GetValue(s_orders) ?? MemoryOrdersDefault,
            parsed.GetValue(s_rebuildEvents),
            parsed.GetValue(s_armed),
            parsed.GetValue(s_orders),
            parsed.GetValue(s_sample));
        return await RunAsync(chosen, settings, new FigureWriter(parsed.GetValue(s_json)), cancellationToken);
    }

    private static async Task<int> RunAsync(
        Bench[] chosen, BenchSettings settings, FigureWriter figures, CancellationToken cancellationToken)
    {
        var failed = 0;
        await using var server = await BenchServer.OpenAsync(settings.Database, cancellationToken);
        foreach (var bench in chosen)
        {
            try
            {
                await bench.RunAsync(new BenchRun(settings, server, figures), cancellationToken);
            }
            // One bench that cannot run must not hide the figures of the others.
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                failed++;
                await Console.Error.WriteLineAsync($"{bench.Name} did not finish: {failure}");
            }
        }

        return failed == 0 ? Done : Failed;
    }
}
