using System.Net;
using System.Text;

namespace FieldOps.Host.Tests.Edge;

public sealed class PagingTests(PagingTests.Fixture fixture) : IClassFixture<PagingTests.Fixture>
{
    private EdgeHost Host => fixture.Host;

    [Fact]
    public async Task Pages_Followed_GiveEveryItemOnce()
    {
        var seen = new List<string?>();
        string? cursor = null;
        do
        {
            var response = await Host.Client.GetAsync($"/api/v1/things?limit=50&cursor={cursor}");
            response.Headers.GetValues("X-Log-Position").Single().ShouldBe("42");
            var page = await response.JsonAsync();
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("name").GetString()));
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);

        seen.ShouldBe(Enumerable.Range(100, 120).Select(n => $"thing-{n}"));
    }

    [Fact]
    public async Task Page_WithoutLimit_HoldsFifty()
    {
        var page = await (await Host.Client.GetAsync("/api/v1/things")).JsonAsync();
        page.GetProperty("items").GetArrayLength().ShouldBe(50);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("501")]
    [InlineData("-1")]
    [InlineData("ten")]
    public async Task Limit_OutOfRange_IsRefused(string limit)
    {
        var response = await Host.Client.GetAsync("/api/v1/things?limit=" + limit);
        await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "page.limit-invalid");
    }

    [Theory]
    [InlineData("!!!")]
    [InlineData("bm90LWpzb24")]
    [InlineData("WyJhIiwiYiJd")]
    [InlineData("W251bGxd")]
    public async Task Cursor_NotOurs_IsRefused(string cursor)
    {
        var response = await Host.Client.GetAsync("/api/v1/things?cursor=" + cursor);
        await response.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "page.cursor-invalid");
    }

    [Fact]
    public async Task Read_ThatWaits_AnswersOnceThePositionIsReached()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/waiting");
        request.Headers.Add("X-Wait-Position", "5");
        Host.Feed.Consume(4);
        var pending = Host.Client.SendAsync(request);
        Host.Feed.Consume(5);
        (await pending).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Read_ThatWaitsForNoNumber_IsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/waiting");
        request.Headers.Add("X-Wait-Position", "soon");
        await (await Host.Client.SendAsync(request)).ShouldBeProblemAsync(
            HttpStatusCode.BadRequest, "request.header-invalid");
    }

    [Fact]
    public void Cursor_OfChineseText_IsReadAgain()
    {
        var cursor = Platform.Http.PageCursor.Write(["上海", "2026-01-01T00:00:00.0000000Z"]);
        Encoding.ASCII.GetByteCount(cursor).ShouldBe(cursor.Length);
        Platform.Http.PageCursor.TryRead(cursor, 2, out var key).ShouldBeTrue();
        key.ShouldBe(["上海", "2026-01-01T00:00:00.0000000Z"]);
    }

    public sealed class Fixture : EdgeFixture;
}
