using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Settlement;
using FieldOps.Platform.Serialization;
using Npgsql;

namespace FieldOps.Benchmarks.Closing;

/// <summary>Closes a month: facts read, sheets and settlements computed by the product's rules, written.</summary>
internal sealed class CloseRun(NpgsqlDataSource database, ScoringScheme scheme, SettlementTerms terms)
{
    // Contractors on the way between reader and scorer: enough that neither waits, few enough for the memory.
    private const int Ahead = 8;

    private const string Import = "copy sheet(contractor, score, total, sheet, statement) from stdin (format binary)";

    private const string Peer = """
        select contractor, class,
               count(*) filter (where accept = 0) a0, count(*) filter (where arrive = 0) a1,
               count(*) filter (where restore = 0) a2, count(*) filter (where report = 0) a3, count(*) n,
               count(*) filter (where returns = 0) a4, avg(elapsed) a5,
               count(*) filter (where elapsed <= 330 * 60 * 2) a6,
               count(*) filter (where before is null or minute - before > 7 * 24 * 60) a7
        from (select *, lag(minute) over (partition by contractor, class, asset order by minute, n) before
              from fact where attribution = 0) f
        group by contractor, class
        """;

    /// <summary>Seconds from the first row read to the last sheet committed.</summary>
    public async Task<(double Seconds, decimal TotalCny)> CloseAsync(CancellationToken cancellationToken)
    {
        await using var clear = database.CreateCommand("truncate sheet");
        await clear.ExecuteNonQueryAsync(cancellationToken);
        var began = Stopwatch.GetTimestamp();
        var way = Channel.CreateBounded<(int Contractor, List<OrderFact> Orders)>(Ahead);
        var reading = Task.Run(
            async () =>
            {
                await using var connection = await database.OpenConnectionAsync(cancellationToken);
                foreach (var month in CloseFacts.Read(connection))
                {
                    await way.Writer.WriteAsync(month, cancellationToken);
                }

                way.Writer.Complete();
            },
            cancellationToken);
        await using var target = await database.OpenConnectionAsync(cancellationToken);
        var total = 0m;
        await using (var rows = await target.BeginBinaryImportAsync(Import, cancellationToken))
        {
            await foreach (var (contractor, orders) in way.Reader.ReadAllAsync(cancellationToken))
            {
                var (sheet, statement) = Score(contractor, orders);
                total += statement.TotalCny;
                await rows.StartRowAsync(cancellationToken);
                await rows.WriteAsync(contractor, cancellationToken);
                await rows.WriteAsync(sheet.Score ?? 0m, cancellationToken);
                await rows.WriteAsync(statement.TotalCny, cancellationToken);
                await rows.WriteAsync(JsonSerializer.Serialize(sheet, PlatformJson.Options), cancellationToken);
                await rows.WriteAsync(JsonSerializer.Serialize(statement, PlatformJson.Options), cancellationToken);
            }

            await rows.CompleteAsync(cancellationToken);
        }

        await reading;
        return (Stopwatch.GetElapsedTime(began).TotalSeconds, total);
    }

    /// <summary>Milliseconds to score one month again with one more order, the median of some.</summary>
    public async Task<double> RescoreAsync(CancellationToken cancellationToken)
    {
        const int Rounds = 21;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var (contractor, orders) = CloseFacts.Read(connection).First();
        var late = orders[0] with { OrderId = Guid.Empty, Number = "GD-LATE" };
        var times = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var began = Stopwatch.GetTimestamp();
            var (sheet, _) = Score(contractor, [.. orders, late]);
            _ = JsonSerializer.Serialize(sheet, PlatformJson.Options);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        times.Sort();
        return times[Rounds / 2];
    }

    /// <summary>Seconds of the bare aggregation of the same facts in SQL.</summary>
    public async Task<double> PeerAsync(CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        await using var command = database.CreateCommand(Peer);
        command.CommandTimeout = 600;
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
        }

        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private (ScoreSheet Sheet, Statement Statement) Score(int contractor, List<OrderFact> orders)
    {
        var facts = new MonthFacts([.. orders], [], []);
        var sheet = MonthScore.Of(facts, scheme);
        var works = CloseFacts.Works(contractor, terms);
        var state = MonthState.None with
        {
            Works = MonthState.None.Works.AddRange(works.Select(w => KeyValuePair.Create(w.WorkId, w))),
        };
        var fee = new FeeLine(Guid.Empty, "L", 120_000m, 31, 31);
        return (sheet, SheetStatement.Of([fee], sheet.Score, scheme.Settlement, state));
    }
}
