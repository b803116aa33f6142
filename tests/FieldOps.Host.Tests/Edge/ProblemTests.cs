using System.Net;

namespace FieldOps.Host.Tests.Edge;

public sealed class ProblemTests(ProblemTests.Fixture fixture) : IClassFixture<ProblemTests.Fixture>
{
    private EdgeHost Host => fixture.Host;

    [Theory]
    [InlineData(null, "The thing is too heavy.", "It weighs 120 kg.")]
    [InlineData("en-GB", "The thing is too heavy.", "It weighs 120 kg.")]
    [InlineData("zh-CN,zh;q=0.9,en;q=0.8", "物件过重。", "重 120 千克。")]
    [InlineData("zh;q=0.2, en;q=0.8", "The thing is too heavy.", "It weighs 120 kg.")]
    public async Task Problem_ByAcceptLanguage_SpeaksTheCallersLanguage(string? language, string title, string detail)
    {
        (string, string)[] headers = language is null ? [] : [("Accept-Language", language)];
        var response = await Host.PostAsync("/api/v1/answers/refused", null, "k", headers);
        var problem = await response.ShouldBeProblemAsync(HttpStatusCode.Conflict, "thing.too-heavy");
        problem.GetProperty("title").GetString().ShouldBe(title);
        problem.GetProperty("detail").GetString().ShouldBe(detail);
        problem.GetProperty("titleEn").GetString().ShouldBe("The thing is too heavy.");
        problem.GetProperty("titleZh").GetString().ShouldBe("物件过重。");
        problem.GetProperty("facts").GetProperty("weightKg").GetString().ShouldBe("120");
        problem.GetProperty("instance").GetString().ShouldBe("/api/v1/answers/refused");
    }

    [Fact]
    public async Task Refusal_WithoutText_KeepsItsCode()
    {
        var response = await Host.PostAsync("/api/v1/answers/strange", null);
        await response.ShouldBeProblemAsync(HttpStatusCode.Conflict, "thing.never-heard-of");
    }

    [Fact]
    public async Task StaleVersion_Is412WithTheVersionThatHolds()
    {
        var response = await Host.PostAsync("/api/v1/answers/stale", null);
        await response.ShouldBeProblemAsync(HttpStatusCode.PreconditionFailed, "entity.version-stale");
        response.Headers.ETag!.Tag.ShouldBe("\"4\"");
    }

    [Theory]
    [InlineData("unknown", HttpStatusCode.ServiceUnavailable, "platform.unknown-outcome")]
    [InlineData("overloaded", HttpStatusCode.TooManyRequests, "platform.overloaded")]
    public async Task BackPressure_SaysWhenToComeAgain(string kind, HttpStatusCode status, string code)
    {
        var response = await Host.PostAsync("/api/v1/answers/" + kind, null);
        await response.ShouldBeProblemAsync(status, code);
        response.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public async Task Replay_IsTold()
    {
        var response = await Host.PostAsync("/api/v1/answers/replayed", null);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.GetValues("Idempotent-Replayed").Single().ShouldBe("true");
    }

    [Fact]
    public async Task UnexpectedException_IsOpaqueWithTraceId()
    {
        var response = await Host.Client.GetAsync("/api/v1/broken");
        await response.ShouldBeProblemAsync(HttpStatusCode.InternalServerError, "platform.internal");
        (await response.Content.ReadAsStringAsync()).ShouldNotContain("secret");
    }

    [Fact]
    public async Task DatabaseAway_SaysWhenToComeAgainAndNothingOfTheServer()
    {
        var response = await Host.Client.GetAsync("/api/v1/away");
        await response.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable, "platform.database-unavailable");
        response.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        (await response.Content.ReadAsStringAsync()).ShouldNotContain("10.1.2.3");
    }

    [Fact]
    public async Task EntityThatNobodyHosts_SaysWhenToComeAgain()
    {
        var response = await Host.Client.GetAsync("/api/v1/nowhere");
        await response.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable, "entity.unreachable");
        response.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        (await response.Content.ReadAsStringAsync()).ShouldNotContain("10.1.2.3");
    }

    [Fact]
    public async Task Host_WithACollectorNamed_StartsWhetherItAnswersOrNot()
    {
        await using var host = await EdgeHost.StartAsync(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9"));
        (await host.Client.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Route_Unknown_IsAProblem()
    {
        var response = await Host.Client.GetAsync("/api/v1/nothing-here");
        await response.ShouldBeProblemAsync(HttpStatusCode.NotFound, "route.unknown");
    }

    [Fact]
    public async Task Method_Unknown_IsAProblem()
    {
        var response = await Host.Client.DeleteAsync("/api/v1/things");
        await response.ShouldBeProblemAsync(HttpStatusCode.MethodNotAllowed, "route.method-not-allowed");
    }

    [Theory]
    [InlineData("/api/v1/at?at=2026-01-01T08:00:00")]
    [InlineData("/api/v1/at?at=yesterday")]
    [InlineData("/api/v1/at")]
    public async Task QueryValue_ThatCannotBeRead_IsAProblem(string path)
    {
        var response = await Host.Client.GetAsync(path);
        var problem = await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "request.parameter-invalid");
        problem.GetProperty("facts").GetProperty("parameter").GetString().ShouldBe("at");
        problem.GetProperty("facts").GetProperty("expected").GetString().ShouldBe("instant with its offset");
    }

    [Fact]
    public async Task QueryInstant_WithUnescapedPlus_IsRead()
    {
        var body = await (await Host.Client.GetAsync("/api/v1/at?at=2026-01-01T08:00:00+08:00")).JsonAsync();
        body.GetProperty("value").GetDateTimeOffset().ShouldBe(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task Read_WithKnownVersion_Is304()
    {
        var first = await Host.Client.GetAsync("/api/v1/things/1");
        first.Headers.ETag!.Tag.ShouldBe("\"12\"");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/api/v1/things/1");
        again.Headers.TryAddWithoutValidation("If-None-Match", "\"12\"");
        (await Host.Client.SendAsync(again)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task Read_OfNothing_Is404()
    {
        var response = await Host.Client.GetAsync("/api/v1/things/2");
        await response.ShouldBeProblemAsync(HttpStatusCode.NotFound, "thing.unknown");
    }

    public sealed class Fixture : EdgeFixture;
}
