using System.Diagnostics;
using FieldOps.Benchmarks.Compliance;
using FieldOps.Benchmarks.Figures;
using FieldOps.Benchmarks.Running;
using FieldOps.Compliance.Closed;
using FieldOps.Host;
using Npgsql;

namespace FieldOps.Benchmarks.Benches;

/// <summary>A manager's ten questions on millions of closed orders, over HTTP, beside a plain group-by.</summary>
internal sealed class ComplianceBench : Bench
{
    private const int OrdersDefault = 10_000_000;
    private const int Months = 24;
    private const int Rounds = 100;

    // One order in so many goes through the log as well, unless the command line says how many.
    private const int SampleOf = 100;

    // Plans are kept from the sixth asking on. Hot code is compiled twice more, each time after thirty calls and when
    // no new code has come for a while, beside the questions, on their cores: what a service that runs has done.
    private const int Warming = 60;
    private const double MillisecondsReach = 50;

    private static readonly TimeZoneInfo s_zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    public override string Name => "compliance";

    public override string Summary => "a manager's ten questions on 10,000,000 closed orders over 24 months";

    public override async Task RunAsync(BenchRun run, CancellationToken cancellationToken)
    {
        var address = await run.Server.CreateDatabaseAsync("compliance", cancellationToken);
        var options = new FieldOpsHostOptions { Database = address, Urls = "http://127.0.0.1:0", Quiet = true };
        await using var host = await FieldOpsHost.StartAsync(options, cancellationToken);
        await using var database = NpgsqlDataSource.Create(address);
        var orders = run.Settings.ClosedOrders ?? OrdersDefault;
        var sample = await FillAsync(run, database, orders, cancellationToken);
        var rows = await new SampleProof(run, s_zone).RunAsync(sample, cancellationToken);
        run.Say($"{rows:#,0} rows of {sample.Count:#,0} orders are the same, copied and through the log");
        await run.Server.SettleAsync(cancellationToken);
        var times = await AskAsync(run, host.Address, cancellationToken);
        var peer = await GroupByAsync(database, cancellationToken);
        var note = $"{orders:#,0} closed orders over {Months} months (copied), {Rounds} rounds of ten questions over "
            + $"HTTP after {Warming} that warm; {sample.Count:#,0} orders through the log gave the same {rows:#,0} "
            + "rows; peer: question 1";
        run.Figures.Write(new Figure(Name, "query_p50_ms", At(times, 50), "ms"));
        run.Figures.Write(new Figure(Name, "query_p99_ms", At(times, 99), "ms") { Note = note }
            .Beside("group-by", peer).ValueAtMost(MillisecondsReach));
    }

    private static async Task<List<DrawnOrder>> FillAsync(
        BenchRun run, NpgsqlDataSource database, int orders, CancellationToken cancellationToken)
    {
        var world = new OrderWorld(s_zone);
        var sample = new Sample(orders, run.Settings.SampledOrders ?? orders / SampleOf);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var tables = new ReadTables(connection);
        await tables.BeginAsync(cancellationToken);
        for (var month = 0; month < Months; month++)
        {
            var book = new CellBook();
            var facets = new HashSet<Facet>();
            await tables.CopyAsync(
                Ahead.Of(Counted(world.Month(month, orders / Months), book, facets, sample)), cancellationToken);
            await tables.CopyAsync(facets, cancellationToken);
            await tables.CopyAsync(book.Rolled(), cancellationToken);
            run.Say($"{(month + 1L) * (orders / Months):#,0} orders copied");
        }

        await tables.FinishAsync(cancellationToken);
        await tables.FleetAsync(cancellationToken);
        run.Say("keys and indexes made");
        return sample.Orders;
    }

    private static IEnumerable<ClosedOrder> Counted(
        IEnumerable<DrawnOrder> orders, CellBook book, HashSet<Facet> facets, Sample sample)
    {
        foreach (var order in orders)
        {
            book.Count(order.Closed, 1);
            facets.Add(order.Closed.Facet);
            sample.Offer(order);
            yield return order.Closed;
        }
    }

    private static async Task<List<double>> AskAsync(BenchRun run, Uri address, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = new Uri(address, "/api/v1/") };
        var each = ManagersQuestions.Ten.Select(q => new Asked(q.Name, q.Path)).ToArray();
        for (var round = -Warming; round < Rounds; round++)
        {
            foreach (var asked in each)
            {
                var (took, bytes) = await AskAsync(client, asked, isCounted: round >= 0, cancellationToken);
                if (round == -Warming)
                {
                    run.Say($"{asked.Name}: {bytes:#,0} bytes, first time {took:0} ms");
                }
            }
        }

        foreach (var asked in each)
        {
            run.Say($"{asked.Name}: p50 {At(asked.Times, 50):0.0} ms, p99 {At(asked.Times, 99):0.0} ms, "
                + $"CPU of caller and service {asked.Cpu.TotalMilliseconds / Rounds:0.0} ms");
        }

        return [.. each.SelectMany(a => a.Times)];
    }

    // The first rounds warm pages, code and plans; they do not count.
    private static async Task<(double Milliseconds, int Bytes)> AskAsync(
        HttpClient client, Asked asked, bool isCounted, CancellationToken cancellationToken)
    {
        var cpu = Environment.CpuUsage.TotalTime;
        var began = Stopwatch.GetTimestamp();
        using var answer = await client.GetAsync(asked.Path, cancellationToken);
        var body = await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(cancellationToken);
        var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        if (isCounted)
        {
            asked.Times.Add(took);
            asked.Cpu += Environment.CpuUsage.TotalTime - cpu;
        }

        return (took, body.Length);
    }

    private static async Task<double> GroupByAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        await using var command = database.CreateCommand(ManagersQuestions.GroupBy);
        command.CommandTimeout = 0;
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
        }

        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static double At(IEnumerable<double> times, int percent)
    {
        double[] sorted = [.. times.Order()];
        return sorted[(int)Math.Ceiling(percent / 100.0 * sorted.Length) - 1];
    }

    // Assets with all their orders: how long ago the last trouble was follows from its neighbours.
    private sealed class Sample(int orders, int wanted)
    {
        private readonly int _oneIn = Math.Max(1, orders / Math.Max(1, wanted));

        public List<DrawnOrder> Orders { get; } = [];

        public void Offer(DrawnOrder order)
        {
            if (order.Asset % _oneIn == 0)
            {
                Orders.Add(order);
            }
        }
    }

    private sealed record Asked(string Name, string Path)
    {
        public List<double> Times { get; } = [];

        public TimeSpan Cpu { get; set; }
    }
}
