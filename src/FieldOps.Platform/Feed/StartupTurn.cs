using Npgsql;

namespace FieldOps.Platform.Feed;

/// <summary>
/// Processes that start at once make the read models one after the other: whoever comes second finds them made. The
/// turn ends with its connection, so a process that dies gives it up.
/// </summary>
internal sealed class StartupTurn : IAsyncDisposable
{
    private const long AdvisoryLock = 0x46_4F_54_55_52_4E; // "FOTURN"

    // Asked for again and again rather than waited for: a rebuild takes longer than a statement may.
    private static readonly TimeSpan s_askAgain = TimeSpan.FromMilliseconds(100);

    private readonly NpgsqlConnection _connection;

    private StartupTurn(NpgsqlConnection connection) => _connection = connection;

    public static async Task<StartupTurn> TakeAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            while (!await AskAsync(connection, "select pg_try_advisory_lock($1)", cancellationToken))
            {
                await Task.Delay(s_askAgain, TimeProvider.System, cancellationToken);
            }

            return new StartupTurn(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // The connection goes back to its pool alive, and the lock must not stay with it.
        await AskAsync(_connection, "select pg_advisory_unlock($1)", CancellationToken.None);
        await _connection.DisposeAsync();
    }

    private static async Task<bool> AskAsync(
        NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new() { Value = AdvisoryLock });
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
