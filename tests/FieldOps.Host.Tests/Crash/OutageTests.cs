using System.Net;
using FieldOps.Platform.PrivatePostgres;
using FieldOps.Testing;

namespace FieldOps.Host.Tests.Crash;

/// <summary>
/// The database goes away under load and comes back: callers are told to come again, nothing is lost.
/// </summary>
public sealed class OutageTests : IAsyncLifetime
{
    private const int Stations = 400;

    // As long as a server takes to fail over or to be started again by hand.
    private static readonly TimeSpan s_away = TimeSpan.FromSeconds(30);

    // Made by the cluster itself, which opens it to the server's user.
    private readonly string _folder = Path.Combine(
        Path.GetTempPath(), $"fieldops-outage-{Environment.ProcessId}");
    private PrivateCluster _cluster = null!;

    public async Task InitializeAsync()
    {
        _cluster = await PrivateCluster.StartAsync(new PrivateClusterOptions(_folder));
        ServerReaper.Follow(_folder);
    }

    public async Task DisposeAsync()
    {
        await _cluster.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Database_GoneUnderLoadAndBack_IsA503WithRetryAfterAndEveryFaultIsThereOnce()
    {
        await using var host = await FieldOpsHost.StartAsync(new FieldOpsHostOptions
        {
            Database = _cluster.ConnectionString, Urls = "http://127.0.0.1:0", Quiet = true,
        });
        using var client = new HttpClient { BaseAddress = host.Address, Timeout = TimeSpan.FromMinutes(2) };
        var load = new FaultLoad(Stations);
        await load.RegisterStationsAsync(client);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var loading = load.ReportAsync(client, _ => begun.TrySetResult(), default);
        await begun.Task;

        await _cluster.StopAsync(default);
        var (status, retryAfter) = await RefusedAsync(client);
        var live = await client.GetAsync("/health/live");
        var ready = await client.GetAsync("/health/ready");
        await _cluster.DisposeAsync();
        _cluster = await PrivateCluster.StartAsync(new PrivateClusterOptions(_folder));
        await loading;

        status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        retryAfter.ShouldNotBeNull();
        live.StatusCode.ShouldBe(HttpStatusCode.OK);
        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        load.Acknowledged.Count.ShouldBe(Stations);
        load.OtherAnswers.Keys.ShouldBeSubsetOf([HttpStatusCode.ServiceUnavailable]);
        await EachOnce.CheckAsync(host, _cluster.ConnectionString, Stations);
    }

    [Fact]
    public async Task Database_AwayForHalfAMinuteUnderLoad_IsBackPressureAllThatTimeAndThenGoesOn()
    {
        await using var host = await FieldOpsHost.StartAsync(new FieldOpsHostOptions
        {
            Database = _cluster.ConnectionString, Urls = "http://127.0.0.1:0", Quiet = true,
        });
        using var client = new HttpClient { BaseAddress = host.Address, Timeout = TimeSpan.FromMinutes(2) };
        var load = new FaultLoad(Stations);
        await load.RegisterStationsAsync(client);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var loading = load.ReportAsync(client, _ => begun.TrySetResult(), default);
        await begun.Task;

        await _cluster.StopAsync(default);
        var since = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(since) < s_away)
        {
            var (status, retryAfter) = await RefusedAsync(client);
            status.ShouldBe(HttpStatusCode.ServiceUnavailable);
            retryAfter.ShouldNotBeNull();
        }

        var acknowledged = load.Acknowledged.Count;
        await _cluster.DisposeAsync();
        _cluster = await PrivateCluster.StartAsync(new PrivateClusterOptions(_folder));
        await loading;

        acknowledged.ShouldBeLessThan(Stations);
        load.Acknowledged.Count.ShouldBe(Stations);
        load.OtherAnswers.Keys.ShouldBe([HttpStatusCode.ServiceUnavailable]);
        await EachOnce.CheckAsync(host, _cluster.ConnectionString, Stations);
        foreach (var (n, ticket) in load.Acknowledged)
        {
            (await FaultLoad.SendAsync(client, n, default)).TicketId.ShouldBe(ticket);
        }
    }

    private static async Task<(HttpStatusCode Status, string? RetryAfter)> RefusedAsync(HttpClient client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/tickets")
        {
            Content = new StringContent(
                """{"assetCode":"CRASH-0001","assetType":"base-station","severity":"major","probableCause":"fire"}""",
                System.Text.Encoding.UTF8,
                "application/json"),
        };
        request.Headers.Add("Idempotency-Key", "during-the-outage");
        using var response = await client.SendAsync(request);
        return (response.StatusCode, response.Headers.RetryAfter?.ToString());
    }
}
