using FieldOps.Platform.Feed;
using FieldOps.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Host.Tests.Crash;

/// <summary>
/// The real process, killed in the middle of load; then every acknowledged command must be there, once.
/// </summary>
public sealed class KillTests : IAsyncLifetime
{
    private const int Stations = 1_200;
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateEmptyAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Host_KilledThreeTimesUnderLoad_LosesNothingAcknowledgedAndDoublesNothing()
    {
        var load = new FaultLoad(Stations);
        int[] killAt = [150, 450, 800];
        foreach (var acknowledged in killAt)
        {
            await RunUntilKilledAsync(load, acknowledged);
        }

        await using var host = await FieldOpsHost.StartAsync(new FieldOpsHostOptions
        {
            Database = _database.ConnectionString, Urls = "http://127.0.0.1:0", Quiet = true,
        });
        using var client = ClientOf(host.Address);
        foreach (var (n, ticket) in load.Acknowledged.ToArray())
        {
            (await FaultLoad.SendAsync(client, n, default)).TicketId.ShouldBe(ticket);
        }

        await load.ReportAsync(client, _ => { }, default);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await host.Services.GetRequiredService<IFeedProgress>().WaitAllAsync(patience.Token);

        load.Acknowledged.Count.ShouldBe(Stations);
        load.OtherAnswers.ShouldBeEmpty();
        await EachOnceAsync();
    }

    private async Task RunUntilKilledAsync(FaultLoad load, int acknowledged)
    {
        using var host = await HostProcess.StartAsync("--database", _database.ConnectionString);
        using var client = ClientOf(host.Address);
        if (load.Acknowledged.Count == 0)
        {
            await load.RegisterStationsAsync(client);
        }

        using var dead = new CancellationTokenSource();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var loading = load.ReportAsync(
            client,
            count =>
            {
                if (count >= acknowledged)
                {
                    reached.TrySetResult();
                }
            },
            dead.Token);
        await reached.Task;
        await host.KillAsync();
        await dead.CancelAsync();
        await loading;
    }

    private async Task EachOnceAsync()
    {
        (await CountAsync("select count(*) from log.event where name = 'asset.fault-ticket-raised.v1'"))
            .ShouldBe(Stations);
        (await CountAsync("select count(*) from log.event where name = 'asset.fault-repeated.v1'")).ShouldBe(0);
        (await CountAsync("select count(*) from log.event where name = 'work-order.created.v1'")).ShouldBe(Stations);
        (await CountAsync("select count(*) from work_orders.work_order")).ShouldBe(Stations);
        (await CountAsync("select count(*) - max(position) from log.event")).ShouldBe(0);
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var command = _database.DataSource.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static HttpClient ClientOf(Uri address) =>
        new(new SocketsHttpHandler()) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
}
