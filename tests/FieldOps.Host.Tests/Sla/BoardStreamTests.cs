using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using FieldOps.Host.Tests.Edge;
using FieldOps.Testing;

namespace FieldOps.Host.Tests.Sla;

/// <summary>The board is pushed: nobody asks again and again.</summary>
public sealed class BoardStreamTests : IClassFixture<SlaHost>
{
    private static int s_tests;

    private readonly string _tenant = $"pushed-{Interlocked.Increment(ref s_tests)}";
    private readonly SlaHost _host;

    public BoardStreamTests(SlaHost host)
    {
        _host = host;
        host.BeginHere();
    }

    [Fact]
    public async Task Board_Pushed_BeginsWithThePageAndThenTellsWhatChanged()
    {
        await _host.CreateAsync(_tenant, "a", SlaHost.Alpha, -5);
        await _host.ReadAsync(_tenant, "/api/v1/sla/board");
        using var stream = await OpenAsync("", null);
        (await ClocksAsync(stream, "rows")).ShouldBe(["accept", "arrive", "restore"]);

        await _host.AcceptAsync(_tenant, "a", SlaHost.Alpha);
        var (_, change) = await stream.NextAsync();
        change.GetProperty("changed").GetArrayLength().ShouldBe(0);
        Clocks(change, "gone").ShouldBe(["accept"]);

        await _host.CreateAsync(_tenant, "b", SlaHost.Beta, -5);
        Clocks((await stream.NextAsync()).Data, "changed").ShouldBe(["accept", "arrive", "restore"]);
    }

    [Fact]
    public async Task Board_PushedToAFilter_TellsWhatFitsOnly()
    {
        await _host.CreateAsync(_tenant, "a", SlaHost.Alpha, -5);
        await _host.ReadAsync(_tenant, "/api/v1/sla/board");
        using var stream = await OpenAsync("?clock=accept&limit=1", null);
        (await ClocksAsync(stream, "rows")).ShouldBe(["accept"]);

        // A clock that is due later than those shown is on no page of one row.
        await _host.CreateAsync(_tenant, "later", SlaHost.Alpha, -1);
        await _host.AcceptAsync(_tenant, "a", SlaHost.Alpha);
        var (_, change) = await stream.NextAsync();
        Clocks(change, "gone").ShouldBe(["accept"]);
        change.GetProperty("changed")[0].GetProperty("number").GetString().ShouldBe("GD-later");
    }

    // Nothing is written when a limit passes but what nobody reads the board by: the stream looks by itself.
    [Fact]
    public async Task Limit_ThatPasses_IsToldInTheMomentItDoes()
    {
        await _host.CreateAsync(_tenant, "a", SlaHost.Alpha, 0);
        await _host.ReadAsync(_tenant, "/api/v1/sla/board");
        using var stream = await OpenAsync("?clock=accept", null);
        (await ClocksAsync(stream, "rows")).ShouldBe(["accept"]);
        var asked = Stopwatch.GetTimestamp();

        await _host.ToMinuteAsync(16);

        var row = (await stream.NextAsync()).Data.GetProperty("changed")[0];
        (row.GetProperty("state").GetString(), row.GetProperty("remainingMinutes").GetInt32())
            .ShouldBe(("breached", -1));
        Stopwatch.GetElapsedTime(asked).ShouldBeLessThan(TimeSpan.FromSeconds(12), "before the next sign of life");
    }

    [Fact]
    public async Task Board_OfAReaderThatComesBack_IsNotOlderThanWhatItHad()
    {
        await _host.CreateAsync(_tenant, "a", SlaHost.Alpha, -5);
        await _host.ReadAsync(_tenant, "/api/v1/sla/board");
        string last;
        using (var first = await OpenAsync("", null))
        {
            last = (await first.NextAsync()).Id;
        }

        await _host.CancelAsync(_tenant, "a");
        await _host.ReadAsync(_tenant, "/api/v1/sla/board");
        using var second = await OpenAsync("", last);
        var (id, board) = await second.NextAsync();
        Position(id).ShouldBeGreaterThan(Position(last));
        board.GetProperty("rows").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Board_FromAPlaceThatIsNone_Refuses()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/sla/board");
        request.Headers.Add("Accept", "text/event-stream");
        request.Headers.Add("Last-Event-ID", "tomorrow");
        await (await _host.Client.SendAsync(request)).ShouldBeProblemAsync(
            HttpStatusCode.BadRequest, "request.parameter-invalid");
    }

    private static long Position(string id) => long.Parse(id, CultureInfo.InvariantCulture);

    private static async Task<string[]> ClocksAsync(EventReader stream, string member) =>
        Clocks((await stream.NextAsync()).Data, member);

    private static string[] Clocks(JsonElement told, string member) =>
        [.. told.GetProperty(member).EnumerateArray().Select(r => r.GetProperty("clock").GetString()!)];

    private Task<EventReader> OpenAsync(string query, string? last)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/sla/board" + query);
        request.Headers.Add("X-Tenant", _tenant);
        if (last is not null)
        {
            request.Headers.Add("Last-Event-ID", last);
        }

        return EventReader.OpenAsync(_host.Client, request);
    }
}
