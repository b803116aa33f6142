using System.Net;
using System.Text.Json;
using FieldOps.Host.Tests.Edge;
using FieldOps.Platform.Feed;
using Microsoft.Extensions.DependencyInjection;
using static FieldOps.Host.Tests.Money.MoneyHost;

namespace FieldOps.Host.Tests.Money;

public sealed class MonthTests(AgreedHost host) : IClassFixture<AgreedHost>
{
    private static readonly (string, string)[] s_head = [("X-Role", "department-head"), ("X-Actor", "head")];

    [Fact]
    public async Task Month_FromFactsToMoney_AddsUpAtEveryDoor()
    {
        var code = await host.ContractorAsync("WALK");
        await host.LotAsync(120_000m, (code, 100m));
        await host.OrdersAsync(code, 19, 1, falseReply: true);

        (await host.StepAsync(code, "freeze")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var computed = await (await host.StepAsync(code, "compute")).JsonAsync();
        (await host.StepAsync(code, "confirm", Finance(code))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.StepAsync(code, "approve", s_head)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.StepAsync(code, "publish")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.StepAsync(code, "settle")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var month = await host.ReadAsync($"/api/v1/months/{code}/2024-01");
        var sheet = month.GetProperty("sheet");
        var score = sheet.GetProperty("score").GetDecimal();
        // 95 % gives nine tenths of the nine points; one false reply costs half a point.
        score.ShouldBe(100m - 0.9m - 0.5m);
        sheet.GetProperty("lines").EnumerateArray().Sum(l => l.GetProperty("points").GetDecimal()).ShouldBe(score);
        var late = Line(sheet, "kpi/repair-timeliness/restoration/restore").GetProperty("refs")[0];
        late.GetProperty("label").GetString().ShouldBe("GD-00020");
        late.GetProperty("detail").GetString().ShouldBe("20/330 min");
        var total = 120_000m * score / 100m;
        month.GetProperty("statement").GetProperty("totalCny").GetDecimal().ShouldBe(total);
        month.GetProperty("month").GetProperty("status").GetString().ShouldBe("settled");
        month.GetProperty("month").GetProperty("totalCny").GetDecimal().ShouldBe(total);
        month.GetProperty("month").GetProperty("ordersEntered").GetInt32().ShouldBe(20);
        computed.GetProperty("score").GetDecimal().ShouldBe(score);
        (await host.ReadAsync($"/api/v1/months/{code}/2024-01/statement"))
            .GetProperty("totalCny").GetDecimal().ShouldBe(total);
        var grade = await host.ReadAsync($"/api/v1/months/{code}/grade?from=2024-01&to=2024-12");
        (grade.GetProperty("mean").GetDecimal(), grade.GetProperty("grade").GetString()).ShouldBe((score, "A"));
    }

    [Fact]
    public async Task Steps_OutOfTurn_AreRefusedWithTheirCodes()
    {
        var code = await host.ContractorAsync("TURN");
        await (await host.StepAsync(code, "compute")).ShouldBeProblemAsync(
            HttpStatusCode.NotFound, "contractor-month.unknown");
        await host.OrdersAsync(code, 1, 0);
        await (await host.StepAsync(code, "compute")).ShouldBeProblemAsync(
            HttpStatusCode.Conflict, "contractor-month.not-frozen");
        await host.StepAsync(code, "freeze");
        await host.StepAsync(code, "compute");
        await (await host.StepAsync(code, "approve", s_head)).ShouldBeProblemAsync(
            HttpStatusCode.Conflict, "contractor-month.out-of-turn");
        await (await host.StepAsync(code, "confirm", s_head)).ShouldBeProblemAsync(
            HttpStatusCode.Forbidden, "actor.role-not-allowed");
        await (await host.SendAsync(HttpMethod.Post, $"/api/v1/months/{code}/2024-1:freeze", null))
            .ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "contractor-month.month-invalid");
        await (await host.SendAsync(HttpMethod.Post, $"/api/v1/months/{code}/2024-02:freeze", null))
            .ShouldBeProblemAsync(HttpStatusCode.Conflict, "contractor-month.not-over");
        await (await host.SendAsync(HttpMethod.Post, "/api/v1/months/NOBODY/2024-01:freeze", null))
            .ShouldBeProblemAsync(HttpStatusCode.NotFound, "contractor.unknown");
    }

    [Fact]
    public async Task Contractor_SeesItsOwnMonthsAlone_AtEveryDoor()
    {
        var own = await host.ContractorAsync("OWN");
        var other = await host.ContractorAsync("OTHER");
        await host.OrdersAsync(own, 1, 0);
        await host.OrdersAsync(other, 1, 0);
        var me = Finance(own);

        var list = await host.ReadAsync("/api/v1/months", me);
        list.GetProperty("items").EnumerateArray().ShouldHaveSingleItem()
            .GetProperty("contractorCode").GetString().ShouldBe(own);
        string[] doors =
        [
            $"/api/v1/months/{other}/2024-01", $"/api/v1/months/{other}/2024-01/orders",
            $"/api/v1/months/{other}/2024-01/statement", $"/api/v1/months/{other}/2024-01/late-facts",
            $"/api/v1/months/{other}/grade?from=2024-01&to=2024-02", $"/api/v1/months?contractor={other}",
        ];
        foreach (var door in doors)
        {
            (await host.GetAsync(door, me)).StatusCode.ShouldBe(HttpStatusCode.NotFound, door);
        }

        (await host.StepAsync(other, "confirm", me)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        string[] steps = ["freeze", "compute", "approve", "publish", "settle"];
        foreach (var step in steps)
        {
            var status = (await host.StepAsync(other, step, me)).StatusCode;
            status.ShouldBe(HttpStatusCode.Forbidden, step);
        }
    }

    [Fact]
    public async Task ApproveThenConfirm_HidesTheSheetUntilPublished()
    {
        var code = host.Agreed();
        await host.OrdersAsync(code, 20, 0);
        await host.StepAsync(code, "freeze");
        (await host.StepAsync(code, "compute?scheme=seed-3")).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await host.ReadAsync($"/api/v1/months/{code}/2024-01", Finance(code))).TryGetProperty("sheet", out _)
            .ShouldBeFalse();
        await host.StepAsync(code, "approve", s_head);
        await host.StepAsync(code, "publish");
        (await host.ReadAsync($"/api/v1/months/{code}/2024-01", Finance(code)))
            .GetProperty("sheet").GetProperty("schemeId").GetString().ShouldBe("seed-3");
    }

    [Fact]
    public async Task LateFacts_AreVisible_AndTouchNoSheet()
    {
        var code = await host.ContractorAsync("LATE");
        await host.OrdersAsync(code, 1, 0);
        await host.StepAsync(code, "freeze");
        await host.OrdersAsync(code, 1, 1);

        var late = await host.ReadAsync($"/api/v1/months/{code}/2024-01/late-facts");
        late.GetProperty("items").EnumerateArray().ShouldHaveSingleItem()
            .GetProperty("orderNumber").GetString().ShouldBe("GD-00002");
        var month = await host.ReadAsync($"/api/v1/months/{code}/2024-01");
        month.GetProperty("month").GetProperty("lateFacts").GetInt32().ShouldBe(1);
        month.GetProperty("month").GetProperty("ordersEntered").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Violation_OfClass1_LeavesNothingToPay()
    {
        var code = await host.ContractorAsync("BREACH");
        await host.LotAsync(50_000m, (code, 100m));
        await host.OrdersAsync(code, 20, 0);
        var breach = new { @class = "class1", kind = "data-leak", evidence = "case 7", occurredAt = InJanuary };
        (await host.SendAsync(HttpMethod.Post, $"/api/v1/months/{code}/2024-01/violations", breach))
            .StatusCode.ShouldBe(HttpStatusCode.OK);
        await host.StepAsync(code, "freeze");
        var view = await (await host.StepAsync(code, "compute")).JsonAsync();
        view.GetProperty("score").GetDecimal().ShouldBe(0m);
        view.GetProperty("totalCny").GetDecimal().ShouldBe(0m);
        view.GetProperty("grade").GetString().ShouldBe("C");
    }

    [Fact]
    public async Task Orders_ArePagedByNumber()
    {
        var code = await host.ContractorAsync("PAGE");
        await host.OrdersAsync(code, 5, 0);
        var first = await host.ReadAsync($"/api/v1/months/{code}/2024-01/orders?limit=3");
        var next = first.GetProperty("next").GetString();
        var second = await host.ReadAsync($"/api/v1/months/{code}/2024-01/orders?limit=3&cursor={next}");
        first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray())
            .Select(i => i.GetProperty("number").GetString())
            .ShouldBe(["GD-00001", "GD-00002", "GD-00003", "GD-00004", "GD-00005"]);
        second.TryGetProperty("next", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Rebuild_GivesTheSameRowsAgain()
    {
        var code = await host.ContractorAsync("AGAIN");
        await host.LotAsync(77_777.77m, (code, 100m));
        await host.OrdersAsync(code, 30, 7, falseReply: true);
        await host.StepAsync(code, "freeze");
        await host.OrdersAsync(code, 30, 8);
        await host.StepAsync(code, "compute");
        await host.SendAsync(
            HttpMethod.Post, $"/api/v1/months/{code}/2024-01:dispute", new { reason = "late by weather" },
            Finance(code));
        var before = (await host.ReadAsync($"/api/v1/months/{code}/2024-01")).GetRawText();

        var projection = host.Services.GetServices<Projection>().Single(p => p.Name == "assessment");
        await host.Services.GetRequiredService<ProjectionSchemas>()
            .RebuildAsync(projection, null, CancellationToken.None);

        (await host.ReadAsync($"/api/v1/months/{code}/2024-01")).GetRawText().ShouldBe(before);
        before.ShouldContain("late by weather");
    }

    private static JsonElement Line(JsonElement sheet, string path) =>
        sheet.GetProperty("lines").EnumerateArray().Single(l => l.GetProperty("path").GetString() == path);
}
