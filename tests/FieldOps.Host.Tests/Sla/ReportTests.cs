using System.Globalization;
using System.Net;
using System.Text.Json;
using FieldOps.Domain.WorkOrders;
using FieldOps.Host.Tests.Edge;

namespace FieldOps.Host.Tests.Sla;

/// <summary>Reports over HTTP: what is on the screen, in the files and behind the figures is the same.</summary>
public sealed class ReportTests(ReportTests.Fixture fixture) : IClassFixture<ReportTests.Fixture>
{
    private const string Tenant = "reports";

    [Theory]
    [InlineData("month,clock")]
    [InlineData("severity,region")]
    [InlineData("lot,contractorCode")]
    [InlineData("")]
    public async Task Compliance_InAFile_AddsUpToTheScreen(string groupBy)
    {
        var screen = await fixture.Host.ReadAsync(Tenant, "/api/v1/sla/compliance?groupBy=" + groupBy);
        var total = screen.GetProperty("total");
        total.GetProperty("due").GetInt64().ShouldBe(
            screen.GetProperty("rows").EnumerateArray().Sum(r => r.GetProperty("due").GetInt64()));
        foreach (var lines in new[]
        {
            await CsvAsync($"/api/v1/sla/compliance?format=csv&groupBy={groupBy}"),
            await WorkbookAsync($"/api/v1/sla/compliance?format=xlsx&groupBy={groupBy}"),
        })
        {
            var due = lines[0].IndexOf("应计 due");
            var late = lines[0].IndexOf("超时 late");
            lines.Count.ShouldBe(groupBy.Length == 0 ? 2 : screen.GetProperty("rows").GetArrayLength() + 2);
            Number(lines[^1][due]).ShouldBe(total.GetProperty("due").GetDecimal());
            Number(lines[^1][late]).ShouldBe(total.GetProperty("late").GetDecimal());
            if (groupBy.Length > 0)
            {
                lines.Skip(1).SkipLast(1).Sum(l => Number(l[due])).ShouldBe(total.GetProperty("due").GetDecimal());
                lines[^1][0].ShouldBe("合计 total");
            }
        }
    }

    [Fact]
    public async Task Compliance_StatesMonthsZoneNAndWhatIsLeftOut()
    {
        var report = await fixture.Host.ReadAsync(Tenant, "/api/v1/sla/compliance?groupBy=month&clock=accept");
        report.GetProperty("months").GetProperty("timeZone").GetString().ShouldBe("Asia/Shanghai");
        var rows = report.GetProperty("rows").EnumerateArray().ToArray();
        rows.Select(r => r.GetProperty("group").GetProperty("month").GetString()).ShouldBe(["2024-02", "2024-03"]);
        rows[0].GetProperty("elapsed")[0].GetProperty("n").GetInt64().ShouldBe(rows[0].GetProperty("due").GetInt64());

        // February: one late of two that count; March: the one order kept its limit.
        rows[0].GetProperty("ratePercent").GetDecimal().ShouldBe(50m);
        rows[0].TryGetProperty("rateChange", out _).ShouldBeFalse();
        rows[1].GetProperty("rateChange").GetDecimal().ShouldBe(50m);
        rows[0].GetProperty("leftOut").EnumerateArray().Select(Reason).ShouldBe(["customer 1"]);
        report.GetProperty("ordersLeftOut").EnumerateArray().Select(Reason)
            .ShouldBe(["order-cancelled 1", "order-open 1"]);
    }

    [Fact]
    public async Task Reliability_IsTheMeanOfTheOrdersTimes()
    {
        var report = await fixture.Host.ReadAsync(Tenant, "/api/v1/sla/reliability?groupBy=contractorCode");
        var alpha = report.GetProperty("rows").EnumerateArray()
            .Single(r => r.GetProperty("group").GetProperty("contractorCode").GetString() == "ALPHA");

        // Alpha accepted at 20 and, of the second order, 10 minutes after the dispatch; restored 80 and 90 after that.
        alpha.GetProperty("orders").GetInt64().ShouldBe(2);
        alpha.GetProperty("mttaMinutes").GetDecimal().ShouldBe(15m);
        alpha.GetProperty("mttrMinutes").GetDecimal().ShouldBe(85m);
        alpha.GetProperty("interruptions").GetInt64().ShouldBe(2);

        // Both troubles were of one segment within a day: the second is a repeat.
        alpha.GetProperty("repeats").GetInt64().ShouldBe(1);
        alpha.TryGetProperty("availabilityPercent", out _).ShouldBeFalse();
        var customers = report.GetProperty("total").GetProperty("leftOut").EnumerateArray().Select(Reason);
        customers.ShouldBe(["customer 1", "order-cancelled 1"]);
    }

    [Theory]
    [InlineData("accepted", "accepted")]
    [InlineData("repaired", "repaired")]
    [InlineData("interruptions", "interruptions")]
    [InlineData("repeats", "repeats")]
    [InlineData("orders", "orders")]
    public async Task Orders_BehindAReliabilityFigure_AreAsManyAsItSays(string figure, string member)
    {
        var total = (await fixture.Host.ReadAsync(Tenant, "/api/v1/sla/reliability")).GetProperty("total");
        var page = await fixture.Host.ReadAsync(Tenant, "/api/v1/sla/reliability/orders?figure=" + figure);
        page.GetProperty("items").GetArrayLength().ShouldBe(total.GetProperty(member).GetInt32());
        (await CsvAsync($"/api/v1/sla/reliability/orders?format=csv&figure={figure}")).Count
            .ShouldBe(total.GetProperty(member).GetInt32() + 1);
    }

