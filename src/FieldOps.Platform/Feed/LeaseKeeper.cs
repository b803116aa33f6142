using Npgsql;

namespace FieldOps.Platform.Feed;

/// <summary>A lease row with expiry, judged by the database's clock.</summary>
internal sealed class LeaseKeeper(NpgsqlDataSource database, string owner)
{
    /// <summary>How long a lease lasts unless renewed; a stopped owner is replaced after it.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(15);

    /// <summary>How often it is renewed.</summary>
    public static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(5);

    private const string Take = """
        insert into log.lease(name, owner, expires_at) values ($1, $2, clock_timestamp() + $3)
        on conflict (name) do update set owner = excluded.owner, expires_at = excluded.expires_at
        where log.lease.owner = excluded.owner or log.lease.expires_at < clock_timestamp()
        """;

    private const string Give = "delete from log.lease where name = $1 and owner = $2";

    /// <summary>Takes or renews; false while another owner holds it.</summary>
    public async Task<bool> TryTakeAsync(string name, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Take);
        command.Parameters.Add(new() { Value = name });
        command.Parameters.Add(new() { Value = owner });
        command.Parameters.Add(new() { Value = Duration });
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    /// <summary>Gives it back.</summary>
    public async Task GiveAsync(string name, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Give);
        command.Parameters.Add(new() { Value = name });
        command.Parameters.Add(new() { Value = owner });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
