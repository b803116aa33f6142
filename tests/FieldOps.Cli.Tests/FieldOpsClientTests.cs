using System.Net;
using FieldOps.Cli.Api;
using Shouldly;
using Xunit;

namespace FieldOps.Cli.Tests;

public sealed class FieldOpsClientTests
{
    private static readonly ClientLimits s_quick = new() { RetryAfterSeconds = 0.001, AttemptsMax = 4 };

    [Fact]
    public async Task Post_WhileTheHostIsBusy_AsksAgainUnderTheSameKey()
    {
        var left = 2;
        var host = new StandIn(_ => left-- > 0 ? Busy() : StandIn.Json("""{"done":true}"""));
        using var client = Of(host);

        var answer = await client.PostAsync("tickets", new { A = 1 }, "key-1", new Caller());

        answer.IsAccepted.ShouldBeTrue();
        answer.Json().GetProperty("done").GetBoolean().ShouldBeTrue();
        host.Seen.ShouldBe(Enumerable.Repeat(("key-1", """{"a":1}"""), 3));
    }

    [Fact]
    public async Task Post_WhenTheHostStaysBusy_GivesItsRefusal()
    {
        var host = new StandIn(_ => Busy());
        using var client = Of(host);

        var answer = await client.PostAsync("tickets", null, "key-1", new Caller());

        answer.Status.ShouldBe(503);
        host.Seen.Count.ShouldBe(s_quick.AttemptsMax);
    }

    [Fact]
    public async Task Post_Refused_ReadsTheProblem()
    {
        var host = new StandIn(_ => StandIn.Json(
            """
            {"type":"urn:x","title":"Nein","status":409,"code":"work-order.not-accepted","titleEn":"Not accepted yet.",
             "titleZh":"尚未接单。","facts":{"status":"dispatched"}}
            """,
            HttpStatusCode.Conflict));
        using var client = Of(host);

        var refusal = (await client.PostAsync("work-orders/1:arrive", null, "k", new Caller())).Refusal!;

        refusal.Code.ShouldBe("work-order.not-accepted");
        (refusal.TitleEn, refusal.TitleZh).ShouldBe(("Not accepted yet.", "尚未接单。"));
        refusal.Facts["status"].ShouldBe("dispatched");
    }

    [Fact]
    public async Task PostBatch_WithUnknownOutcomes_AsksAgainUntilTheyAreKnown()
    {
        var calls = 0;
        var host = new StandIn(_ => StandIn.Json(++calls < 3
            ? """{"accepted":0,"refused":0,"unknown":1,"items":[{"index":0,"outcome":"unknown"}]}"""
            : """{"accepted":1,"refused":0,"unknown":0,"items":[{"index":0,"outcome":"accepted","version":1}]}"""));
        using var client = Of(host);

        var result = await client.PostBatchAsync("assets:batch", "{}"u8.ToArray(), "k", new Caller());

        result.Items.Single().Outcome.ShouldBe(BatchItem.Accepted);
        calls.ShouldBe(3);
    }

    [Fact]
    public async Task Get_WithoutAHost_SaysUnreachable()
    {
        using var client = new FieldOpsClient(new Uri("http://127.0.0.1:1"));

        await Should.ThrowAsync<HostUnreachableException>(() => client.GetAsync("clock", new Caller()));
        (await client.IsReadyAsync()).ShouldBeFalse();
    }

    private static FieldOpsClient Of(StandIn host) => new(new Uri("http://host"), s_quick, host);

    private static HttpResponseMessage Busy() => new(HttpStatusCode.ServiceUnavailable)
    {
        Headers = { RetryAfter = new(TimeSpan.Zero) },
    };
}
