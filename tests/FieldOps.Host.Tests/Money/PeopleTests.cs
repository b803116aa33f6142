using System.Net;
using System.Text.Json;
using FieldOps.Host.Tests.Edge;
using FieldOps.Platform.Clock;
using FieldOps.Platform.Feed;
using Microsoft.Extensions.DependencyInjection;
using static FieldOps.Host.Tests.Money.MoneyHost;

namespace FieldOps.Host.Tests.Money;

/// <summary>Papers, bases, teams and people over HTTP, in February 2024.</summary>
public sealed class PeopleTests(MoneyHost host) : IClassFixture<MoneyHost>
{
    [Fact]
    public async Task File_TakesPapersBasesAndTeams_AndTellsItsHistory()
    {
        var code = await host.ContractorAsync("FILE");
        var file = $"/api/v1/contractors/{code}/file";
        await OkAsync(HttpMethod.Post, $"{file}/qualifications", Paper("line-a", "2025-02-05T04:00:00Z"));
        await OkAsync(
            HttpMethod.Put, $"{file}/bases/B1",
            new { nameZh = "浦东基地", nameEn = "Pudong", region = "Shanghai", county = "Pudong" });
        var team = new { nameZh = "一班", nameEn = "Team 1", speciality = "line", baseCode = "B1" };
        await OkAsync(HttpMethod.Put, $"{file}/teams/T1", team, Finance(code));
        await RefusedAsync(
            HttpMethod.Post, $"{file}/bases/B1:close", new { reason = "moved" }, HttpStatusCode.Conflict,
            "contractor-file.base-in-use");
        await RefusedAsync(
            HttpMethod.Put, $"{file}/teams/T2", team with { baseCode = "B9" }, HttpStatusCode.UnprocessableEntity,
            "contractor-file.base-unknown");

        var read = await host.ReadAsync(file, Finance(code));
        read.GetProperty("qualifications").GetProperty("line-a").GetProperty("number").GetString().ShouldBe("No. 42");
        read.GetProperty("teams").GetProperty("T1").GetProperty("baseCode").GetString().ShouldBe("B1");
        var other = await host.ContractorAsync("NOTMINE");
        (await host.GetAsync(file, Finance(other))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var history = await host.ReadAsync($"{file}/history?limit=2");
        history.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("event").GetString())
            .ShouldBe(["contractor-file.qualification-recorded.v1", "contractor-file.base-put.v1"]);
        history.GetProperty("next").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Person_IsCertifiedByTheOperator_AndItsNameStandsApart_UntilItIsErased()
    {
        var code = await host.ContractorAsync("CREW");
        var person = $"p-{code}";
        await OkAsync(
            HttpMethod.Post, "/api/v1/people",
            new { code = person, contractor = code, duty = "splicer", team = "T1", name = "张三", phone = "13900000000" },
            Finance(code));
        await OkAsync(
            HttpMethod.Post, $"/api/v1/people/{person}/certificates", Paper("height", "2024-08-05T04:00:00Z"),
            Finance(code));
        var certify = new { until = "2025-02-05T04:00:00Z", evidence = "exam 9" };
        await RefusedAsync(
            HttpMethod.Post, $"/api/v1/people/{person}:certify", certify, HttpStatusCode.Forbidden,
            "actor.role-not-allowed", Finance(code));
        await OkAsync(HttpMethod.Post, $"/api/v1/people/{person}:certify", certify);

        var told = await host.ReadAsync($"/api/v1/people/{person}/history");
        told.GetRawText().ShouldNotContain("张三");
        told.GetRawText().ShouldNotContain("No. 42");
        var personal = await host.ReadAsync($"/api/v1/people/{person}/personal", Finance(code));
        personal.GetProperty("name").GetString().ShouldBe("张三");
        personal.GetProperty("certificateNumbers").GetProperty("height").GetString().ShouldBe("No. 42");
        var people = await host.ReadAsync($"/api/v1/people?contractor={code}&team=T1");
        people.GetProperty("items").EnumerateArray().ShouldHaveSingleItem()
            .GetProperty("code").GetString().ShouldBe(person);
        (await host.ReadAsync($"/api/v1/people?contractor={code}&team=T2")).GetProperty("items")
            .EnumerateArray().ShouldBeEmpty();

        await RefusedAsync(
            HttpMethod.Post, $"/api/v1/people/{person}:erase", new { reason = "asked" }, HttpStatusCode.Conflict,
            "person.not-left");
        await OkAsync(HttpMethod.Post, $"/api/v1/people/{person}:leave", new { reason = "resigned" });
        await OkAsync(HttpMethod.Post, $"/api/v1/people/{person}:erase", new { reason = "asked" });
        (await host.ReadAsync($"/api/v1/people/{person}/personal")).GetRawText()
            .ShouldBe("""{"certificateNumbers":{}}""");
    }

    [Fact]
    public async Task Ends_AreListedNearestFirst_ByPages_AndToldOnceEach()
    {
        var code = await host.ContractorAsync("ENDS");
        var file = $"/api/v1/contractors/{code}/file/qualifications";
        await OkAsync(HttpMethod.Post, file, Paper("far", "2025-06-05T04:00:00Z"));
        await OkAsync(HttpMethod.Post, file, Paper("near", "2024-02-20T04:00:00Z"));
        await host.Services.GetRequiredService<IClockDriver>().AdvanceAsync(
            host.Services.GetRequiredService<IAppClock>().Now.AddMinutes(1), CancellationToken.None);

        var first = await host.ReadAsync($"/api/v1/expiries?contractor={code}&limit=1");
        var line = first.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        line.GetProperty("code").GetString().ShouldBe("near");
        line.GetProperty("toldDays").GetInt32().ShouldBe(30);
        var second = await host.ReadAsync(
            $"/api/v1/expiries?contractor={code}&limit=1&cursor={first.GetProperty("next").GetString()}");
        second.GetProperty("items").EnumerateArray().ShouldHaveSingleItem()
            .GetProperty("code").GetString().ShouldBe("far");
        (await host.ReadAsync($"/api/v1/expiries?contractor={code}&before=2024-03-01T00:00:00Z"))
            .GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        var history = await host.ReadAsync($"/api/v1/contractors/{code}/file/history");
        history.GetProperty("items").EnumerateArray()
            .Count(i => i.GetProperty("event").GetString() == "contractor-file.qualification-expiring.v1")
            .ShouldBe(1);
        var notices = host.Services.GetRequiredService<IFeedProgress>();
        await notices.WaitToEndAsync("expiry-notices", CancellationToken.None);
        var changes = await host.ReadAsync("/api/v1/changes?limit=500");
        changes.GetProperty("items").EnumerateArray()
            .Count(c => c.GetProperty("name").GetString() == "notice.queued.v1").ShouldBe(2);
    }

    private static object Paper(string code, string until) => new
    {
        code,
        kind = "work-at-height",
        issuer = "安监局",
        validFrom = "2023-01-01T00:00:00Z",
        validUntil = until,
        evidence = "scan 7",
        grade = "A",
        number = "No. 42",
    };

    private async Task<JsonElement> OkAsync(
        HttpMethod method, string path, object? body, params (string, string)[] headers)
    {
        var answer = await host.SendAsync(method, path, body, headers);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        return JsonDocument.Parse(text).RootElement;
    }

    private async Task RefusedAsync(
        HttpMethod method, string path, object? body, HttpStatusCode status, string code,
        params (string, string)[] headers)
    {
        var problem = await (await host.SendAsync(method, path, body, headers)).ShouldBeProblemAsync(status, code);
        problem.GetProperty("titleZh").GetString().ShouldNotBeNullOrEmpty();
    }
}
