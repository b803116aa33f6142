using System.Globalization;
using System.Net;
using System.Text.Json;
using FieldOps.Domain.WorkOrders;
using FieldOps.Domain.WorkOrders.Dispatch;

namespace FieldOps.Host.Tests.Sla;

/// <summary>
/// MTTA, MTTR, availability, repeat faults and interruption per 1000 km over HTTP, each beside what is reckoned by hand
/// from the orders of the fixture. Domain reference 6.4.
/// </summary>
public sealed class ReliabilityTests(ReliabilityTests.Fixture fixture) : IClassFixture<ReliabilityTests.Fixture>
{
    private const string Tenant = "reliability";

    // Accepted 10, 20 and 10 minutes after the dispatch; restored 90, 35 and 40 after that, 100, 60 and 60 after the
    // trouble. The second and the third trouble of the segment came within a day of the one before.
    [Fact]
    public async Task Means_AreOfTheOrdersThatCount()
    {
        var total = (await ReadAsync("reliability")).GetProperty("total");
        Line(total, "orders", "accepted", "mttaMinutes", "repaired", "mttrMinutes", "interruptions")
            .ShouldBe("3 3 13.33 3 55 3");
        Line(total, "interruptionMinutes", "repeats", "repeatPercent").ShouldBe("220 2 66.67");
        total.GetProperty("leftOut").ToString().ShouldBe("""[{"reason":"customer","count":1}]""");
    }

    // Two segments in care for the last 8 hours of February: 160 of 960 minutes interrupted. In March until now, 2
    // hours: 60 of 240.
    [Fact]
    public async Task Availability_ByMonth_IsTheTimeInCareWithoutInterruption()
    {
        var rows = await RowsAsync("reliability?groupBy=month,county&county=Pudong&assetClass=local-backbone");
        Line(rows["2024-02 Pudong"], "availabilityPercent", "mtbfHours", "assetHours").ShouldBe("83.33333 6.67 16");
        Line(rows["2024-03 Pudong"], "availabilityPercent", "mtbfHours", "assetHours").ShouldBe("75 3 4");
    }

    // Segments: 960 minutes in February, 240 and 100 of the one that came at minute 500 in March; 220 interrupted. The
    // station was in care for ten hours and had no trouble: it stands in the list and in the total.
    [Fact]
    public async Task Availability_OfAssetsWithoutTrouble_IsWhole()
    {
        var report = await ReadAsync("reliability?groupBy=assetClass");
        var rows = Rows(report);
        Line(rows["local-backbone"], "availabilityPercent", "assetHours").ShouldBe("83.07692 21.67");
        Line(rows["station-vip"], "orders", "availabilityPercent", "assetHours").ShouldBe("0 100 10");
        rows["station-vip"].TryGetProperty("mtbfHours", out _).ShouldBeFalse();
        Line(report.GetProperty("total"), "availabilityPercent", "mtbfHours", "assetHours")
            .ShouldBe("88.42105 9.33 31.67");
    }

    [Theory]
    [InlineData("groupBy=contractorCode")]
    [InlineData("groupBy=month,lot")]
    [InlineData("groupBy=severity")]
    [InlineData("groupBy=workKind")]
    [InlineData("severity=major")]
    [InlineData("workKind=repair&groupBy=region")]
    [InlineData("contractor=alpha")]
    public async Task Availability_WhereAssetsHaveNoSuchWord_IsAbsent(string query)
    {
        var report = await ReadAsync(
            "reliability?" + query.Replace("alpha", SlaHost.Alpha.ContractorId.ToString(), StringComparison.Ordinal));
        foreach (var row in report.GetProperty("rows").EnumerateArray().Append(report.GetProperty("total")))
        {
            row.GetProperty("orders").GetInt64().ShouldBeGreaterThan(0);
            foreach (var figure in new[] { "availabilityPercent", "mtbfHours", "assetHours" })
            {
                row.TryGetProperty(figure, out _).ShouldBeFalse(figure);
            }
        }
    }

    // February: 150 km. 150 / 1000 x 16.5 h / 12 = 0.20625 h, x 11 / 12 = 0.1375; 150 / 1000 x 3 / 12 = 0.0375 times,
    // x 2 / 12 = 0.025. 160 minutes are 2.67 h, over 150 km 17.78 of 1000 km. March: the 30 km handed over count.
    [Fact]
    public async Task Interruption_ByMonth_IsHeldAgainstTheQuotaOfItsKilometres()
    {
        var rows = await RowsAsync("interruption?groupBy=month");
        Quota(rows["2024-02"]).ShouldBe("150 2 2.67 0.21 0.14 0.04 0.03 17.78");
        Quota(rows["2024-03"]).ShouldBe("180 1 1 0.25 0.17 0.05 0.03 5.56");
        rows["2024-02"].GetProperty("withinNorm").GetBoolean().ShouldBeFalse();
    }

