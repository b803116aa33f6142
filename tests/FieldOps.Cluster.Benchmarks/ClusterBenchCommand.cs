using System.CommandLine;
using FieldOps.Benchmarks.Figures;
using FieldOps.Benchmarks.Running;
using FieldOps.Cluster.Benchmarks.Peers;

namespace FieldOps.Cluster.Benchmarks;

/// <summary>
/// The command line: <c>[cluster] [--seconds N] [--only PART] [--silos N] [--json] [--database ADDRESS]</c>.
/// </summary>
internal static class ClusterBenchCommand
{
    private static readonly Argument<string> s_name = new("name")
    {
        Description = "cluster", DefaultValueFactory = _ => ClusterBench.Name,
    };

    private static readonly Option<int> s_seconds = new("--seconds")
    {
        Description = "seconds of load per side", DefaultValueFactory = _ => 10,
    };

    private static readonly Option<string?> s_only = new("--only")
    {
        Description = $"one part of it: {string.Join(", ", ClusterBench.Parts)}",
    };

    private static readonly Option<int> s_silos = new("--silos")
    {
        Description = "silos of the intake, at most", DefaultValueFactory = _ => ClusterBench.SilosMax,
    };

    private static readonly Option<bool> s_json = new("--json") { Description = "one JSON object a line" };

    private static readonly Option<string?> s_database = new("--database")
    {
        Description = "Npgsql connection string of a server whose user may create databases; else a private cluster",
    };

    public static RootCommand Create()
    {
        var root = new RootCommand("Measures the cluster edition beside the single node and a plain Orleans app.")
        {
            s_name, s_seconds, s_only, s_silos, s_json, s_database, AdoNetStateService.Command(),
        };
        s_only.AcceptOnlyFromAmong(ClusterBench.Parts);
        root.SetAction(RunAsync);
        return root;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var settings = new BenchSettings(
            Math.Max(1, parsed.GetValue(s_seconds)), parsed.GetValue(s_database), 0, 0, 0, 0);
        await using var server = await BenchServer.OpenAsync(settings.Database, cancellationToken);
        var run = new BenchRun(settings, server, new FigureWriter(parsed.GetValue(s_json)));
        var silosMax = Math.Clamp(parsed.GetValue(s_silos), 1, ClusterBench.SilosMax);
        await ClusterBench.RunAsync(run, parsed.GetValue(s_only), silosMax, cancellationToken);
        return 0;
    }
}
