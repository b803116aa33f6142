using System.Collections.Immutable;
using FieldOps.Compliance;
using FieldOps.Compliance.Closed;
using FieldOps.Compliance.Drill;
using FieldOps.Compliance.Figures;
using FieldOps.Domain.Sla;
using FieldOps.Testing;
using Npgsql;

namespace FieldOps.Host.Tests.Sla;

/// <summary>
/// Figures kept by adding and taking out, beside a plain recomputation from the orders: whatever was replaced in
/// between, whatever is asked.
/// </summary>
public sealed class FigureTests : IAsyncLifetime
{
    private const int Orders = 300;
    private const int Seed = 4_711;

    private static readonly TimeZoneInfo s_zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly string[] s_excluded = ["customer", "force-majeure"];

    private readonly Dictionary<int, ClosedOrder[]> _now = [];
    private TestDatabase _database = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateEmptyAsync();
        await CreateAsync("compliance");
        var orders = new RandomOrders(Seed, s_zone);
        var draw = new Random(Seed);
        // Each order comes once, and some of them again with another outcome, in batches of any size.
        var coming = new Queue<int>(
            Enumerable.Range(0, Orders).Concat(Enumerable.Range(0, Orders / 2).Select(_ => draw.Next(Orders))));
        while (coming.Count > 0)
        {
            var batch = new Dictionary<int, ClosedOrder[]>();
            for (var n = draw.Next(1, 60); n > 0 && coming.TryDequeue(out var number); n--)
            {
                batch[number] = _now[number] = orders.RowsOf(number);
            }

            await WriteAsync("compliance", [.. batch.Keys], [.. batch.Values.SelectMany(o => o)]);
        }
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData("month")]
    [InlineData("severity")]
    [InlineData("workKind,clock")]
    [InlineData("region,month")]
    [InlineData("contractorCode,clock")]
    [InlineData("lot,contractor")]
    [InlineData("county,region")]
    [InlineData("region,assetClass,severity")]
    [InlineData("month,region,county,assetClass,severity,contractor,lot,workKind,clock")]
    public async Task Figures_OfAnyGrouping_AreTheRecomputedOnes(string groupBy)
    {
        var by = Grouping.Read(groupBy, Grouping.All.Select(g => g.Name))!.Value;
        foreach (var asked in Questions())
        {
            var told = await new FigureReader(_database.DataSource).ReadAsync(
                asked, by, FigureReader.ClocksOf(asked), CancellationToken.None);
            told!.SelectMany(Lines).ShouldBe(Recomputed(asked, by), ignoreOrder: true);
        }
    }

    [Fact]
    public async Task OrderFigures_AreTheRecomputedOnes()
    {
        foreach (var asked in Questions())
        {
            var told = await new FigureReader(_database.DataSource).ReadAsync(
                asked, [], [Measures.Orders], CancellationToken.None);
            var tally = told![0].Counted(s_excluded);
            var own = Fitting(asked)
                .Where(o => o.IsOrder && o.IsArchived && !s_excluded.Contains(o.Facet.Ground)).ToArray();
            tally.Judged.ShouldBe(own.Length);
            tally.AcceptSeconds.ShouldBe(own.Sum(o => o.AcceptSeconds ?? 0));
            tally.Repaired.ShouldBe(own.Count(o => o.RepairSeconds is not null));
            tally.OutageSeconds.ShouldBe(own.Sum(o => o.OutageSeconds ?? 0));
            tally.Spread.UpTo(7).ShouldBe(own.Count(o => IsRepeat(o, 7)));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(700)]
    public async Task Rows_BehindEveryFigure_AreAsManyAsItSays(int facetsSearchedMax)
    {
        var figures = new FigureReader(_database.DataSource);
        var reader = new DrillReader(_database.DataSource, figures, s_zone, facetsSearchedMax);
        foreach (var asked in Questions())
        {
            var group = (await figures.ReadAsync(asked, [], FigureReader.ClocksOf(asked), CancellationToken.None))![0];
            var counted = group.Counted(s_excluded);
            var leftOut = group.LeftOut(s_excluded).ToDictionary(l => l.Reason, l => l.Count, StringComparer.Ordinal);
            (await CountAsync(reader, asked, "on-time", null)).ShouldBe(counted.Kept);
            (await CountAsync(reader, asked, "late", null)).ShouldBe(counted.Late);
            foreach (var (reason, count) in leftOut)
            {
                var outcome = Grounds.Unjudged.Contains(reason) ? "unjudged" : "excluded";
                (await CountAsync(reader, asked, outcome, reason)).ShouldBe(count, reason);
            }
        }
    }

    // Whoever left, an order is one order, and in nobody's figures but its last party's.
    [Fact]
    public async Task Orders_BehindAFigure_AreThoseOfTheirLastParties()
    {
        var reader = new DrillReader(_database.DataSource, new FigureReader(_database.DataSource), s_zone);
        foreach (var asked in Questions())
        {
            var rows = await reader.ReadAsync(
                asked, DrillWish.OfOrders("orders", null)!, new DrillRules(s_excluded, 7), DrillPlace.Start, Orders,
                CancellationToken.None);
            rows.Select(r => r.Order.OrderId).Order().ShouldBe(
                Fitting(asked).Where(o => o.IsOrder && o.IsArchived && !s_excluded.Contains(o.Facet.Ground))
                    .Select(o => o.OrderId).Order());
        }
    }

    [Fact]
    public async Task Rebuild_InOneGo_GivesTheSameTables()
    {
        await CreateAsync("again");
        await WriteAsync("again", [.. _now.Keys], [.. Rows]);
        foreach (var table in new[] { "cell", "closed_order" })
        {
            (await LinesAsync($"again.{table}")).ShouldBe(await LinesAsync($"compliance.{table}"));
        }
    }

    private IEnumerable<ClosedOrder> Rows => _now.Values.SelectMany(o => o);

    private static IEnumerable<SlaAsked> Questions()
    {
        var all = new SlaAsked { Tenant = "mine", Months = MonthRange.Open };
        yield return all;
        yield return all with { Tenant = "other", Clock = "restore" };
        yield return all with { Region = "r1", Months = new MonthRange("2024-02", "2024-03") };
        yield return all with { Severity = "major", AssetClass = "c0", Clock = "accept" };
        yield return all with { Contractor = RandomOrders.Contractor(1), WorkKind = "repair" };
        yield return all with { Contractor = RandomOrders.Contractor(3) };
        yield return all with { County = "k2", Lot = Guid.Empty, Clock = "report" };
    }

    private static async Task<long> CountAsync(DrillReader reader, SlaAsked asked, string outcome, string? reason)
    {
        const int Page = 7;
        var wish = DrillWish.OfClocks(outcome, reason, asked.Clock)!;
        var seen = new HashSet<(Guid, short, ClockKind)>();
        for (var place = DrillPlace.Start; ;)
        {
            var rows = await reader.ReadAsync(
                asked, wish, new DrillRules(s_excluded, 7), place, Page, CancellationToken.None);
            foreach (var row in rows)
            {
                seen.Add((row.Order.OrderId, row.Order.Part, row.Clock!.Clock)).ShouldBeTrue();
            }

            if (rows.Count < Page)
            {
                return seen.Count;
            }

            place = rows[^1].Place;
        }
    }

    private static IEnumerable<string> Lines(FigureGroup group) => group.ByGround.Select(g =>
        $"{string.Join('|', group.Words)} {g.Key} {g.Value.Kept} {g.Value.Late} {g.Value.Unjudged} "
        + $"{g.Value.ElapsedSeconds} {string.Join(',', g.Value.Spread.NearestRanks([1, 50, 90, 100]))}");

    private List<string> Recomputed(SlaAsked asked, ImmutableArray<Grouping> groupings) =>
    [
        .. from order in Fitting(asked)
           from clock in order.Clocks
           where asked.Clock is null || SlaNames.Of(clock.Clock) == asked.Clock
           let ground = clock.Verdict switch
           {
               ClockVerdict.Suppressed => Grounds.Suppressed,
               ClockVerdict.NotNeeded => Grounds.NotNeeded,
               _ => order.Facet.Ground,
           }
           let words = string.Join('|', groupings.Select(g => Word(g.Name, order.Facet, clock)))
           group clock by (Words: words, ground) into cell
           let judged = cell.Where(c => c.IsJudged).ToArray()
           let minutes = judged.Select(c => (int)Math.Ceiling(c.ElapsedSeconds / 60m)).Order().ToArray()
           select $"{cell.Key.Words} {cell.Key.ground} {judged.Count(c => c.Verdict == ClockVerdict.OnTime)} "
               + $"{judged.Count(c => c.Verdict == ClockVerdict.Late)} {cell.Count() - judged.Length} "
               + $"{judged.Sum(c => c.ElapsedSeconds)} "
               + (minutes.Length == 0 ? "" : string.Join(
                   ',',
                   new[] { 1, 50, 90, 100 }.Select(p => minutes[(int)Math.Ceiling(p / 100m * minutes.Length) - 1]))),
    ];

    private static string Word(string name, Facet facet, ClosedClock clock) => name switch
    {
        "month" => facet.Month,
        "region" => facet.Region,
        "county" => facet.County,
        "assetClass" => facet.AssetClass,
        "severity" => facet.Severity,
        "contractor" => facet.ContractorId.ToString(),
        "contractorCode" => facet.ContractorCode,
        "lot" => facet.LotId == Guid.Empty ? "" : facet.LotId.ToString(),
        "workKind" => facet.WorkKind,
        _ => SlaNames.Of(clock.Clock),
    };

    private IEnumerable<ClosedOrder> Fitting(SlaAsked asked) => Rows.Where(o =>
        o.Facet.Tenant == asked.Tenant
        && (asked.Region ?? o.Facet.Region) == o.Facet.Region
        && (asked.County ?? o.Facet.County) == o.Facet.County
        && (asked.AssetClass ?? o.Facet.AssetClass) == o.Facet.AssetClass
        && (asked.Severity ?? o.Facet.Severity) == o.Facet.Severity
        && (asked.Contractor ?? o.Facet.ContractorId) == o.Facet.ContractorId
        && (asked.Lot ?? o.Facet.LotId) == o.Facet.LotId
        && (asked.WorkKind ?? o.Facet.WorkKind) == o.Facet.WorkKind
        && string.CompareOrdinal(asked.Months.From ?? "", o.Facet.Month) <= 0
        && string.CompareOrdinal(o.Facet.Month, asked.Months.To ?? "9999") <= 0);

    private bool IsRepeat(ClosedOrder order, int days) => Rows.Any(o =>
        o.IsOrder && o.IsArchived && o.OrderId != order.OrderId && o.Facet.Tenant == order.Facet.Tenant
        && o.AssetId == order.AssetId && o.Facet.WorkKind == order.Facet.WorkKind
        && (o.OccurredAt, o.OrderId).CompareTo((order.OccurredAt, order.OrderId)) < 0
        && order.OccurredAt - o.OccurredAt <= TimeSpan.FromDays(days));

    private async Task CreateAsync(string schema)
    {
        await using var command = _database.DataSource.CreateCommand(
            $"create schema {schema}; set search_path = {schema}; {ClosedTables.Ddl} {ClosedTables.WriterIndexes} "
            + $"{ClosedTables.Indexes} reset search_path");
        await command.ExecuteNonQueryAsync();
    }

    private async Task WriteAsync(string schema, int[] orders, ClosedOrder[] rows)
    {
        await using var connection = await _database.DataSource.OpenConnectionAsync();
        await using (var path = new NpgsqlCommand($"set search_path = {schema}", connection))
        {
            await path.ExecuteNonQueryAsync();
        }

        await new ClosedWriter(connection).WriteAsync(
            [.. orders.Select(RandomOrders.KeyOf)], rows, [], CancellationToken.None);
    }

    private async Task<List<string>> LinesAsync(string table)
    {
        var lines = new List<string>();
        await using var command = _database.DataSource.CreateCommand($"select t::text from {table} t order by 1");
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            lines.Add(rows.GetString(0));
        }

        return lines;
    }
}
