using System.Text.Json.Nodes;
using FieldOps.Host.Tests.Edge;
using FieldOps.Platform.Clock;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Host.Tests.Money;

/// <summary>
/// February 2024, where a composite takes the months' own sheets, and standing rules of 2023 say that an annual
/// assessment of 90 and 10 decides a year, and count years: drafted and approved in December 2022, as operators would.
/// </summary>
public sealed class AnnualHost : MoneyHost
{
    protected override DateTimeOffset? SimulatedStart => new DateTimeOffset(2022, 12, 20, 4, 0, 0, TimeSpan.Zero);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await EnactAsync("standing", "default", await StandingAsync());
        var own = await DocumentAsync("composites", "annual-90-10", 1);
        (own["id"], own["effectiveFrom"]) = ("own-months", "2023-01-01T00:00:00+08:00");
        own["parts"]![0]!.AsObject().Remove("scheme");
        own["parts"]![0]!["ownSheets"] = true;
        await EnactAsync("composites", "own-months", own);
        await Services.GetRequiredService<IClockDriver>()
            .AdvanceAsync(base.SimulatedStart!.Value, CancellationToken.None);
    }

    /// <summary>The rules of 2023 as a document.</summary>
    public async Task<JsonObject> StandingAsync()
    {
        var rules = await DocumentAsync("standing", "default", 2);
        rules["version"] = 3;
        rules["effectiveFrom"] = "2023-01-01T00:00:00+08:00";
        rules["annualBy"] = "annual-90-10";
        rules["counts"] = "years";
        rules["yearsBefore"] = 1;
        rules["suspensionProposedDays"] = 10;
        return rules;
    }

    private async Task EnactAsync(string kind, string id, JsonObject document)
    {
        var drafted = await DraftAsync(kind, id, document);
        drafted.IsSuccessStatusCode.ShouldBeTrue(await drafted.Content.ReadAsStringAsync());
        var digest = (await drafted.JsonAsync()).GetProperty("draft").GetProperty("digest").GetString();
        (await SendAsync(
            HttpMethod.Post, $"/api/v1/policies/{kind}/{id}:approve",
            new { version = document["version"]!.GetValue<int>(), digest }, MoneyHostSuspensions.Head))
            .EnsureSuccessStatusCode();
    }

    public async Task<JsonObject> DocumentAsync(string kind, string id, int version)
    {
        var content = await ReadAsync($"/api/v1/policies/{kind}/{id}/versions/{version}");
        return JsonNode.Parse(content.GetProperty("document").GetRawText())!.AsObject();
    }

    public Task<HttpResponseMessage> DraftAsync(string kind, string id, JsonObject document) => SendAsync(
        HttpMethod.Put, $"/api/v1/policies/{kind}/{id}/draft", new { document, note = "test" },
        ("X-Role", "operations-manager"), ("X-Actor", "operations"));
}
