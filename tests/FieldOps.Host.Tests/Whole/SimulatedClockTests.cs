using System.Net;
using FieldOps.Host.Tests.Edge;

namespace FieldOps.Host.Tests.Whole;

public sealed class SimulatedClockTests(SimulatedClockTests.Simulated host)
    : IClassFixture<SimulatedClockTests.Simulated>
{
    private static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Clock_Advanced_ShowsTheInstantAndNeverGoesBack()
    {
        var clock = await (await host.GetAsync("/api/v1/clock")).JsonAsync();
        clock.GetProperty("simulated").GetBoolean().ShouldBeTrue();
        (await AdvanceAsync("2024-01-02T08:00:00+08:00", "1")).ShouldBe(Start.AddDays(1));
        (await AdvanceAsync("2024-01-01T12:00:00Z", "2")).ShouldBe(Start.AddDays(1));
    }

    [Fact]
    public async Task Clock_AskedForAnotherCentury_Refuses()
    {
        var response = await host.PostAsync("/api/v1/clock:advance", new { to = "2124-01-01T00:00:00Z" }, "3");
        await response.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "clock.too-far");
    }

    private async Task<DateTimeOffset> AdvanceAsync(string to, string key)
    {
        var response = await host.PostAsync("/api/v1/clock:advance", new { to }, key);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await response.JsonAsync()).GetProperty("now").GetDateTimeOffset();
    }

    public sealed class Simulated : WholeHost
    {
        protected override DateTimeOffset? SimulatedStart => Start;
    }
}
