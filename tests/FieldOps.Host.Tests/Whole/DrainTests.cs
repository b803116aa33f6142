using System.Net;
using FieldOps.Platform.Http;
using FieldOps.Testing;
using Microsoft.AspNetCore.Builder;

namespace FieldOps.Host.Tests.Whole;

/// <summary>A host that stops answers whom it can in the time it has, and then ends.</summary>
public sealed class DrainTests : IAsyncLifetime
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(1);

    // The framework's own patience is half a minute.
    private static readonly TimeSpan s_stopsWithin = TimeSpan.FromSeconds(15);

    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _leave = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateEmptyAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Caller_ThatNeverEnds_IsCutOffAndTheHostEnds()
    {
        await using var host = await StartAsync();
        using var client = new HttpClient { BaseAddress = host.Address };
        var call = client.GetAsync("/slow");
        await _entered.Task;

        var began = TimeProvider.System.GetTimestamp();
        await host.StopAsync();

        TimeProvider.System.GetElapsedTime(began).ShouldBeInRange(s_limit / 2, s_stopsWithin);
        _leave.SetResult();
        await Should.ThrowAsync<HttpRequestException>(call);
    }

    [Fact]
    public async Task Caller_ThatEndsInTime_IsAnswered()
    {
        await using var host = await StartAsync();
        using var client = new HttpClient { BaseAddress = host.Address };
        var call = client.GetAsync("/slow");
        await _entered.Task;

        var stopping = host.StopAsync();
        _leave.SetResult();

        (await call).StatusCode.ShouldBe(HttpStatusCode.OK);
        await stopping;
    }

    private Task<FieldOpsHost> StartAsync() => FieldOpsHost.StartAsync(new FieldOpsHostOptions
    {
        Database = _database.ConnectionString,
        Urls = "http://127.0.0.1:0",
        Quiet = true,
        Services = services => services.AddDrainLimit(s_limit),
        Routes = routes => routes.MapGet("/slow", async () =>
        {
            _entered.TrySetResult();
            await _leave.Task;
            return "done";
        }),
    });
}