    [Fact]
    public async Task Orders_ThatAreLeftOut_ComeWithTheirReason()
    {
        var page = await fixture.Host.ReadAsync(
            Tenant, "/api/v1/sla/reliability/orders?figure=left-out&reason=order-cancelled");
        page.GetProperty("items").EnumerateArray().ShouldHaveSingleItem()
            .GetProperty("ground").GetString().ShouldBe("order-cancelled");
    }

    [Fact]
    public async Task Drill_InAFile_HoldsEveryPageAndNoFormula()
    {
        var all = await fixture.Host.ReadAsync(Tenant, "/api/v1/sla/compliance/orders?limit=500");
        var rows = all.GetProperty("items").GetArrayLength();
        var csv = await CsvAsync("/api/v1/sla/compliance/orders?format=csv");
        csv.Count.ShouldBe(rows + 1);
        csv.SelectMany(l => l).ShouldNotContain(c => c.StartsWith('='));
        csv.Count(l => l[0] == "'=1+1").ShouldBeGreaterThan(0);
        (await WorkbookAsync("/api/v1/sla/compliance/orders?format=xlsx")).Count.ShouldBe(rows + 1);
    }

    [Theory]
    [InlineData("/api/v1/sla/compliance?format=pdf")]
    [InlineData("/api/v1/sla/reliability?groupBy=clock")]
    [InlineData("/api/v1/sla/interruption?groupBy=contractor")]
    [InlineData("/api/v1/sla/reliability/orders?figure=none")]
    [InlineData("/api/v1/sla/compliance?lot=seven")]
    public async Task Report_AskedNonsense_Refuses(string path) =>
        await (await fixture.Host.GetAsync(path)).ShouldBeProblemAsync(
            HttpStatusCode.BadRequest, "request.parameter-invalid");

    [Fact]
    public async Task Interruption_OfAContractor_Refuses() =>
        await (await fixture.Host.GetAsync(
            "/api/v1/sla/interruption", ("X-Tenant", Tenant),
            ("X-Contractor", SlaHost.Alpha.ContractorId.ToString()))).ShouldBeProblemAsync(
            HttpStatusCode.UnprocessableEntity, "sla.quota-of-assets");

    private static string Reason(JsonElement leftOut) =>
        $"{leftOut.GetProperty("reason").GetString()} {leftOut.GetProperty("count").GetInt64()}";

    private static decimal Number(string cell) => decimal.Parse(cell, CultureInfo.InvariantCulture);

    private Task<List<List<string>>> CsvAsync(string path) => ReportFiles.CsvAsync(fixture.Host, Tenant, path);

    private Task<List<List<string>>> WorkbookAsync(string path) =>
        ReportFiles.WorkbookAsync(fixture.Host, Tenant, path);

    /// <summary>Six orders of two contractors: archived in two months, cancelled, the customer's doing, open.</summary>
    public sealed class Fixture : IAsyncLifetime
    {
        public SlaHost Host { get; } = new();

        public async Task InitializeAsync()
        {
            await Host.InitializeAsync();
            await Host.CreateAsync(Tenant, "=1+1", SlaHost.Alpha, -5, "=1+1");
            await Host.CreateAsync(Tenant, "beta", SlaHost.Beta, -5);
            await Host.CreateAsync(Tenant, "theirs", SlaHost.Beta, -5);
            await Host.CreateAsync(Tenant, "gone", SlaHost.Beta, -5);
            await Host.CancelAsync(Tenant, "gone");
            await Host.ToMinuteAsync(10);
            await Host.AcceptAsync(Tenant, "beta", SlaHost.Beta);
            await Host.AcceptAsync(Tenant, "theirs", SlaHost.Beta);
            await Host.ToMinuteAsync(20);
            await Host.AcceptAsync(Tenant, "=1+1", SlaHost.Alpha);
            await Host.ToMinuteAsync(100);
            await EndAsync("=1+1", SlaHost.Alpha, Attributions.ContractorScope);
            await EndAsync("beta", SlaHost.Beta, Attributions.ContractorScope);
            await EndAsync("theirs", SlaHost.Beta, Attributions.Customer);
            await Host.ToMinuteAsync(500);
            await Host.CreateAsync(Tenant, "march", SlaHost.Alpha, 490);
            await Host.CreateAsync(Tenant, "open", SlaHost.Beta, 490);
            await Host.ToMinuteAsync(510);
            await Host.AcceptAsync(Tenant, "march", SlaHost.Alpha);
            await Host.ToMinuteAsync(600);
            await EndAsync("march", SlaHost.Alpha, Attributions.ContractorScope);
        }

        public Task DisposeAsync() => Host.DisposeAsync();

        private async Task EndAsync(string order, Domain.WorkOrders.Dispatch.Assignee lead, string attribution)
        {
            await Host.RestoreAsync(Tenant, order, lead);
            await Host.ArchiveAsync(Tenant, order, lead, attribution);
        }
    }
}
