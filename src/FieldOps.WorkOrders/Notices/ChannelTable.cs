using FieldOps.Platform.Clock;
using FieldOps.Platform.Migrations;
using Npgsql;

namespace FieldOps.WorkOrders.Notices;

/// <summary>
/// Since when a channel has reached anybody: of a tenant by its lists, of every tenant by the host's settings. What
/// happened before then was told without it, and is not told over it when its event comes again.
/// </summary>
internal sealed class ChannelTable(NpgsqlDataSource database, IAppClock clock)
{
    /// <summary>The tenant that stands for the host's own settings.</summary>
    private const string Host = "";

    /// <summary>Kept by migrations. Channels that a build of before has used begin with their first notice.</summary>
    public static Migration Schema { get; } = new(
        129, "channels of notices", """
        create table if not exists personal.notice_channel(
            tenant text not null, channel text not null, since timestamptz not null, primary key (tenant, channel));
        do $$ begin
            if to_regclass('notice_outbox.notice') is not null then
                insert into personal.notice_channel(tenant, channel, since)
                select coalesce(tenant, ''), channel, min(queued_at) from notice_outbox.notice
                where channel <> 'log' group by grouping sets ((tenant, channel), (channel))
                on conflict do nothing;
            end if;
        end $$;
        """);

    /// <summary>
    /// Recipients on lists of before the channels were kept: theirs begin when the list that holds them was written.
    /// </summary>
    public static Migration OfLists { get; } = new(
        130, "channels of lists", """
        insert into personal.notice_channel(tenant, channel, since)
        select a.tenant, a.channel, min(e.recorded_at) from personal.notice_address a
        join log.head h on h.id = a.list_id and h.type = 'notice-recipients' and h.tenant = a.tenant
        join log.event e on e.entity = h.entity and e.version = a.version
        where a.address is not null
        group by a.tenant, a.channel
        on conflict (tenant, channel) do update set since = least(notice_channel.since, excluded.since);
        """);

    private const string BeginSql = """
        insert into personal.notice_channel(tenant, channel, since)
        select $1, c, $3 from unnest($2) c
        on conflict do nothing
        """;

    // A build of before may put a recipient on a list while this one runs: known since then, and not since it is met.
    private const string BeginOfListsSql = """
        insert into personal.notice_channel(tenant, channel, since)
        select a.tenant, a.channel, min(coalesce(e.recorded_at, $3)) from personal.notice_address a
        left join log.head h on h.id = a.list_id and h.type = 'notice-recipients' and h.tenant = a.tenant
        left join log.event e on e.entity = h.entity and e.version = a.version
        where a.tenant = $1 and a.channel = any($2) and a.address is not null
        group by a.tenant, a.channel
        on conflict do nothing
        """;

    // A list that had nobody for the channel begins anew.
    private const string BeginAnewSql = """
        insert into personal.notice_channel(tenant, channel, since) values ($1, $2, $3)
        on conflict (tenant, channel) do update set since = excluded.since
        where not exists (
            select from personal.notice_address a
            where a.tenant = excluded.tenant and a.channel = excluded.channel and a.address is not null)
        """;

    private const string OfSql = """
        select channel, min(since) from personal.notice_channel
        where (tenant = $1 and channel = any($2)) or (tenant = $3 and channel = any($4)) group by channel
        """;

    /// <summary>The host's settings serve these channels, from now on where nothing older is known.</summary>
    public Task BeginAsync(string[] ofHost, CancellationToken cancellationToken) =>
        BeginAsync(BeginSql, Host, ofHost, cancellationToken);

    /// <summary>A recipient of a channel is about to be written to a list of the tenant.</summary>
    public async Task BeginAsync(string tenant, string channel, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(BeginAnewSql);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = channel });
        command.Parameters.Add(new() { Value = clock.Now });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// Since when each of the channels has reached anybody; those that nothing is known of begin now, of lists with the
    /// list.
    /// </summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="ofLists">Channels that the tenant's lists serve.</param>
    /// <param name="ofHost">Channels that the host's settings serve.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Dictionary<string, DateTimeOffset>> OfAsync(
        string tenant, string[] ofLists, string[] ofHost, CancellationToken cancellationToken)
    {
        var since = await ReadAsync(tenant, ofLists, ofHost, cancellationToken);
        if (ofLists.Concat(ofHost).All(since.ContainsKey))
        {
            return since;
        }

        await BeginAsync(BeginOfListsSql, tenant, ofLists, cancellationToken);
        await BeginAsync(BeginSql, Host, ofHost, cancellationToken);
        return await ReadAsync(tenant, ofLists, ofHost, cancellationToken);
    }

    private async Task<Dictionary<string, DateTimeOffset>> ReadAsync(
        string tenant, string[] ofLists, string[] ofHost, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(OfSql);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = ofLists });
        command.Parameters.Add(new() { Value = Host });
        command.Parameters.Add(new() { Value = ofHost });
        var since = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            since.Add(rows.GetString(0), rows.GetFieldValue<DateTimeOffset>(1));
        }

        return since;
    }

    private async Task BeginAsync(
        string sql, string tenant, string[] channels, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = channels });
        command.Parameters.Add(new() { Value = clock.Now });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
