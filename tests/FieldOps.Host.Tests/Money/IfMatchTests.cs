using System.Net;
using System.Text.Json.Nodes;
using FieldOps.Host.Tests.Edge;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Host.Tests.Money;

/// <summary>What is there already is changed only by who has seen it: every PUT and PATCH of the API.</summary>
public sealed class IfMatchTests(MoneyHost host) : IClassFixture<MoneyHost>
{
    private static readonly (string, string)[] s_operations =
        [("X-Role", "operations-manager"), ("X-Actor", "operations")];

    [Fact]
    public async Task EveryUpdate_OfWhatIsThere_NeedsTheVersionSeen_AndOnlyThat()
    {
        var updates = await UpdatesAsync();
        host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0] is "PUT" or "PATCH")
            .Select(e => e.RoutePattern.RawText!["/api/v1".Length..]).Order()
            .ShouldBe(updates.Select(u => u.Route).Order());

        foreach (var update in updates)
        {
            await (await PutAsync(update, null)).ShouldBeProblemAsync(
                HttpStatusCode.PreconditionRequired, "request.if-match-missing");
            await (await PutAsync(update, "\"9999\"")).ShouldBeProblemAsync(
                HttpStatusCode.PreconditionFailed, "entity.version-stale");
            var seen = await host.GetAsync("/api/v1" + update.Seen, update.By);
            (await PutAsync(update, seen.Headers.ETag!.ToString())).StatusCode
                .ShouldBe(HttpStatusCode.OK, update.Route);
        }
    }

    private Task<HttpResponseMessage> PutAsync(Update update, string? tag) => host.SendAsync(
        HttpMethod.Put, "/api/v1" + update.Path, update.Body,
        [.. update.By, .. tag is null ? Array.Empty<(string, string)>() : [("If-Match", tag)]]);

    private async Task<List<Update>> UpdatesAsync()
    {
        var contractor = await host.ContractorAsync("SEEN");
        var lot = await host.LotAsync(1_000m, (contractor, 100m));
        var asset = new
        {
            code = "SEEN-S1", name = "x", assetClass = "station-vip", areaClass = "U", region = "Shanghai",
            county = "y",
        };
        await MadeAsync("/assets", asset);
        var terms = ContractHttpTests.Terms(contractor, lot, ContractHttpTests.Clauses);
        await MadeAsync("/contracts", new { code = "SEEN-C", terms });
        await MadeAsync("/people", new { code = "seen-p", contractor, duty = "splicer", name = "张三" });
        var file = $"/contractors/{contractor}/file";
        var site = new { nameZh = "基地", nameEn = "Base", region = "Shanghai", county = "Pudong" };
        var team = new { nameZh = "一班", nameEn = "Team 1", speciality = "line", baseCode = "B1" };
        var draft = await DraftAsync();
        List<Update> updates =
        [
            new("/assets/{code}", "/assets/SEEN-S1", "/assets/SEEN-S1", asset),
            new("/contractors/{code}", $"/contractors/{contractor}", $"/contractors/{contractor}",
                new { kind = "contractor", nameZh = "丙", nameEn = "C" }),
            new("/contractors/{code}/organisation", $"/contractors/{contractor}/organisation",
                $"/contractors/{contractor}", new { organisation = "91310000SEEN000001" }),
            new("/lots/{code}", $"/lots/{lot}", $"/lots/{lot}", MoneyHost.Terms(lot, 1_000m, (contractor, 100m))),
            new("/contracts/{code}", "/contracts/SEEN-C", "/contracts/SEEN-C", terms),
            new("/people/{code}", "/people/seen-p", "/people/seen-p", new { duty = "climber" }),
            new("/contractors/{code}/file/bases/{part}", file + "/bases/B1", file, site),
            new("/contractors/{code}/file/teams/{part}", file + "/teams/T1", file, team),
            new("/policies/{kind}/{id}/draft", "/policies/scope/seed-0/draft", "/policies/scope/seed-0",
                new { document = draft, note = "again" }) { By = s_operations },
            new("/notice-recipients/{code}", "/notice-recipients/seen-r", "/notice-recipients",
                new { role = "team-leader", channel = "smtp", address = "leader@example.com" }) { By = s_operations },
        ];
        // What is not there yet needs nothing seen, though its file or rule set is there.
        foreach (var update in updates[^4..])
        {
            (await PutAsync(update, null)).StatusCode.ShouldBe(HttpStatusCode.OK, update.Route);
        }

        return updates;
    }

    private async Task MadeAsync(string path, object body) =>
        (await host.SendAsync(HttpMethod.Post, "/api/v1" + path, body)).StatusCode
            .ShouldBe(HttpStatusCode.Created, path);

    private async Task<JsonNode> DraftAsync()
    {
        var shipped = await host.ReadAsync("/api/v1/policies/scope/seed-0/versions/1");
        var document = JsonNode.Parse(shipped.GetProperty("document").GetRawText())!;
        document["version"] = 2;
        document["effectiveFrom"] = "2030-01-01T00:00:00+08:00";
        return document;
    }

    private sealed record Update(string Route, string Path, string Seen, object Body)
    {
        public (string, string)[] By { get; init; } = [];
    }
}
