using System.Globalization;
using Npgsql;

namespace FieldOps.Platform.PrivatePostgres;

/// <summary>Starts, adopts and stops the server of a cluster whose folder the caller holds.</summary>
internal sealed class PrivateServer(
    PrivateClusterOptions options, ClusterFiles files, ServerUser user, PostgresBinaries binaries)
{
    // Between two looks at a server that recovers, stops, or whose orphaned processes still end.
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(100);

    // A crash leaves orphans only for moments; a start that fails this often has another reason.
    private const int StartAttemptsMax = 40;
    private const int StopAttemptsMax = 3;
    private const int ConnectSecondsMax = 10;
    private const long LogBytesMax = 16 * 1024 * 1024;
    private const int LogTailCharacters = 2_000;

    public ClusterFiles Files => files;

    /// <summary>Returns when the server takes connections; true when it was running already.</summary>
    public async Task<bool> StartAsync(CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        var startedHere = false;
        var attempts = 0;
        while (TimeProvider.System.GetElapsedTime(began).TotalSeconds < options.StartSecondsMax)
        {
            if (PostmasterFile.OfLiving(files.Data) is { } running)
            {
                if (running.IsReady && await AnswersAsync(running, cancellationToken))
                {
                    return !startedHere;
                }
            }
            else if (await LaunchAsync(cancellationToken))
            {
                startedHere = true;
                continue;
            }
            else if (++attempts == StartAttemptsMax)
            {
                break;
            }

            await Task.Delay(LookAgainAfter, TimeProvider.System, cancellationToken);
        }

        throw PrivatePostgresFault.ServerFailed("start", LogTail());
    }

    /// <summary>Makes the database if it is missing and returns the connection string to it.</summary>
    public async Task<string> EnsureDatabaseAsync(string database, CancellationToken cancellationToken)
    {
        var running = PostmasterFile.OfLiving(files.Data)
            ?? throw PrivatePostgresFault.ServerFailed("start", LogTail());
        try
        {
            await using var connection = new NpgsqlConnection(Maintenance(running));
            await connection.OpenAsync(cancellationToken);
            if (!await IsTrueAsync(connection, HasIcuSql, cancellationToken))
            {
                throw PrivatePostgresFault.IcuMissing();
            }

            if (!await IsTrueAsync(connection, HasDatabaseSql, cancellationToken))
            {
                await using var create = new NpgsqlCommand(CreateDatabaseSql, connection);
                await create.ExecuteNonQueryAsync(cancellationToken);
            }
        }
        catch (NpgsqlException cause)
        {
            throw PrivatePostgresFault.ServerFailed("create database", cause.Message, cause);
        }

        return Address(running, database).ConnectionString;
    }

    /// <summary>Fast shutdown with a checkpoint; immediate if it takes too long.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => StopAsync("fast", cancellationToken);

    /// <summary>Immediate shutdown: the next start has to recover.</summary>
    public Task EndAsync(CancellationToken cancellationToken) => StopAsync("immediate", cancellationToken);

    private string lastOutput = string.Empty;

    private const string HasIcuSql = "select exists (select from pg_collation where collprovider = 'i')";

    private const string HasDatabaseSql = "select exists (select from pg_database where datname = 'fieldops')";

    private const string CreateDatabaseSql =
        """
        create database fieldops template template0 encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'
        """;

    private static async Task<bool> IsTrueAsync(
        NpgsqlConnection connection, string question, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(question, connection);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private async Task<bool> LaunchAsync(CancellationToken cancellationToken)
    {
        if (File.Exists(files.Log) && new FileInfo(files.Log).Length > LogBytesMax)
        {
            File.Move(files.Log, files.OlderLog, overwrite: true);
        }

        UnixMode.WriteFile(files.Settings, ClusterSettings.Text(options, files), UnixMode.ReadableFile);

        // pg_ctl gives the server a session of its own, so that Ctrl-C at the host's terminal does not reach it.
        var result = await user.RunAsync(
            binaries.PgCtl,
            ["start", "-D", files.Data, "-l", files.Log, "-w", "-s", "-t", Seconds(options.StartSecondsMax)],
            cancellationToken);
        lastOutput = result.Output;
        return result.Succeeded;
    }

    private async Task StopAsync(string mode, CancellationToken cancellationToken)
    {
        var output = string.Empty;
        for (var attempt = 0; attempt < StopAttemptsMax; attempt++)
        {
            if (PostmasterFile.OfLiving(files.Data) is null)
            {
                return;
            }

            // Ctrl-C reaches the stopping program as well as the host; hence more than one attempt.
            var result = await user.RunAsync(
                binaries.PgCtl,
                ["stop", "-D", files.Data, "-m", mode, "-w", "-s", "-t", Seconds(options.StopSecondsMax)],
                cancellationToken);
            output = result.Output;
            mode = attempt + 2 == StopAttemptsMax ? "immediate" : mode;
        }

        if (PostmasterFile.OfLiving(files.Data) is not null)
        {
            throw PrivatePostgresFault.ServerFailed("stop", output);
        }
    }

    private async Task<bool> AnswersAsync(PostmasterFile running, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(Maintenance(running));
            await connection.OpenAsync(cancellationToken);
            return true;
        }
        catch (NpgsqlException)
        {
            // It was ready a moment ago and is stopping or crashing now: the caller looks again.
            return false;
        }
    }

    private string Maintenance(PostmasterFile running)
    {
        var address = Address(running, "postgres");
        address.Pooling = false;
        address.Timeout = ConnectSecondsMax;
        return address.ConnectionString;
    }

    private NpgsqlConnectionStringBuilder Address(PostmasterFile running, string database) => new()
    {
        Host = running.SocketFolder.Length > 0 ? running.SocketFolder : "127.0.0.1",
        Port = running.Port,
        Username = ClusterBirth.SuperUser,
        Password = File.ReadAllText(files.Password).Trim(),
        Database = database,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    };

    private string LogTail()
    {
        if (!File.Exists(files.Log))
        {
            return lastOutput;
        }

        var text = File.ReadAllText(files.Log);
        return $"{lastOutput} {files.Log}: {text[Math.Max(0, text.Length - LogTailCharacters)..].Trim()}".Trim();
    }

    private static string Seconds(int seconds) => seconds.ToString(CultureInfo.InvariantCulture);
}
