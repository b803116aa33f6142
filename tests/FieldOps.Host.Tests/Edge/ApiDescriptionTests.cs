using System.Net;
using System.Text.RegularExpressions;

namespace FieldOps.Host.Tests.Edge;

public sealed partial class ApiDescriptionTests(ApiDescriptionTests.Fixture fixture)
    : IClassFixture<ApiDescriptionTests.Fixture>
{
    private HttpClient Client => fixture.Host.Client;

    [Fact]
    public async Task Description_IsOpenApi31()
    {
        var document = await (await Client.GetAsync("/openapi/v1.json")).JsonAsync();
        document.GetProperty("openapi").GetString()!.ShouldStartWith("3.1");
        document.GetProperty("paths").TryGetProperty("/api/v1/changes", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Description_OfACommand_NamesHeadersAndBody()
    {
        var document = await (await Client.GetAsync("/openapi/v1.json")).JsonAsync();
        var post = document.GetProperty("paths").GetProperty("/api/v1/things").GetProperty("post");
        var parameters = post.GetProperty("parameters").EnumerateArray()
            .ToDictionary(p => p.GetProperty("name").GetString()!);
        parameters["Idempotency-Key"].GetProperty("required").GetBoolean().ShouldBeTrue();
        parameters.Keys.ShouldBe(
            [
                "X-Tenant", "X-Actor", "X-Role", "X-Contractor", "Idempotency-Key", "X-Device-Clock", "If-Match",
                "X-Wait-Position",
            ],
            ignoreOrder: true);
        var schema = post.GetProperty("requestBody").GetProperty("content").GetProperty("application/json")
            .GetProperty("schema").GetProperty("$ref").GetString();
        schema.ShouldBe("#/components/schemas/NewThing");
        var thing = document.GetProperty("components").GetProperty("schemas").GetProperty("NewThing");
        thing.GetProperty("required").EnumerateArray().Select(r => r.GetString()).ShouldBe(["name", "weightKg"]);
        thing.GetProperty("properties").GetProperty("weightKg").GetProperty("type").GetString().ShouldBe("integer");
    }

    [Fact]
    public async Task Description_OfAList_NamesItsPaging()
    {
        var document = await (await Client.GetAsync("/openapi/v1.json")).JsonAsync();
        var get = document.GetProperty("paths").GetProperty("/api/v1/things").GetProperty("get");
        get.GetProperty("parameters").EnumerateArray().Select(p => p.GetProperty("name").GetString())
            .ShouldBe(["limit", "cursor", "X-Wait-Position"], ignoreOrder: true);
    }

    [Fact]
    public async Task Page_LoadsOnlyFromItsOwnHost()
    {
        var response = await Client.GetAsync("/docs");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldNotContain("unsafe");
        var html = await response.Content.ReadAsStringAsync();
        html.ShouldNotContain("<script>");
        html.ShouldNotContain("style=");
        foreach (Match part in LocalParts.Matches(html))
        {
            (await Client.GetAsync(part.Groups["path"].Value)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        LocalParts.Count(html).ShouldBe(3);
        html.ShouldNotContain("//");
    }

    [GeneratedRegex("(src|href)=\"(?<path>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LocalParts { get; }

    public sealed class Fixture : EdgeFixture;
}
