using Npgsql;

namespace FieldOps.Platform.Log;

/// <summary>Makes the process's one data source, with the limits every statement runs under.</summary>
public static class DataSources
{
    /// <summary>Connections of one process to the log and the read models.</summary>
    public const int PoolMax = 40;

    /// <summary>
    /// Connections that a silo holds besides, for its membership, reminders and subscriptions. A database serves as
    /// many silos as its <c>max_connections</c> has room for both.
    /// </summary>
    public const int MembershipPoolMax = 10;

    // Milliseconds. A statement that takes longer is ended by the server, which also frees the log's lock.
    private const string Limits =
        "-c statement_timeout=30000 -c lock_timeout=10000 -c idle_in_transaction_session_timeout=30000 -c jit=off";

    /// <summary>A data source for the address, its limits added where the address does not set its own.</summary>
    public static NpgsqlDataSource Create(string connectionString)
    {
        var address = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "fieldops" };
        address.Options ??= Limits;
        address.MaxPoolSize = Math.Min(address.MaxPoolSize, PoolMax);
        address.MaxAutoPrepare = 100;
        address.AutoPrepareMinUsages = 3;
        return new NpgsqlDataSourceBuilder(address.ConnectionString).Build();
    }
}
