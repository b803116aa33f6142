using System.Net;
using System.Text.Json;

namespace FieldOps.Host.Tests.Edge;

internal static class Answers
{
    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response)
    {
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }

    public static async Task<JsonElement> ShouldBeProblemAsync(
        this HttpResponseMessage response, HttpStatusCode status, string code)
    {
        var body = await response.JsonAsync();
        body.GetProperty("code").GetString().ShouldBe(code);
        response.StatusCode.ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        body.GetProperty("type").GetString().ShouldBe("urn:fieldops:problem:" + code);
        body.GetProperty("status").GetInt32().ShouldBe((int)status);
        body.GetProperty("titleEn").GetString().ShouldNotBeNullOrEmpty();
        body.GetProperty("titleZh").GetString().ShouldNotBeNullOrEmpty();
        body.GetProperty("traceId").GetString().ShouldNotBeNullOrEmpty();
        return body;
    }
}
