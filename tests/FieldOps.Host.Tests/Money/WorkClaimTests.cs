using System.Net;
using FieldOps.Host.Tests.Edge;

namespace FieldOps.Host.Tests.Money;

/// <summary>What two contractors may not both be paid (domain reference, 7.6 models 3 and 4).</summary>
public sealed class WorkClaimTests(MoneyHost host) : IClassFixture<MoneyHost>
{
    [Fact]
    public async Task Project_SharedByPartnersAndMonths_ComesToItsWholeAtMost()
    {
        var (code, other) = (await host.ContractorAsync("PART"), await host.ContractorAsync("PARTNER"));
        var first = await RecordAsync(code, "2024-01", Project(60));
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        // Another kind of the same project in the same month pays once with the first.
        (await RecordAsync(code, "2024-01", Project(60, "private-line"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var (who, month) in new[] { (other, "2024-01"), (code, "2024-02") })
        {
            var refused = await RecordAsync(who, month, Project(41));
            await refused.ShouldBeProblemAsync(HttpStatusCode.Conflict, "settlement.project-shared-out");
            (await refused.Content.ReadAsStringAsync()).ShouldContain("40 % are left");
        }

        (await RecordAsync(other, "2024-01", Project(40))).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await RecordAsync(code, "2024-02", Project(1)))
            .ShouldBeProblemAsync(HttpStatusCode.Conflict, "settlement.project-shared-out");

        // What is taken back leaves its part to others.
        var work = (await host.ReadAsync($"/api/v1/months/{other}/2024-01/works"))[0].GetProperty("workId").GetGuid();
        (await host.SendAsync(
            HttpMethod.Post, $"/api/v1/months/{other}/2024-01/works/{work}:withdraw", new { reason = "typo" }))
            .StatusCode.ShouldBe(HttpStatusCode.OK);
        (await RecordAsync(code, "2024-02", Project(1))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Cable_InAnothersCare_IsRefused_InThatMonthAlone()
    {
        var (code, other) = (await host.ContractorAsync("CARE"), await host.ContractorAsync("CARER"));
        (await RecordAsync(code, "2024-01", Cable())).StatusCode.ShouldBe(HttpStatusCode.OK);
        var refused = await RecordAsync(other, "2024-01", Cable());
        await refused.ShouldBeProblemAsync(HttpStatusCode.Conflict, "settlement.cable-elsewhere");
        (await refused.Content.ReadAsStringAsync()).ShouldContain(code);
        (await RecordAsync(other, "2024-02", Cable())).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static object Project(decimal percent, string kind = "solution") => new
    {
        terms = "line-prices", evidence = "x",
        project = new
        {
            projectCode = "P-1", level = "B", kind, course = "delivered", contractCny = 1_000m,
            workloadPercent = percent,
        },
    };

    private static object Cable()
    {
        var cables = new[] { new { code = "claimed", level = "backbone", km = 10, handedOver = "2020-01-01" } };
        return new { terms = "line-prices", evidence = "x", cables = new { cables } };
    }

    private Task<HttpResponseMessage> RecordAsync(string code, string month, object work) =>
        host.SendAsync(HttpMethod.Post, $"/api/v1/months/{code}/{month}/works", work);
}
