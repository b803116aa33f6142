using System.Diagnostics;
using FieldOps.Benchmarks.Closing;
using FieldOps.Benchmarks.Figures;
using FieldOps.Benchmarks.Running;
using FieldOps.Domain.Settlement;
using FieldOps.Platform.Config;
using Npgsql;

namespace FieldOps.Benchmarks.Benches;

/// <summary>Closes a month of 1,000 contractors beside the bare aggregation of the same facts.</summary>
internal sealed class CloseBench : Bench
{
    private const int Small = 100_000;
    private const int Large = 1_000_000;
    private const double SecondsReach = 10;
    private const double MegabytesReach = 600;
    private const double MillisecondsReach = 50;
    private const double LinearReach = 1.2;
    private const double BytesPerMegabyte = 1_000_000;

    public override string Name => "close";

    public override string Summary => "sheets and settlements of 1,000 contractors, 1,000,000 orders, 40 rules";

    public override async Task RunAsync(BenchRun run, CancellationToken cancellationToken)
    {
        var small = await MeasureAsync(run, Small, cancellationToken);
        var large = await MeasureAsync(run, Large, cancellationToken);
        var peak = Process.GetCurrentProcess().PeakWorkingSet64 / BytesPerMegabyte;
        run.Figures.Write(new Figure(Name, "seconds", large.Seconds, "s")
        {
            Note = $"facts from a table, not from the log; {large.TotalCny:#,0.00} CNY; the peer counts, and writes "
                + "nothing",
        }.Beside("sql", large.Peer).ValueAtMost(SecondsReach));
        run.Figures.Write(new Figure(Name, "peak_mb", peak, "MB").ValueAtMost(MegabytesReach));
        var perOrder = large.Seconds / Large / (small.Seconds / Small);
        run.Figures.Write(new Figure(Name, "linear", perOrder, "x")
        {
            Note = $"cost of an order at {Large:#,0} over that at {Small:#,0} ({small.Seconds:0.00} s)",
        }.ValueAtMost(LinearReach));
        run.Figures.Write(new Figure(Name, "rescore_ms", large.Rescore, "ms")
        {
            Note = "one late order in a month of 1,000: scored again, settled, written as text; median of 21",
        }.ValueAtMost(MillisecondsReach));
    }

    private static async Task<CloseFigures> MeasureAsync(BenchRun run, int orders, CancellationToken cancellationToken)
    {
        var address = await run.Server.CreateDatabaseAsync("close", cancellationToken);
        await using var database = NpgsqlDataSource.Create(address);
        await CloseFacts.FillAsync(database, orders, cancellationToken);
        run.Say($"{orders:#,0} facts");
        var policies = PolicyFolder.Open(new ConfigurationBuilder().Build());
        var terms = policies.Load<SettlementTerms>(SettlementTerms.PolicyKind).All.First();
        var close = new CloseRun(database, CloseScheme.Make(), terms);
        var rescore = await close.RescoreAsync(cancellationToken);
        // Both sides once before, so that both read warm pages and neither pays for compiling.
        await close.PeerAsync(cancellationToken);
        await close.CloseAsync(cancellationToken);
        var peer = await close.PeerAsync(cancellationToken);
        var (seconds, total) = await close.CloseAsync(cancellationToken);
        run.Say($"closed in {seconds:0.00} s, sql {peer:0.00} s");
        return new CloseFigures(seconds, total, peer, rescore);
    }

    private sealed record CloseFigures(double Seconds, decimal TotalCny, double Peer, double Rescore);
}
