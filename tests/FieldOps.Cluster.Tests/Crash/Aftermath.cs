using System.Globalization;
using FieldOps.Host;
using FieldOps.Platform.Feed;
using FieldOps.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FieldOps.Cluster.Tests.Crash;

/// <summary>What must hold after anything: nothing acknowledged is lost, nothing is there twice.</summary>
internal sealed class Aftermath(string database, FaultLoad load)
{
    // As the membership table writes it.
    private const int Active = 3;
    private const int Dead = 6;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan s_askAgain = TimeSpan.FromMilliseconds(200);

    private const string Behind = """
        select (select position from log.state) - coalesce(min(position), 0) from log.cursor
        """;

    private const string Waiting = """
        select count(*) from log.deadline where kind = 'alarm-persists' or due_at < clock_timestamp()
        """;

    private const string FiredTwice = """
        select count(*) from (
            select 1 from log.event where name = 'asset.fault-ticket-raised.v1' group by id having count(*) > 1) twice
        """;

    private const string Opened = "select count(*) from log.event where name = 'work-order.created.v1'";

    private const string Untaken = """
        select count(*) from log.event o where o.name = 'work-order.created.v1' and not exists (
            select from log.event e
            where e.id = o.id and e.name in ('work-order.accepted.v1', 'work-order.clock-breached.v1'))
        """;

    // Each limit of each order that nobody took, and each step of the ladder on the way to it.
    private const string Effects = """
        select name, body::jsonb ->> 'clock' as clock, coalesce(body::jsonb ->> 'stepId', '') as step, count(*),
            count(distinct id)
        from log.event where name in ('work-order.clock-breached.v1', 'work-order.ladder-step-reached.v1')
            and id not in (select id from log.event where name = 'work-order.accepted.v1')
        group by 1, 2, 3 order by 1, 2, 3
        """;

    // Nobody accepts them: they run out of their minute, and of nothing else while the test runs.
    private static readonly string[] s_effects =
    [
        "work-order.clock-breached.v1 accept ", "work-order.ladder-step-reached.v1 accept at-100",
        "work-order.ladder-step-reached.v1 accept at-80",
    ];

    private const string Laddered = """
        select count(*) from log.event where name = 'work-order.created.v1'
            and body::jsonb #>> '{rules,ladder,policyId}' is not null
            and id not in (select id from log.event where name = 'work-order.accepted.v1')
        """;

    private const string Early = """
        select count(*) from log.event
        where name = 'work-order.clock-breached.v1' and recorded_at < (body::jsonb ->> 'dueAt')::timestamptz
        """;

    private const string Unsent = "select count(*) from notice_outbox.notice where status = 'queued'";

    private const string Tables = """
        select table_schema || '.' || table_name from information_schema.tables
        where table_schema in (select name from log.projection) and table_type = 'BASE TABLE' order by 1
        """;

    /// <summary>Waits until every consumer is at the end of the log and every deadline has fired.</summary>
    public async Task QuietAsync()
    {
        using var patience = new CancellationTokenSource(s_patience);
        while (await CountAsync(Behind) + await CountAsync(Waiting) > 0)
        {
            await Task.Delay(s_askAgain, TimeProvider.System, patience.Token);
        }
    }

    /// <summary>
    /// Waits until every order was taken, or has run out of the minute in which nobody took it, and all were told.
    /// </summary>
    public async Task EveryLimitPassedAsync(int orders)
    {
        using var patience = new CancellationTokenSource(s_patience);
        while (await CountAsync(Opened) < orders || await CountAsync(Untaken) + await CountAsync(Unsent) > 0)
        {
            await Task.Delay(s_askAgain, TimeProvider.System, patience.Token);
        }
    }

    /// <summary>How many of the orders that nobody took were opened with a ladder: older builds gave them none.
    /// </summary>
    public async Task<int> LadderedAsync() => (int)await CountAsync(Laddered);

