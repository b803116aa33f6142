using System.Net;
using System.Text.Json;
using FieldOps.Host.Tests.Edge;
using static FieldOps.Host.Tests.Money.MoneyHost;

namespace FieldOps.Host.Tests.Money;

/// <summary>Contracts over HTTP, in February 2024.</summary>
public sealed class ContractHttpTests(MoneyHost host) : IClassFixture<MoneyHost>
{
    private static readonly (string, string)[] s_head = [("X-Role", "department-head"), ("X-Actor", "head")];

    internal static readonly string[] Clauses =
    [
        "services", "rights-and-duties", "commercial-model", "assessment-and-penalty", "audit-rule", "settlement",
        "liability", "exit", "intellectual-property", "information-security", "confidentiality", "customer-service",
    ];

    [Fact]
    public async Task Contract_WithAClauseMissing_ListsIt_AndTakesEffectOnceBothSidesSigned()
    {
        var contractor = await host.ContractorAsync("SIGN");
        var lot = await host.LotAsync(1_000m, (contractor, 100m));
        var code = $"HT-{contractor}";
        await host.OkAsync(HttpMethod.Post, "/contracts", new { code, terms = Terms(contractor, lot, Clauses[1..]) });
        var problem = await host.RefusedAsync(
            $"/contracts/{code}:sign", null, HttpStatusCode.Conflict, "contract.incomplete", s_head);
        problem.GetProperty("facts").GetProperty("clauses").GetString().ShouldBe("services");
        var checklist = await host.ReadAsync($"/api/v1/contracts/{code}/checklist", Finance(contractor));
        checklist.GetProperty("complete").GetBoolean().ShouldBeFalse();
        checklist.GetProperty("lines").GetArrayLength().ShouldBe(19);

        await host.OkAsync(
            HttpMethod.Put, $"/contracts/{code}", Terms(contractor, lot, Clauses), ("If-Match", "\"1\""));
        await host.OkAsync(HttpMethod.Post, $"/contracts/{code}:sign", null, s_head);
        var signed = await host.OkAsync(HttpMethod.Post, $"/contracts/{code}:sign", null, Finance(contractor));
        signed.GetProperty("status").GetString().ShouldBe("effective");
        var listed = await host.ReadAsync(
            $"/api/v1/contracts?contractor={contractor}&status=effective&endingBefore=2025-02-01T00:00:00Z");
        listed.GetProperty("items").EnumerateArray().ShouldHaveSingleItem()
            .GetProperty("reviewAt").GetString()!.ShouldStartWith("2024-09-30T16:00:00");
        (await host.ReadAsync($"/api/v1/contracts/{code}/history")).GetProperty("items").EnumerateArray()
            .Select(i => i.GetProperty("event").GetString()).ShouldBe(
            [
                "contract.drafted.v1", "contract.draft-amended.v1", "contract.signed.v1", "contract.signed.v1",
                "contract.took-effect.v1",
            ]);
    }

    [Fact]
    public async Task Contract_OverAnothersLot_OrTheSameLotTwice_IsRefused()
    {
        var contractor = await host.ContractorAsync("HOLDS");
        var other = await host.ContractorAsync("WANTS");
        var lot = await host.LotAsync(1_000m, (contractor, 100m));
        await host.RefusedAsync(
            "/contracts", new { code = $"HT-{other}", terms = Terms(other, lot, Clauses) }, HttpStatusCode.Conflict,
            "contract.lot-not-held");
        await host.OkAsync(
            HttpMethod.Post, "/contracts",
            new { code = $"HT-{contractor}", terms = Terms(contractor, lot, Clauses) });
        await host.OkAsync(HttpMethod.Post, $"/contracts/HT-{contractor}:sign", null, s_head);
        var twice = await host.RefusedAsync(
            "/contracts", new { code = $"HT2-{contractor}", terms = Terms(contractor, lot, Clauses) },
            HttpStatusCode.Conflict, "contract.lot-overlapping");
        twice.GetProperty("facts").GetProperty("other").GetString().ShouldBe($"HT-{contractor}");
        (await host.GetAsync($"/api/v1/contracts/HT-{contractor}", Finance(other))).StatusCode
            .ShouldBe(HttpStatusCode.NotFound);
    }

