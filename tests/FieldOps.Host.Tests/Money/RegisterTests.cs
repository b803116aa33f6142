using System.Net;
using FieldOps.Host.Tests.Edge;

namespace FieldOps.Host.Tests.Money;

public sealed class RegisterTests(MoneyHost host) : IClassFixture<MoneyHost>
{
    private static readonly (string, string)[] s_head = [("X-Role", "department-head"), ("X-Actor", "head")];

    // A suspension is the head's to lay and to lift; a listing and an exit are nobody's to write down.
    [Fact]
    public async Task Standing_IsChangedByWhoMayDoWhatItMeans()
    {
        var code = await host.ContractorAsync("STAND");
        await (await ChangeAsync(code, "restricted")).ShouldBeProblemAsync(
            HttpStatusCode.Forbidden, "actor.role-not-allowed");
        (await ChangeAsync(code, "restricted", s_head)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await ChangeAsync(code, "active")).ShouldBeProblemAsync(
            HttpStatusCode.Forbidden, "actor.role-not-allowed");
        (await ChangeAsync(code, "active", s_head)).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var to in new[] { "blacklisted", "exited" })
        {
            var problem = await (await ChangeAsync(code, to, s_head)).ShouldBeProblemAsync(
                HttpStatusCode.Conflict, "contractor.standing-not-by-hand");
            problem.GetProperty("titleZh").GetString()!.ShouldContain("状态");
            await (await ChangeAsync(code, to)).ShouldBeProblemAsync(
                HttpStatusCode.Conflict, "contractor.standing-not-by-hand");
        }
    }

    private Task<HttpResponseMessage> ChangeAsync(string code, string to, params (string, string)[] headers) =>
        host.SendAsync(
            HttpMethod.Post, $"/api/v1/contractors/{code}:change-standing", new { to, reason = "x" }, headers);

    [Fact]
    public async Task Contractor_RegisteredAmendedAndRestricted_IsListedAsItStands()
    {
        var code = await host.ContractorAsync("REG");
        (await host.SendAsync(
            HttpMethod.Put, $"/api/v1/contractors/{code}", new { kind = "contractor", nameZh = "乙", nameEn = "B" },
            ("If-Match", "\"1\""))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.SendAsync(
            HttpMethod.Post, $"/api/v1/contractors/{code}:change-standing",
            new { to = "restricted", reason = "two months C" }, s_head)).StatusCode.ShouldBe(HttpStatusCode.OK);

        var page = await host.ReadAsync("/api/v1/contractors?limit=500");

        var row = page.GetProperty("items").EnumerateArray().Single(i => i.GetProperty("code").GetString() == code);
        row.GetProperty("nameEn").GetString().ShouldBe("B");
        row.GetProperty("standing").GetString().ShouldBe("restricted");
        var one = await host.ReadAsync($"/api/v1/contractors/{code}");
        one.GetRawText().ShouldBe(row.GetRawText());
    }

    [Fact]
    public async Task Contractor_OfAnotherKind_IsRefusedInBothLanguages()
    {
        var code = await host.ContractorAsync("KIND");
        var answer = await host.SendAsync(
            HttpMethod.Put, $"/api/v1/contractors/{code}", new { kind = "in-house", nameZh = "乙", nameEn = "B" },
            ("If-Match", "\"1\""));
        var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.Conflict, "contractor.already-registered");
        problem.GetProperty("titleZh").GetString()!.ShouldContain("编码");
    }

    [Fact]
    public async Task Batch_GivesEachItemItsOwnOutcome()
    {
        var items = new[]
        {
            new { code = "BATCH-1", kind = "contractor", nameZh = "一", nameEn = "One" },
            new { code = "not a code", kind = "contractor", nameZh = "二", nameEn = "Two" },
            new { code = "BATCH-1", kind = "contractor", nameZh = "一", nameEn = "One" },
        };
        var response = await host.SendAsync(HttpMethod.Post, "/api/v1/contractors:batch", new { items });
        var answer = await response.JsonAsync();
        answer.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("outcome").GetString())
            .ShouldBe(["accepted", "refused", "accepted"]);
        answer.GetProperty("items")[1].GetProperty("code").GetString().ShouldBe("contractor.code-invalid");
    }

    [Fact]
    public async Task Lot_NullInAList_IsABodyFaultWithItsPath()
    {
        var terms = new { items = new object?[] { null } };
        var answer = await host.SendAsync(HttpMethod.Post, "/api/v1/lots:batch", terms);
        await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "body.invalid");
    }

    [Fact]
    public async Task Lot_OfAnUnknownContractor_IsRefused()
    {
        var answer = await host.SendAsync(
            HttpMethod.Post, "/api/v1/lots",
            new { code = "GHOST", terms = MoneyHost.Terms("ghost", 1m, ("NOBODY", 100m)) });
        await answer.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "contract-lot.contractor-unknown");
    }

    [Fact]
    public async Task Lot_OverAnother_IsRefused_AlsoInOneBatch()
    {
        var code = await host.ContractorAsync("OVER");
        var items = new[]
        {
            new { code = "OVER-A", terms = MoneyHost.Terms("over", 1m, (code, 100m)) },
            new { code = "OVER-B", terms = MoneyHost.Terms("over", 1m, (code, 100m)) },
        };
        var batch = await (await host.SendAsync(HttpMethod.Post, "/api/v1/lots:batch", new { items })).JsonAsync();
        batch.GetProperty("items")[1].GetProperty("code").GetString().ShouldBe("contract-lot.overlapping");

        var alone = await host.SendAsync(HttpMethod.Post, "/api/v1/lots", items[1]);
        var problem = await alone.ShouldBeProblemAsync(HttpStatusCode.Conflict, "contract-lot.overlapping");
        problem.GetRawText().ShouldContain("OVER-A");
    }

    [Fact]
    public async Task Contractor_SeesItself_AndOnlyItsOwnShareOfALot()
    {
        var own = await host.ContractorAsync("SEES");
        var other = await host.ContractorAsync("HIDDEN");
        var shared = await host.LotAsync(100m, (own, 33.33m), (other, 66.67m));
        var foreign = await host.LotAsync(100m, (other, 100m));
        var me = MoneyHost.Finance(own);

        var contractors = await host.ReadAsync("/api/v1/contractors", me);
        contractors.GetProperty("items").EnumerateArray().ShouldHaveSingleItem()
            .GetProperty("code").GetString().ShouldBe(own);
        (await host.GetAsync($"/api/v1/contractors/{other}", me)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await host.GetAsync($"/api/v1/lots/{foreign}", me)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var lots = await host.ReadAsync("/api/v1/lots", me);
        var lot = lots.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        lot.GetProperty("code").GetString().ShouldBe(shared);
        lot.TryGetProperty("monthlyFeeCny", out _).ShouldBeFalse();
        lot.GetProperty("shares").EnumerateArray().ShouldHaveSingleItem()
            .GetProperty("monthlyFeeCny").GetDecimal().ShouldBe(33.33m);
    }

    [Fact]
    public async Task Contractor_MayNotChangeTheRegister()
    {
        var own = await host.ContractorAsync("SELF");
        var answer = await host.SendAsync(
            HttpMethod.Post, $"/api/v1/contractors/{own}:change-standing", new { to = "exited", reason = "x" },
            MoneyHost.Finance(own));
        await answer.ShouldBeProblemAsync(HttpStatusCode.Forbidden, "actor.role-not-allowed");
    }
}
