using System.Net;
using System.Text.Json;
using FieldOps.Host.Tests.Edge;
using FieldOps.Host.Tests.Whole;
using FieldOps.Platform.Feed;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Host.Tests.Faults;

/// <summary>The whole host on a simulated clock, and the sentences that fault tests say to it.</summary>
public sealed class FaultsHost : WholeHost
{
    public static readonly DateTimeOffset Start = new(2024, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private int _keys;

    protected override DateTimeOffset? SimulatedStart => Start;

    public static object Station(string code, string name = "People's Square", string county = "Huangpu") => new
    {
        code,
        name,
        assetClass = "station-vip",
        areaClass = "U",
        region = "Shanghai",
        county,
        tags = new[] { "vip", "cascading" },
        station = new { batteryMinutes = 180 },
    };

    public static object Report(string code, DateTimeOffset? occurredAt = null, string severity = "major") => new
    {
        assetCode = code,
        severity,
        probableCause = "antennaFailure",
        description = "无信号",
        occurredAt = occurredAt ?? Start,
    };

    public string Key() => $"k{Interlocked.Increment(ref _keys)}";

    public Task<HttpResponseMessage> PostAsync(string path, object body) => PostAsync(path, body, Key());

    public async Task<string> AddStationAsync(string code)
    {
        (await PostAsync("/api/v1/assets", Station(code))).StatusCode.ShouldBe(HttpStatusCode.Created);
        return code;
    }

    public async Task<JsonElement> ReadAsync(string path)
    {
        await Services.GetRequiredService<IFeedProgress>().WaitAllAsync(CancellationToken.None);
        var response = await GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        return await response.JsonAsync();
    }

    public async Task AdvanceAsync(DateTimeOffset to) =>
        (await PostAsync("/api/v1/clock:advance", new { to })).StatusCode.ShouldBe(HttpStatusCode.OK);
}
