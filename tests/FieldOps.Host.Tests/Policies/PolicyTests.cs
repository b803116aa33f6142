using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using FieldOps.Host.Tests.Edge;
using FieldOps.Host.Tests.Orders;
using static FieldOps.Host.Tests.Orders.OrdersHost;

namespace FieldOps.Host.Tests.Policies;

/// <summary>Rule sets over the API: draft, check, approve by a second person, and orders that run under them.</summary>
public sealed class PolicyTests(OrdersHost host) : IClassFixture<OrdersHost>
{
    private static readonly (string, string)[] s_manager = As("operations-manager");
    private static readonly (string, string)[] s_head = As("department-head");

    [Fact]
    public async Task Matrix_DraftedAndApproved_GovernsOrdersFromItsInstantOn()
    {
        await host.AddAssetAsync("P1", "station-vip");
        await host.AddAssetAsync("P2", "station-vip");
        var before = await host.ReportAsync("P1");
        await host.SettledAsync();
        var begins = (await NowAsync()).AddMinutes(30);
        var draft = await DocumentAsync("sla", "default", 1);
        draft["version"] = 2;
        draft["effectiveFrom"] = begins.ToString("O");
        Restore(draft, "station-vip")["minutes"]!["U"] = 100;

        var drafted = await DraftAsync("sla", "default", draft, s_manager);
        drafted.StatusCode.ShouldBe(HttpStatusCode.OK, await drafted.Content.ReadAsStringAsync());
        var digest = (await drafted.JsonAsync()).GetProperty("draft").GetProperty("digest").GetString();
        var diff = await host.ReadAsync("/policies/sla/default/diff?from=1&to=0");
        diff.GetProperty("changes").EnumerateArray().Select(c => c.GetProperty("path").GetString()).ShouldBe(
        [
            "$.version", "$.effectiveFrom", "$.lines[station-vip].limits[restore].minutes.U",
        ]);
        var approval = new { version = 2, digest };
        await (await host.PostAsync("/policies/sla/default:approve", approval, s_manager))
            .ShouldBeProblemAsync(HttpStatusCode.Forbidden, "policy.same-person");
        await host.DoAsync("/policies/sla/default:approve", approval, s_head);
        await host.AdvanceToAsync((begins - Start).TotalMinutes + 1);
        var after = await host.ReportAsync("P2", (begins - Start).TotalMinutes);
        await host.SettledAsync();

        (await LimitAsync(before)).ShouldBe("default.v1 120");
        (await LimitAsync(after)).ShouldBe("default.v2 100");
        var line = await host.ReadAsync("/policies/sla/default");
        line.GetProperty("versions").EnumerateArray().Select(v => v.GetProperty("status").GetString())
            .ShouldBe(["shipped", "superseded", "approved"], "the shipped one that lies ahead binds nobody");
        (await host.ReadAsync("/policies/sla/default/history")).EnumerateArray()
            .Select(s => $"{s.GetProperty("event").GetString()} {s.GetProperty("by").GetString()}")
            .ShouldBe(["drafted operations-manager-1", "approved department-head-1"]);
        (await host.ReadAsync("/policies/sla/default/versions/2")).GetProperty("digest").GetString().ShouldBe(digest);
    }

    [Fact]
    public async Task Calendar_WithoutAnOpenHour_OrWithADateTwice_IsRefusedWhenSaved()
    {
        var closed = await DocumentAsync("calendar", "china-office", 1);
        closed["id"] = "town-office";
        closed["effectiveFrom"] = (await NowAsync()).AddDays(1).ToString("O");
        var days = closed["days"]!.AsArray();
        days.Add(days[0]!.DeepClone());
        (await FaultsAsync("calendar", "town-office", closed)).ShouldBe(["$: days: 2024-01-01 appears twice"]);

        days.RemoveAt(days.Count - 1);
        closed["week"] = new JsonArray();
        (await FaultsAsync("calendar", "town-office", closed)).ShouldBe(["$: no day of the week has an open hour"]);
    }

