using System.Net;
using System.Text.Json;
using FieldOps.Host.Tests.Edge;
using static FieldOps.Host.Tests.Money.MoneyHost;

namespace FieldOps.Host.Tests.Money;

/// <summary>What a year's results open and close: renewals, next year's lots; and the contract's price list.</summary>
public sealed class RenewalTests(MoneyHost host) : IClassFixture<MoneyHost>
{
    private static readonly (string, string)[] s_head = [("X-Role", "department-head"), ("X-Actor", "head")];

    [Fact]
    public async Task Renewal_NeedsTheReviewAndAGrade_AndTheContractorsConsent()
    {
        var (good, goodContract) = await ContractAsync("GOOD", bad: false);
        var offer = new { until = "2025-07-01T00:00:00+08:00", year = "2024" };
        await RefusedAsync($"/contracts/{goodContract}:offer-renewal", offer, "contract.review-missing", s_head);
        await OkAsync($"/contracts/{goodContract}:review", new { finding = "good work", renew = true });
        await RefusedAsync(
            $"/contracts/{goodContract}:offer-renewal", offer with { year = "2022" }, "contract.grade-missing", s_head);
        await OkAsync($"/contracts/{goodContract}:offer-renewal", offer, s_head);
        var renewed = await OkAsync(
            $"/contracts/{goodContract}:answer-amendment", new { agreed = true }, Finance(good));
        renewed.GetProperty("ends").GetProperty("endsAt").GetString()!.ShouldStartWith("2025-06-30T16:00:00");

        var (_, badContract) = await ContractAsync("POOR", bad: true);
        await OkAsync($"/contracts/{badContract}:review", new { finding = "poor work", renew = false });
        var problem = await RefusedAsync(
            $"/contracts/{badContract}:offer-renewal", offer, "contract.grade-too-low", s_head);
        problem.GetProperty("facts").GetProperty("needed").GetString().ShouldBe("B");
    }

    [Fact]
    public async Task Works_AreSettledByTheContractsPriceList()
    {
        var (contractor, _) = await ContractAsync("PRICE", bad: false, month: null);
        var work = new { evidence = "photo", fine = new { code = "no-guard", count = 1 } };
        var view = await OkAsync($"/months/{contractor}/2024-02/works", work);
        view.ValueKind.ShouldBe(JsonValueKind.Object);
        var works = await host.ReadAsync($"/api/v1/months/{contractor}/2024-02/works");
        works[0].GetProperty("termsId").GetString().ShouldBe("line-prices");
        await RefusedAsync(
            $"/months/{contractor}/2024-02/works",
            new { evidence = "photo", terms = "other-prices", fine = new { code = "no-guard", count = 1 } },
            "settlement.price-list-not-agreed");
        var free = await host.ContractorAsync("FREE");
        var answer = await host.SendAsync(HttpMethod.Post, $"/api/v1/months/{free}/2024-02/works", work);
        await answer.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "settlement.price-list-not-named");
    }

    [Fact]
    public async Task NextYear_AdmitsByTheResults_AndLeavesThePastAlone()
    {
        var good = await host.ContractorAsync("STAYS");
        var bad = await host.ContractorAsync("GOES");
        var lot = await host.LotAsync(1_000m, (good, 60m), (bad, 40m));
        await GradedAsync(good, bad: false);
        await GradedAsync(bad, bad: true);
        var next = await OkAsync(
            $"/lots/{lot}:open-next-year", new { year = "2024", newCode = lot + "-2025" }, s_head);
        var terms = next.GetProperty("terms");
        terms.GetProperty("effectiveFrom").GetString()!.ShouldStartWith("2024-12-31T16:00:00");
        var share = terms.GetProperty("shares").EnumerateArray().ShouldHaveSingleItem();
        share.GetProperty("contractorCode").GetString().ShouldBe(good);
        share.GetProperty("sharePercent").GetDecimal().ShouldBe(100m);
        var old = await host.ReadAsync($"/api/v1/lots/{lot}");
        old.GetProperty("closedFrom").GetString()!.ShouldStartWith("2024-12-31T16:00:00");
        old.GetProperty("shares").GetArrayLength().ShouldBe(2);
        var again = await host.SendAsync(
            HttpMethod.Post, $"/api/v1/lots/{lot}:open-next-year", new { year = "2024", newCode = lot + "-X" });
        again.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private async Task<(string Contractor, string Contract)> ContractAsync(
        string name, bool bad, string? month = "2024-01")
    {
        var contractor = await host.ContractorAsync(name);
        var lot = await host.LotAsync(1_000m, (contractor, 100m));
        var code = $"HT-{contractor}";
        var terms = ContractHttpTests.Terms(contractor, lot, ContractHttpTests.Clauses);
        await OkAsync("/contracts", new { code, terms });
        await OkAsync($"/contracts/{code}:sign", null, s_head);
        await OkAsync($"/contracts/{code}:sign", null, Finance(contractor));
        if (month is not null)
        {
            await GradedAsync(contractor, bad);
        }

        return (contractor, code);
    }

    private async Task GradedAsync(string contractor, bool bad)
    {
        await host.OrdersAsync(contractor, 20, 0);
        if (bad)
        {
            await OkAsync(
                $"/months/{contractor}/2024-01/violations",
                new { @class = "class1", kind = "leak", evidence = "x", occurredAt = "2024-01-10T00:00:00Z" });
        }

        await host.StepAsync(contractor, "freeze");
        await host.StepAsync(contractor, "compute");
        await host.StepAsync(contractor, "confirm", Finance(contractor));
        await host.StepAsync(contractor, "approve", s_head);
        (await host.StepAsync(contractor, "publish")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<JsonElement> OkAsync(string path, object? body, params (string, string)[] headers)
    {
        var answer = await host.SendAsync(HttpMethod.Post, "/api/v1" + path, body, headers);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(path + ": " + text);
        return JsonDocument.Parse(text).RootElement;
    }

    private async Task<JsonElement> RefusedAsync(
        string path, object? body, string code, params (string, string)[] headers) =>
        await (await host.SendAsync(HttpMethod.Post, "/api/v1" + path, body, headers))
            .ShouldBeProblemAsync(HttpStatusCode.Conflict, code);
}
