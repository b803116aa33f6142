using System.Collections.Concurrent;
using System.Text.Json;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Platform.Serialization;
using Npgsql;
using DispatchShare = FieldOps.Domain.WorkOrders.Dispatch.LotShare;

namespace FieldOps.WorkOrders.Directory;

/// <summary>The directories of the tenants, kept in memory until their revision changes.</summary>
internal sealed class DirectoryCache(NpgsqlDataSource database)
{
    private const string RevisionSql =
        "select position from dispatch_directory.revision where tenant = $1";

    private const string ContractorsSql = """
        select id, code, coalesce(in_house, false), coalesce(standing, '')
        from dispatch_directory.contractor where tenant = $1
        """;

    private const string LotsSql = """
        select id, code, terms, closed_from
        from dispatch_directory.lot where tenant = $1 and terms is not null
        """;

    private const string LoadsSql = """
        select contractor_id, open_orders from dispatch_directory.load where tenant = $1 and open_orders > 0
        """;

    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);

    /// <summary>The directory as the projection has it now.</summary>
    public async Task<DispatchDirectory> ReadAsync(string tenant, CancellationToken cancellationToken)
    {
        var revision = await RevisionAsync(tenant, cancellationToken);
        if (_known.TryGetValue(tenant, out var known) && known.Revision == revision)
        {
            return known.Directory;
        }

        var directory = new DispatchDirectory(
            await ContractorsAsync(tenant, cancellationToken), await LotsAsync(tenant, cancellationToken));
        _known[tenant] = new Known(revision, directory);
        return directory;
    }

    /// <summary>Open orders per contractor; who is not named has none.</summary>
    public async Task<Dictionary<Guid, int>> LoadsAsync(string tenant, CancellationToken cancellationToken)
    {
        var loads = new Dictionary<Guid, int>();
        await using var command = Of(LoadsSql, tenant);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            loads[rows.GetGuid(0)] = rows.GetInt32(1);
        }

        return loads;
    }

    private async Task<long> RevisionAsync(string tenant, CancellationToken cancellationToken)
    {
        await using var command = Of(RevisionSql, tenant);
        return (long?)await command.ExecuteScalarAsync(cancellationToken) ?? 0;
    }

    private async Task<List<DirectoryContractor>> ContractorsAsync(string tenant, CancellationToken cancellationToken)
    {
        var contractors = new List<DirectoryContractor>();
        await using var command = Of(ContractorsSql, tenant);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            // Notice: the exit is announced, service goes on through the notice period (domain reference, 9.1).
            var active = rows.GetString(3)
                is nameof(ContractorStanding.Active) or nameof(ContractorStanding.Notice);
            contractors.Add(new DirectoryContractor(rows.GetGuid(0), rows.GetString(1), rows.GetBoolean(2), active));
        }

        return contractors;
    }

    private async Task<List<DirectoryLot>> LotsAsync(string tenant, CancellationToken cancellationToken)
    {
        var lots = new List<DirectoryLot>();
        await using var command = Of(LotsSql, tenant);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var terms = JsonSerializer.Deserialize<LotTerms>(rows.GetString(2), PlatformJson.Options)!;
            var closed = rows.IsDBNull(3) ? (DateTimeOffset?)null : rows.GetFieldValue<DateTimeOffset>(3);
            lots.Add(new DirectoryLot(
                rows.GetGuid(0), rows.GetString(1), terms.AssetClasses, terms.Areas, terms.WorkKinds, terms.Pilot,
                [.. terms.Shares.Select(s => new DispatchShare(s.ContractorId, s.SharePercent))],
                terms.OpenOrdersMax, terms.EffectiveFrom,
                closed is { } end && !(terms.EffectiveTo < end) ? end : terms.EffectiveTo));
        }

        return lots;
    }

    private NpgsqlCommand Of(string sql, string tenant)
    {
        var command = database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = tenant });
        return command;
    }

    private sealed record Known(long Revision, DispatchDirectory Directory);
}
