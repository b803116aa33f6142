using FieldOps.Benchmarks.Closing;
using FieldOps.Benchmarks.Figures;
using FieldOps.Benchmarks.Running;
using FieldOps.Domain.Settlement;
using FieldOps.Platform.Config;
using Npgsql;

namespace FieldOps.Benchmarks.Benches;

/// <summary>
/// Closes a month of 1,000 contractors over the API of a running host, beside the bare aggregation of
/// the same facts.
/// </summary>
internal sealed class CloseBench : Bench
{
    private const int Small = 100_000;
    private const int Large = 1_000_000;
    private const double SecondsReach = 10;
    private const double MegabytesReach = 600;
    private const double MillisecondsReach = 50;
    private const double LinearReach = 1.2;

    private static readonly TimeZoneInfo s_zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    public override string Name => "close";

    public override string Summary => "sheets and settlements of 1,000 contractors, 1,000,000 orders, 40 rules";

    public override async Task RunAsync(BenchRun run, CancellationToken cancellationToken)
    {
        var many = run.Settings.ClosedOrders ?? Large;
        var small = await MeasureAsync(run, Math.Min(Small, many), cancellationToken);
        var large = await MeasureAsync(run, many, cancellationToken);
        run.Figures.Write(new Figure(Name, "seconds", large.Closed.Seconds, "s")
        {
            Note = $"POST /months:close, from the request to the answer; most months on disk; "
                + $"{large.Closed.CpuSeconds:0.0} s of CPU with the database; {large.Closed.TotalCny:#,0.00} CNY; "
                + "every sheet is what the rules give; the peer counts, and writes nothing",
        }.Beside("sql", large.Peer).ValueAtMost(SecondsReach));
        run.Figures.Write(new Figure(Name, "peak_mb", large.Closed.PeakMb, "MB")
        {
            Note = "highest resident memory of the host",
        }.ValueAtMost(MegabytesReach));
        var perOrder = large.Closed.Seconds / many / (small.Closed.Seconds / Math.Min(Small, many));
        run.Figures.Write(new Figure(Name, "linear", perOrder, "x")
        {
            Note = $"cost of an order at {many:#,0} over that at {Small:#,0} ({small.Closed.Seconds:0.00} s)",
        }.ValueAtMost(LinearReach));
        run.Figures.Write(new Figure(Name, "rescore_ms", large.Rescore, "ms")
        {
            Note = "the rules alone: one late order in a month of 1,000 scored again, settled, written as text; median "
                + "of 21",
        }.ValueAtMost(MillisecondsReach));
    }

    private static async Task<CloseFigures> MeasureAsync(BenchRun run, int orders, CancellationToken cancellationToken)
    {
        var address = await run.Server.CreateDatabaseAsync("close", cancellationToken);
        await using var database = NpgsqlDataSource.Create(address);
        await CloseFacts.FillAsync(database, orders, cancellationToken);
        var terms = PolicyFolder.Open(new ConfigurationBuilder().Build())
            .Load<SettlementTerms>(SettlementTerms.PolicyKind).All.First();
        var scheme = CloseScheme.Make();
        var events = await new CloseWorld().FillAsync(database, terms, s_zone, cancellationToken);
        run.Say($"{orders:#,0} facts, {events:#,0} events by copy");
        var rules = new CloseRun(database, scheme, terms);
        var rescore = await rules.RescoreAsync(cancellationToken);
        using var policies = new ClosePolicies(scheme);
        await using var host = await HostUnderTest.StartAsync(run, address, cancellationToken, policies.Settings);
        using var client = new HttpClient { BaseAddress = host.Process.Address, Timeout = TimeSpan.FromMinutes(10) };
        var caller = new CloseCaller(client);
        // A reading in every month: the host writes the months aside as it would have on the way, and has worked.
        await caller.ReadAsync(cancellationToken);
        await host.Log.CaughtUpAsync(null, cancellationToken);
        run.Say("read models made, one reading in every month");
        // Once before, so that it reads warm pages as the host does.
        await rules.PeerAsync(cancellationToken);
        var peer = await rules.PeerAsync(cancellationToken);
        await run.Server.SettleAsync(cancellationToken);
        var closed = await CloseAsync(host, caller, rules, cancellationToken);
        run.Say($"closed in {closed.Seconds:0.00} s ({closed.CpuSeconds:0.0} s of CPU), sql {peer:0.00} s");
        return new CloseFigures(closed, peer, rescore);
    }

    private static async Task<Closed> CloseAsync(
        HostUnderTest host, CloseCaller caller, CloseRun rules, CancellationToken cancellationToken)
    {
        var before = CpuTime.SecondsOf(host.Process, host.Database);
        var (seconds, sheets) = await caller.CloseAsync(cancellationToken);
        var cpu = CpuTime.SecondsOf(host.Process, host.Database) - before;
        var peak = host.Process.ResidentMbMax();
        var expected = await rules.ByRulesAsync(cancellationToken);
        return sheets.Count == expected.Count && sheets.All(s => expected[s.Key] == s.Value)
            ? new(seconds, cpu, sheets.Values.Sum(s => s.TotalCny), peak)
            : throw new InvalidOperationException("The sheets are not what the rules give.");
    }

    private sealed record Closed(double Seconds, double CpuSeconds, decimal TotalCny, double PeakMb);

    private sealed record CloseFigures(Closed Closed, double Peer, double Rescore);
}
