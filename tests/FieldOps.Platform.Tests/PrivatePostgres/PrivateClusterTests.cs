using System.Diagnostics;
using System.Globalization;
using FieldOps.Platform.PrivatePostgres;
using Npgsql;

namespace FieldOps.Platform.Tests.PrivatePostgres;

public sealed class PrivateClusterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Start_UnderPosixLocale_MakesUtf8DatabaseWithIcuAndDurableSettings()
    {
        using var locale = new EnvironmentValue("LC_ALL", "POSIX");
        using var language = new EnvironmentValue("LANG", null);
        using var stray = new EnvironmentValue("PGDATA", "/nowhere");
        await using var cluster = await StartAsync();

        cluster.WasCreated.ShouldBeTrue();
        var database = await AskAsync(
            cluster,
            """
            select concat_ws(' ', current_database(), pg_encoding_to_char(encoding), datcollate, datctype)
            from pg_database where datname = current_database()
            """);
        database.ShouldBe("fieldops UTF8 C.UTF-8 C.UTF-8");
        (await AskAsync(cluster, "select '北京' < '上海' collate \"zh-x-icu\"")).ShouldBe(true);
        (await AskAsync(cluster, "show fsync")).ShouldBe("on");
        (await AskAsync(cluster, "show synchronous_commit")).ShouldBe("on");
        (await AskAsync(cluster, "show listen_addresses")).ShouldBe(string.Empty);
        (await AskAsync(cluster, "select string_agg(distinct auth_method, ',') from pg_hba_file_rules"))
            .ShouldBe("scram-sha-256");
    }

    [Fact]
    public async Task Start_AfterStop_FindsTheData()
    {
        await using (var first = await StartAsync())
        {
            await AskAsync(first, "create table kept as select 7 as value");
        }

        PostmasterFile.OfLiving(Files.Data).ShouldBeNull();
        await using var second = await StartAsync();

        second.WasCreated.ShouldBeFalse();
        second.WasAdopted.ShouldBeFalse();
        (await AskAsync(second, "select value from kept")).ShouldBe(7);
    }

    [Fact]
    public async Task Start_AfterPostmasterWasKilled_RecoversWhatWasCommitted()
    {
        var crashed = await StartAsync();
        await AskAsync(crashed, "create table kept as select 7 as value");
        await KillPostmasterAsync();
        await crashed.StopAsync();

        await using var next = await StartAsync();

        (await AskAsync(next, "select value from kept")).ShouldBe(7);
        (await AskAsync(next, "show server_version_num")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Start_AfterHostWasKilled_AdoptsTheRunningServer()
    {
        await using var host = await HostProcess.StartAsync(folder.Path);
        await host.KillAsync();
        var orphan = PostmasterFile.OfLiving(Files.Data).ShouldNotBeNull();
        if (OperatingSystem.IsLinux())
        {
            // A session of its own: Ctrl-C at the host's terminal never reaches it.
            SessionOf(orphan.Pid).ShouldBe(orphan.Pid);
        }

        await using var next = await StartAsync();

        next.WasAdopted.ShouldBeTrue();
        PostmasterFile.OfLiving(Files.Data)!.Pid.ShouldBe(orphan.Pid);
        (await AskAsync(next, "select 1")).ShouldBe(1);
    }

    [Fact]
    public async Task Start_WhileAnotherProcessHoldsTheFolder_IsRefusedNamingIt()
    {
        await using var host = await HostProcess.StartAsync(folder.Path);

        var refusal = await Should.ThrowAsync<PrivatePostgresException>(StartAsync);

        refusal.Code.ShouldBe("data-folder.in-use");
        refusal.English.ShouldContain($"pid {host.Pid}");
        refusal.Chinese.ShouldContain($"进程号 {host.Pid}");
        await host.KillAsync();
        await PrivateCluster.DiscardAsync(folder.Path);
        Directory.Exists(folder.Path).ShouldBeFalse();
    }

    [Fact]
    public async Task Start_WithRemainsOfAnInterruptedCreation_ClearsThemAndStarts()
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, "postgres.new-0badcafe", "data"));

        await using var cluster = await StartAsync();

        Directory.GetDirectories(folder.Path).ShouldBe([Files.Home]);
        (await AskAsync(cluster, "select 1")).ShouldBe(1);
    }

    [Fact]
    public async Task Start_WithAFolderTooLongForASocket_ListensOnLoopbackOnly()
    {
        using var deep = new TemporaryFolder(new string('d', 90));
        await using var cluster = await PrivateCluster.StartAsync(new PrivateClusterOptions(deep.Path));

        new NpgsqlConnectionStringBuilder(cluster.ConnectionString).Host.ShouldBe("127.0.0.1");
        (await AskAsync(cluster, "show listen_addresses")).ShouldBe("127.0.0.1");
    }

    [Fact]
    public async Task Start_WithQuotesAndSpacesInTheFolder_Serves()
    {
        using var odd = new TemporaryFolder("it's odd 数据");
        await using var cluster = await PrivateCluster.StartAsync(new PrivateClusterOptions(odd.Path));

        new NpgsqlConnectionStringBuilder(cluster.ConnectionString).Host.ShouldStartWith(odd.Path);
        (await AskAsync(cluster, "select 1")).ShouldBe(1);
    }

    [Theory]
    [InlineData("a$(id)b")]
    [InlineData("a\"b")]
    [InlineData("a`b")]
    [InlineData("a\\b")]
    public async Task Start_WithAFolderThatAShellWouldRead_IsRefusedBeforeAnythingIsMade(string name)
    {
        using var odd = new TemporaryFolder(name);

        var refusal = await Should.ThrowAsync<PrivatePostgresException>(
            () => PrivateCluster.StartAsync(new PrivateClusterOptions(odd.Path)));

        refusal.Code.ShouldBe("data-folder.name-unusable");
        Directory.Exists(odd.Path).ShouldBeFalse();
    }

    [Fact]
    public async Task Start_InAFolderClosedToTheServersUser_SaysWhichFolderAndWhatToDo()
    {
        if (!Environment.IsPrivilegedProcess || OperatingSystem.IsWindows())
        {
            // Only root has to become somebody else; for others a closed folder is closed to the host itself.
            Should.Throw<PrivatePostgresException>(() => DataFolderLock.Acquire("/proc/nowhere"))
                .Code.ShouldBe("data-folder.not-accessible");
            return;
        }

        Directory.CreateDirectory(folder.Path, UnixMode.OwnerFolder);
        var below = Path.Combine(folder.Path, "data");

        var refusal = await Should.ThrowAsync<PrivatePostgresException>(
            () => PrivateCluster.StartAsync(new PrivateClusterOptions(below)));

        refusal.Code.ShouldBe("data-folder.not-reachable");
        refusal.English.ShouldContain($"chmod o+x {folder.Path}");
    }

    [Fact]
    public async Task Password_AfterStart_IsReadableByItsOwnerAlone()
    {
        await using var cluster = await StartAsync();

        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Files.Password).ShouldBe(UnixMode.OwnerFile);
            File.GetUnixFileMode(Files.Home).ShouldBe(UnixMode.OwnerFolder);
        }

        var wrong = new NpgsqlConnectionStringBuilder(cluster.ConnectionString) { Password = "guess", Pooling = false };
        await using var connection = new NpgsqlConnection(wrong.ConnectionString);
        var refusal = await Should.ThrowAsync<PostgresException>(() => connection.OpenAsync());
        refusal.SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);
    }

    private ClusterFiles Files => new(folder.Path);

    private Task<PrivateCluster> StartAsync() => PrivateCluster.StartAsync(new PrivateClusterOptions(folder.Path));

    private async Task KillPostmasterAsync()
    {
        using var postmaster = Process.GetProcessById(PostmasterFile.OfLiving(Files.Data)!.Pid);
        postmaster.Kill();
        await postmaster.WaitForExitAsync();
    }

    private static int SessionOf(int pid)
    {
        // After the name in brackets: state, parent, group, session.
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return int.Parse(fields[3], CultureInfo.InvariantCulture);
    }

    private static async Task<object?> AskAsync(PrivateCluster cluster, string sql)
    {
        var address = new NpgsqlConnectionStringBuilder(cluster.ConnectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(address.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private sealed class EnvironmentValue : IDisposable
    {
        private readonly string name;
        private readonly string? before;

        public EnvironmentValue(string name, string? value)
        {
            this.name = name;
            before = Environment.GetEnvironmentVariable(name);
            Environment.SetEnvironmentVariable(name, value);
        }

        public void Dispose() => Environment.SetEnvironmentVariable(name, before);
    }
}
