using FieldOps.Testing;
using Npgsql;

namespace FieldOps.Platform.Tests.Testing;

public sealed class TestDatabaseTests
{
    [Fact]
    public async Task Create_TwiceFromOneTemplate_MigratesOnceAndKeepsClonesApart()
    {
        var migrations = 0;
        async Task MigrateAsync(NpgsqlDataSource source)
        {
            Interlocked.Increment(ref migrations);
            await using var make = source.CreateCommand("create table fact (value int)");
            await make.ExecuteNonQueryAsync();
        }

        var both = await Task.WhenAll(
            TestDatabase.CreateAsync("clones-apart", MigrateAsync),
            TestDatabase.CreateAsync("clones-apart", MigrateAsync));
        await using var one = both[0];
        await using var other = both[1];
        await using (var write = one.DataSource.CreateCommand("insert into fact values (1)"))
        {
            await write.ExecuteNonQueryAsync();
        }

        migrations.ShouldBe(1);
        (await CountAsync(one)).ShouldBe(1L);
        (await CountAsync(other)).ShouldBe(0L);
    }

    [Fact]
    public async Task Dispose_WhileSomebodyIsConnected_DropsTheDatabase()
    {
        var server = await PostgresServer.GetAsync();
        var database = await TestDatabase.CreateEmptyAsync();
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();

        await database.DisposeAsync();

        await using var look = new NpgsqlConnection(server.ConnectionString);
        await look.OpenAsync();
        await using var command = new NpgsqlCommand("select exists (select from pg_database where datname = $1)", look);
        command.Parameters.Add(new NpgsqlParameter { Value = database.Name });
        (await command.ExecuteScalarAsync()).ShouldBe(false);
    }

    private static async Task<object?> CountAsync(TestDatabase database)
    {
        await using var command = database.DataSource.CreateCommand("select count(*) from fact");
        return await command.ExecuteScalarAsync();
    }
}
