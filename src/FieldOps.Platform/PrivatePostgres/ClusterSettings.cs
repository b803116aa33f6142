using System.Net;
using System.Net.Sockets;

namespace FieldOps.Platform.PrivatePostgres;

/// <summary>
/// The text of <c>postgresql.conf</c>. It is written anew before every start, so that settings belong to the program's
/// version and not to the day the cluster was made.
/// </summary>
internal static class ClusterSettings
{
    public static string Text(PrivateClusterOptions options, ClusterFiles files)
    {
        var durable = options.Durable ? "on" : "off";
        return $"""
            # Written by FieldOps before every start; changes here are lost.
            {Listening(files)}
            unix_socket_permissions = 0700
            password_encryption = 'scram-sha-256'
            max_connections = {options.ConnectionsMax}

            fsync = {durable}
            synchronous_commit = {durable}
            full_page_writes = {durable}
            wal_level = replica
            wal_buffers = 16MB
            min_wal_size = 256MB
            max_wal_size = 2GB
            checkpoint_timeout = 10min
            checkpoint_completion_target = 0.9

            shared_buffers = {options.SharedBuffersMb}MB
            effective_cache_size = 1GB
            work_mem = 16MB
            maintenance_work_mem = 128MB
            random_page_cost = 1.1
            jit = off
            # Two cores serve many small statements; containers give parallel plans 64 MB of /dev/shm and break them.
            max_parallel_workers_per_gather = 0
            max_parallel_maintenance_workers = 0

            timezone = 'UTC'
            log_timezone = 'UTC'
            datestyle = 'iso, ymd'
            lc_messages = 'C'
            lc_monetary = 'C.UTF-8'
            lc_numeric = 'C.UTF-8'
            lc_time = 'C.UTF-8'
            default_text_search_config = 'pg_catalog.simple'

            # Statements hold people's data and refused ones reach the caller; the log is for the server's own life.
            log_statement = none
            log_min_error_statement = panic
            log_min_messages = log
            log_checkpoints = off
            log_autovacuum_min_duration = -1
            log_line_prefix = '%m [%p] '

            """;
    }

    private static string Listening(ClusterFiles files) => files.SocketFits
        ? $"""
            listen_addresses = ''
            port = {ClusterFiles.SocketPort}
            unix_socket_directories = '{Quoted(files.Home)}'
            """
        : $"""
            listen_addresses = '127.0.0.1'
            port = {FreeLoopbackPort()}
            unix_socket_directories = ''
            """;

    // A list element in double quotes inside a value in single quotes; either kind is doubled within its own.
    private static string Quoted(string path) =>
        $"\"{path.Replace("\"", "\"\"", StringComparison.Ordinal)}\"".Replace("'", "''", StringComparison.Ordinal);

    private static int FreeLoopbackPort()
    {
        // It may be taken again before the server binds it; the start is then tried anew with another one.
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
