using System.Text.Json;
using static FieldOps.Host.Tests.Orders.OrdersHost;

namespace FieldOps.Host.Tests.Orders;

/// <summary>Urges by hand (催单): held to their rate, and told to whom the order's ladder names.</summary>
public sealed class UrgeHttpTests(LadderHost host) : IClassFixture<LadderHost>
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Urge_ByHand_IsHeldToItsRate()
    {
        await host.AddAssetAsync("N2", "station-vip");
        var id = await host.ReportAsync("N2", ((await NowAsync()) - Start).TotalMinutes);
        await host.SettledAsync();
        await host.DoAsync($"/work-orders/{id}:urge", new { note = "Hospital waits" }, As("dispatcher"));
        var again = await host.PostAsync($"/work-orders/{id}:urge", new { }, As("dispatcher"));
        (await JsonDocument.ParseAsync(await again.Content.ReadAsStreamAsync())).RootElement.GetProperty("code")
            .GetString().ShouldBe("work-order.urged-recently");
    }

    [Fact]
    public async Task Urge_ByHand_IsToldOnceToTheRolesOfTheLadder()
    {
        await host.AddAssetAsync("N3", "station-vip");
        var id = await host.ReportAsync("N3", ((await NowAsync()) - Start).TotalMinutes);
        await host.SettledAsync();
        await host.DoAsync($"/work-orders/{id}:urge", new { note = "Hospital {count} waits" }, As("dispatcher"));

        var told = await PostsAsync(id, 2);
        told.Select(t => t.GetProperty("role").GetString()).ShouldBe(["team-leader", "contractor-manager"], true);
        // A place that a person writes is no place.
        told.Select(t => t.GetProperty("bodyEn").GetString()!).ShouldAllBe(
            body => body.EndsWith("Hospital {count} waits", StringComparison.Ordinal));
        told.Select(t => t.GetProperty("subjectZh").GetString()!).ShouldAllBe(
            subject => subject.EndsWith("第 1 次催单", StringComparison.Ordinal));
        var lines = (await host.ReadAsync($"/work-orders/{id}/notices")).EnumerateArray().ToList();
        lines.Count(l => l.GetProperty("cause").GetString()!.EndsWith("/urge/1", StringComparison.Ordinal)).ShouldBe(6);
    }

    // Domain reference, section 6.3: the operator's silence must not decide, it escalates.
    [Fact]
    public async Task Pause_ThatNobodyHasJudged_IsToldOnceToTheRolesOfTheLadder()
    {
        await host.AddAssetAsync("N4", "station-vip");
        var start = ((await NowAsync()) - Start).TotalMinutes;
        var id = await host.ReportAsync("N4", start);
        await host.SettledAsync();
        await host.DoAsync($"/work-orders/{id}:accept", new { }, Worker(Alpha));
        await host.DoAsync(
            $"/work-orders/{id}:suspend", new { reason = "access-denied", evidence = new[] { "sha256:1" } },
            Worker(Alpha));

        var judgeBy = (await host.ReadAsync($"/work-orders/{id}/sla")).GetProperty("pauses")[0].GetProperty("judgeBy")
            .GetDateTimeOffset();
        var due = (judgeBy - Start).TotalMinutes;
        await host.AdvanceToAsync(due + 1);
        await host.AdvanceToAsync(due + 60);

        var lines = (await host.ReadAsync($"/work-orders/{id}/notices")).EnumerateArray()
            .Where(l => l.GetProperty("cause").GetString() == "pause-1/judgement").ToList();
        lines.Select(l => l.GetProperty("role").GetString()).ShouldBe(Enumerable.Repeat("operations-manager", 3));
    }

    private async Task<List<JsonElement>> PostsAsync(Guid id, int count)
    {
        using var patience = new CancellationTokenSource(s_patience);
        var posts = new List<JsonElement>();
        while (posts.Count < count)
        {
            var (_, body) = await host.Receiver.PostAsync(patience.Token);
            if (body.GetProperty("orderId").GetGuid() == id)
            {
                posts.Add(body);
            }
        }

        return posts;
    }

    private async Task<DateTimeOffset> NowAsync() =>
        (await host.ReadAsync("/clock")).GetProperty("now").GetDateTimeOffset();
}