    /// <summary>
    /// Of every order that nobody took the limit was found passed once and each step of its ladder reached once, and of
    /// no order any before its time.
    /// </summary>
    public async Task LimitsFiredOnceAsync(int orders, int laddered)
    {
        var effects = new List<string>();
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(Effects);
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            effects.Add($"{rows.GetString(0)} {rows.GetString(1)} {rows.GetString(2)}");
            var once = rows.GetString(2).Length > 0 ? laddered : orders;
            (rows.GetInt64(3), rows.GetInt64(4)).ShouldBe((once, once), effects[^1]);
        }

        effects.ShouldBe(s_effects);
        (await CountAsync(Early)).ShouldBe(0);
    }

    /// <summary>Waits until another silo has told the membership that it is alive so many seconds from now.</summary>
    public async Task OthersLivedOnAsync(int port, int seconds)
    {
        var heard = string.Create(CultureInfo.InvariantCulture, $"""
            select extract(epoch from max(IAmAliveTime)) from orleans.OrleansMembershipTable
            where Port <> {port} and Status = {Active}
            """);
        using var patience = new CancellationTokenSource(s_patience);
        var until = await CountAsync(heard) + seconds;
        while (await CountAsync(heard) < until)
        {
            await Task.Delay(s_askAgain, TimeProvider.System, patience.Token);
        }
    }

    /// <summary>Waits until the membership has given up every silo that ever had a port.</summary>
    public async Task DeclaredDeadAsync(int port)
    {
        using var patience = new CancellationTokenSource(s_patience);
        while (await CountAsync(string.Create(CultureInfo.InvariantCulture, $"""
            select count(*) from orleans.OrleansMembershipTable where Port = {port} and Status <> {Dead}
            """)) > 0)
        {
            await Task.Delay(s_askAgain, TimeProvider.System, patience.Token);
        }
    }

    /// <summary>
    /// Asks for every acknowledged report again, by its key: it is the ticket that was answered then.
    /// </summary>
    public async Task AcknowledgedAreThereAsync(HttpClient client)
    {
        await Parallel.ForEachAsync(
            load.Acknowledged,
            new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (told, ct) => (await FaultLoad.SendAsync(client, told.Key, ct)).TicketId.ShouldBe(told.Value));
    }

    /// <summary>
    /// One ticket and one order for each report, and for each alarm whose deadline made it a fault.
    /// </summary>
    public async Task EachOnceAsync(int reports)
    {
        (await CountAsync("select count(*) from log.event where name = 'asset.fault-ticket-raised.v1'"))
            .ShouldBe(reports);
        (await CountAsync("select count(*) from log.event where name = 'asset.fault-repeated.v1'")).ShouldBe(0);
        (await CountAsync("select count(*) from log.event where name = 'work-order.created.v1'")).ShouldBe(reports);
        (await CountAsync("select count(*) from work_orders.work_order")).ShouldBe(reports);
        (await CountAsync("select count(*) - max(position) from log.event")).ShouldBe(0);
        (await CountAsync(FiredTwice)).ShouldBe(0);
        (await CountAsync("select count(*) from log.stuck")).ShouldBe(0);
    }

    /// <summary>Rebuilds every projection from the log's beginning; its rows are what they were.</summary>
    public async Task ProjectionsEqualARebuildAsync()
    {
        var before = await RowsAsync();
        using (var tools = FieldOpsHost.Compose(database))
        {
            var schemas = tools.Services.GetRequiredService<ProjectionSchemas>();
            foreach (var projection in tools.Services.GetServices<Projection>())
            {
                await schemas.RebuildAsync(projection, progress: null, CancellationToken.None);
            }
        }

        before.ShouldNotBeEmpty();
        (await RowsAsync()).ShouldBe(before);
    }

    private async Task<SortedDictionary<string, string>> RowsAsync()
    {
        await using var source = NpgsqlDataSource.Create(database);
        var tables = new List<string>();
        await using (var command = source.CreateCommand(Tables))
        await using (var rows = await command.ExecuteReaderAsync())
        {
            while (await rows.ReadAsync())
            {
                tables.Add(rows.GetString(0));
            }
        }

        var prints = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var table in tables)
        {
            await using var command = source.CreateCommand(
                $"""
                select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from {table} t
                """);
            prints[table] = (string)(await command.ExecuteScalarAsync())!;
        }

        return prints;
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}
