using System.Net;
using System.Text.Json;
using FieldOps.Host.Tests.Edge;
using static FieldOps.Host.Tests.Money.MoneyHost;

namespace FieldOps.Host.Tests.Money;

/// <summary>Closing concerns every contractor of the tenant: on a host of its own.</summary>
public sealed class LateFactsAtCloseTests(MoneyHost host) : IClassFixture<MoneyHost>
{
    private static readonly (string, string)[] s_head = [("X-Role", "department-head"), ("X-Actor", "head")];

    [Fact]
    public async Task CloseOfTheNextMonth_CorrectsWhatCameLateToFinalOnes_AndCarriesIt()
    {
        var (owes, open) = (await host.ContractorAsync("OWES"), await host.ContractorAsync("UNSIGNED"));
        await StepsAsync(owes, ("freeze", []), ("compute", []), ("confirm", Finance(owes)), ("approve", s_head),
            ("publish", []));
        await StepsAsync(open, ("freeze", []), ("compute", []));
        foreach (var code in new[] { owes, open })
        {
            (await FineAsync(code)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        (await FreshAsync(owes, open)).ShouldBe([$"{owes} 2023-12 1", $"{open} 2023-12 1"], ignoreOrder: true);

        var closed = (await CloseAsync()).ToDictionary(i => i.GetProperty("contractorCode").GetString()!);

        closed[owes].GetProperty("corrected").EnumerateArray().Select(m => m.GetString()).ShouldBe(["2023-12"]);
        closed[owes].GetProperty("view").GetProperty("totalCny").GetDecimal().ShouldBe(-150m);
        // A sheet that a side may still change is not corrected: it is shown until it is final, or opened again.
        closed[open].TryGetProperty("corrected", out _).ShouldBeFalse();
        (await FreshAsync(owes, open)).ShouldBe([$"{open} 2023-12 1"]);
        (await CloseAsync()).ShouldAllBe(i => i.GetProperty("view").GetProperty("sheetNumber").GetInt32() == 1);
        (await host.ReadAsync($"/api/v1/months/{owes}/2023-12/history")).GetProperty("corrections").GetArrayLength()
            .ShouldBe(1);
    }

    [Fact]
    public async Task Close_LeavesAMonthThatSomebodyWishesToOpenAgain_AndCorrectsNothingForNothing()
    {
        var (wished, same) = (await host.ContractorAsync("WISHED"), await host.ContractorAsync("SAME"));
        foreach (var code in new[] { wished, same })
        {
            await StepsAsync(code, ("freeze", []), ("compute", []), ("confirm", Finance(code)), ("approve", s_head),
                ("publish", []));
        }

        (await FineAsync(wished)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await SendAsync(wished, ":ask-reopening", new { reason = "the fee was wrong" }))
            .StatusCode.ShouldBe(HttpStatusCode.OK);
        (await SendAsync(same, "/marks", new
        {
            scheme = "daily-marks", rule = "marks/marks/marks/quality", points = 1, day = "2023-12-20",
            evidence = "a table of its own", late = true, reason = "written down in January",
        })).StatusCode.ShouldBe(HttpStatusCode.OK);

        var closed = (await CloseAsync()).ToDictionary(i => i.GetProperty("contractorCode").GetString()!);

        foreach (var code in new[] { wished, same })
        {
            closed[code].TryGetProperty("corrected", out _).ShouldBeFalse(code);
            (await host.ReadAsync($"/api/v1/months/{code}/2023-12/history")).GetProperty("corrections")
                .GetArrayLength().ShouldBe(0, code);
        }

        (await FreshAsync(wished, same)).ShouldBe([$"{wished} 2023-12 1"]);
        (await host.ReadAsync($"/api/v1/months/{wished}/2023-12/history")).TryGetProperty("reopening", out _)
            .ShouldBeTrue();

        // A wish that is declined holds nothing up any more.
        (await SendAsync(same, ":decline-reopening", new { reason = "nobody asked" }))
            .StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await SendAsync(wished, ":decline-reopening", new { reason = "the fee was right" }))
            .StatusCode.ShouldBe(HttpStatusCode.OK);
        await CloseAsync();
        var history = await host.ReadAsync($"/api/v1/months/{wished}/2023-12/history");
        history.GetProperty("corrections").GetArrayLength().ShouldBe(1);
        history.GetProperty("declined")[0].GetProperty("reason").GetString().ShouldBe("the fee was right");
        history.GetProperty("declined")[0].GetProperty("wish").GetProperty("reason").GetString()
            .ShouldBe("the fee was wrong");
    }

    private async Task<IEnumerable<string>> FreshAsync(params string[] codes) =>
        (await host.ReadAsync("/api/v1/months?freshLate=true")).GetProperty("items").EnumerateArray()
            .Where(i => codes.Contains(i.GetProperty("contractorCode").GetString())).Select(i =>
            $"{i.GetProperty("contractorCode").GetString()} {i.GetProperty("month").GetString()} "
                + $"{i.GetProperty("freshLateFacts").GetInt32()}");

    private async Task<JsonElement[]> CloseAsync()
    {
        var answer = await host.SendAsync(HttpMethod.Post, "/api/v1/months:close", new { month = "2024-01" });
        var items = (await answer.JsonAsync()).GetProperty("items").EnumerateArray().ToArray();
        items.ShouldAllBe(i => i.GetProperty("outcome").GetString() == "accepted");
        return [.. items.Select(i => i.GetProperty("value"))];
    }

    private Task<HttpResponseMessage> FineAsync(string code) => SendAsync(code, "/works", new
    {
        terms = "line-prices", evidence = "photo", fine = new { code = "hook", count = 3 }, late = true,
        reason = "the photo came in February",
    });

    private Task<HttpResponseMessage> SendAsync(string code, string path, object body) =>
        host.SendAsync(HttpMethod.Post, $"/api/v1/months/{code}/2023-12{path}", body);

    private async Task StepsAsync(string code, params (string Step, (string, string)[] By)[] steps)
    {
        foreach (var (step, by) in steps)
        {
            (await host.SendAsync(HttpMethod.Post, $"/api/v1/months/{code}/2023-12:{step}", null, by))
                .StatusCode.ShouldBe(HttpStatusCode.OK, step);
        }
    }
}
