using System.Net;
using System.Text;
using System.Text.Json;

namespace FieldOps.Host.Tests.Edge;

public sealed class BodyTests(BodyTests.Fixture fixture) : IClassFixture<BodyTests.Fixture>
{
    private EdgeHost Host => fixture.Host;

    [Fact]
    public async Task Body_OfRightShape_IsTaken()
    {
        var response = await Host.PostAsync(
            "/api/v1/things",
            """{"name":"灯","weightKg":2,"colour":"dark-blue","madeAt":"2026-01-01T08:00:00+08:00"}""");
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        response.Headers.Location!.ToString().ShouldBe("/api/v1/things/1");
        response.Headers.ETag!.Tag.ShouldBe("\"1\"");
        response.Headers.GetValues("X-Log-Position").Single().ShouldBe("7");
        var body = await response.JsonAsync();
        body.GetProperty("name").GetString().ShouldBe("灯");
        body.GetProperty("madeAt").GetDateTimeOffset().ToString("O").ShouldBe("2026-01-01T00:00:00.0000000+00:00");
    }

    [Theory]
    [InlineData("""{"name":"a\nb\tc\r","weightKg":1}""")]
    [InlineData("""{"name":"a\\u0000","weightKg":1}""")]
    [InlineData("""{"name":"25 °C · ©","weightKg":1}""")]
    public async Task Body_WithLinesOrBackslashes_IsTaken(string body) =>
        (await Host.PostAsync("/api/v1/things", body)).StatusCode.ShouldBe(HttpStatusCode.Created);

