using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using FieldOps.Host.Tests.Edge;
using FieldOps.Testing;
using static FieldOps.Host.Tests.Money.MoneyHost;

namespace FieldOps.Host.Tests.Money;

/// <summary>What people get wrong: each a refusal with a stable code that says what to do.</summary>
public sealed class BadInputTests(MoneyHost host) : IClassFixture<MoneyHost>
{
    private const HttpStatusCode Unprocessable = HttpStatusCode.UnprocessableEntity;

    private static readonly (string, string)[] s_head = [("X-Role", "department-head"), ("X-Actor", "head")];

    [Fact]
    public async Task Scheme_WhoseWeightsDoNotAddUp_OrWithAnUnknownMeasure_IsRefused()
    {
        var heavy = Document("scoring", "seed-3");
        heavy["tables"]![0]!["weight"] = 50;
        await DraftRefusedAsync("scoring", "seed-3", heavy, "the parts weigh 90, the whole 100");
        var mood = Document("scoring", "seed-3");
        mood["tables"]![1]!["items"]![0]!["contents"]![0]!["rules"]![0]!["measure"]!["kind"] = "mood";
        await DraftRefusedAsync("scoring", "seed-3", mood, "measure");
    }

    [Fact]
    public async Task Composite_ThatContainsItself_IsRefused_WithTheWay()
    {
        var composite = Document("composites", "annual-90-10");
        composite["parts"]![0]!.AsObject().Remove("scheme");
        composite["parts"]![0]!["composite"] = "annual-90-10";
        await DraftRefusedAsync(
            "composites", "annual-90-10", composite, "it contains itself: annual-90-10 > annual-90-10");
    }

    [Fact]
    public async Task Violation_OnAClosedMonth_AndDisputeAfterConfirmation_AreRefused()
    {
        var code = await host.ContractorAsync("BADIN");
        await host.OrdersAsync(code, 3, 0);
        await host.StepAsync(code, "freeze");
        await RefusedAsync(
            $"/months/{code}/2024-01/violations",
            new { @class = "class2", kind = "x", points = 1, evidence = "x", occurredAt = InJanuary },
            HttpStatusCode.Conflict, "contractor-month.closed", "late true");
        await host.StepAsync(code, "compute");
        await host.StepAsync(code, "confirm", Finance(code));
        await RefusedAsync(
            $"/months/{code}/2024-01:dispute", new { reason = "not ours" }, HttpStatusCode.Conflict,
            "contractor-month.already-confirmed", "open the month again", Finance(code));
    }

    [Fact]
    public async Task Lot_OverAnothersExclusiveWork_OrWithAnAbsurdFee_IsRefused()
    {
        var code = await host.ContractorAsync("BADLOT");
        (await OpenAsync("BAD-1", code, 100m)).EnsureSuccessStatusCode();
        await ShouldSayAsync(
            await OpenAsync("BAD-2", code, 100m), HttpStatusCode.Conflict, "contract-lot.overlapping", "BAD-1");
        await ShouldSayAsync(
            await OpenAsync("BAD-3", code, -1m, "elsewhere"), Unprocessable, "contract-lot.fee-negative", "0 or more");
        await ShouldSayAsync(
            await OpenAsync("BAD-4", code, 100_000_000_000m, "elsewhere"), Unprocessable, "contract-lot.fee-invalid",
            "at most");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(999_999_999_999)]
    public async Task PriceList_WithANegativeOrAbsurdPrice_IsRefused(long price)
    {
        var prices = Document("settlement", "line-prices");
        prices["seats"]!["prices"]![0]!["cny"] = price;
        await DraftRefusedAsync("settlement", "line-prices", prices, "a price is above 0");
    }

    private async Task DraftRefusedAsync(string kind, string id, JsonNode document, string says)
    {
        document["version"] = 2;
        document["effectiveFrom"] = "2024-06-01T00:00:00+08:00";
        await ShouldSayAsync(
            await host.SendAsync(
                HttpMethod.Put, $"/api/v1/policies/{kind}/{id}/draft", new { document, note = "x" },
                ("X-Role", "operations-manager")),
            Unprocessable, "policy.document-invalid", says);
    }

    private static JsonNode Document(string kind, string id) => JsonNode.Parse(File.ReadAllText(
        Path.Combine(RepoFiles.Root, "silo-config", "policies", kind, $"{id}.v1.json")))!;

    private Task<HttpResponseMessage> OpenAsync(string lot, string code, decimal fee, string county = "BADLOT") =>
        host.SendAsync(
            HttpMethod.Post, "/api/v1/lots", new { code = lot, terms = Terms(county, fee, (code, 100m)) }, s_head);

    private async Task RefusedAsync(
        string path, object body, HttpStatusCode status, string code, string says, params (string, string)[] headers) =>
        await ShouldSayAsync(
            await host.SendAsync(HttpMethod.Post, "/api/v1" + path, body, headers), status, code, says);

    private static async Task ShouldSayAsync(
        HttpResponseMessage answer, HttpStatusCode status, string code, string says)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(status, text);
        var problem = JsonDocument.Parse(text).RootElement;
        problem.GetProperty("code").GetString().ShouldBe(code);
        text.ShouldContain(says);
    }
}
