using FieldOps.Platform.Migrations;
using Npgsql;

namespace FieldOps.WorkOrders.Notices;

/// <summary>
/// Addresses of recipients, apart from the log so that they can be erased. A row carries the version of the list that
/// it was written with: a call that is repeated after an erasure writes nothing back.
/// </summary>
internal sealed class NoticeAddresses(NpgsqlDataSource database, ChannelTable known)
{
    /// <summary>The schema is kept by migrations, not by a projection: nothing in the log could rebuild it.</summary>
    public static Migration Schema { get; } = new(
        125, "addresses of notices", """
        create schema if not exists personal;
        create table if not exists personal.notice_address(
            tenant text not null, list_id uuid not null, code text not null, channel text not null, address text,
            version int not null, primary key (tenant, list_id, code));
        """);

    private const string PutSql = """
        insert into personal.notice_address(tenant, list_id, code, version, channel, address)
        values ($1, $2, $3, $4, $5, $6)
        on conflict (tenant, list_id, code) do update set
            channel = excluded.channel, address = excluded.address, version = excluded.version
        where notice_address.version <= excluded.version
        """;

    // The row stays, empty, with the version of the erasure.
    private const string EraseSql = """
        insert into personal.notice_address(tenant, list_id, code, version, channel) values ($1, $2, $3, $4, '')
        on conflict (tenant, list_id, code) do update set channel = '', address = null, version = excluded.version
        where notice_address.version <= excluded.version
        """;

    private const string OfSql =
        "select address from personal.notice_address where tenant = $1 and list_id = $2 and code = $3";

    private const string ChannelsSql =
        "select distinct channel from personal.notice_address where tenant = $1 and address is not null";

    public async Task PutAsync(
        string tenant, Guid list, string code, int version, string channel, string address, CancellationToken stop)
    {
        await known.BeginAsync(tenant, channel, stop);
        await RunAsync(PutSql, stop, tenant, list, code, version, channel, address);
    }

    public Task EraseAsync(string tenant, Guid list, string code, int version, CancellationToken cancellationToken) =>
        RunAsync(EraseSql, cancellationToken, tenant, list, code, version);

    /// <summary>Null when it was erased, or never written.</summary>
    public async Task<string?> OfAsync(string tenant, Guid list, string code, CancellationToken cancellationToken)
    {
        await using var command = Of(OfSql, tenant, list, code);
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }

    public async Task<List<string>> ChannelsAsync(string tenant, CancellationToken cancellationToken)
    {
        await using var command = Of(ChannelsSql, tenant);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var channels = new List<string>();
        while (await rows.ReadAsync(cancellationToken))
        {
            channels.Add(rows.GetString(0));
        }

        return channels;
    }

    private async Task RunAsync(string sql, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = Of(sql, values);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private NpgsqlCommand Of(string sql, params object[] values)
    {
        var command = database.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
