using System.Net;
using System.Text.Json;
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
        static object Item(string code, string name, string? organisation) =>
            new { code, kind = "contractor", nameZh = name, nameEn = name, organisation };
        object[] items =
        [
            Item("BATCH-1", "一", "BATCH1"), Item("not a code", "二", "TWO"), Item("BATCH-1", "一", "BATCH1"),
            Item("BATCH-2", "三", null),
        ];
        var response = await host.SendAsync(HttpMethod.Post, "/api/v1/contractors:batch", new { items });
        var answer = await response.JsonAsync();
        answer.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("outcome").GetString())
            .ShouldBe(["accepted", "refused", "accepted", "refused"]);
        answer.GetProperty("items")[1].GetProperty("code").GetString().ShouldBe("contractor.code-invalid");
        answer.GetProperty("items")[3].GetProperty("code").GetString().ShouldBe("contractor.organisation-required");
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

    // A company that is listed, or a contractor that is gone, is neither contracted nor paid.
    [Fact]
    public async Task WhoIsListed_GetsNeitherAShareNorAContract()
    {
        var code = await host.ContractorAsync("LISTED");
        var lot = await host.LotAsync(1_000m, (code, 100m));
        (await host.SendAsync(
            HttpMethod.Post, $"/api/v1/contractors/{code}:list-bad-credit",
            new { reason = "data leak", evidence = "case 7" }, s_head)).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var (path, body) in (IEnumerable<(string, object)>)
        [
            ("/api/v1/lots", new { code = lot + "-X", terms = MoneyHost.Terms(lot + "-X", 1m, (code, 100m)) }),
            ("/api/v1/contracts",
                new { code = "HT-" + code, terms = ContractHttpTests.Terms(code, lot, ContractHttpTests.Clauses) }),
        ])
        {
            var answer = await host.SendAsync(HttpMethod.Post, path, body);
            answer.StatusCode.ShouldBe(HttpStatusCode.Conflict, path);
            // Its entry follows the listing in its own time: either says it.
            (await answer.JsonAsync()).GetProperty("code").GetString()
                .ShouldBeOneOf("contractor.listed", "contractor.not-in-standing");
        }
    }

    [Fact]
    public async Task Lot_DatedBack_IsChangedByTwoPeople_AndNoMonthWithASheet()
    {
        var code = await host.ContractorAsync("BACK");
        var lot = await host.LotAsync(1_000m, (code, 100m));
        var dearer = MoneyHost.Terms(lot, 2_000m, (code, 100m));
        var put = await host.SendAsync(HttpMethod.Put, $"/api/v1/lots/{lot}", dearer, ("If-Match", "\"1\""));
        await put.ShouldBeProblemAsync(HttpStatusCode.Conflict, "contract-lot.backdated");
        var ask = new { terms = dearer, reason = "agreed on the phone" };
        (await host.SendAsync(HttpMethod.Post, $"/api/v1/lots/{lot}:ask-backdating", ask)).StatusCode
            .ShouldBe(HttpStatusCode.OK);
        var asked = await host.ReadAsync($"/api/v1/lots/{lot}");
        asked.GetProperty("monthlyFeeCny").GetDecimal().ShouldBe(1_000m);
        asked.GetProperty("backdating").GetProperty("reason").GetString().ShouldBe("agreed on the phone");
        (await host.SendAsync(HttpMethod.Post, $"/api/v1/lots/{lot}:approve-backdating", null, s_head)).StatusCode
            .ShouldBe(HttpStatusCode.OK);
        (await host.ReadAsync($"/api/v1/lots/{lot}")).GetProperty("monthlyFeeCny").GetDecimal().ShouldBe(2_000m);

        await host.OrdersAsync(code, 1, 0);
        await host.StepAsync(code, "freeze");
        await host.StepAsync(code, "compute");
        var close = new { closedFrom = "2024-01-20T00:00:00+08:00", reason = "never worked" };
        foreach (var step in new[] { "close", "ask-backdating" })
        {
            await (await host.SendAsync(HttpMethod.Post, $"/api/v1/lots/{lot}:{step}", close))
                .ShouldBeProblemAsync(HttpStatusCode.Conflict, "contract-lot.month-computed");
        }

        var other = new { code = lot + "-B", terms = MoneyHost.Terms(lot + "-B", 9_000m, (code, 100m)) };
        await (await host.SendAsync(HttpMethod.Post, "/api/v1/lots", other))
            .ShouldBeProblemAsync(HttpStatusCode.Conflict, "contract-lot.month-computed");
    }

    // Opened again for a wrong fee, say: what it comes to is two people's.
    [Fact]
    public async Task Lot_OverAMonthThatIsFrozen_IsOpenedByTwoPeople()
    {
        var code = await host.ContractorAsync("FROZEN");
        await host.OrdersAsync(code, 1, 0);
        await host.StepAsync(code, "freeze");
        var lot = "LOT-" + code;
        var past = MoneyHost.Terms(lot, 9_000m, (code, 100m));
        var problem = await (await host.SendAsync(HttpMethod.Post, "/api/v1/lots", new { code = lot, terms = past }))
            .ShouldBeProblemAsync(HttpStatusCode.Conflict, "contract-lot.month-frozen");
        problem.GetProperty("facts").GetProperty("until").GetString()!.ShouldStartWith("2024-01-31T16:00:00");
        problem.GetProperty("titleZh").GetString()!.ShouldContain("冻结");

        var ahead = JsonSerializer.SerializeToNode(past)!;
        ahead["effectiveFrom"] = "2024-03-01T00:00:00+08:00";
        foreach (var (path, body, headers) in new (string, object?, (string, string)[])[]
        {
            ("", new { code = lot, terms = ahead }, []),
            ($"/{lot}:ask-backdating", new { terms = past, reason = "it worked in January" }, []),
            ($"/{lot}:approve-backdating", null, s_head),
        })
        {
            (await host.SendAsync(HttpMethod.Post, "/api/v1/lots" + path, body, headers)).IsSuccessStatusCode
                .ShouldBeTrue(path);
        }

        (await host.ReadAsync($"/api/v1/lots/{lot}")).GetProperty("effectiveFrom").GetString()!
            .ShouldStartWith("2023-12-31T16:00:00");
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