    [Fact]
    public async Task Matrix_WithAGap_AnOverlap_OrACalendarThatIsNotThere_IsRefusedExactly()
    {
        var matrix = await DocumentAsync("sla", "graded", 1);
        matrix["version"] = 2;
        matrix["effectiveFrom"] = (await NowAsync()).AddDays(1).ToString("O");
        var lines = matrix["lines"]!.AsArray();
        var trunk = lines[0]!.DeepClone();
        lines.RemoveAt(0);
        (await FaultsAsync("sla", "graded", matrix)).ShouldBe(["$: no line governs trunk1/repair"]);

        lines.Insert(0, trunk);
        var copy = trunk.DeepClone();
        copy["id"] = "copy";
        lines.Insert(1, copy);
        (await FaultsAsync("sla", "graded", matrix))
            .ShouldBe(["$: line copy: trunk1/repair is already governed by line trunk1"]);

        lines.RemoveAt(1);
        Restore(matrix, "trunk1")["calendar"] = "moon";
        (await FaultsAsync("sla", "graded", matrix)).ShouldBe(["$: calendar moon does not exist"]);
        Restore(matrix, "trunk1").AsObject().Remove("calendar");
        Restore(matrix, "trunk1")["minuts"] = 3;
        (await FaultsAsync("sla", "graded", matrix)).ShouldBe(["$.lines[0].limits[2].minuts: unknown-member"]);
    }

    [Fact]
    public async Task Calendar_ThatARestOfAMatrixCloses_IsRefused_WhicheverOfThemComesLast()
    {
        var day = (await NowAsync()).AddDays(1);
        var town = await DocumentAsync("calendar", "china-office", 1);
        (town["id"], town["effectiveFrom"], town["days"]) = ("rest-office", day.ToString("O"), new JsonArray());
        await ApprovedAsync("calendar", "rest-office", town);
        var matrix = await DocumentAsync("sla", "graded", 1);
        (matrix["id"], matrix["effectiveFrom"]) = ("resting", day.ToString("O"));
        var line = matrix["lines"]!.AsArray().Single(l => l!["id"]!.GetValue<string>() == "station-c")!;
        Restore(matrix, "station-c")["calendar"] = "rest-office";
        line["rests"] = new JsonArray(Rest("08:00", "18:00"));
        (await FaultsAsync("sla", "resting", matrix)).ShouldAllBe(f => f.Contains(
            "rest-office.v1 rest 08:00-18:00", StringComparison.Ordinal));

        // Written while the calendar had hours beside the rest, to be approved when it has none.
        line["rests"] = new JsonArray(Rest("08:00", "17:00"));
        var drafted = await DraftAsync("sla", "resting", matrix, s_manager);
        drafted.StatusCode.ShouldBe(HttpStatusCode.OK, await drafted.Content.ReadAsStringAsync());
        (town["version"], town["effectiveFrom"]) = (2, day.AddDays(30).ToString("O"));
        town["week"]![0]!["open"] = new JsonArray(new JsonObject { ["from"] = "09:00", ["to"] = "16:00" });
        await ApprovedAsync("calendar", "rest-office", town);
        var digest = (await drafted.JsonAsync()).GetProperty("draft").GetProperty("digest").GetString();
        await (await host.PostAsync("/policies/sla/resting:approve", new { version = 1, digest }, s_head))
            .ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "policy.document-invalid");

