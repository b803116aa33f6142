using System.Globalization;
using System.Net.Http.Json;
using FieldOps.Domain.Contractors;
using FieldOps.Platform.Feed;
using FieldOps.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Host.Tests.Crash;

/// <summary>
/// The real process, killed twice while a contractor's orders are handed over: every order goes to its heir, once, and
/// so does the fee.
/// </summary>
public sealed class ExitKillTests : IAsyncLifetime
{
    private const int Orders = 1_000;
    private const string Leaver = "CRASH";
    private const string Heir = "HEIR";
    private const string HandedOver = "select count(*) from log.event where name = 'work-order.handed-over.v1'";
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_lookEvery = TimeSpan.FromMilliseconds(5);
    private static readonly Guid s_heir = ContractorIds.Contractor("default", Heir);
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateEmptyAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Host_KilledWhileOrdersAreHandedOver_GivesEachToItsHeirOnce_AndPassesTheFeeOnce()
    {
        using var patience = new CancellationTokenSource(s_patience);
        await PrepareAsync(patience.Token);

        // The first dies in the middle of it, the second in the middle of what was left.
        var first = await KillAfterAsync(
            1, client => DoAsync(client, "exits/CRASH:start", "contractor-manager", new { }), patience.Token);
        first.ShouldBeInRange(1, Orders - 1, "killed in the middle of the hand-over");
        await KillAfterAsync(first + 1, _ => Task.CompletedTask, patience.Token);
        await EndAsync(patience.Token);

        (await ScalarAsync(HandedOver)).ShouldBe(Orders);
        await OrdersAreTheHeirsAsync();
        await FeeIsTheHeirsAsync();
        (await ScalarAsync("select count(*) - max(position) from log.event")).ShouldBe(0);
    }

    private async Task OrdersAreTheHeirsAsync()
    {
        (await ScalarAsync("select count(distinct id) from log.event where name = 'work-order.handed-over.v1'"))
            .ShouldBe(Orders);
        (await ScalarAsync($"""
            select count(distinct id) from log.event where name = 'work-order.dispatched.v1'
            and body::jsonb->'assignee'->>'contractorId' = '{s_heir:D}'
            """)).ShouldBe(Orders);
        // Once to the leaver, once to the heir.
        (await ScalarAsync("select count(*) from log.event where name = 'work-order.dispatched.v1'"))
            .ShouldBe(2 * Orders);
        (await ScalarAsync($"""
            select count(*) from work_orders.work_order where contractor_id = '{s_heir:D}' and ended_at is null
            """)).ShouldBe(Orders);
        // Both months know it: the leaver has given up each order, the heir has taken each on.
        (await ScalarAsync("select count(*) from log.event where name = 'contractor-month.order-withdrawn.v1'"))
            .ShouldBe(Orders);
        (await ScalarAsync("select count(*) from log.event where name = 'contractor-month.order-entered.v1'"))
            .ShouldBe(2 * Orders);
    }

    private async Task FeeIsTheHeirsAsync()
    {
        (await ScalarAsync("select count(*) from log.event where name = 'contract-lot.amended.v1'")).ShouldBe(1);
        (await ScalarAsync($"""
            select count(*) from log.event where name = 'contract-lot.amended.v1'
            and (body::jsonb->'terms'->>'monthlyFeeCny')::numeric = 100000
            and jsonb_array_length(body::jsonb->'terms'->'shares') = 1
            and body::jsonb->'terms'->'shares'->0->>'contractorId' = '{s_heir:D}'
            and (body::jsonb->'terms'->'shares'->0->>'sharePercent')::numeric = 100
            """)).ShouldBe(1);
    }

    // Every order is the leaver's, and its exit is decided: told to a host that ends before it starts.
    private async Task PrepareAsync(CancellationToken patience)
    {
        await using var host = await StartInProcessAsync();
        using var client = ClientOf(host.Address);
        var load = new FaultLoad(Orders);
        await load.RegisterStationsAsync(client);
        await load.DispatchAllAsync(client);
        await DoAsync(client, "contractors", "contractor-manager", new
        {
            code = Heir, kind = "contractor", nameZh = "接替", nameEn = Heir, organisation = "HEIRCOMPANY",
        });
        await host.Services.GetRequiredService<IFeedProgress>().WaitAllAsync(patience);
        await load.ReportAsync(client, _ => { }, patience);
        await DoAsync(client, "exits/CRASH:draft", "contractor-manager", new
        {
            kind = "breach", service = "after-sale", reason = "broke it", plan = "plan 3",
        });
        await DoAsync(client, "exits/CRASH:decide", "department-head", new { approved = true, minutes = "m" });
        await DoAsync(
            client, "exits/CRASH:name-replacement", "contractor-manager", new { lot = Leaver, contractor = Heir });
        await host.Services.GetRequiredService<IFeedProgress>().WaitAllAsync(patience);
        (await ScalarAsync("select count(*) from log.event where name = 'work-order.dispatched.v1'")).ShouldBe(Orders);
    }

    private async Task<long> KillAfterAsync(
        long handedOver, Func<HttpClient, Task> work, CancellationToken patience)
    {
        using var host = await HostProcess.StartAsync("--database", _database.ConnectionString);
        using var client = ClientOf(host.Address);
        await work(client);
        using var timer = new PeriodicTimer(s_lookEvery);
        while (await ScalarAsync(HandedOver) < handedOver)
        {
            await timer.WaitForNextTickAsync(patience);
        }

        await host.KillAsync();
        return await ScalarAsync(HandedOver);
    }

    private async Task EndAsync(CancellationToken patience)
    {
        await using var host = await StartInProcessAsync();
        var progress = host.Services.GetRequiredService<IFeedProgress>();
        await progress.WaitAllAsync(patience);
        // Asked again it finds nothing that was left.
        using var client = ClientOf(host.Address);
        await DoAsync(client, "exits/CRASH:hand-over", "contractor-manager", new { });
        await progress.WaitAllAsync(patience);
    }

    private Task<FieldOpsHost> StartInProcessAsync() => FieldOpsHost.StartAsync(new FieldOpsHostOptions
    {
        Database = _database.ConnectionString, Urls = "http://127.0.0.1:0", Quiet = true,
    });

    private static async Task DoAsync(HttpClient client, string path, string role, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{path}")
        {
            Content = JsonContent.Create(body),
        };
        request.Headers.Add("Idempotency-Key", path.Replace('/', '-'));
        request.Headers.Add("X-Actor", role + "-1");
        request.Headers.Add("X-Role", role);
        using var response = await client.SendAsync(request);
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
    }

    private async Task<long> ScalarAsync(string sql)
    {
        await using var command = _database.DataSource.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    private static HttpClient ClientOf(Uri address) =>
        new() { BaseAddress = address, Timeout = TimeSpan.FromMinutes(1) };
}
