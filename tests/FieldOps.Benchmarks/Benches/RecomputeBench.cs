using System.Diagnostics;
using FieldOps.Benchmarks.Figures;
using FieldOps.Benchmarks.Filling;
using FieldOps.Benchmarks.Recomputing;
using FieldOps.Benchmarks.Running;
using FieldOps.Host;
using FieldOps.Platform.Feed;
using Npgsql;

namespace FieldOps.Benchmarks.Benches;

/// <summary>
/// A policy change over closed orders: tried out on all of them, applied to those that the log holds.
/// </summary>
internal sealed class RecomputeBench : Bench
{
    private const int OrdersDefault = 1_000_000;
    private const int InLogMax = 100_000;
    private const int CompareEvery = 10;
    private const int ContractorsFirst = 5;
    private const double DryRunReach = 50_000;
    private const double ApplyReach = 5_000;
    private const double FlatReach = 0.8;

    public override string Name => "recompute";

    public override string Summary => "orders per second of a policy change over closed orders: dry run and apply";

    public override async Task RunAsync(BenchRun run, CancellationToken cancellationToken)
    {
        var count = run.Settings.ClosedOrders ?? OrdersDefault;
        var inLog = Math.Min(count, InLogMax);
        var orders = new ClosedOrders(TimeProvider.System.GetUtcNow());
        var address = await run.Server.CreateDatabaseAsync("recompute", cancellationToken);
        var events = await LogFiller.FillAsync(
            address, new FillPlan(0), progress: null, cancellationToken,
            Enumerable.Range(0, inLog).Select(n => (ClosedOrders.KeyOf(n), orders.Chapters(n))));
        run.Say($"{inLog:#,0} closed orders in the log by copy: {events:#,0} events");
        var options = new FieldOpsHostOptions { Database = address, Urls = "http://127.0.0.1:0", Quiet = true };
        await using var host = await FieldOpsHost.StartAsync(options, cancellationToken);
        var feed = host.Services.GetRequiredService<IFeedProgress>();
        await feed.WaitAllAsync(cancellationToken);
        await using var database = NpgsqlDataSource.Create(address);
        var copy = new IntervalCopy(database, orders);
        var compared = await copy.CompareAsync(inLog, CompareEvery, cancellationToken);
        run.Say($"all consumers at the end; {compared:#,0} rows of the log are what a copy of them would be");

        using var client = new HttpClient { BaseAddress = host.Address };
        var caller = new RecomputeCaller(client);
        var small = await DryRunAsync(run, caller, orders, inLog, cancellationToken);
        await ApplyAsync(run, caller, orders, feed, cancellationToken);
        if (count > inLog)
        {
            await copy.CopyAsync(inLog, count, cancellationToken);
            run.Say($"{count - inLog:#,0} orders more in the interval table by copy");
        }

        var large = await DryRunAsync(run, caller, orders, count, cancellationToken);
        run.Figures.Write(new Figure(Name, "dry_run_orders_per_s", count / large, "1/s")
        {
            Note = $"{count:#,0} closed orders, all of which change, {large:0.0} s from the request to the difference "
                + $"by contractor and month; {inLog:#,0} of them came through the log, the others by copy",
        }.ValueAtLeast(DryRunReach));
        run.Figures.Write(new Figure(Name, "dry_run_flatness", count / large / (inLog / small), "x")
        {
            Note = $"rate at {count:#,0} over rate at {inLog:#,0} ({inLog / small:#,0}/s)",
        }.ValueAtLeast(FlatReach));
    }

    private static async Task<double> DryRunAsync(
        BenchRun run, RecomputeCaller caller, ClosedOrders orders, int count, CancellationToken cancellationToken)
    {
        var version = await caller.PolicyAsync(percent: 80, cancellationToken);
        await run.Server.SettleAsync(cancellationToken);
        var (id, seconds, ready) = await caller.DryRunAsync(version, Scope(orders), cancellationToken);
        var totals = ready.GetProperty("totals");
        if (totals.GetProperty("orders").GetInt64() != count || totals.GetProperty("unresolved").GetInt64() > 0)
        {
            throw new InvalidOperationException("Not all orders were looked at: " + totals);
        }

        run.Say($"dry run of {count:#,0} orders in {seconds:0.0} s: {totals}");
        await caller.CancelAsync(id, cancellationToken);
        return seconds;
    }

    private async Task ApplyAsync(
        BenchRun run,
        RecomputeCaller caller,
        ClosedOrders orders,
        IFeedProgress feed,
        CancellationToken cancellationToken)
    {
        var version = await caller.PolicyAsync(percent: 80, cancellationToken);
        await feed.WaitAllAsync(cancellationToken);
        var rates = new List<(long Orders, double Rate, double Settled)>();
        foreach (var (from, to) in new[] { (0, ContractorsFirst), (ContractorsFirst, LogFiller.Counties) })
        {
            var parties = Enumerable.Range(from, to - from)
                .Select(n => LifeTokens.ContractorCodeOf(LifeTokens.CountyOf(n))).ToArray();
            var (id, _, ready) = await caller.DryRunAsync(version, Scope(orders, parties), cancellationToken);
            await run.Server.SettleAsync(cancellationToken);
            var began = Stopwatch.GetTimestamp();
            var (applied, seconds) = await caller.ApplyAsync(id, ready, cancellationToken);
            await feed.WaitAllAsync(cancellationToken);
            rates.Add((applied, applied / seconds, applied / Stopwatch.GetElapsedTime(began).TotalSeconds));
            run.Say($"applied {applied:#,0} orders in {seconds:0.0} s");
        }

        var (few, many) = (rates[0], rates[1]);
        run.Figures.Write(new Figure(Name, "apply_orders_per_s", many.Rate, "1/s")
        {
            Note = $"{many.Orders:#,0} orders, each loaded from the log, decided and appended; "
                + $"{many.Settled:#,0}/s until months and read models have followed; all events in one log",
        }.ValueAtLeast(ApplyReach));
        run.Figures.Write(new Figure(Name, "apply_flatness", many.Rate / few.Rate, "x")
        {
            Note = $"rate at {many.Orders:#,0} over rate at {few.Orders:#,0} ({few.Rate:#,0}/s)",
        }.ValueAtLeast(FlatReach));
    }

    private static object Scope(ClosedOrders orders, string[]? contractors = null) =>
        new { from = orders.Begin, to = TimeProvider.System.GetUtcNow(), contractors };
}
