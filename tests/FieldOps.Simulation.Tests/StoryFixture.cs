using System.Globalization;
using FieldOps.Simulation.Auditing;
using FieldOps.Simulation.World;
using FieldOps.Testing;
using Npgsql;

namespace FieldOps.Simulation.Tests;

/// <summary>One story, told once and kept, so that violations can be planted in copies of it.</summary>
public sealed class StoryFixture : IAsyncLifetime
{
    private TestDatabase? _database;
    private int _copies;

    /// <summary>How the story ended.</summary>
    public StoryEnd End { get; private set; } = null!;

    /// <summary>The rule sets that it ran under.</summary>
    public static string Policies { get; } = Path.Combine(RepoFiles.Root, "silo-config", "policies");

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateEmptyAsync();
        End = await CountyStory.TellAsync(
            new SimulationPlan { Seed = 31, Days = 4, Steps = 45, Storms = false }, _database.ConnectionString);
        // A database that somebody is connected to cannot be copied.
        NpgsqlConnection.ClearAllPools();
    }

    /// <inheritdoc/>
    public async Task DisposeAsync() => await _database!.DisposeAsync();

    /// <summary>Judges a copy in which something has been changed.</summary>
    /// <param name="sql">The change; it must hit at least one row.</param>
    /// <param name="change">Changes what the API and the ledger said.</param>
    public async Task<AuditReport> JudgeCopyAsync(string? sql, Func<StoryEnd, StoryEnd>? change = null)
    {
        var server = await PostgresServer.GetAsync();
        var name = string.Create(CultureInfo.InvariantCulture, $"{_database!.Name}_copy_{++_copies}");
        await server.ExecuteAsync($"""create database "{name}" template "{_database.Name}" """);
        var copy = server.AddressOf(name);
        try
        {
            if (sql is not null)
            {
                await using var source = NpgsqlDataSource.Create(copy);
                await using var command = source.CreateCommand(sql);
                (await command.ExecuteNonQueryAsync()).ShouldBeGreaterThan(0, "the planted violation hit nothing");
            }

            var end = change?.Invoke(End) ?? End;
            return await Auditor.JudgeAsync(copy, Policies, end.Now, end.Ledger, end.Answers);
        }
        finally
        {
            NpgsqlConnection.ClearPool(new NpgsqlConnection(copy));
            await server.ExecuteAsync($"""drop database "{name}" with (force)""");
        }
    }
}
