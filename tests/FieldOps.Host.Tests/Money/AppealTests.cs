using System.Net;
using System.Text.Json;
using FieldOps.Assessment;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;
using FieldOps.Host.Tests.Edge;
using FieldOps.Platform.Feed;
using FieldOps.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static FieldOps.Host.Tests.Money.MoneyHost;

namespace FieldOps.Host.Tests.Money;

public sealed class AppealTests(MoneyHost host) : IClassFixture<MoneyHost>
{
    private const string Restore = "kpi/repair-timeliness/restoration/restore";

    private static readonly (string, string)[] s_head = [("X-Role", "department-head"), ("X-Actor", "head")];

    [Fact]
    public async Task Objection_FromTheContractorToTheNewSheet_ShowsOriginalAndCorrected()
    {
        var code = await host.ContractorAsync("APPEAL");
        await host.LotAsync(100_000m, (code, 100m));
        await host.OrdersAsync(code, 19, 1);
        await host.StepAsync(code, "freeze");
        await host.StepAsync(code, "compute");
        var late = (await host.ReadAsync($"/api/v1/months/{code}/2024-01")).GetProperty("sheet").GetProperty("lines")
            .EnumerateArray().Single(l => l.GetProperty("path").GetString() == Restore).GetProperty("refs")[0];
        var factId = late.GetProperty("id").GetGuid();
        var lines = new[] { new { path = Restore, reason = "customer's cut", factId } };

        (await PostAsync(code, ":dispute-lines", new { lines }, Finance(code))).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await host.StepAsync(code, "compute")).ShouldBeProblemAsync(
            HttpStatusCode.Conflict, "contractor-month.disputes-open");
        var dispute = (await host.ReadAsync($"/api/v1/months/{code}/2024-01/history")).GetProperty("disputes")[0]
            .GetProperty("disputeId").GetGuid();
        (await PostAsync(code, $"/disputes/{dispute}:decide", new { upheld = true, reason = "agreed" }))
            .StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.ReadAsync($"/api/v1/months/{code}/2024-01")).GetProperty("month").GetProperty("status")
            .GetString().ShouldBe("decided");
        (await host.StepAsync(code, "compute")).StatusCode.ShouldBe(HttpStatusCode.OK);

        var history = await host.ReadAsync($"/api/v1/months/{code}/2024-01/history", Finance(code));
        history.GetProperty("replaced")[0].GetProperty("score").GetDecimal().ShouldBe(99.1m);
        history.GetProperty("adjustments")[0].GetProperty("reason").GetString().ShouldBe("agreed");
        (await host.ReadAsync($"/api/v1/months/{code}/2024-01")).GetProperty("month").GetProperty("score")
            .GetDecimal().ShouldBe(100m);
        (await host.StepAsync(code, "confirm", Finance(code))).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await PostAsync(code, ":dispute-lines", new { lines }, Finance(code))).ShouldBeProblemAsync(
            HttpStatusCode.Conflict, "contractor-month.already-confirmed");
    }

    [Fact]
    public async Task LateFacts_BecomeACorrectionInTheOpenMonth()
    {
        var code = await SettledAsync("CARRY");
        await host.OrdersAsync(code, 19, 2);
        await (await PostAsync(code, ":reopen", null, s_head)).ShouldBeProblemAsync(
            HttpStatusCode.Conflict, "contractor-month.reopening-not-asked");

        (await PostAsync(code, ":correct", new { reason = "one order ended late" }))
            .StatusCode.ShouldBe(HttpStatusCode.OK);

        // 19 of 21 is 90.48 %: from nine tenths to three quarters of nine points.
        var month = (await host.ReadAsync($"/api/v1/months/{code}/2024-01")).GetProperty("month");
        month.GetProperty("score").GetDecimal().ShouldBe(99.1m);
        month.GetProperty("correctedScore").GetDecimal().ShouldBe(97.75m);
        month.GetProperty("totalCny").GetDecimal().ShouldBe(99_100m);
        month.GetProperty("correctedTotalCny").GetDecimal().ShouldBe(97_750m);
        await CarriedAsync();
        var next = await host.ReadAsync($"/api/v1/months/{code}/2024-02/history");
        var carried = next.GetProperty("carried")[0];
        carried.GetProperty("amountCny").GetDecimal().ShouldBe(-1_350m);
        carried.GetProperty("fromMonth").GetString().ShouldBe("2024-01");
    }

    [Fact]
    public async Task Reopening_ByTwoPeople_PaysTheDifferenceAlone()
    {
        var code = await SettledAsync("REOPEN");
        await host.OrdersAsync(code, 19, 2);
        (await PostAsync(code, ":ask-reopening", new { reason = "meter" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await PostAsync(code, ":reopen", null, s_head)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var month = (await host.ReadAsync($"/api/v1/months/{code}/2024-01")).GetProperty("month");
        month.GetProperty("status").GetString().ShouldBe("frozen");
        month.GetProperty("ordersEntered").GetInt32().ShouldBe(21);
        month.GetProperty("lateFacts").GetInt32().ShouldBe(0);

        await SignAsync(code);

        var history = await host.ReadAsync($"/api/v1/months/{code}/2024-01/history");
        history.GetProperty("paidBeforeCny").GetDecimal().ShouldBe(99_100m);
        history.GetProperty("replaced")[0].GetProperty("reason").GetString().ShouldBe("meter");
        history.GetProperty("signatures").EnumerateArray().Select(s => s.GetProperty("as").GetString())
            .ShouldBe(["assessor", "contractor", "department-head"]);
    }

    [Fact]
    public async Task Reopening_DeclinedTooOften_IsRefusedWithItsCode_InBothLanguages()
    {
        var code = await SettledAsync("DECLINED");
        var month = MonthRef.Of(
            IdOf(code), code, new MonthKey(2024, 1), host.Services.GetRequiredService<TimeZoneInfo>());
        var head = new Actor("head", ActorRoles.DepartmentHead);
        for (var times = 0; times < MonthLimits.DeclinedMax; times++)
        {
            await host.AskAsync(month, new AskReopening("meter"));
            await host.AskAsync(month, new DeclineReopening("it was right"), head);
        }

        var problem = await (await PostAsync(code, ":ask-reopening", new { reason = "meter" })).ShouldBeProblemAsync(
            HttpStatusCode.Conflict, "contractor-month.reopening-declined-too-often");
        problem.GetRawText().ShouldContain("100");
        problem.GetProperty("titleZh").GetString()!.ShouldContain("驳回次数过多");
    }

    [Fact]
    public async Task Objection_IsKnownFromItsOwnPlaceInTheLog_NotFromWhereItWasAskedFor()
    {
        var code = await host.ContractorAsync("PLACE");
        await host.LotAsync(100_000m, (code, 100m));
        var zone = host.Services.GetRequiredService<TimeZoneInfo>();
        var (january, february) = (
            MonthRef.Of(IdOf(code), code, new MonthKey(2024, 1), zone),
            MonthRef.Of(IdOf(code), code, new MonthKey(2024, 2), zone));
        var at = january.EndsAt.AddDays(-1);
        var order = NameBasedId.Of(january.EntityId, "late");
        await host.AskAsync(january, new RecordOutcome(
            january,
            new OrderOutcome(
                order, "GD-LATE", january.ContractorId, null, order, "access", "Shanghai", "x", "repair", at,
                "contractor-scope",
                [
                    new ClockResult(
                        ClockKind.Restore, 330, at, at, TimeSpan.FromHours(9), TimeSpan.Zero, at, ClockOutcome.Late),
                ],
                false, 0, 0),
            0));
        await host.StepAsync(code, "freeze");
        await host.StepAsync(code, "compute");
        var lines = new[] { new { path = Restore, reason = "customer's cut", factId = order } };
        (await PostAsync(code, ":dispute-lines", new { lines }, Finance(code))).StatusCode.ShouldBe(HttpStatusCode.OK);
        var dispute = (await host.ReadAsync($"/api/v1/months/{code}/2024-01/history")).GetProperty("disputes")[0]
            .GetProperty("disputeId").GetGuid();
        await host.AskAsync(january, new DecideDispute(dispute, true, null, "agreed", 1));
        var decided = await DecidedAsync(january.EntityId);

        (await KnownAsync(february, decided - 1)).ShouldBe([order]);
        (await KnownAsync(february, decided)).ShouldBeEmpty();
    }

    private async Task<long> DecidedAsync(Guid month)
    {
        await using var command = host.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(
            "select position from log.event where name = 'contractor-month.dispute-decided.v1' and id = $1");
        command.Parameters.Add(new() { Value = month });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task<IEnumerable<Guid>> KnownAsync(MonthRef month, long frozenAt) =>
        (await host.Services.GetRequiredService<EarlierMonths>().OfAsync(
            "default", month, MonthState.None with { FrozenAtPosition = frozenAt },
            RepoFiles.Policy<ScoringScheme>("scoring", "line-station.v1.json"), CancellationToken.None))
        .Faults!.Value.Select(f => f.OrderId);

    private async Task<string> SettledAsync(string name)
    {
        var code = await host.ContractorAsync(name);
        await host.LotAsync(100_000m, (code, 100m));
        await host.OrdersAsync(code, 19, 1);
        await host.StepAsync(code, "freeze");
        await SignAsync(code);
        return code;
    }

    private async Task SignAsync(string code)
    {
        (await host.StepAsync(code, "compute")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.StepAsync(code, "confirm", Finance(code))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.StepAsync(code, "approve", s_head)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.StepAsync(code, "publish")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.StepAsync(code, "settle")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private Task CarriedAsync()
    {
        var progress = host.Services.GetRequiredService<IFeedProgress>();
        return progress.WaitToEndAsync("corrections-to-month", CancellationToken.None);
    }

    private Task<HttpResponseMessage> PostAsync(
        string code, string path, object? body, params (string, string)[] headers) =>
        host.SendAsync(HttpMethod.Post, $"/api/v1/months/{code}/2024-01{path}", body, headers);
}