    // Quotas of months add up, kilometres are their mean: 0.20625 + 0.2475 h; 220 minutes over 165 km.
    [Fact]
    public async Task Interruption_OfMonths_AddsQuotasUp()
    {
        var report = await ReadAsync("interruption?groupBy=county");
        Quota(report.GetProperty("total")).ShouldBe("165 3 3.67 0.45 0.3 0.08 0.06 22.22");
        var idle = Rows(report)["Minhang"];
        Line(idle, "interruptions", "hours").ShouldBe("0 0");
        idle.GetProperty("withinNorm").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData("reliability?groupBy=month,assetClass")]
    [InlineData("reliability?groupBy=contractorCode,severity")]
    [InlineData("reliability?groupBy=")]
    [InlineData("interruption?groupBy=month,county")]
    [InlineData("interruption?groupBy=")]
    public async Task Report_InAFile_HoldsTheNumbersOfTheScreen(string query)
    {
        var report = await ReadAsync(query);
        string[][] screen =
        [
            .. report.GetProperty("groupBy").GetArrayLength() == 0
                ? [] : report.GetProperty("rows").EnumerateArray().Select(Numbers),
            Numbers(report.GetProperty("total")),
        ];
        foreach (var lines in new[]
        {
            await ReportFiles.CsvAsync(fixture.Host, Tenant, $"/api/v1/sla/{query}&format=csv"),
            await ReportFiles.WorkbookAsync(fixture.Host, Tenant, $"/api/v1/sla/{query}&format=xlsx"),
        })
        {
            lines.Skip(1).Select(l => l.Where(IsNumber).Select(Plain).ToArray()).ShouldBe(screen);
        }
    }

    private static string Quota(JsonElement row) => Line(
        row, "cableKm", "interruptions", "hours", "normHours", "challengeHours", "normTimes", "challengeTimes",
        "hoursPer1000Km");

    private static string Line(JsonElement row, params string[] figures) =>
        string.Join(' ', figures.Select(f => Plain(row.GetProperty(f).GetRawText())));

    // In the order of the answer, which is the order of the columns.
    private static string[] Numbers(JsonElement row) =>
    [
        .. row.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Number)
            .Select(p => Plain(p.Value.GetRawText())),
    ];

    private static bool IsNumber(string cell) =>
        decimal.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static string Plain(string number) =>
        decimal.Parse(number, CultureInfo.InvariantCulture).ToString("0.#####", CultureInfo.InvariantCulture);

    private static Dictionary<string, JsonElement> Rows(JsonElement report) =>
        report.GetProperty("rows").EnumerateArray().ToDictionary(
            r => string.Join(' ', r.GetProperty("group").EnumerateObject().Select(p => p.Value.GetString())));

    private async Task<Dictionary<string, JsonElement>> RowsAsync(string query) => Rows(await ReadAsync(query));

    private Task<JsonElement> ReadAsync(string query) => fixture.Host.ReadAsync(Tenant, "/api/v1/sla/" + query);

    /// <summary>
    /// Two segments and a station from minute 0 on, a third segment from minute 500, in March, on; three orders of one
    /// segment that count, one of the customer's doing; now is minute 600.
    /// </summary>
    public sealed class Fixture : IAsyncLifetime
    {
        public SlaHost Host { get; } = new();

        public async Task InitializeAsync()
        {
            await Host.InitializeAsync();
            await RegisterAsync("SEG-1", "local-backbone", "Pudong", 100);
            await RegisterAsync("SEG-2", "local-backbone", "Pudong", 50);
            await RegisterAsync("ST-1", "station-vip", "Minhang", null);
            await Host.CreateAsync(Tenant, "first", SlaHost.Alpha, 0);
            await ToAsync(10, SlaHost.Alpha, "first");
            await EndAsync(100, SlaHost.Alpha, Attributions.ContractorScope, "first");
            await Host.ToMinuteAsync(110);
            await Host.CreateAsync(Tenant, "second", SlaHost.Beta, 105);
            await Host.CreateAsync(Tenant, "theirs", SlaHost.Beta, 105);
            await ToAsync(130, SlaHost.Beta, "second", "theirs");
            await EndAsync(165, SlaHost.Beta, Attributions.ContractorScope, "second");
            await EndAsync(165, SlaHost.Beta, Attributions.Customer, "theirs");
            await Host.ToMinuteAsync(500);
            await RegisterAsync("SEG-3", "local-backbone", "Minhang", 30);
            await Host.CreateAsync(Tenant, "march", SlaHost.Alpha, 490);
            await ToAsync(510, SlaHost.Alpha, "march");
            await EndAsync(550, SlaHost.Alpha, Attributions.ContractorScope, "march");
            await Host.ToMinuteAsync(600);
        }

        public Task DisposeAsync() => Host.DisposeAsync();

        private async Task RegisterAsync(string code, string assetClass, string county, decimal? km) =>
            (await Host.PostAsync(
                "/api/v1/assets",
                new
                {
                    code, name = code, assetClass, areaClass = "U", region = "Shanghai", county,
                    line = km is { } sheath ? new { sheathKm = sheath } : null,
                    station = km is null ? new { batteryMinutes = 180 } : null,
                },
                "register-" + code, ("X-Tenant", Tenant))).StatusCode.ShouldBe(HttpStatusCode.Created);

        private async Task ToAsync(int minute, Assignee lead, params string[] accepted)
        {
            await Host.ToMinuteAsync(minute);
            foreach (var order in accepted)
            {
                await Host.AcceptAsync(Tenant, order, lead);
            }
        }

        private async Task EndAsync(int minute, Assignee lead, string attribution, string order)
        {
            await Host.ToMinuteAsync(minute);
            await Host.RestoreAsync(Tenant, order, lead);
            await Host.ArchiveAsync(Tenant, order, lead, attribution);
        }
    }
}
