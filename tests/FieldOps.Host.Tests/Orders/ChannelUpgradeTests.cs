using FieldOps.Platform.Migrations;
using FieldOps.WorkOrders.Notices;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace FieldOps.Host.Tests.Orders;

/// <summary>
/// A tenant whose list named somebody before it was kept since when a channel reaches anybody, and who was told nothing
/// until then: what happens right after the upgrade reaches its people.
/// </summary>
public sealed class ChannelUpgradeTests(OrdersHost host) : IClassFixture<OrdersHost>
{
    private NpgsqlDataSource Database => host.Services.GetRequiredService<NpgsqlDataSource>();

    [Fact]
    public async Task Channel_OfAListOfBefore_BeginsWithTheList()
    {
        await host.ListAsync("chief");
        await host.AdvanceToAsync(5);
        await host.ListAsync("deputy");
        await host.AdvanceToAsync(11);

        // A build of before writes addresses and nothing else.
        await DoAsync("delete from personal.notice_channel");
        var served = await host.Services.GetRequiredService<NoticeChoice>().ServedAsync("default", default);
        served["smtp"].ShouldBe(OrdersHost.Start);

        await DoAsync("delete from personal.notice_channel");
        await DoAsync("delete from public.fieldops_migration where number = 130");
        await host.Services.GetRequiredService<Migrator>().MigrateAsync(default);
        await using var since = Database.CreateCommand(
            "select since from personal.notice_channel where tenant = 'default' and channel = 'smtp'");
        (await since.ExecuteScalarAsync()).ShouldBe(OrdersHost.Start.UtcDateTime);
    }

    private async Task DoAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
