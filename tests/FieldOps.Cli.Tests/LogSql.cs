using Npgsql;

namespace FieldOps.Cli.Tests;

/// <summary>What the tests of the audit do to a log behind its back.</summary>
internal static class LogSql
{
    /// <summary>Runs one or more statements.</summary>
    public static async Task RunAsync(this NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first value of the first row.</summary>
    public static async Task<object?> ScalarAsync(this NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>The type that a changed body is cast to.</summary>
    public static async Task<string> BodyTypeAsync(this NpgsqlDataSource database) =>
        (string)(await database.ScalarAsync("""
            select format_type(atttypid, atttypmod) from pg_attribute
            where attrelid = 'log.event'::regclass and attname = 'body'
            """))!;
}
