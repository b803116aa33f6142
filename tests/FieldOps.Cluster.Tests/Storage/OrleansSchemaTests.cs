using System.Globalization;
using FieldOps.Cluster.Storage;
using FieldOps.Platform.Migrations;
using FieldOps.Testing;
using Npgsql;

namespace FieldOps.Cluster.Tests.Storage;

/// <summary>The statements of the schema <c>orleans</c>, asked as the providers ask them: by key and name.</summary>
public sealed class OrleansSchemaTests : IAsyncLifetime
{
    // Every key that the loaders of 10.2.2 look up; a missing one keeps a silo from starting.
    private static readonly string[] s_wanted =
    [
        "CleanupDefunctSiloEntriesKey", "ClearStorageKey", "DeleteMembershipTableEntriesKey", "DeleteReminderRowKey",
        "DeleteReminderRowsKey", "DeleteStorageKey", "GatewaysQueryKey", "InsertMembershipKey",
        "InsertMembershipVersionKey", "MembershipReadAllKey", "MembershipReadRowKey", "ReadFromStorageKey",
        "ReadRangeRows1Key", "ReadRangeRows2Key", "ReadReminderRowKey", "ReadReminderRowsKey", "UpdateIAmAlivetimeKey",
        "UpdateMembershipKey", "UpsertReminderRowKey", "WriteToStorageKey",
    ];

    private static readonly DateTime s_now = new(2026, 1, 5, 8, 0, 0, DateTimeKind.Utc);

    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync(
        "orleans", async source => await new Migrator(source, OrleansSchema.Migrations).MigrateAsync(default));

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Queries_BySearchPath_AreComplete()
    {
        var path = new NpgsqlConnectionStringBuilder(_database.ConnectionString) { SearchPath = OrleansSchema.Name };
        await using var source = NpgsqlDataSource.Create(path.ConnectionString);
        await using var command = source.CreateCommand("SELECT QueryKey FROM OrleansQuery ORDER BY QueryKey");
        await using var rows = await command.ExecuteReaderAsync();
        var keys = new List<string>();
        while (await rows.ReadAsync())
        {
            keys.Add(rows.GetString(0));
        }

        keys.ShouldBe(s_wanted, ignoreOrder: true);
    }

    [Fact]
    public async Task Migrations_RunAgain_ChangeNothing()
    {
        foreach (var migration in OrleansSchema.Migrations)
        {
            await using var command = _database.DataSource.CreateCommand(migration.Sql);
            await command.ExecuteNonQueryAsync();
        }

        (await new Migrator(_database.DataSource, OrleansSchema.Migrations).MigrateAsync(default)).ShouldBe(0);
    }

    [Fact]
    public async Task Membership_OfAnOldVersion_ChangesNothing()
    {
        (await CountAsync("InsertMembershipVersionKey", ("DeploymentId", "c"))).ShouldBe(1);
        (await CountAsync("InsertMembershipVersionKey", ("DeploymentId", "c"))).ShouldBe(0);

        (await JoinAsync(port: 1, version: 0)).ShouldBe(1);
        (await JoinAsync(port: 2, version: 0)).ShouldBe(0);
        (await JoinAsync(port: 1, version: 1)).ShouldBe(0);
        (await JoinAsync(port: 2, version: 1)).ShouldBe(1);
        (await UpdateAsync(port: 1, status: 6, version: 1)).ShouldBe(0);
        (await UpdateAsync(port: 3, status: 6, version: 2)).ShouldBe(0);
        (await UpdateAsync(port: 1, status: 6, version: 2)).ShouldBe(1);

        var all = await RowsAsync("MembershipReadAllKey", ["Port", "Status", "Version"], ("DeploymentId", "c"));
        all.Order(StringComparer.Ordinal).ShouldBe(["1,6,3", "2,3,3"]);
    }

    [Fact]
    public async Task Membership_OfManyRivals_LetsOneTurnTheVersion()
    {
        await CountAsync("InsertMembershipVersionKey", ("DeploymentId", "c"));

        var joined = await Task.WhenAll(Enumerable.Range(1, 20).Select(port => JoinAsync(port, version: 0)));

        joined.Sum().ShouldBe(1);
        (await RowsAsync("MembershipReadAllKey", ["Version"], ("DeploymentId", "c"))).ShouldBe(["1"]);
    }

