using System.Net;
using System.Text;

namespace FieldOps.Host.Tests.Edge;

public sealed class CallTests(CallTests.Fixture fixture) : IClassFixture<CallTests.Fixture>
{
    private const string Uuid = "7e1d3a52-6f43-4be3-9c0b-5f4f3b1d2c10";

    private EdgeHost Host => fixture.Host;

    [Fact]
    public async Task Call_WithoutHeaders_TakesTheDefaults()
    {
        var call = await (await Host.PostAsync("/api/v1/calls", null)).JsonAsync();
        call.GetProperty("tenant").GetString().ShouldBe("default");
        call.GetProperty("by").GetProperty("id").GetString().ShouldBe("anonymous");
        call.GetProperty("by").GetProperty("role").GetString().ShouldBe("dispatcher");
    }

    [Fact]
    public async Task Call_OfContractor_CarriesItsId()
    {
        var response = await Host.PostAsync(
            "/api/v1/calls", null, "k", ("X-Contractor", Uuid), ("X-Role", "field-worker"));
        var by = (await response.JsonAsync()).GetProperty("by");
        by.GetProperty("contractorId").GetString().ShouldBe(Uuid);
        by.GetProperty("role").GetString().ShouldBe("field-worker");
    }

    [Theory]
    [InlineData("X-Tenant", "Has Space")]
    [InlineData("X-Tenant", "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddx")]
    [InlineData("X-Actor", "wang wu")]
    [InlineData("X-Role", "system")]
    [InlineData("X-Role", "king")]
    [InlineData("X-Contractor", "12")]
    [InlineData("If-Match", "W/\"3\"")]
    [InlineData("If-Match", "12")]
    [InlineData("X-Device-Clock", "2024-03-01T08:00:00")]
    [InlineData("X-Device-Clock", "yesterday")]
    public async Task Call_WithBadHeader_IsRefusedWithItsName(string header, string value)
    {
        var response = await Host.PostAsync("/api/v1/calls", null, "k", (header, value));
        var problem = await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "request.header-invalid");
        problem.GetProperty("facts").GetProperty("header").GetString().ShouldBe(header);
    }

    [Fact]
    public async Task Call_OfContractorRoleWithoutContractor_IsRefused()
    {
        var response = await Host.PostAsync("/api/v1/calls", null, "k", ("X-Role", "contractor-finance"));
        await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "request.contractor-missing");
    }

    [Fact]
    public async Task Call_WithoutKey_IsRefused()
    {
        var response = await Host.PostAsync("/api/v1/calls", null, key: null);
        await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "idempotency.key-missing");
    }

    [Fact]
    public async Task Call_WithOverlongKey_IsRefused()
    {
        var response = await Host.PostAsync("/api/v1/calls", null, new string('a', 201));
        await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "idempotency.key-invalid");
    }

    [Fact]
    public async Task Call_WithUuidKey_KeepsIt()
    {
        (await CommandIdAsync(Uuid)).ShouldBe(Uuid);
        (await CommandIdAsync($"\"{Uuid}\"")).ShouldBe(Uuid);
    }

    [Fact]
    public async Task Call_WithWordAsKey_GetsAnIdThatFollowsFromIt()
    {
        var id = await CommandIdAsync("order-7");
        (await CommandIdAsync("order-7")).ShouldBe(id);
        (await CommandIdAsync("order-8")).ShouldNotBe(id);
    }

    [Fact]
    public async Task BodyHash_DiffersByBodyAndAddressAndRepeatsOtherwise()
    {
        var first = await HashAsync("/api/v1/calls", "{}");
        (await HashAsync("/api/v1/calls", "{}")).ShouldBe(first);
        (await HashAsync("/api/v1/calls", "{ }")).ShouldNotBe(first);
        (await HashAsync("/api/v1/calls?a=1", "{}")).ShouldNotBe(first);
        first.ShouldNotBe(0);
    }

    [Fact]
    public async Task BodyHash_OfBodyInChunks_IsThatOfTheWhole()
    {
        var text = new string(' ', 100_000) + "{}";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/calls");
        request.Headers.Add("Idempotency-Key", "k");
        request.Headers.TransferEncodingChunked = true;
        request.Content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes(text)));
        var chunked = (await (await Host.Client.SendAsync(request)).JsonAsync()).GetProperty("bodyHash").GetInt64();
        chunked.ShouldBe(await HashAsync("/api/v1/calls", text));
    }

    [Fact]
    public async Task IfMatch_BecomesTheExpectedVersion()
    {
        var response = await Host.PostAsync("/api/v1/calls", null, "k", ("If-Match", "\"12\""));
        (await response.JsonAsync()).GetProperty("expectedVersion").GetInt32().ShouldBe(12);
        var any = await Host.PostAsync("/api/v1/calls", null, "k", ("If-Match", "*"));
        (await any.JsonAsync()).TryGetProperty("expectedVersion", out _).ShouldBeFalse();
    }

    private async Task<string?> CommandIdAsync(string key) =>
        (await (await Host.PostAsync("/api/v1/calls", null, key)).JsonAsync()).GetProperty("commandId").GetString();

    private async Task<long> HashAsync(string path, string body) =>
        (await (await Host.PostAsync(path, body)).JsonAsync()).GetProperty("bodyHash").GetInt64();

    public sealed class Fixture : EdgeFixture;
}
