using System.Collections.Concurrent;
using Npgsql;

namespace FieldOps.Testing;

/// <summary>
/// A database of one test class: a clone of a template that is migrated once per process, dropped at disposal with
/// whatever is still connected.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Templates = new(StringComparer.Ordinal);
    private static int count;

    private readonly PostgresServer server;
    private readonly Lazy<NpgsqlDataSource> dataSource;

    private TestDatabase(PostgresServer server, string name)
    {
        this.server = server;
        Name = name;
        ConnectionString = server.AddressOf(name);
        dataSource = new Lazy<NpgsqlDataSource>(() => NpgsqlDataSource.Create(ConnectionString));
    }

    /// <summary>Name of the database.</summary>
    public string Name { get; }

    /// <summary>A superuser's connection string to it, with pooling.</summary>
    public string ConnectionString { get; }

    /// <summary>One data source for all of the class' tests; made at first use, disposed with the database.</summary>
    public NpgsqlDataSource DataSource => dataSource.Value;

    /// <summary>A clone of the named template.</summary>
    /// <param name="template">Name of the template in this process; callers of one name give the same
    /// migration.</param>
    /// <param name="migrate">Fills the template; runs once per process and name. Its failure is every caller's.</param>
    public static async Task<TestDatabase> CreateAsync(string template, Func<NpgsqlDataSource, Task> migrate)
    {
        var postgres = await PostgresServer.GetAsync();
        var filled = Templates.GetOrAdd(
            template, _ => new Lazy<Task<string>>(() => Task.Run(() => MakeTemplateAsync(postgres, migrate))));
        var source = await filled.Value;
        var name = NextName("t");
        await postgres.ExecuteAsync($"""create database "{name}" template "{source}" """);
        return new TestDatabase(postgres, name);
    }

    /// <summary>An empty database (UTF8, C.UTF-8).</summary>
    public static async Task<TestDatabase> CreateEmptyAsync()
    {
        var postgres = await PostgresServer.GetAsync();
        var name = NextName("e");
        await postgres.ExecuteAsync(CreateEmptySql(name));
        return new TestDatabase(postgres, name);
    }

    /// <summary>Drops the database.</summary>
    public async ValueTask DisposeAsync()
    {
        if (dataSource.IsValueCreated)
        {
            await dataSource.Value.DisposeAsync();
        }

        NpgsqlConnection.ClearPool(new NpgsqlConnection(ConnectionString));
        await server.ExecuteAsync(DropSql(Name));
    }

    internal static async Task DropTemplatesAsync(PostgresServer postgres)
    {
        foreach (var template in Templates.Values)
        {
            if (template.IsValueCreated && template.Value.IsCompletedSuccessfully)
            {
                await postgres.ExecuteAsync(DropSql(await template.Value));
            }
        }
    }

    private static async Task<string> MakeTemplateAsync(PostgresServer postgres, Func<NpgsqlDataSource, Task> migrate)
    {
        var name = NextName("template");
        await postgres.ExecuteAsync(CreateEmptySql(name));
        await using (var source = NpgsqlDataSource.Create(postgres.AddressOf(name)))
        {
            await migrate(source);
        }

        // A template that somebody is connected to cannot be cloned.
        await postgres.ExecuteAsync($"""alter database "{name}" allow_connections false""");
        return name;
    }

    private static string CreateEmptySql(string name) =>
        $"""
        create database "{name}" template template0 encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'
        """;

    private static string DropSql(string name) => $"""drop database if exists "{name}" with (force)""";

    // The process' number keeps processes apart that share one given server.
    private static string NextName(string kind) =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"fieldops_{kind}_{Environment.ProcessId}_{Interlocked.Increment(ref count)}");
}
