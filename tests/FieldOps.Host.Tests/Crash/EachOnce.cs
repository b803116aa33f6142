using FieldOps.Platform.Feed;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FieldOps.Host.Tests.Crash;

/// <summary>After the storm: every fault has its ticket, its order and its row, once.</summary>
internal static class EachOnce
{
    private const string Counts = """
        select (select count(*) from log.event where name = 'asset.fault-ticket-raised.v1'),
               (select count(*) from log.event where name = 'work-order.created.v1'),
               (select count(*) from work_orders.work_order),
               (select count(*) - max(position) from log.event)
        """;

    public static async Task CheckAsync(FieldOpsHost host, string connectionString, long faults)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await host.Services.GetRequiredService<IFeedProgress>().WaitAllAsync(patience.Token);
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var command = database.CreateCommand(Counts);
        await using var row = await command.ExecuteReaderAsync();
        (await row.ReadAsync()).ShouldBeTrue();
        Enumerable.Range(0, 4).Select(row.GetInt64).ShouldBe([faults, faults, faults, 0]);
    }
}