    [Fact]
    public async Task MembershipVersion_WithoutSilos_IsTold()
    {
        await CountAsync("InsertMembershipVersionKey", ("DeploymentId", "c"));

        var rows = await RowsAsync(
            "MembershipReadRowKey", ["StartTime", "Version"],
            ("DeploymentId", "c"), ("Address", "127.0.0.1"), ("Port", 1), ("Generation", 1));

        rows.ShouldBe([",0"]);
    }

    [Fact]
    public async Task Cleanup_OfDefunctSilos_LeavesTheActiveOnes()
    {
        await CountAsync("InsertMembershipVersionKey", ("DeploymentId", "c"));
        await JoinAsync(port: 1, version: 0);
        await JoinAsync(port: 2, version: 1);
        await UpdateAsync(port: 1, status: 6, version: 2);

        await CountAsync(
            "CleanupDefunctSiloEntriesKey", ("DeploymentId", "c"), ("IAmAliveTime", s_now.AddDays(1)));

        (await RowsAsync("MembershipReadAllKey", ["Port"], ("DeploymentId", "c"))).ShouldBe(["2"]);
        (await RowsAsync("GatewaysQueryKey", ["ProxyPort"], ("DeploymentId", "c"), ("Status", 3))).ShouldBe(["30000"]);
    }

