using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using FieldOps.Host.Tests.Edge;
using FieldOps.Host.Tests.Money;

namespace FieldOps.Host.Tests.Policies;

/// <summary>Rule sets of assessment as documents: drafted, checked, approved by another, and then in force.</summary>
public sealed class RuleDocumentTests(MoneyHost host) : IClassFixture<MoneyHost>
{
    private static readonly (string, string)[] s_drafter =
        [("X-Role", "operations-manager"), ("X-Actor", "operations")];

    private static readonly (string, string)[] s_head = [("X-Role", "department-head"), ("X-Actor", "head")];

    [Fact]
    public async Task EveryShippedDocument_IsFaultlessByItsOwnCheck_AndFitsItsSchema()
    {
        var seen = 0;
        foreach (var kind in (await host.ReadAsync("/api/v1/policies")).EnumerateArray().ToArray())
        {
            var name = kind.GetProperty("kind").GetString()!;
            var members = (await host.ReadAsync($"/api/v1/policies/{name}/schema")).GetProperty("properties");
            foreach (var id in kind.GetProperty("ids").EnumerateArray().Select(i => i.GetString()!))
            {
                var document = await DocumentAsync(name, id);
                document.Select(m => m.Key).Except(members.EnumerateObject().Select(m => m.Name))
                    .ShouldBeEmpty($"{name}/{id}");
                var check = await SendAsync(HttpMethod.Post, $"/policies/{name}:check", new { document }, s_drafter);
                check.GetProperty("faults").EnumerateArray().ShouldBeEmpty($"{name}/{id}");
                seen++;
            }
        }

        seen.ShouldBeGreaterThan(25);
    }

    [Fact]
    public async Task Scheme_WhoseWeightsDoNotAddUp_IsRefusedWithTheSentence_AndTheMendedOneIsApprovedByAnother()
    {
        var scheme = await DocumentAsync("scoring", "special-check");
        scheme["version"] = 2;
        scheme["effectiveFrom"] = "2024-06-01T00:00:00+08:00";
        var item = scheme["tables"]![0]!["weight"]!.GetValue<decimal>();
        scheme["tables"]![0]!["weight"] = item - 1;
        var problem = await (await TryAsync(HttpMethod.Put, "/policies/scoring/special-check/draft", scheme))
            .ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "policy.document-invalid");
        problem.GetProperty("errors").EnumerateArray().ShouldNotBeEmpty();

        scheme["tables"]![0]!["weight"] = item;
        scheme["titleEn"] = "Special check, second version";
        var taken = await TryAsync(HttpMethod.Put, "/policies/scoring/special-check/draft", scheme);
        var drafted = await taken.JsonAsync();
        var approval = new { version = 2, digest = drafted.GetProperty("draft").GetProperty("digest").GetString() };
        await (await host.SendAsync(
                HttpMethod.Post, "/api/v1/policies/scoring/special-check:approve", approval, s_drafter))
            .ShouldBeProblemAsync(HttpStatusCode.Forbidden, "policy.same-person");
        await SendAsync(HttpMethod.Post, "/policies/scoring/special-check:approve", approval, s_head);

        var difference = await host.ReadAsync("/api/v1/policies/scoring/special-check/diff?from=1&to=2");
        difference.GetRawText().ShouldContain("second version");
        (await host.ReadAsync("/api/v1/scoring-schemes/special-check/2")).GetProperty("titleEn").GetString()
            .ShouldBe("Special check, second version");
    }

    [Fact]
    public async Task Composite_OfASchemeThatDoesNotExist_IsRefused()
    {
        var composite = await DocumentAsync("composites", "front-back-60-40");
        composite["version"] = 2;
        composite["effectiveFrom"] = "2024-06-01T00:00:00+08:00";
        composite["parts"]![0]!["scheme"] = "nowhere";
        var problem = await (await TryAsync(HttpMethod.Put, "/policies/composites/front-back-60-40/draft", composite))
            .ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "policy.document-invalid");
        problem.GetProperty("errors").GetRawText().ShouldContain("scheme nowhere is not known.");
    }

    [Fact]
    public async Task ExitRules_ApprovedForADay_HoldFromThatDayOn()
    {
        var contractor = await host.ContractorAsync("LEAVES");
        var wish = new { kind = "voluntary", service = "buildings", reason = "sold", plan = "hand over" };
        var rules = await DocumentAsync("exit", "default");
        rules["version"] = 2;
        rules["effectiveFrom"] = "2024-02-06T00:00:00+08:00";
        rules["notices"]!.AsArray().Add(JsonNode.Parse("""{"service": "buildings", "months": 2}"""));
        var drafted = await (await TryAsync(HttpMethod.Put, "/policies/exit/default/draft", rules)).JsonAsync();
        var digest = drafted.GetProperty("draft").GetProperty("digest").GetString();
        await SendAsync(HttpMethod.Post, "/policies/exit/default:approve", new { version = 2, digest }, s_head);

        await (await host.SendAsync(HttpMethod.Post, $"/api/v1/exits/{contractor}:draft", wish))
            .ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "contractor-exit.service-unknown");
        await SendAsync(HttpMethod.Post, "/clock:advance", new { to = "2024-02-06T04:00:00Z" }, s_head);
        var exit = await SendAsync(HttpMethod.Post, $"/exits/{contractor}:draft", wish, s_head);
        exit.GetProperty("noticeMonths").GetInt32().ShouldBe(2);
    }

    private async Task<JsonObject> DocumentAsync(string kind, string id)
    {
        var content = await host.ReadAsync($"/api/v1/policies/{kind}/{id}/versions/1");
        return JsonNode.Parse(content.GetProperty("document").GetRawText())!.AsObject();
    }

    private Task<HttpResponseMessage> TryAsync(HttpMethod method, string path, JsonObject document) =>
        host.SendAsync(method, "/api/v1" + path, new { document, note = "test" }, s_drafter);

    private async Task<JsonElement> SendAsync(
        HttpMethod method, string path, object body, (string, string)[] caller)
    {
        var answer = await host.SendAsync(method, "/api/v1" + path, body, caller);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {await answer.Content.ReadAsStringAsync()}");
        return await answer.JsonAsync();
    }
}
