using Npgsql;

namespace FieldOps.Platform.Migrations;

/// <summary>
/// Brings a database to today's schema. Several processes may start at once: one migrates, the others wait.
/// </summary>
public sealed class Migrator(NpgsqlDataSource database, IEnumerable<Migration> migrations)
{
    private const long AdvisoryLock = 0x46_4F_4D_49_47; // "FOMIG"

    private const string Prepare = "select pg_advisory_xact_lock($1)";

    // A full table takes its time to be indexed.
    private const string Patience = "set local statement_timeout = 0; set local lock_timeout = 0";

    private const string CreateTable = """
        create table if not exists public.fieldops_migration(
            number int primary key, name text not null, applied_at timestamptz not null default clock_timestamp());
        """;

    /// <summary>Applies what is missing, all in one transaction; returns how many were applied.</summary>
    /// <exception cref="InvalidOperationException">Two migrations share a number.</exception>
    public async Task<int> MigrateAsync(CancellationToken cancellationToken)
    {
        var ordered = migrations.OrderBy(m => m.Number).ToArray();
        if (ordered.DistinctBy(m => m.Number).Count() != ordered.Length)
        {
            throw new InvalidOperationException("Two migrations share a number.");
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await RunAsync(connection, Patience, cancellationToken);
        await using (var wait = new NpgsqlCommand(Prepare, connection, transaction))
        {
            wait.Parameters.Add(new() { Value = AdvisoryLock });
            await wait.ExecuteNonQueryAsync(cancellationToken);
        }

        await RunAsync(connection, CreateTable, cancellationToken);
        var applied = await AppliedAsync(connection, cancellationToken);
        var missing = ordered.Where(m => !applied.Contains(m.Number)).ToArray();
        foreach (var migration in missing)
        {
            await RunAsync(connection, migration.Sql, cancellationToken);
            await RecordAsync(connection, migration, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return missing.Length;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<HashSet<int>> AppliedAsync(NpgsqlConnection connection,
        CancellationToken cancellationToken)
    {
        var numbers = new HashSet<int>();
        await using var command = new NpgsqlCommand("select number from public.fieldops_migration", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            numbers.Add(reader.GetInt32(0));
        }

        return numbers;
    }

    private static async Task RecordAsync(
        NpgsqlConnection connection, Migration migration, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "insert into public.fieldops_migration(number, name) values ($1, $2)", connection);
        command.Parameters.Add(new() { Value = migration.Number });
        command.Parameters.Add(new() { Value = migration.Name });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
