using System.Net;
using System.Net.Sockets;
using FieldOps.Cluster.Hosting;
using FieldOps.Cluster.Storage;
using FieldOps.Platform.Migrations;
using FieldOps.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace FieldOps.Cluster.Tests.Hosting;

/// <summary>Whom a silo that starts declares dead.</summary>
public sealed class DeadNeighboursTests : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync(
        "orleans", async source => await new Migrator(source, OrleansSchema.Migrations).MigrateAsync(default));

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Start_BesideSilosOfTheSameMachine_BuriesThoseThatNobodyListensFor()
    {
        using var living = new TcpListener(IPAddress.Loopback, 0);
        living.Start();
        using var left = new TcpListener(IPAddress.Loopback, 0);
        left.Start();
        var (listening, gone) = (PortOf(living), PortOf(left));
        left.Stop();
        await RunAsync($"""
            insert into orleans.OrleansMembershipVersionTable(DeploymentId, Version) values ('c', 7), ('other', 1);
            insert into orleans.OrleansMembershipTable values
                ('c', '127.0.0.1', {listening}, 1, 'a', 'h', 3, 0, null, now(), now()),
                ('c', '127.0.0.1', {gone}, 2, 'b', 'h', 3, 0, null, now(), now()),
                ('c', '10.9.9.9', {gone}, 3, 'c', 'h', 3, 0, null, now(), now()),
                ('other', '127.0.0.1', {gone}, 4, 'd', 'h', 3, 0, null, now(), now())
            """);

        await StartAsync();
        await StartAsync();

        (await ListAsync("select Generation::text from orleans.OrleansMembershipTable where Status = 6"))
            .ShouldBe(["2"]);
        // Once: a silo that finds nobody to bury does not turn the version.
        (await ListAsync("select Version::text from orleans.OrleansMembershipVersionTable order by DeploymentId"))
            .ShouldBe(["8", "1"]);
    }

    private Task StartAsync() => new DeadNeighbours(
        _database.DataSource,
        new() { ClusterId = "c", AdvertisedAddress = "127.0.0.1" },
        NullLogger<DeadNeighbours>.Instance).StartAsync(default);

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    private async Task RunAsync(string sql)
    {
        await using var command = _database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<List<string>> ListAsync(string sql)
    {
        await using var command = _database.DataSource.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync();
        var found = new List<string>();
        while (await rows.ReadAsync())
        {
            found.Add(rows.GetString(0));
        }

        return found;
    }
}
