using System.Net;
using System.Text;
using System.Text.Json;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assets;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Host.Tests.Edge;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Testing;
using Microsoft.Extensions.DependencyInjection;
using static FieldOps.Host.Tests.Money.MoneyHost;

namespace FieldOps.Host.Tests.Money;

/// <summary>Reports, and the own crews beside contractors, over closed months.</summary>
public sealed class FollowUpTests(MoneyHost host) : IClassFixture<MoneyHost>
{
    private static readonly (string, string)[] s_head = [("X-Role", "department-head"), ("X-Actor", "head")];
    private static readonly (string, string)[] s_manager = [("X-Role", "contractor-manager"), ("X-Actor", "zhang")];

    [Fact]
    public async Task Report_IsFixedWhenPublished_Read_AndCorrectionsStandBesideIt()
    {
        var code = await MonthAsync("REPORT", 19, 1);
        var path = $"/api/v1/reports/contractors/{code}/2024-01";
        (await host.ReadAsync($"{path}/draft")).GetProperty("unpublished")[0].GetString().ShouldBe(code);
        await (await PostAsync(path + ":publish", new { })).ShouldBeProblemAsync(
            HttpStatusCode.Conflict, "process-report.months-open");
        (await host.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await PublishMonthAsync(code);
        var published = await (await PostAsync(path + ":publish", new { })).JsonAsync();
        published.GetProperty("content").GetProperty("months")[0].GetProperty("score").GetDecimal().ShouldBe(99.1m);
        published.GetProperty("content").GetProperty("totalCny").GetDecimal().ShouldBe(99_100m);
        published.GetProperty("content").GetProperty("topFaults").GetArrayLength().ShouldBe(1);

        // The company sees nothing until it is sent, then its own report alone.
        (await host.GetAsync(path, Finance(code))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await PostAsync(path + ":circulate", new { })).StatusCode.ShouldBe(HttpStatusCode.OK);
        var read = await (await PostAsync(path + ":acknowledge", new { edition = 1 }, Finance(code))).JsonAsync();
        read.GetProperty("unread").EnumerateArray().Select(r => r.GetProperty("role").GetString())
            .ShouldBe(["contractor-manager", "operations-manager", "department-head", "contractor-dispatcher"]);
        await (await PostAsync(path + ":acknowledge", new { edition = 1 }, [("X-Role", "auditor")]))
            .ShouldBeProblemAsync(HttpStatusCode.Forbidden, "process-report.not-reader");
        var other = await host.ContractorAsync("OTHER");
        (await host.GetAsync(path, Finance(other))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await NoticesAsync(published.GetProperty("reportId").GetGuid())).ShouldBe(10);

        await host.OrdersAsync(code, 19, 2);
        (await PostAsync($"/api/v1/months/{code}/2024-01:correct", new { reason = "one order ended late" }))
            .StatusCode.ShouldBe(HttpStatusCode.OK);
        await WaitAsync("corrections-to-reports");
        var after = await host.ReadAsync(path);
        after.GetProperty("content").GetProperty("totalCny").GetDecimal().ShouldBe(99_100m);
        var note = after.GetProperty("correctionsSince")[0];
        note.GetProperty("scoreAfter").GetDecimal().ShouldBe(97.75m);
        note.GetProperty("reason").GetString().ShouldBe("one order ended late");

        // What is published now would say something else: that is another edition, and the first stays.
        await (await PostAsync(path + ":publish", new { })).ShouldBeProblemAsync(
            HttpStatusCode.UnprocessableEntity, "process-report.reason-missing");
        (await (await PostAsync(path + ":publish", new { reason = "with its correction" })).JsonAsync())
            .GetProperty("edition").GetInt32().ShouldBe(2);
        (await host.ReadAsync(path + "?edition=1")).GetProperty("content").GetProperty("corrections")
            .GetArrayLength().ShouldBe(0);
        var listed = (await host.ReadAsync($"/api/v1/reports?contractor={code}")).GetProperty("items")[0];
        listed.GetProperty("edition").GetInt32().ShouldBe(2);
        (await host.ReadAsync("/api/v1/reports", Finance(other))).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Papers_OfAReport_HoldItsTablesInEveryFormat()
    {
        var code = await MonthAsync("PRINT", 18, 2);
        await PublishMonthAsync(code);
        var path = $"/api/v1/reports/contractors/{code}/2024-01";
        (await PostAsync(path + ":publish", new { })).StatusCode.ShouldBe(HttpStatusCode.OK);

        var html = await TextAsync(path + "/paper");
        html.ShouldContain("代维单位月度报告");
        html.ShouldContain("Indicators against their targets");
        var csv = await TextAsync(path + "/paper?format=csv");
        csv.Split("\r\n").Count(l => l.StartsWith("Overruns,", StringComparison.Ordinal)).ShouldBe(2, csv);
        (await host.GetAsync(path + "/paper?format=xlsx")).Content.Headers.ContentType!.MediaType!
            .ShouldContain("spreadsheetml");
        (await host.GetAsync(path + "/paper?format=pdf")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await host.GetAsync(path + "/paper?edition=7")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Branch_IsReportedAndComparedOverItsOwnOrders()
    {
        var company = await host.ContractorAsync("BRANCH");
        var own = await OwnCrewAsync("OWN");
        await host.LotAsync(100_000m, (company, 100m));
        await PlacedAsync(company, "Suzhou", 9, 1);
        await PlacedAsync(company, "Wuxi", 0, 5);
        await PlacedAsync(own, "Suzhou", 4, 0);
        await WaitAsync("follow-up-notices");
        await host.StepAsync(company, "freeze");
        (await host.StepAsync(company, "compute")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await PublishMonthAsync(company);

        var table = await host.ReadAsync("/api/v1/yardstick?month=2024-01&region=Suzhou");
        var row = table.GetProperty("indicators").EnumerateArray()
            .First(r => r.GetProperty("path").GetString() == "kpi/repair-timeliness/restoration/restore");
        row.GetProperty("contractors").GetProperty("value").GetDecimal().ShouldBe(90m);
        row.GetProperty("inHouse").GetProperty("value").GetDecimal().ShouldBe(100m);
        row.GetProperty("crews")[0].GetProperty("inHouse").GetBoolean().ShouldBeTrue();
        row.GetProperty("crews")[1].GetProperty("lead").GetDecimal().ShouldBe(-10m);
        (await host.GetAsync("/api/v1/yardstick?month=2024-01", Finance(company)))
            .StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await host.GetAsync("/api/v1/yardstick?month=2024")).StatusCode
            .ShouldBe(HttpStatusCode.UnprocessableEntity);

        const string Path = "/api/v1/reports/branches/Suzhou/2024-01";
        var report = await (await PostAsync(Path + ":publish", new { })).JsonAsync();
        var content = report.GetProperty("content");
        // One late order of the branch; the five of the other branch are no business of this one.
        content.GetProperty("topFaults").GetArrayLength().ShouldBe(1);
        content.GetProperty("indicators").EnumerateArray()
            .First(i => i.GetProperty("path").GetString()!.EndsWith("/restore", StringComparison.Ordinal)
                && i.TryGetProperty("contractorCode", out var c) && c.GetString() == company)
            .GetProperty("value").GetDecimal().ShouldBe(90m);
        (await host.GetAsync(Path, Finance(company))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await (await PostAsync("/api/v1/reports/branches/Nowhere/2024-01:publish", new { })).ShouldBeProblemAsync(
            HttpStatusCode.Conflict, "process-report.empty");
    }

    [Fact]
    public async Task Task_OfAReportLineOrABreach_NeedsWhatItNames()
    {
        var code = await host.ContractorAsync("FIX");
        await host.LotAsync(100_000m, (code, 100m));
        await host.OrdersAsync(code, 10, 10);
        var breach = new
        {
            @class = "class2", kind = "system-error", points = 2, evidence = "case 7",
            occurredAt = "2024-01-10T12:00:00+08:00",
        };
        (await PostAsync($"/api/v1/months/{code}/2024-01/violations", breach)).EnsureSuccessStatusCode();
        await host.StepAsync(code, "freeze");
        (await host.StepAsync(code, "compute")).EnsureSuccessStatusCode();
        await PublishMonthAsync(code);
        var report = await (await PostAsync($"/api/v1/reports/contractors/{code}/2024-01:publish", new { }))
            .JsonAsync();
        var id = report.GetProperty("reportId").GetGuid();
        var violation = report.GetProperty("content").GetProperty("violations")[0].GetProperty("violationId").GetGuid();

        object Wish(string kind, Guid source, string? line) => new
        {
            contractor = code, month = "2024-01", source = new { kind, id = source, line = line ?? "-" },
            demand = "restore in time", responsible = "li", dueAt = "2024-03-01T18:00:00+08:00",
        };
        var raised = await PostAsync("/api/v1/rectifications", Wish("violation", violation, null), s_manager);
        raised.StatusCode.ShouldBe(HttpStatusCode.Created);
        var line = await PostAsync(
            "/api/v1/rectifications", Wish("report-line", id, "kpi/repair-timeliness/restoration/restore"), s_manager);
        line.StatusCode.ShouldBe(HttpStatusCode.Created);
        await (await PostAsync("/api/v1/rectifications", Wish("report-line", id, "no/such/line"), s_manager))
            .ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "rectification.source-unknown");
        await (await PostAsync("/api/v1/rectifications", Wish("warning", violation, null), s_manager))
            .ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "rectification.source-unknown");
        (await PostAsync("/api/v1/rectifications", Wish("violation", violation, null), Finance(code)))
            .StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        var first = await host.ReadAsync($"/api/v1/rectifications?contractor={code}&limit=1");
        first.GetProperty("items").GetArrayLength().ShouldBe(1);
        var second = await host.ReadAsync(
            $"/api/v1/rectifications?contractor={code}&limit=1&cursor={first.GetProperty("next").GetString()}");
        second.GetProperty("items")[0].GetProperty("number").GetString()
            .ShouldNotBe(first.GetProperty("items")[0].GetProperty("number").GetString());
        second.TryGetProperty("next", out var next).ShouldBe(next.ValueKind == JsonValueKind.Null);
        (await host.ReadAsync($"/api/v1/rectifications?contractor={code}&overdue=true"))
            .GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    private async Task<string> MonthAsync(string name, int onTime, int late)
    {
        var code = await host.ContractorAsync(name);
        await host.LotAsync(100_000m, (code, 100m));
        await host.OrdersAsync(code, onTime, late);
        await host.StepAsync(code, "freeze");
        (await host.StepAsync(code, "compute")).EnsureSuccessStatusCode();
        return code;
    }

    private async Task PublishMonthAsync(string code)
    {
        (await host.StepAsync(code, "confirm", Finance(code))).EnsureSuccessStatusCode();
        (await host.StepAsync(code, "approve", s_head)).EnsureSuccessStatusCode();
        (await host.StepAsync(code, "publish")).EnsureSuccessStatusCode();
        await WaitAsync("follow-up-notices");
    }

    private async Task<string> OwnCrewAsync(string name)
    {
        var code = $"{name}-{Guid.CreateVersion7():N}"[..20];
        (await PostAsync(
            "/api/v1/contractors", new { code, kind = "in-house", nameZh = "自维队", nameEn = "Own crew" }))
            .EnsureSuccessStatusCode();
        return code;
    }

    /// <summary>Orders that were dispatched in a region, and ended.</summary>
    private async Task PlacedAsync(string contractor, string region, int onTime, int late)
    {
        var zone = host.Services.GetRequiredService<TimeZoneInfo>();
        var month = MonthRef.Of(IdOf(contractor), contractor, new MonthKey(2024, 1), zone);
        for (var number = 1; number <= onTime + late; number++)
        {
            var order = NameBasedId.Of(month.EntityId, $"{region} {number}");
            await host.Services.GetRequiredService<IEntities>().AskAsync(
                new EntityKey("default", "work-order", order), Create(order, contractor, region),
                new AskContext(Actor.System, order), CancellationToken.None);
            await WaitAsync("orders-to-month");
            await host.AskAsync(month, new RecordOutcome(month, Outcome(order, month, region, number <= onTime), 0));
        }
    }

    private static OrderOutcome Outcome(Guid order, MonthRef month, string region, bool onTime) => new(
        order, "GD-" + order.ToString("N")[..8], month.ContractorId, null, order, "access", region, "x", "repair",
        InJanuary, "contractor-scope",
        [
            new ClockResult(
                ClockKind.Restore, 330, InJanuary, InJanuary, TimeSpan.FromMinutes(onTime ? 200 : 400), TimeSpan.Zero,
                InJanuary, onTime ? ClockOutcome.OnTime : ClockOutcome.Late),
        ],
        false, 0, 0);

    private static CreateOrder Create(Guid order, string contractor, string region)
    {
        var asset = new AssetFacts(order, "line-segment", "SEG", "环", "access", "U", region, "x", null, []);
        var limits = RepoFiles.Policy<SlaPolicy>("sla", "default.v1.json");
        var rules = RepoFiles.Policy<WorkOrderRules>("work-order", "default.v1.json");
        var choice = new DispatchChoice(
            new Assignee(IdOf(contractor), contractor, false, null), "by-hand",
            new ScopeVerdict("seed-0", 1, "x", "allowed", "seed 0"), []);
        return new CreateOrder(
            order, "GD-" + order.ToString("N")[..8], null, asset, "repair", "major", "lossOfSignal", "down", InJanuary,
            null, limits.TermsFor("access", "U", "major", "repair", null).Terms!, rules.Pin("line-segment", "repair"),
            choice);
    }

    private async Task<int> NoticesAsync(Guid subject)
    {
        await WaitAsync("follow-up-notices");
        return await MoneyHostNotices.CountAsync(host, subject);
    }

    private Task WaitAsync(string consumer)
    {
        var progress = host.Services.GetRequiredService<IFeedProgress>();
        return progress.WaitToEndAsync(consumer, CancellationToken.None);
    }

    private async Task<string> TextAsync(string path) =>
        Encoding.UTF8.GetString(await (await host.GetAsync(path)).Content.ReadAsByteArrayAsync());

    private Task<HttpResponseMessage> PostAsync(string path, object body, params (string, string)[] headers) =>
        host.SendAsync(HttpMethod.Post, path, body, headers);
}
