using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using FieldOps.Platform.PrivatePostgres;
using Npgsql;
using Shouldly;
using Xunit;

namespace FieldOps.Cli.Tests;

/// <summary>The real program: a host in the background, its own database, a folder of its own.</summary>
public sealed class HostLifecycleTests : IAsyncLifetime
{
    private readonly string _folder = Path.Combine(
        Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"fieldops-cli-{Environment.ProcessId}"));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await On("down");
        if (Directory.Exists(_folder))
        {
            await PrivateCluster.DiscardAsync(_folder);
        }
    }

    [Fact]
    public async Task Host_UpTwiceRebuiltKilledUpAndDown_TellsTheTruthAtEachStep()
    {
        var first = await UpAsync(already: false);
        (await UpAsync(already: true)).GetProperty("pid").GetInt32().ShouldBe(first.GetProperty("pid").GetInt32());
        await StatusIsReadyAsync(first);
        await ImportsOnceHoweverOftenAsync();
        await RebuildsBesideTheLiveHostAsync();

        using (var host = Process.GetProcessById(first.GetProperty("pid").GetInt32()))
        {
            host.Kill();
            await host.WaitForExitAsync();
        }

        (await On("status", "--json")).ExitCode.ShouldBe(3);
        var second = await UpAsync(already: false);
        second.GetProperty("pid").GetInt32().ShouldNotBe(first.GetProperty("pid").GetInt32());

        var down = await On("down", "--json");
        down.ExitCode.ShouldBe(0, down.Error);
        down.Json[0].GetProperty("stopped").GetBoolean().ShouldBeTrue();
        DataFolderLock.IsHeld(_folder).ShouldBeFalse();
        (await On("status")).ExitCode.ShouldBe(3);

        // Without a host the same words open the data themselves.
        var replay = await On("replay", "--verify", "--json");
        replay.ExitCode.ShouldBe(0, replay.Error);
        replay.Json[0].GetProperty("names").GetProperty("asset.registered.v1").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task Up_OnATakenPort_SaysSo()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        var run = await On("up", "--port", port);

        run.ExitCode.ShouldBe(4);
        run.Error.ShouldContain("port.in-use");
        run.Error.ShouldContain(port);
    }

    [Fact]
    public async Task Up_OnAFolderThatSomethingElseHolds_SaysWho()
    {
        using var held = DataFolderLock.Acquire(_folder);

        var run = await On("up", "--port", "0");

        run.ExitCode.ShouldBe(4);
        run.Error.ShouldContain("data-folder.in-use");
        run.Error.ShouldContain(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Up_WithADatabaseThatIsNotThere_SaysWhatTheHostSaid()
    {
        var run = await On("up", "--port", "0", "--database", "postgresql://nobody@127.0.0.1:1/nothing");

        run.ExitCode.ShouldBe(4);
        run.Error.ShouldContain("database.unreachable");
    }

    [Theory]
    [InlineData("22P05", 5)]
    [InlineData("57P03", 4)]
    public void WhatTheServerSays_OfAValue_IsNotTakenForItsAbsence(string sqlState, int exitCode) =>
        ((int)CommandLine.Explain(new PostgresException("m", "ERROR", "ERROR", sqlState)).ExitCode).ShouldBe(exitCode);

    private async Task<JsonElement> UpAsync(bool already)
    {
        var run = await On("up", "--port", "0", "--json");
        run.ExitCode.ShouldBe(0, run.Error);
        run.Json[0].GetProperty("alreadyRunning").GetBoolean().ShouldBe(already);
        return run.Json[0];
    }

    private async Task StatusIsReadyAsync(JsonElement up)
    {
        var status = await On("status", "--json");
        status.ExitCode.ShouldBe(0, status.Error);
        var said = status.Json[0];
        said.GetProperty("ready").GetBoolean().ShouldBeTrue();
        said.GetProperty("url").GetString().ShouldBe(up.GetProperty("url").GetString());
        said.GetProperty("memoryMb").GetDouble().ShouldBeGreaterThan(1);
        said.GetProperty("log").GetProperty("stuckOpen").GetInt64().ShouldBe(0);
        status.Out.ShouldNotContain("Password", Case.Insensitive);
        (await On("status", "--lang", "zh")).Out.ShouldContain("正在运行且已就绪");
    }

    private async Task ImportsOnceHoweverOftenAsync()
    {
        var file = Path.Combine(_folder, "sites.csv");
        await File.WriteAllTextAsync(file, "station_id,lon,lat\nCLI-1,121.47,31.23\nCLI-2,121.40,31.20\n");
        for (var time = 0; time < 2; time++)
        {
            var run = await On("import", "sites", file, "--json");
            run.ExitCode.ShouldBe(0, run.Error + run.Out);
            run.Json[^1].GetProperty("accepted").GetInt32().ShouldBe(2);
        }

        var log = await On("replay", "--entity", "base-station/CLI-1", "--json");
        log.ExitCode.ShouldBe(0, log.Error);
        log.Json.Select(l => l.GetProperty("name").GetString()).ShouldBe(["asset.registered.v1"]);
    }

    private async Task RebuildsBesideTheLiveHostAsync()
    {
        var all = await On("rebuild", "--all", "--json");
        all.ExitCode.ShouldBe(0, all.Error);
        var names = all.Json.Select(l => l.GetProperty("rebuilt").GetString()!).ToArray();
        names.ShouldContain("deadlines");
        names.Length.ShouldBeGreaterThan(1);

        var unknown = await On("rebuild", "nothing-like-it", "--lang", "en");
        unknown.ExitCode.ShouldBe(2);
        names.ShouldAllBe(name => unknown.Error.Contains(name));
        (await On("status")).ExitCode.ShouldBe(0);

        var epoch = await On("epoch", "--lang", "en");
        epoch.ExitCode.ShouldBe(0, epoch.Error);
        epoch.Out.ShouldContain("The log is of epoch 1");
    }

    private Task<CliRun> On(params string[] args) => Cli.RunAsync([.. args, "--data-folder", _folder]);
}
