using System.Collections.Immutable;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Settlement;
using FieldOps.Domain.Sla;
using Npgsql;

namespace FieldOps.Benchmarks.Closing;

/// <summary>The facts of a month of many contractors as rows, and read as scoring wants them.</summary>
internal static class CloseFacts
{
    public const int Contractors = 1_000;

    private const string Ddl = """
        create table fact(
            contractor int not null, n int not null, asset int not null, class smallint not null,
            minute int not null, attribution smallint not null, accept smallint not null, arrive smallint not null,
            restore smallint not null, report smallint not null, elapsed int not null, returns smallint not null,
            primary key (contractor, n));
        """;

    // One order in seven late by each clock, one in eleven the customer's own; repeatable, so both sides see the same.
    private const string Fill = """
        insert into fact
        select i % 1000, i / 1000, (i / 1000) % 200, (i / 1000) % 4, (hashint4(i) & 65535) % 44000,
               (hashint4(i + 1) & 1023) % 11 / 10, (hashint4(i + 2) & 1023) % 7 / 6, (hashint4(i + 3) & 1023) % 7 / 6,
               (hashint4(i + 4) & 1023) % 7 / 6, (hashint4(i + 5) & 1023) % 7 / 6, hashint4(i + 6) & 32767,
               (hashint4(i + 7) & 1023) % 9 / 8
        from generate_series(0, $1 - 1) i
        """;

    private const string Export = """
        copy (select contractor, n, asset, class, minute, attribution, accept, arrive, restore, report, elapsed, returns
              from fact order by contractor, n) to stdout (format binary)
        """;

    private static readonly DateTimeOffset s_start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task FillAsync(NpgsqlDataSource database, int orders, CancellationToken cancellationToken)
    {
        await using var ddl = database.CreateCommand(Ddl);
        await ddl.ExecuteNonQueryAsync(cancellationToken);
        await using var fill = database.CreateCommand(Fill);
        fill.CommandTimeout = 600;
        fill.Parameters.Add(new() { Value = orders });
        await fill.ExecuteNonQueryAsync(cancellationToken);
        await using var analyze = database.CreateCommand("vacuum analyze fact");
        await analyze.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The orders of one contractor after the other.</summary>
    public static IEnumerable<(int Contractor, List<OrderFact> Orders)> Read(NpgsqlConnection connection)
    {
        using var rows = connection.BeginBinaryExport(Export);
        var (contractor, orders) = (-1, new List<OrderFact>());
        while (rows.StartRow() >= 0)
        {
            var next = rows.Read<int>();
            if (next != contractor && orders.Count > 0)
            {
                yield return (contractor, orders);
                orders = [];
            }

            contractor = next;
            orders.Add(Order(contractor, rows));
        }

        yield return (contractor, orders);
    }

    /// <summary>The one reading of every month.</summary>
    public static ReadingFact Reading() => new(
        Guid.Empty, Indicators.All[0].Word, 99, 100, new DateOnly(2024, 1, 31), "bench", "bench", s_start);

    /// <summary>Works of every settlement model for a contractor.</summary>
    public static ImmutableArray<WorkFact> Works(int contractor, SettlementTerms terms)
    {
        WorkFact Work(int n) => new(Id(3, contractor, n), terms.Id, terms.Version, "bench", "a", s_start);
        var cables = Enumerable.Range(0, 20).Select(n => new CableInCare(
            $"c{n}", terms.Cables!.Prices[n % terms.Cables.Prices.Length].Code, 80m + n, new DateOnly(2020, 1, 1 + n)));
        decimal[] hours = [.. Enumerable.Repeat(170m, 20)];
        return
        [
            Work(1) with
            {
                Seats = new SeatMonth([new SeatHours(SeatKind.Agent, [.. hours])], 92m, 91m, null, terms.Seats!),
            },
            Work(2) with { Bonus = new OverAchievement(1_000m, true, 20m) },
            Work(3) with
            {
                Project = new ProjectWork(
                    "P", "B", "solution", ProjectCourse.Delivered, 600_000m, 60m, false, 15_000m,
                    terms.Projects!.BuiltByAnother),
            },
            Work(4) with { Cables = new CableMonth([.. cables], 12m, terms.Cables!) },
            Work(5) with { Visits = new VisitCount(terms.Visits[0], "line", 12m) },
            Work(6) with { Assets = new AssetCount(terms.Assets[0], 55m, 31, 31) },
            Work(7) with { Fine = new PricedCount(terms.Fines[0], 2) },
            Work(8) with { Audit = new AuditedRevenue("J", 100m) },
        ];
    }

    private static OrderFact Order(int contractor, NpgsqlBinaryExporter rows)
    {
        var n = rows.Read<int>();
        var asset = rows.Read<int>();
        var name = CloseScheme.Classes[rows.Read<short>()];
        var at = s_start.AddMinutes(rows.Read<int>());
        var attribution = rows.Read<short>() == 0 ? "contractor-scope" : "customer";
        var (accept, arrive, restore, report) =
            (rows.Read<short>(), rows.Read<short>(), rows.Read<short>(), rows.Read<short>());
        var elapsed = rows.Read<int>();
        ClockFact Clock(ClockKind kind, short late) =>
            new(kind, late == 0 ? ClockOutcome.OnTime : ClockOutcome.Late, 330, elapsed);
        return new OrderFact(
            Id(1, contractor, n), $"GD-{contractor:0000}-{n:00000}", null, Id(2, contractor, asset), name, "repair", at,
            n, new EndedFact(
                attribution,
                [
                    Clock(ClockKind.Accept, accept), Clock(ClockKind.Arrive, arrive),
                    Clock(ClockKind.Restore, restore), Clock(ClockKind.Report, report),
                ],
                0, rows.Read<short>(), n));
    }

    private static Guid Id(int kind, int contractor, int n) =>
        new(contractor, (short)kind, 0, BitConverter.GetBytes((long)n));
}
