using FieldOps.Testing;

namespace FieldOps.Host.Tests.Whole;

public sealed class StopTests
{
    [Fact]
    public async Task Host_ToldToStop_EndsOpenStreamsAndComesToRest()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var host = await FieldOpsHost.StartAsync(new FieldOpsHostOptions
        {
            Database = database.ConnectionString, Urls = "http://127.0.0.1:0", Quiet = true,
        });
        using var client = new HttpClient { BaseAddress = host.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/changes");
        request.Headers.Add("Accept", "text/event-stream");
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var stream = new StreamReader(await response.Content.ReadAsStreamAsync());
        (await stream.ReadLineAsync()).ShouldStartWith(": from");

        // A stream that went on would hold the server for its whole shutdown patience of 30 s, and then be torn.
        var stopping = host.DisposeAsync().AsTask();
        await stopping.WaitAsync(TimeSpan.FromSeconds(25));
        (await stream.ReadToEndAsync()).Trim().ShouldBeEmpty();
    }
}
