using System.Globalization;
using System.Net.Http.Json;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Host.Tests.Orders;
using FieldOps.Platform.Entities;
using FieldOps.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Host.Tests.Crash;

/// <summary>
/// The real process, killed while the ladder fires and while a notice is on its way: each step happens once for an
/// order, a clock and a step, and whoever is told twice is told under the same id.
/// </summary>
public sealed class LadderKillTests : IAsyncLifetime, IDisposable
{
    private const int Orders = 40;
    private const string Told = "select count(*) from log.event where name = 'work-order.ladder-step-reached.v1'";
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_lookEvery = TimeSpan.FromMilliseconds(50);
    private static readonly DateTimeOffset s_since = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly LadderFolder _policies = new();
    private readonly Receiver _receiver = new();
    private readonly List<string> _posted = [];
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateEmptyAsync();

    public async Task DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await _database.DisposeAsync();
    }

    public void Dispose() => _policies.Dispose();

    [Fact]
    public async Task Host_KilledWhileTheLadderFires_TakesEachStepOnceAndTellsEveryOne()
    {
        using var patience = new CancellationTokenSource(s_patience);
        await PrepareAsync();
        await KillWhileAsync(
            async client =>
            {
                await ReportAsync(client);
                await UntilAsync($"select count >= {Orders / 4} from ({Told}) c", patience.Token);
            });
        await KillWhileAsync(
            async _ => await UntilAsync($"select count > {Orders} from ({Told}) c", patience.Token));
        var held = await KillHoldingAPostAsync(patience.Token);

        using (await StartAsync())
        {
            await UntilAsync($"select count = {Orders * LadderFolder.Steps} from ({Told}) c", patience.Token);
            await UntilAsync(
                """
                select count(*) = sum((status = 'delivered')::int) and count(*) = %
                from notice_outbox.notice
                """.Replace("%", Text(Orders * (LadderFolder.Steps + 1)), StringComparison.Ordinal),
                patience.Token);
        }

        await OnceAsync();
        while (_posted.Distinct().Count() < Orders * LadderFolder.Steps)
        {
            _posted.Add((await _receiver.PostAsync(patience.Token)).Key);
        }

        Drain();
        // Who was told before the crash and could not say so is told again under the same id.
        _posted.Count(k => k == held).ShouldBeGreaterThanOrEqualTo(2);
        _posted.Distinct().Count().ShouldBe(Orders * LadderFolder.Steps);
    }

    private async Task OnceAsync()
    {
        (await ScalarAsync<long>("""
            select count(*) from (
                select id, body::json->>'clock', body::json->>'stepId' from log.event
                where name = 'work-order.ladder-step-reached.v1' group by 1, 2, 3 having count(*) > 1) twice
            """)).ShouldBe(0);
        (await ScalarAsync<long>(Told)).ShouldBe(Orders * LadderFolder.Steps);
        (await ScalarAsync<long>("select count(*) from log.event where name = 'notice.queued.v1'"))
            .ShouldBe(Orders * (LadderFolder.Steps + 1));
        (await ScalarAsync<long>("select count(*) from log.event where name = 'notice.delivered.v1'"))
            .ShouldBe(Orders * (LadderFolder.Steps + 1));
    }

    private async Task KillWhileAsync(Func<HttpClient, Task> work)
    {
        using var host = await StartAsync();
        using var client = new HttpClient { BaseAddress = host.Address, Timeout = TimeSpan.FromMinutes(1) };
        await work(client);
        await host.KillAsync();
    }

    private async Task<string> KillHoldingAPostAsync(CancellationToken patience)
    {
        Drain();
        var hold = new TaskCompletionSource();
        _receiver.Holding = hold.Task;
        using var host = await StartAsync();
        var (key, _) = await _receiver.PostAsync(patience);
        _posted.Add(key);
        await host.KillAsync();
        _receiver.Holding = null;
        hold.SetResult();
        return key;
    }

    // All that has come so far.
    private void Drain()
    {
        while (_receiver.TryPost(out var key))
        {
            _posted.Add(key);
        }
    }

    private Task<HostProcess> StartAsync() => HostProcess.StartAsync(
        "--database", _database.ConnectionString,
        "--FieldOps:PolicyFolder", _policies.Path,
        "--FieldOps:Notices:WebhookUrl", _receiver.Url,
        "--FieldOps:Notices:SmtpHost", "127.0.0.1",
        "--FieldOps:Notices:SmtpPort", Text(_receiver.SmtpPort),
        "--FieldOps:Notices:Recipients:operations-manager", "manager@example.com",
        "--FieldOps:Notices:PollMilliseconds", "50");

    // A contractor, a lot and the stations, told to a host that ends before the ladder begins.
    private async Task PrepareAsync()
    {
        await using var host = await FieldOpsHost.StartAsync(new FieldOpsHostOptions
        {
            Database = _database.ConnectionString, Urls = "http://127.0.0.1:0", Quiet = true,
        });
        var alpha = ContractorIds.Contractor("default", "ALPHA");
        await AskAsync(
            host, ContractorIds.ContractorType, alpha,
            new RegisterContractor(alpha, "ALPHA", ContractorKind.Contractor, "甲", "Alpha", "ALPHA"));
        var lot = ContractorIds.Lot("default", "STATIONS");
        var terms = new LotTerms(
            "标段", "Lot", ["station-vip"], ["Shanghai/*"], [], false, OutsourcingMode.Partial,
            [new LotShare(alpha, "ALPHA", 100m, null)], 100_000m, Orders, s_since, null);
        await AskAsync(host, ContractorIds.LotType, lot, new OpenLot(lot, "STATIONS", terms, []));
        using var client = new HttpClient { BaseAddress = host.Address };
        await PostAsync(client, "assets", new
        {
            items = Enumerable.Range(0, Orders).Select(n => new
            {
                code = Station(n), name = Station(n), assetClass = "station-vip", areaClass = "U",
                region = "Shanghai", county = "Huangpu", station = new { batteryMinutes = 180 },
            }),
        });
    }

    private static Task ReportAsync(HttpClient client) => PostAsync(client, "tickets", new
    {
        items = Enumerable.Range(0, Orders).Select(n => new
        {
            assetCode = Station(n), severity = "major", probableCause = "antennaFailure", description = "无信号",
            occurredAt = TimeProvider.System.GetUtcNow(),
        }),
    });

    private static async Task PostAsync(HttpClient client, string what, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{what}:batch")
        {
            Content = JsonContent.Create(body),
        };
        request.Headers.Add("Idempotency-Key", what);
        request.Headers.Add("X-Actor", "dispatcher-1");
        request.Headers.Add("X-Role", "dispatcher");
        using var response = await client.SendAsync(request);
        var answer = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.ShouldBeTrue(answer);
        answer.ShouldContain($"\"accepted\":{Orders}", Case.Sensitive, answer);
    }

    private static async Task AskAsync(FieldOpsHost host, string type, Guid id, ICommand command)
    {
        var context = new AskContext(new Actor("m-1", ActorRoles.ContractorManager), NameBasedId.Of(id, "test"));
        var answer = await host.Services.GetRequiredService<IEntities>().AskAsync(
            new EntityKey("default", type, id), command, context, CancellationToken.None);
        answer.ShouldBeOfType<Answer.Accepted>();
    }

    private async Task UntilAsync(string sql, CancellationToken patience)
    {
        using var timer = new PeriodicTimer(s_lookEvery);
        while (!await ScalarAsync<bool>(sql))
        {
            await timer.WaitForNextTickAsync(patience);
        }
    }

    private async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = _database.DataSource.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private static string Station(int n) => $"LADDER-{Text(n)}";

    private static string Text(int n) => n.ToString(CultureInfo.InvariantCulture);
}