        await host.DoAsync("/policies/sla/resting:discard-draft", new { reason = "Nothing is left" }, s_head);
        line["rests"] = new JsonArray(Rest("08:00", "15:00"));
        await ApprovedAsync("sla", "resting", matrix);
        (town["version"], town["effectiveFrom"]) = (3, day.AddDays(60).ToString("O"));
        town["week"]![0]!["open"] = new JsonArray(new JsonObject { ["from"] = "09:00", ["to"] = "14:00" });
        (await FaultsAsync("calendar", "rest-office", town)).ShouldAllBe(f => f.Contains(
            "sla/resting.v1: line station-c", StringComparison.Ordinal));
    }

    private static JsonObject Rest(string from, string to) =>
        new() { ["clocks"] = new JsonArray("restore"), ["from"] = from, ["to"] = to };

    private async Task ApprovedAsync(string kind, string id, JsonObject document)
    {
        var drafted = await DraftAsync(kind, id, document, s_manager);
        drafted.StatusCode.ShouldBe(HttpStatusCode.OK, await drafted.Content.ReadAsStringAsync());
        var digest = (await drafted.JsonAsync()).GetProperty("draft").GetProperty("digest").GetString();
        await host.DoAsync(
            $"/policies/{kind}/{id}:approve", new { version = document["version"]!.GetValue<int>(), digest }, s_head);
        await host.SettledAsync();
    }

    [Fact]
    public async Task Document_IsCheckedWithoutBeingKept_AndSchemasAreTold()
    {
        var matrix = await DocumentAsync("sla", "graded", 1);
        var answer = await host.DoAsync("/policies/sla:check", new { document = matrix }, s_manager);
        answer.GetProperty("faults").GetArrayLength().ShouldBe(0);
        (await host.ReadAsync("/policies/sla/graded")).TryGetProperty("draft", out _).ShouldBeFalse();
        (await host.ReadAsync("/policies/sla/schema")).GetProperty("properties").TryGetProperty("lines", out _)
            .ShouldBeTrue();
        (await host.ReadAsync("/policies")).EnumerateArray().Select(k => k.GetProperty("kind").GetString())
            .ShouldBe(
            [
                "calendar", "compliance", "composites", "contracts", "exit", "follow-up", "ladder", "mass-outage",
                "register", "scope", "scoring", "settlement", "sla", "standing", "work-order",
            ]);
        await (await host.GetAsync("/api/v1/policies/prices/x")).ShouldBeProblemAsync(
            HttpStatusCode.NotFound, "policy.unknown");
    }

    [Fact]
    public async Task Draft_Discarded_OrByAContractor_ComesToNothing()
    {
        var scope = await DocumentAsync("scope", "mobile-operator", 1);
        scope["version"] = 2;
        scope["effectiveFrom"] = (await NowAsync()).AddDays(1).ToString("O");
        await (await DraftAsync("scope", "mobile-operator", scope, Worker(Alpha)))
            .ShouldBeProblemAsync(HttpStatusCode.Forbidden, "actor.role-not-allowed");
        (await DraftAsync("scope", "mobile-operator", scope, s_manager)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await host.DoAsync("/policies/scope/mobile-operator:discard-draft", new { reason = "Not agreed" }, s_head);
        (await host.ReadAsync("/policies/scope/mobile-operator")).GetProperty("versions").GetArrayLength().ShouldBe(1);
    }

    private static JsonNode Restore(JsonObject matrix, string line) => matrix["lines"]!.AsArray()
        .Single(l => l!["id"]!.GetValue<string>() == line)!["limits"]!.AsArray()
        .Single(l => l!["clock"]!.GetValue<string>() == "restore")!;

    private async Task<JsonObject> DocumentAsync(string kind, string id, int version)
    {
        var content = await host.ReadAsync($"/policies/{kind}/{id}/versions/{version}");
        return JsonNode.Parse(content.GetProperty("document").GetRawText())!.AsObject();
    }

    private async Task<string[]> FaultsAsync(string kind, string id, JsonObject document)
    {
        var problem = await (await DraftAsync(kind, id, document, s_manager))
            .ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "policy.document-invalid");
        return
        [
            .. problem.GetProperty("errors").EnumerateArray()
                .Select(e => $"{e.GetProperty("path").GetString()}: {e.GetProperty("fault").GetString()}"),
        ];
    }

    private Task<HttpResponseMessage> DraftAsync(
        string kind, string id, JsonObject document, (string Name, string Value)[] caller)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/policies/{kind}/{id}/draft")
        {
            Content = JsonContent.Create(new { document, note = "test" }),
        };
        request.Headers.Add("Idempotency-Key", host.Key());
        foreach (var (name, value) in caller)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return host.Client.SendAsync(request);
    }

    private async Task<string> LimitAsync(Guid order)
    {
        var why = await host.ReadAsync($"/work-orders/{order}/sla");
        var restore = why.GetProperty("clocks").EnumerateArray()
            .Single(c => c.GetProperty("clock").GetString() == "restore");
        return $"{why.GetProperty("policy").GetString()} {restore.GetProperty("limit").GetProperty("minutes")}";
    }

    private async Task<DateTimeOffset> NowAsync() =>
        (await host.ReadAsync("/clock")).GetProperty("now").GetDateTimeOffset();
}
