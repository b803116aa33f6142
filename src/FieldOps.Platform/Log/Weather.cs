using System.Net.Sockets;
using Npgsql;

namespace FieldOps.Platform.Log;

/// <summary>Tells failures that pass (server away, restarting, full, overloaded) from those that stay.</summary>
public static class Weather
{
    /// <summary>True when asking again later may succeed with the same request.</summary>
    public static bool Is(Exception failure) => failure switch
    {
        PostgresException postgres => IsPassing(postgres.SqlState),
        NpgsqlException or TimeoutException or SocketException or IOException or OperationCanceledException => true,
        _ => failure.InnerException is { } inner && Is(inner),
    };

    // Classes of SQLSTATE: 08 connection, 53 resources (disk full is 53100), 57 operator intervention, 58 system,
    // 40 transaction rollback, 55P03 lock not available, 25006 read only: a server that another has just taken over
    // from.
    private static bool IsPassing(string sqlState) =>
        sqlState.StartsWith("08", StringComparison.Ordinal) || sqlState.StartsWith("53", StringComparison.Ordinal) ||
        sqlState.StartsWith("57", StringComparison.Ordinal) || sqlState.StartsWith("58", StringComparison.Ordinal) ||
        sqlState.StartsWith("40", StringComparison.Ordinal) ||
        sqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.ReadOnlySqlTransaction;
}
