using System.Net;
using FieldOps.Platform.Feed;

namespace FieldOps.Host.Tests.Edge;

/// <summary>Calls that wait for a consumer: the wait ends in time, and says what it waited for.</summary>
public sealed class WaitTests : IAsyncLifetime
{
    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(50);
    private EdgeHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await EdgeHost.StartAsync();
        _host.Feed.Append("t1", 5);
        _host.Feed.Consume(4);
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("/api/v1/waiting", "5")]
    [InlineData("/api/v1/waiting-inside", null)]
    public async Task Call_ForWhatIsParked_IsToldSoAtOnce(string path, string? position)
    {
        _host.Feed.IsParked = true;
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (position is not null)
        {
            request.Headers.Add("X-Wait-Position", position);
        }

        var response = await _host.Client.SendAsync(request);

        var problem = await response.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable, "feed.consumer-stuck");
        // Every read waits for the rule sets, too.
        problem.GetProperty("facts").GetProperty("consumer").GetString()
            .ShouldBe(position is null ? "things" : "policies");
        response.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Wait_ForWhatDoesNotCome_EndsInTime(bool stands)
    {
        _host.Feed.IsStanding = stands;

        var behind = await Should.ThrowAsync<ConsumerBehindException>(
            FeedProgressWaits.WaitAsync(_host.Feed, ["things"], _host.Feed.LogEndAsync, s_moment, default));

        behind.IsStuck.ShouldBe(stands);
    }

    [Fact]
    public async Task Wait_OfACallerThatLeaves_IsCancelled()
    {
        using var left = new CancellationTokenSource(s_moment);

        await Should.ThrowAsync<OperationCanceledException>(_host.Feed.WaitToEndAsync("things", left.Token));
    }
}
