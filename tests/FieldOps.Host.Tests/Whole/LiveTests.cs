using System.Net;
using FieldOps.Host.Tests.Edge;
using FieldOps.Platform.Live;
using FieldOps.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace FieldOps.Host.Tests.Whole;

/// <summary>Boards are pushed: a screen hears that rows have changed and reads them anew.</summary>
public sealed class LiveTests : WholeHost
{
    [Fact]
    public async Task Reader_OfABoard_IsToldWhichRowsChangedOnceTheyHave()
    {
        var lamp = Guid.Parse("00000000-0000-0000-0000-0000000000a1");
        using var board = await OpenAsync("?board=lamps");

        (await PostAsync($"/api/v1/lamps/{lamp}:watch", new { watts = 7 }, "k1")).EnsureSuccessStatusCode();

        var told = (await board.NextAsync()).Data;
        told.GetProperty("board").GetString().ShouldBe("lamps");
        told.GetProperty("entities")[0].GetProperty("id").GetGuid().ShouldBe(lamp);
        // The rows are there already: nobody has to wait for them.
        var total = await (await GetAsync("/api/v1/lamps/total")).JsonAsync();
        total.GetProperty("total").GetInt64().ShouldBe(7);
    }

    [Fact]
    public async Task Reader_OfAnotherCompany_IsToldNothing()
    {
        using var board = await OpenAsync("?board=lamps", ("X-Tenant", "other"));
        using var mine = await OpenAsync("?board=lamps");

        await PostAsync($"/api/v1/lamps/{Guid.Empty}:watch", new { watts = 7 }, "k1");
        await mine.NextAsync();
        await PostAsync($"/api/v1/lamps/{Guid.Empty}:watch", new { watts = 8 }, "k2", ("X-Tenant", "other"));

        (await board.NextAsync()).Id.ShouldBe("2");
    }

    [Fact]
    public async Task Reader_ThatComesBack_IsToldToLookAgain()
    {
        using var board = await OpenAsync("?board=lamps", ("Last-Event-ID", "0"));

        (await board.NextAsync()).Data.TryGetProperty("entities", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Reader_ThatLeaves_IsNotKept()
    {
        var boards = Services.GetRequiredService<LiveBoards>();
        var came = boards.AudienceChanged;
        var board = await OpenAsync("?board=lamps");
        await came.WaitAsync(TimeSpan.FromSeconds(30));
        boards.Tenants.ShouldBe(["default"]);

        var left = boards.AudienceChanged;
        board.Dispose();
        await left.WaitAsync(TimeSpan.FromSeconds(30));

        boards.Tenants.ShouldBeEmpty();
    }

    [Fact]
    public async Task Board_ThatIsNone_IsRefused() => await (await GetAsync("/api/v1/live?board=moons"))
        .ShouldBeProblemAsync(HttpStatusCode.NotFound, "live.board-unknown");

    [Fact]
    public async Task Boards_ForContractor_AreRefused() =>
        await (await GetAsync("/api/v1/live", ("X-Contractor", "7e1d3a52-6f43-4be3-9c0b-5f4f3b1d2c10")))
            .ShouldBeProblemAsync(HttpStatusCode.Forbidden, "actor.role-not-allowed");

    private async Task<EventReader> OpenAsync(string query, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/live" + query);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await EventReader.OpenAsync(Client, request);
    }
}
