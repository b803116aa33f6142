using System.IO.Compression;
using System.Net;
using System.Text;
using System.Xml.Linq;
using FieldOps.Host.Tests.Edge;
using static FieldOps.Host.Tests.Money.MoneyHost;

namespace FieldOps.Host.Tests.Money;

public sealed class PaperTests(MoneyHost host) : IClassFixture<MoneyHost>
{
    [Fact]
    public async Task Works_ReachTheStatement_AndEveryPaperAddsUp()
    {
        var code = await MonthAsync("PAPER");

        var statement = await host.ReadAsync($"/api/v1/months/{code}/2024-01/statement");

        // 120,000 x 100/100 + 207,000 for the cables - 600 for two missing guards.
        statement.GetProperty("totalCny").GetDecimal().ShouldBe(326_400m);
        statement.GetProperty("items").EnumerateArray().Sum(i => i.GetProperty("amountCny").GetDecimal())
            .ShouldBe(206_400m);
        var html = await TextAsync(code, "paper");
        html.ShouldContain("326400.00");
        var csv = await TextAsync(code, "paper?format=csv");
        csv.Split("\r\n").Count(l => l.StartsWith("settlement,", StringComparison.Ordinal)).ShouldBe(5);
        var letter = await TextAsync(code, "confirmation-letter");
        letter.ShouldContain("trunk-1");
        letter.ShouldContain("&lt;script&gt;");
        letter.ShouldNotContain("<script>");
        SumOf(await BytesAsync(code, "paper?format=xlsx")).ShouldBe(2 * 326_400m);
        (await BytesAsync(code, "paper?format=xlsx")).ShouldBe(await BytesAsync(code, "paper?format=xlsx"));
        (await host.GetAsync($"/api/v1/months/{code}/2024-01/paper?format=pdf"))
            .StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Works_ThatAreNone_AreRefusedWithTheirCodes()
    {
        (await host.ReadAsync("/api/v1/settlement-terms"))[0].GetProperty("id").GetString().ShouldBe("line-prices");
        (await host.ReadAsync("/api/v1/composites")).GetArrayLength().ShouldBe(4);
        var code = await host.ContractorAsync("WRONG");
        await (await WorkAsync(code, new { terms = "line-prices", evidence = "x" })).ShouldBeProblemAsync(
            HttpStatusCode.UnprocessableEntity, "settlement.work-ambiguous");
        await (await WorkAsync(code, new { terms = "none", evidence = "x", fine = new { code = "hook" } }))
            .ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "settlement.terms-unknown");
        await (await WorkAsync(code, new { terms = "line-prices", evidence = "x", fine = new { code = "nose" } }))
            .ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "settlement.price-unknown");
        var negative = new { terms = "line-prices", evidence = "x", audit = new { code = "J", amountCny = -1 } };
        await (await WorkAsync(code, negative)).ShouldBeProblemAsync(
            HttpStatusCode.UnprocessableEntity, "contractor-month.work-invalid");
        (await WorkAsync(code, negative, Finance(code))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Papers_AreTheContractorsOwn()
    {
        var code = await MonthAsync("OWN");
        var other = await host.ContractorAsync("NOSY");
        string[] doors =
        [
            $"/api/v1/quarters/{code}/2024-Q1", $"/api/v1/months/{code}/2024-01/paper",
            $"/api/v1/months/{code}/2024-01/confirmation-letter", $"/api/v1/months/{code}/2024-01/works",
            $"/api/v1/months/{code}/2024-01/records",
        ];
        foreach (var door in doors)
        {
            (await host.GetAsync(door, Finance(other))).StatusCode.ShouldBe(HttpStatusCode.NotFound, door);
            (await host.GetAsync(door, Finance(code))).StatusCode.ShouldBe(HttpStatusCode.OK, door);
        }
    }

    private async Task<string> MonthAsync(string name)
    {
        var code = await host.ContractorAsync(name);
        await host.LotAsync(120_000m, (code, 100m));
        await host.OrdersAsync(code, 20, 0);
        var guards = new { code = "no-guard", count = 2 };
        var fine = new { terms = "line-prices", evidence = "<script>alert(1)</script>", fine = guards };
        (await WorkAsync(code, fine)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var cables = new[]
        {
            new { code = "trunk-1-" + code, level = "backbone", km = 1400, handedOver = "2020-01-01" },
        };
        (await WorkAsync(code, new { terms = "line-prices", evidence = "list 7", cables = new { cables } }))
            .StatusCode.ShouldBe(HttpStatusCode.OK);
        await host.StepAsync(code, "freeze");
        (await host.StepAsync(code, "compute")).StatusCode.ShouldBe(HttpStatusCode.OK);
        return code;
    }

    private Task<HttpResponseMessage> WorkAsync(string code, object work, params (string, string)[] headers) =>
        host.SendAsync(HttpMethod.Post, $"/api/v1/months/{code}/2024-01/works", work, headers);

    private async Task<string> TextAsync(string code, string paper) =>
        Encoding.UTF8.GetString(await BytesAsync(code, paper));

    private async Task<byte[]> BytesAsync(string code, string paper)
    {
        var answer = await host.GetAsync($"/api/v1/months/{code}/2024-01/{paper}");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    /// <summary>All figures of the first sheet: the rows and their total.</summary>
    private static decimal SumOf(byte[] workbook)
    {
        using var package = new ZipArchive(new MemoryStream(workbook));
        foreach (var entry in package.Entries)
        {
            using var part = entry.Open();
            XDocument.Load(part).Root.ShouldNotBeNull(entry.FullName);
        }

        using var sheet = package.GetEntry("xl/worksheets/sheet1.xml")!.Open();
        return XDocument.Load(sheet).Descendants().Where(e => e.Name.LocalName == "v")
            .Sum(v => decimal.Parse(v.Value, System.Globalization.CultureInfo.InvariantCulture));
    }
}
