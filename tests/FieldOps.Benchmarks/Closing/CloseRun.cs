using System.Diagnostics;
using System.Text.Json;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Settlement;
using FieldOps.Platform.Serialization;
using Npgsql;

namespace FieldOps.Benchmarks.Closing;

/// <summary>What a close is held against: the bare aggregation of its facts, and the rules alone.</summary>
internal sealed class CloseRun(NpgsqlDataSource database, ScoringScheme scheme, SettlementTerms terms)
{
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

    /// <summary>What the rules give for the facts, by contractor: score and total.</summary>
    public async Task<Dictionary<string, (decimal? Score, decimal TotalCny)>> ByRulesAsync(
        CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return CloseFacts.Read(connection).ToDictionary(
            month => CloseWorld.CodeOf(month.Contractor),
            month =>
            {
                var (sheet, statement) = Score(month.Contractor, month.Orders);
                return (sheet.Score, statement.TotalCny);
            },
            StringComparer.Ordinal);
    }

    private (ScoreSheet Sheet, Statement Statement) Score(int contractor, List<OrderFact> orders)
    {
        var facts = new MonthFacts([.. orders], [], []) { Readings = [CloseFacts.Reading()] };
        var sheet = MonthScore.Of(facts, scheme);
        var works = CloseFacts.Works(contractor, terms);
        var state = MonthState.None with
        {
            Works = MonthState.None.Works.AddRange(works.Select(w => KeyValuePair.Create(w.WorkId, w))),
        };
        var fee = new FeeLine(Guid.Empty, "L", CloseWorld.MonthlyFeeCny, 31, 31);
        return (sheet, SheetStatement.Of([fee], sheet.Score, scheme.Settlement, state));
    }
}
