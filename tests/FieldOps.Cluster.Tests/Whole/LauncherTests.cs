using System.Diagnostics;
using System.Net;
using FieldOps.Cluster.Tests.Crash;
using FieldOps.Platform.PrivatePostgres;
using FieldOps.Testing;

namespace FieldOps.Cluster.Tests.Whole;

/// <summary>Three silos as the command line starts them.</summary>
[Collection(SiloFleet.Collection)]
public sealed class LauncherTests : IAsyncLifetime, IDisposable
{
    private const int Silos = 3;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(8);
    private static readonly TimeSpan s_lookAgain = TimeSpan.FromMilliseconds(200);
    private readonly CancellationTokenSource _patience = new(s_patience);
    private readonly string _folder = Path.Combine(
        Path.GetTempPath(), $"fieldops-launcher-{Environment.ProcessId}-{Guid.NewGuid():N}");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (Directory.Exists(_folder))
        {
            await PrivateCluster.DiscardAsync(_folder);
        }
    }

    public void Dispose() => _patience.Dispose();

    [Fact]
    public async Task Silo_ThatEnds_IsStartedAgainAndServes_AndAllEndWithTheLauncher()
    {
        ServerReaper.Follow(_folder);
        using var up = new CliProcess(
            "up", "--foreground", "--silos", "3", "--engine", "orleans", "--port", "0", "--data-folder", _folder);
        foreach (var ordinal in Enumerable.Range(0, Silos))
        {
            await ReadyAsync(up, ordinal, notPid: 0);
        }

        var (before, _) = up.Silo(1)!.Value;
        using (var silo = Process.GetProcessById(before))
        {
            silo.Kill();
        }

        var (again, address) = await ReadyAsync(up, 1, before);
        using var client = new HttpClient { BaseAddress = address };
        using var made = await FaultLoad.RegisterAsync(client, "AGAIN");
        made.StatusCode.ShouldBe(HttpStatusCode.Created, await made.Content.ReadAsStringAsync());

        using var down = new CliProcess("down", "--data-folder", _folder);
        (await down.EndAsync(_patience.Token)).ShouldBe(0, down.Said);
        (await up.EndAsync(_patience.Token)).ShouldBe(0, up.Said);
        Directory.Exists($"/proc/{again}").ShouldBeFalse();
    }

    private async Task<(int Pid, Uri Address)> ReadyAsync(CliProcess up, int ordinal, int notPid)
    {
        while (true)
        {
            if (up.Silo(ordinal) is { } silo && silo.Pid != notPid && await IsReadyAsync(silo.Address))
            {
                return silo;
            }

            await Task.Delay(s_lookAgain, TimeProvider.System, _patience.Token);
        }
    }

    private async Task<bool> IsReadyAsync(Uri address)
    {
        using var client = new HttpClient { BaseAddress = address };
        try
        {
            using var said = await client.GetAsync("/health/ready", _patience.Token);
            return said.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
