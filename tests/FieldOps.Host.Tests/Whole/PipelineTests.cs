using System.Net;
using FieldOps.Domain.Kernel;
using FieldOps.Host.Tests.Edge;

namespace FieldOps.Host.Tests.Whole;

public sealed class PipelineTests(WholeHost host) : IClassFixture<WholeHost>
{
    private static string LampPath(string name) => $"/api/v1/lamps/{NameBasedId.Of(Guid.Empty, name)}";

    [Fact]
    public async Task SameKeySameBody_GivesTheFirstAnswerAgain()
    {
        var first = await host.PostAsync(LampPath("a") + ":watch", new { watts = 40 }, "a-1");
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        first.Headers.Contains("Idempotent-Replayed").ShouldBeFalse();
        await host.PostAsync(LampPath("a") + ":watch", new { watts = 60 }, "a-2");
        var again = await host.PostAsync(LampPath("a") + ":watch", new { watts = 40 }, "a-1");
        again.Headers.GetValues("Idempotent-Replayed").Single().ShouldBe("true");
        again.Headers.ETag.ShouldBe(first.Headers.ETag);
        again.Headers.GetValues("X-Log-Position").ShouldBe(first.Headers.GetValues("X-Log-Position"));
        (await again.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        (await (await host.GetAsync(LampPath("a"))).JsonAsync()).GetProperty("watts").GetInt32().ShouldBe(60);
    }

    [Fact]
    public async Task SameKeyOtherBody_IsRefused()
    {
        await host.PostAsync(LampPath("b") + ":watch", new { watts = 40 }, "b-1");
        var other = await host.PostAsync(LampPath("b") + ":watch", new { watts = 41 }, "b-1");
        await other.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency.key-reused");
    }

    [Fact]
    public async Task RefusedCommand_MayBeAskedAgainWithItsKey()
    {
        var path = LampPath("r") + ":watch";
        var first = await host.PostAsync(path, new { watts = 101 }, "r-1");
        await first.ShouldBeProblemAsync(HttpStatusCode.Conflict, "lamp.too-bright");
        (await host.PostAsync(path, new { watts = 40 }, "r-1")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task IfMatch_OfAnOlderVersion_IsStale()
    {
        var path = LampPath("c");
        var first = await host.PostAsync(path + ":watch", new { watts = 1 }, "c-1");
        var tag = first.Headers.ETag!.Tag;
        (await host.PostAsync(path + ":watch", new { watts = 2 }, "c-2", ("If-Match", tag)))
            .StatusCode.ShouldBe(HttpStatusCode.OK);
        var stale = await host.PostAsync(path + ":watch", new { watts = 3 }, "c-3", ("If-Match", tag));
        await stale.ShouldBeProblemAsync(HttpStatusCode.PreconditionFailed, "entity.version-stale");
        stale.Headers.ETag!.Tag.ShouldBe("\"2\"");
    }

    [Fact]
    public async Task Tenants_DoNotSeeEachOther()
    {
        await host.PostAsync(LampPath("t") + ":watch", new { watts = 9 }, "t-1", ("X-Tenant", "north"));
        (await host.GetAsync(LampPath("t"), ("X-Tenant", "south"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await host.GetAsync(LampPath("t"), ("X-Tenant", "north"))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task ReadAfterWaiting_SeesTheWrite()
    {
        for (var n = 0; n < 20; n++)
        {
            var before = await TotalAsync(null);
            var written = await host.PostAsync(LampPath($"w{n}") + ":watch", new { watts = 5 }, $"w-{n}");
            var position = written.Headers.GetValues("X-Log-Position").Single();
            (await TotalAsync(position)).ShouldBeGreaterThanOrEqualTo(before + 5);
        }
    }

    [Fact]
    public async Task Changes_AfterAPosition_ListWhatWasWritten()
    {
        var start = (await (await host.GetAsync("/api/v1/changes?after=0&limit=500")).JsonAsync())
            .GetProperty("after").GetInt64();
        var written = await host.PostAsync(LampPath("s") + ":watch", new { watts = 5 }, "s-1");
        written.EnsureSuccessStatusCode();
        var page = await (await host.GetAsync($"/api/v1/changes?after={start}&limit=500")).JsonAsync();
        var change = page.GetProperty("items").EnumerateArray()
            .Single(c => c.GetProperty("entityId").GetGuid() == NameBasedId.Of(Guid.Empty, "s"));
        change.GetProperty("name").GetString().ShouldBe("lamp.watts-set.v1");
        change.GetProperty("version").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Live_AlwaysAnswers() =>
        (await host.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task Ready_TellsDatabaseAndConsumers()
    {
        var response = await host.GetAsync("/health/ready");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var checks = (await response.JsonAsync()).GetProperty("checks").EnumerateArray()
            .ToDictionary(c => c.GetProperty("name").GetString()!);
        checks["database"].GetProperty("data").GetProperty("skewMs").GetInt64().ShouldBeLessThanOrEqualTo(500);
        checks["consumers"].GetProperty("data").TryGetProperty("lamps", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Request_ForAnotherHostName_IsRefused()
    {
        var response = await host.GetAsync("/api/v1/clock", ("Host", "evil.example"));
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task MachineClock_CannotBeMoved()
    {
        var response = await host.PostAsync("/api/v1/clock:advance", new { to = "2030-01-01T00:00:00Z" }, "m");
        await response.ShouldBeProblemAsync(HttpStatusCode.Conflict, "clock.not-simulated");
    }

    private async Task<long> TotalAsync(string? position)
    {
        (string, string)[] headers = position is null ? [] : [("X-Wait-Position", position)];
        var response = await host.GetAsync("/api/v1/lamps/total", headers);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await response.JsonAsync()).GetProperty("total").GetInt64();
    }
}
