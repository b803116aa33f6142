using System.Net;
using FieldOps.Platform.PrivatePostgres;
using FieldOps.Testing;
using Npgsql;

namespace FieldOps.Host.Tests.Crash;

/// <summary>
/// The disk under the tables runs full under load, and later has room again: callers are told to come again, nothing
/// that was acknowledged is lost, nothing is half done, and the host goes on by itself.
/// </summary>
public sealed class FullDiskTests : IAsyncLifetime
{
    private const int Stations = 400;
    private const int DiskMegabytes = 96;

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"fieldops-full-{Environment.ProcessId}");
    private readonly string _mount = Path.Combine(Path.GetTempPath(), $"fieldops-disk-{Environment.ProcessId}");
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

    [SmallDiskFact]
    public async Task Disk_FullUnderLoadAndFreed_LosesNothingAcknowledgedAndTheHostGoesOn()
    {
        using var disk = SmallDisk.TryMount(_mount, DiskMegabytes)!;
        await MoveTablesToAsync(disk);
        var load = new FaultLoad(Stations);
        await using (var host = await FieldOpsHost.StartAsync(new FieldOpsHostOptions
        {
            Database = _cluster.ConnectionString, Urls = "http://127.0.0.1:0", Quiet = true,
        }))
        {
            using var client = new HttpClient { BaseAddress = host.Address, Timeout = TimeSpan.FromMinutes(2) };
            await load.RegisterStationsAsync(client);
            var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var loading = load.ReportAsync(client, _ => begun.TrySetResult(), default);
            await begun.Task;

            disk.Fill();
            await load.RefusedAsync();
            var (status, code, retryAfter) = await AskWhileFullAsync(client);
            var live = await client.GetAsync("/health/live");
            disk.Free();
            await loading;

            (status, code).ShouldBe((HttpStatusCode.ServiceUnavailable, "platform.unknown-outcome"));
            retryAfter.ShouldNotBeNull();
            live.StatusCode.ShouldBe(HttpStatusCode.OK);
            load.Acknowledged.Count.ShouldBe(Stations);
            load.OtherAnswers.Keys.ShouldBeSubsetOf([HttpStatusCode.ServiceUnavailable]);
            await EachOnce.CheckAsync(host, _cluster.ConnectionString, Stations);
            foreach (var (n, ticket) in load.Acknowledged)
            {
                (await FaultLoad.SendAsync(client, n, default)).TicketId.ShouldBe(ticket);
            }
        }

        await MoveTablesBackAsync();
    }

    // Tables alone lie on the small disk: PostgreSQL ends by itself when it cannot write its own log, and whoever runs
    // the server starts it again; that is the outage of OutageTests.
    private async Task MoveTablesToAsync(SmallDisk disk)
    {
        var place = Directory.CreateDirectory(Path.Combine(disk.Folder, "tables")).FullName;
        SmallDisk.Run("chown", "--reference", Path.Combine(_folder, "postgres", "data"), place).ShouldBe(0);
        await ServerAsync($"create tablespace small location '{place}'");
        await ServerAsync($"alter database {PrivateCluster.DatabaseName} set tablespace small");
    }

    private async Task MoveTablesBackAsync()
    {
        await ServerAsync($"alter database {PrivateCluster.DatabaseName} set tablespace pg_default");
        await ServerAsync("drop tablespace small");
    }

    private async Task ServerAsync(string sql)
    {
        NpgsqlConnection.ClearAllPools();
        var address = new NpgsqlConnectionStringBuilder(_cluster.ConnectionString)
        {
            Database = "postgres",
            Pooling = false,
        };
        await using var connection = new NpgsqlConnection(address.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 60 };
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<(HttpStatusCode Status, string? Code, string? RetryAfter)> AskWhileFullAsync(
        HttpClient client)
    {
        // Some room may be left in pages that are there already: asks until it is gone.
        for (var n = 0; ; n++)
        {
            using var response = await FaultLoad.RegisterAsync(client, $"FULL-{n}");
            if (!response.IsSuccessStatusCode)
            {
                return (
                    response.StatusCode, await FaultLoad.CodeAsync(response), response.Headers.RetryAfter?.ToString());
            }
        }
    }
}