    [Theory]
    [InlineData("{\"name\":\"a\",\n  \"weightKg\":}", "2", "14")]
    [InlineData("", "1", "1")]
    [InlineData("{} {}", "1", "4")]
    public async Task Body_ThatIsNoJson_IsRefusedWithLineAndByte(string body, string line, string at)
    {
        var response = await Host.PostAsync("/api/v1/things", body);
        var problem = await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "body.malformed");
        problem.GetProperty("facts").GetProperty("line").GetString().ShouldBe(line);
        problem.GetProperty("facts").GetProperty("byte").GetString().ShouldBe(at);
    }

    [Fact]
    public async Task Body_NestedTooDeep_IsMalformed()
    {
        var response = await Host.PostAsync("/api/v1/things", new string('[', 200) + new string(']', 200));
        await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "body.malformed");
    }

    [Fact]
    public async Task Body_WithBytesThatAreNoUtf8_IsMalformed()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/things");
        request.Headers.Add("Idempotency-Key", "k");
        byte[] bytes = [.. "{\"name\":\""u8, 0xFF, 0xFE, .. "\",\"weightKg\":1}"u8];
        request.Content = new ByteArrayContent(bytes);
        request.Content.Headers.Add("Content-Type", "application/json");
        var response = await Host.Client.SendAsync(request);
        await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "body.malformed");
    }

    [Theory]
    [InlineData("""{"name":"a"}""", "$.weightKg", "missing")]
    [InlineData("""{"name":"a","weightKg":1,"size":3}""", "$.size", "unknown-member")]
    [InlineData("""{"name":null,"weightKg":1}""", "$.name", "null")]
    [InlineData("""{"name":"a\u0000b","weightKg":1}""", "$.name", "control-character")]
    [InlineData("""{"name":"\\\u001F","weightKg":1}""", "$.name", "control-character")]
    [InlineData("""{"name":"\b","weightKg":1}""", "$.name", "control-character")]
    [InlineData("{\"name\":\"a\u0085\",\"weightKg\":1}", "$.name", "control-character")]
    [InlineData("{\"name\":\"a\u007F\",\"weightKg\":1}", "$.name", "control-character")]
    [InlineData("""{"name":"a","weightKg":"1"}""", "$.weightKg", "wrong-type")]
    [InlineData("""{"name":"a","weightKg":1.5}""", "$.weightKg", "wrong-value")]
    [InlineData("""{"name":"a","weightKg":1,"colour":"pink"}""", "$.colour", "wrong-value")]
    [InlineData("""{"name":"a","weightKg":1,"madeAt":"2026-01-01T08:00:00"}""", "$.madeAt", "wrong-value")]
    [InlineData("""{"name":"a","name":"b","weightKg":1}""", "$.name", "doubled-member")]
    [InlineData("""{"name":"aaaaaaaaaaaaaaaaaaaaa","weightKg":1}""", "$.name", "too-long")]
    [InlineData("""[1]""", "$", "wrong-type")]
    [InlineData("null", "$", "null")]
    public async Task Body_OfWrongShape_IsRefusedWithPathAndFault(string body, string path, string fault)
    {
        var response = await Host.PostAsync("/api/v1/things", body);
        var problem = await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "body.invalid");
        var error = problem.GetProperty("errors").EnumerateArray().ShouldHaveSingleItem();
        error.GetProperty("path").GetString().ShouldBe(path);
        error.GetProperty("fault").GetString().ShouldBe(fault);
    }

    [Fact]
    public async Task Body_WithSeveralFaults_TellsAllOfThem()
    {
        var response = await Host.PostAsync(
            "/api/v1/things:batch", """{"items":[{"name":"a","weightKg":1},{"weightKg":"x","extra":1}]}""");
        var problem = await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "body.invalid");
        problem.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("path").GetString())
            .ShouldBe(["$.items[1].weightKg", "$.items[1].extra", "$.items[1].name"]);
    }

    [Fact]
    public async Task Body_OfOtherContentType_IsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/things");
        request.Headers.Add("Idempotency-Key", "k");
        request.Content = new StringContent("name=a", Encoding.UTF8, "application/x-www-form-urlencoded");
        var response = await Host.Client.SendAsync(request);
        await response.ShouldBeProblemAsync(HttpStatusCode.UnsupportedMediaType, "body.not-json");
    }

    [Theory]
    [InlineData("/api/v1/things", 1024 * 1024)]
    [InlineData("/api/v1/things:batch", 2 * 1024 * 1024)]
    public async Task Body_AboveTheLimit_IsRefusedAnnouncedOrNot(string path, int limit)
    {
        foreach (var chunked in new[] { false, true })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path);
            request.Headers.Add("Idempotency-Key", "k");
            request.Headers.TransferEncodingChunked = chunked;
            request.Content = new StreamContent(new MemoryStream(new byte[limit + 1]));
            request.Content.Headers.Add("Content-Type", "application/json");
            var response = await Host.Client.SendAsync(request);
            var problem = await response.ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge, "body.too-large");
            problem.GetProperty("facts").GetProperty("maxBytes").GetString().ShouldBe($"{limit}");
        }
    }

    [Fact]
    public async Task Body_AtTheLimit_IsTaken()
    {
        var head = """{"name":"a","weightKg":1}""";
        var response = await Host.PostAsync("/api/v1/things", head + new string(' ', (1024 * 1024) - head.Length));
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Batch_WithMixedItems_AnswersEachOfThem()
    {
        var items = JsonSerializer.Serialize(new
        {
            items = new[] { new { name = "a", weightKg = 5 }, new { name = "b", weightKg = 120 } },
        });
        var response = await Host.PostAsync("/api/v1/things:batch", items);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.GetValues("X-Log-Position").Single().ShouldBe("5");
        var body = await response.JsonAsync();
        body.GetProperty("accepted").GetInt32().ShouldBe(1);
        body.GetProperty("refused").GetInt32().ShouldBe(1);
        body.GetProperty("items")[1].GetProperty("code").GetString().ShouldBe("thing.too-heavy");
        body.GetProperty("items")[1].GetProperty("titleZh").GetString().ShouldBe("物件过重。");
    }

    public sealed class Fixture : EdgeFixture;
}
