using System.Net;
using FieldOps.Testing;

namespace FieldOps.Host.Tests.Edge;

public sealed class ChangesTests : IAsyncLifetime
{
    private EdgeHost _host = null!;

    public async Task InitializeAsync() => _host = await EdgeHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Stream_FromLastEventId_GoesOnWhereItBrokeOff()
    {
        foreach (var position in new[] { 1L, 3, 4 })
        {
            _host.Feed.Append("default", position);
        }

        using (var first = await OpenAsync("?after=0", null))
        {
            (await first.NextIdsAsync(2)).ShouldBe(["1", "3"]);
        }

        using var second = await OpenAsync("", "3");
        (await second.NextIdsAsync(1)).ShouldBe(["4"]);
        _host.Feed.Append("default", 6);
        (await second.NextIdsAsync(1)).ShouldBe(["6"]);
    }

    [Fact]
    public async Task Stream_WithoutPlace_BeginsAtTheHead()
    {
        _host.Feed.Append("default", 1);
        using var stream = await OpenAsync("", null);
        _host.Feed.Append("default", 2);
        (await stream.NextIdsAsync(1)).ShouldBe(["2"]);
    }

    [Fact]
    public async Task Stream_PassesOverOtherTenants()
    {
        _host.Feed.Append("other", 1);
        _host.Feed.Append("default", 2);
        using var stream = await OpenAsync("?after=0", null);
        (await stream.NextIdsAsync(1)).ShouldBe(["2"]);
    }

    [Fact]
    public async Task Page_GivesChangesAndThePlaceToGoOn()
    {
        _host.Feed.Append("default", 1);
        _host.Feed.Append("other", 2);
        _host.Feed.Append("default", 5);
        _host.Feed.Append("other", 6);
        var page = await (await _host.Client.GetAsync("/api/v1/changes?after=0&limit=2")).JsonAsync();
        page.GetProperty("items").EnumerateArray().Select(c => c.GetProperty("position").GetInt64()).ShouldBe([1, 5]);
        page.GetProperty("after").GetInt64().ShouldBe(5);
        page.GetProperty("items")[0].GetProperty("name").GetString().ShouldBe("thing.moved.v1");
        var rest = await (await _host.Client.GetAsync("/api/v1/changes?after=5")).JsonAsync();
        rest.GetProperty("items").GetArrayLength().ShouldBe(0);
        rest.GetProperty("after").GetInt64().ShouldBe(6);
        rest.GetProperty("atHead").GetBoolean().ShouldBeTrue();
        rest.GetProperty("epoch").GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData("after=2", "application/json")]
    [InlineData("after=1&epoch=2", "application/json")]
    [InlineData("after=2", "text/event-stream")]
    [InlineData("after=1&epoch=2", "text/event-stream")]
    public async Task Changes_FromAPositionOfAnotherLog_AreRefused(string query, string accept)
    {
        _host.Feed.Append("default", 1);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/changes?" + query);
        request.Headers.Add("Accept", accept);

        await (await _host.Client.SendAsync(request)).ShouldBeProblemAsync(
            HttpStatusCode.Conflict, "changes.epoch-changed");
    }

    [Theory]
    [InlineData("after=-1")]
    [InlineData("after=x")]
    [InlineData("limit=0")]
    [InlineData("limit=501")]
    public async Task Page_WithBadNumbers_IsRefused(string query)
    {
        var response = await _host.Client.GetAsync("/api/v1/changes?" + query);
        await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "request.parameter-invalid");
    }

    [Fact]
    public async Task Changes_ForContractor_AreRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/changes");
        request.Headers.Add("X-Contractor", "7e1d3a52-6f43-4be3-9c0b-5f4f3b1d2c10");
        await (await _host.Client.SendAsync(request)).ShouldBeProblemAsync(
            HttpStatusCode.Forbidden, "actor.role-not-allowed");
    }

    private async Task<EventReader> OpenAsync(string query, string? lastId)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/changes" + query);
        if (lastId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastId);
        }

        return await EventReader.OpenAsync(_host.Client, request);
    }
}
