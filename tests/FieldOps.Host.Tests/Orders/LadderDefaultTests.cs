using System.Text.Json;
using FieldOps.Domain.Sla.Ladders;
using FieldOps.Domain.Sla.Notices;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static FieldOps.Host.Tests.Orders.OrdersHost;

namespace FieldOps.Host.Tests.Orders;

/// <summary>
/// A host with no setting of its own: the ladder runs (domain reference, 6.3), and what nobody else can be told is told
/// to the log. A VIP station: 10 minutes to accept, 60 to arrive, 120 to restore.
/// </summary>
public sealed class LadderDefaultTests(OrdersHost host) : IClassFixture<OrdersHost>
{
    [Fact]
    public async Task Steps_OfAHostAsShipped_AreLinesOfTheLog_OnceEach()
    {
        await host.AddAssetAsync("D1", "station-vip");
        var id = await host.ReportAsync("D1");
        await host.SettledAsync();
        // Attached to the open ticket: no order of its own, so no ladder of its own.
        await host.ReportAsync("D1");

        await host.AdvanceToAsync(9);
        await host.AdvanceToAsync(11);
        await host.DoAsync($"/work-orders/{id}:accept", new { }, Worker(Alpha));
        await host.AdvanceToAsync(49);
        (await LinesAsync(id)).ShouldBe(
        [
            "Accept/at-80 contractor-manager log delivered", "Accept/at-100 operations-manager log delivered",
            "Arrive/at-80 contractor-manager log delivered",
        ]);
        (await host.ReadAsync("/work-orders?assetCode=D1")).GetProperty("items").GetArrayLength().ShouldBe(1);

        await host.DoAsync($"/work-orders/{id}:cancel", new { reason = "Duplicate" }, As("dispatcher"));
        await host.AdvanceToAsync(400);
        (await LinesAsync(id)).Count.ShouldBe(3);
    }

    // Builds of before queued a line of the log as they queue a mail, and sent it later.
    [Fact]
    public async Task LineOfTheLog_ThatABuildOfBeforeLeftQueued_IsToldAndDone()
    {
        await host.AddAssetAsync("D2", "station-vip");
        var order = await host.ReportAsync("D2");
        await host.SettledAsync();
        var id = NoticeEntity.IdOf(order, "a/Accept/old", "branch-head", NoticeChannels.Log);
        var left = new NoticeQueued(
            id, order, "GD-1", "a/Accept/old", "branch-head", NoticeChannels.Log, "late", "超时", "It is late.",
            "已超时。", DateTimeOffset.UnixEpoch);
        await using var append = host.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand("""
            select log.append(
                array['default'], array['notice'], array[$1], array[0::bigint], array[0], array[1], array[$1],
                array[0::bigint], array['system||product'], array['2024-01-01Z'::timestamptz], array[1], array[1],
                array['notice.queued.v1'], array[$2], '{}'::int[], '{}'::text[], '{}'::timestamptz[], '{}'::int[],
                '{}'::text[], '{}'::timestamptz[], 16)
            """);
        append.Parameters.Add(new() { Value = id });
        append.Parameters.Add(new() { Value = JsonSerializer.Serialize(left, PlatformJson.Options) });
        await append.ExecuteNonQueryAsync();

        // What the sender does is in the log: each look follows a movement of it.
        var feed = host.Services.GetRequiredService<IEventFeed>();
        var progress = host.Services.GetRequiredService<IFeedProgress>();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var seen = progress.HeadPosition;
        while (!(await LinesAsync(order)).Contains("Accept/old branch-head log delivered"))
        {
            await feed.WaitBeyondAsync(seen, patience.Token);
            seen = progress.HeadPosition;
        }
    }

    private async Task<List<string>> LinesAsync(Guid id) =>
    [
        .. (await host.ReadAsync($"/work-orders/{id}/notices")).EnumerateArray().Select(l => string.Join(
            ' ',
            l.GetProperty("cause").GetString()!.Split('/', 2)[1],
            l.GetProperty("role").GetString(),
            l.GetProperty("channel").GetString(),
            l.GetProperty("status").GetString())),
    ];
}