    // A month is scored by one scheme: two contracts that name different ones would leave nobody to say which.
    [Fact]
    public async Task Contracts_OfOneTime_AgreeOnOneScheme()
    {
        var contractor = await host.ContractorAsync("TWO");
        var (one, two) = (
            await host.LotAsync(1_000m, (contractor, 100m)), await host.LotAsync(1_000m, (contractor, 100m)));
        await host.AgreeAsync(contractor, one, "seed-3");
        var second = new { code = $"HT2-{contractor}", terms = Terms(contractor, two, Clauses) };
        var facts = (await host.RefusedAsync("/contracts", second, HttpStatusCode.Conflict, "contract.scheme-differs"))
            .GetProperty("facts");
        (facts.GetProperty("scheme").GetString(), facts.GetProperty("agreed").GetString())
            .ShouldBe(("line-station", "seed-3"));
        await host.OkAsync(
            HttpMethod.Post, "/contracts",
            second with { terms = Terms(contractor, two, Clauses, scheme: "seed-3") });
    }

    [Fact]
    public async Task Amendment_HoldsOnceTheOtherSideAgrees()
    {
        var contractor = await host.ContractorAsync("AMEND");
        var lot = await host.LotAsync(1_000m, (contractor, 100m));
        var code = $"HT-{contractor}";
        await host.OkAsync(HttpMethod.Post, "/contracts", new { code, terms = Terms(contractor, lot, Clauses) });
        await host.OkAsync(HttpMethod.Post, $"/contracts/{code}:sign", null, s_head);
        await host.OkAsync(HttpMethod.Post, $"/contracts/{code}:sign", null, Finance(contractor));
        var shorter = Terms(contractor, lot, Clauses, "2024-12-01T00:00:00+08:00");
        await host.OkAsync(
            HttpMethod.Post, $"/contracts/{code}:propose-amendment", new { terms = shorter, reason = "sold" },
            Finance(contractor));
        await host.RefusedAsync(
            $"/contracts/{code}:answer-amendment", new { agreed = true }, HttpStatusCode.Conflict,
            "contract.own-proposal", Finance(contractor));
        var agreed = await host.OkAsync(
            HttpMethod.Post, $"/contracts/{code}:answer-amendment", new { agreed = true }, s_head);
        agreed.GetProperty("ends").GetProperty("endsAt").GetString()!.ShouldStartWith("2024-11-30T16:00:00");
        await host.RefusedAsync(
            $"/contracts/{code}:propose-amendment",
            new { terms = Terms(contractor, lot, Clauses, "2027-01-01T00:00:00+08:00"), reason = "longer" },
            HttpStatusCode.Conflict, "contract.renewal-needed", Finance(contractor));
    }

    internal static object Terms(
        string contractor, string lot, string[] clauses, string until = "2025-01-01T00:00:00+08:00",
        string priceList = "line-prices", string from = "2024-01-01T00:00:00+08:00",
        string? scheme = null) => new
    {
        nameZh = "代维合同",
        nameEn = "Contract",
        contractor,
        service = "after-sale",
        mode = "whole",
        lots = new[] { lot },
        priceList,
        scheme,
        from,
        until,
        customerContractUntil = "2026-01-01T00:00:00+08:00",
        clauses = clauses.ToDictionary(c => c, c => "§ " + c),
        papers = new Dictionary<string, string> { ["security-commitment"] = "doc 1", ["integrity"] = "doc 2" },
        interfaces = new[] { "process", "customer", "maintenance", "support", "production-organisation" }
            .ToDictionary(i => i, i => "doc " + i),
    };
}
