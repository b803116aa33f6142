using FieldOps.Host.Tests.Edge;
using FieldOps.Platform.Feed;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Host.Tests.Faults;

public sealed class RetiredAssetTests(FaultsHost host) : IClassFixture<FaultsHost>
{
    [Fact]
    public async Task Alarms_OfAnAssetOutOfMaintenance_AreDroppedAndNotActiveAnyMore()
    {
        await host.AddStationAsync("OUT");
        await host.AddStationAsync("STAYS");
        await RaiseAsync("old", "OUT");
        await RaiseAsync("other", "STAYS");
        (await ActiveAsync()).ShouldBe(["old", "other"], ignoreOrder: true);

        await RaiseAsync("late", "OUT");
        (await host.PostAsync("/api/v1/assets/OUT:retire", new { reason = "gone" })).EnsureSuccessStatusCode();

        (await ActiveAsync()).ShouldBe(["other"]);
        await host.Services.GetRequiredService<ProjectionSchemas>().RebuildAsync(
            host.Services.GetServices<Projection>().Single(p => p.Name == "faults"), null, CancellationToken.None);
        (await ActiveAsync()).ShouldBe(["other"]);
        var dropped = await host.ReadAsync("/api/v1/alarms?assetCode=OUT&active=false");
        dropped.GetProperty("items").EnumerateArray()
            .Select(a => a.GetProperty("droppedAt").GetDateTimeOffset())
            .ShouldBe([FaultsHost.Start, FaultsHost.Start]);
    }

    private async Task<string[]> ActiveAsync() =>
    [
        .. (await host.ReadAsync("/api/v1/alarms?active=true")).GetProperty("items").EnumerateArray()
            .Select(a => a.GetProperty("alarmId").GetString()!),
    ];

    private async Task RaiseAsync(string id, string code)
    {
        var answer = await (await host.PostAsync("/api/v1/alarms:batch", new
        {
            items = new[]
            {
                new
                {
                    alarmId = id, assetCode = code, state = "raised", perceivedSeverity = "major",
                    probableCause = "antennaFailure", alarmRaisedTime = FaultsHost.Start,
                },
            },
        })).JsonAsync();
        answer.GetProperty("accepted").GetInt32().ShouldBe(1);
    }
}