    [Fact]
    public async Task Storage_WrittenTwiceAsNew_KeepsTheFirst()
    {
        var written = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => WriteAsync(null, null, (byte)n)));

        written.Count(w => w == "1").ShouldBe(1);
        written.Count(w => w is null).ShouldBe(19);
        (await WriteAsync(null, 1, 9)).ShouldBe("2");
        (await WriteAsync(null, 1, 10)).ShouldBeNull();
        // Another extension is another state, and null is one of them.
        (await WriteAsync("x", null, 11)).ShouldBe("1");
        (await RowsAsync("ReadFromStorageKey", ["Version"], [.. StateKey(null)])).ShouldBe(["2"]);
    }

    [Theory]
    [InlineData("ClearStorageKey", 1)]
    [InlineData("DeleteStorageKey", 0)]
    public async Task Storage_Cleared_AnswersTheNextVersionOnce(string key, int rowsLeft)
    {
        await WriteAsync(null, null, 1);

        (await RowsAsync(key, ["NewGrainStateVersion"], [.. StateKey(null), ("GrainStateVersion", 1)])).ShouldBe(["2"]);
        (await RowsAsync(key, ["NewGrainStateVersion"], [.. StateKey(null), ("GrainStateVersion", 1)])).ShouldBeEmpty();
        (await RowsAsync("ReadFromStorageKey", ["Version"], [.. StateKey(null)])).Count.ShouldBe(rowsLeft);
    }

    [Fact]
    public async Task Reminders_OfARange_AreFoundOverTheEndOfTheNumbers()
    {
        foreach (var hash in (int[])[int.MinValue, -5, 5, int.MaxValue])
        {
            (await RemindAsync(hash)).ShouldBe("0");
        }

        (await RemindAsync(5)).ShouldBe("1");
        (await InRangeAsync("ReadRangeRows1Key", -5, 5)).ShouldBe(["g5"]);
        (await InRangeAsync("ReadRangeRows2Key", 5, -5)).Order(StringComparer.Ordinal)
            .ShouldBe(["g-2147483648", "g-5", "g2147483647"]);
        (await CountAsync("DeleteReminderRowKey", [.. ReminderKey(5), ("Version", 0)])).ShouldBe(0);
        (await CountAsync("DeleteReminderRowKey", [.. ReminderKey(5), ("Version", 1)])).ShouldBe(1);
    }

    [Fact]
    public async Task Reminders_OfARange_AreReadByTheIndex()
    {
        await using var many = _database.DataSource.CreateCommand("""
            insert into orleans.OrleansRemindersTable
            select 's', 'g' || n, 'r', clock_timestamp(), 60000, n * 1000, 0 from generate_series(1, 20000) n;
            analyze orleans.OrleansRemindersTable
            """);
        await many.ExecuteNonQueryAsync();

        await using var command = _database.DataSource.CreateCommand(
            "explain " + (await TextAsync("ReadRangeRows1Key")).Replace("@ServiceId", "'s'", StringComparison.Ordinal)
                .Replace("@BeginHash", "1", StringComparison.Ordinal)
                .Replace("@EndHash", "50000", StringComparison.Ordinal));
        await using var rows = await command.ExecuteReaderAsync();
        (await rows.ReadAsync()).ShouldBeTrue();
        rows.GetString(0).ShouldContain("orleans_reminders_range");
    }

    private Task<int> JoinAsync(int port, int version) => CountAsync(
        "InsertMembershipKey",
        ("DeploymentId", "c"), ("Address", "127.0.0.1"), ("Port", port), ("Generation", 1), ("SiloName", "s"),
        ("HostName", "h"), ("Status", 3), ("ProxyPort", 30_000), ("StartTime", s_now), ("IAmAliveTime", s_now),
        ("Version", version));

    private Task<int> UpdateAsync(int port, int status, int version) => CountAsync(
        "UpdateMembershipKey",
        ("DeploymentId", "c"), ("Address", "127.0.0.1"), ("Port", port), ("Generation", 1), ("Status", status),
        ("SuspectTimes", DBNull.Value), ("IAmAliveTime", s_now), ("Version", version));

    private async Task<string?> WriteAsync(string? extension, int? version, byte payload) => (await RowsAsync(
        "WriteToStorageKey",
        ["NewGrainStateVersion"],
        [
            .. StateKey(extension), ("GrainStateVersion", version ?? (object)DBNull.Value),
            ("PayloadBinary", new[] { payload }),
        ])).SingleOrDefault();

    private static (string, object)[] StateKey(string? extension) =>
    [
        ("GrainIdHash", 1), ("GrainIdN0", 2L), ("GrainIdN1", 3L), ("GrainTypeHash", 4), ("GrainTypeString", "t"),
        ("GrainIdExtensionString", extension ?? (object)DBNull.Value), ("ServiceId", "s"),
    ];

    private async Task<string> RemindAsync(int hash) => (await RowsAsync(
        "UpsertReminderRowKey",
        ["Version"],
        [.. ReminderKey(hash), ("StartTime", s_now), ("Period", 60_000), ("GrainHash", hash)])).Single();

    private Task<List<string>> InRangeAsync(string key, int begin, int end) => RowsAsync(
        key, ["GrainId"], ("ServiceId", "s"), ("BeginHash", begin), ("EndHash", end));

    private static (string, object)[] ReminderKey(int hash) =>
    [
        ("ServiceId", "s"), ("GrainId", string.Create(CultureInfo.InvariantCulture, $"g{hash}")),
        ("ReminderName", "r"),
    ];

    private async Task<int> CountAsync(string key, params (string Name, object Value)[] values)
    {
        await using var command = await CommandAsync(key, values);
        return Convert.ToInt32(await command.ExecuteScalarAsync() ?? 0, CultureInfo.InvariantCulture);
    }

    private async Task<List<string>> RowsAsync(
        string key, string[] columns, params (string Name, object Value)[] values)
    {
        await using var command = await CommandAsync(key, values);
        await using var rows = await command.ExecuteReaderAsync();
        var found = new List<string>();
        while (await rows.ReadAsync())
        {
            found.Add(string.Join(',', columns.Select(
                c => Convert.ToString(rows.GetValue(rows.GetOrdinal(c)), CultureInfo.InvariantCulture))));
        }

        return found;
    }

    private async Task<NpgsqlCommand> CommandAsync(string key, (string Name, object Value)[] values)
    {
        var command = _database.DataSource.CreateCommand(await TextAsync(key));
        foreach (var (name, value) in values)
        {
            // The providers give every parameter its type, null or not.
            var parameter = new NpgsqlParameter { ParameterName = name, Value = value };
            if (value is DBNull)
            {
                parameter.DbType = name == "GrainStateVersion" ? System.Data.DbType.Int32 : System.Data.DbType.String;
            }

            command.Parameters.Add(parameter);
        }

        return command;
    }

    private async Task<string> TextAsync(string key)
    {
        await using var command = _database.DataSource.CreateCommand(
            "select QueryText from orleans.OrleansQuery where QueryKey = $1");
        command.Parameters.Add(new() { Value = key });
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
