using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Contractors.Contracts;
using FieldOps.Domain.Contractors.Exits;
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
        select id, code, coalesce(in_house, false), coalesce(standing, ''), hands_over::text,
            hands_over_at, voided_at
        from dispatch_directory.contractor where tenant = $1
        """;

    private const string LotsSql = """
        select id, code, terms::text, closed_from
        from dispatch_directory.lot where tenant = $1
        """;

    private const string ContractsSql = """
        select code, terms::text, coalesce(signed, false), ended_from
        from dispatch_directory.contract where tenant = $1 and terms is not null
        """;

    private const string SignedSql = """
        select contractor_id, lot, contract from dispatch_directory.lot_contract where tenant = $1
        """;

    private const string PapersSql = """
        select contractor_id, code, kind, valid_from, ends_at, coalesce(pending, false)
        from dispatch_directory.paper where tenant = $1 and ends_at is not null
        """;

    private const string LoadsSql = """
        select contractor_id, open_orders from dispatch_directory.load where tenant = $1 and open_orders > 0
        """;

    private const string VolumesSql = """
        select lot_id, contractor_id, orders from dispatch_directory.volume where tenant = $1
        """;

    private const string CrewSql = """
        select people from dispatch_directory.crew where tenant = $1 and contractor_id = $2
        """;

    private const string Leaving = "leaving";

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
            await ContractorsAsync(tenant, cancellationToken), await LotsAsync(tenant, cancellationToken),
            await ContractsAsync(tenant, cancellationToken), await SignedAsync(tenant, cancellationToken),
            await PapersAsync(tenant, cancellationToken));
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

    /// <summary>Orders given per lot and contractor; nothing is read when no lot shares by volume.</summary>
    public async Task<Dictionary<(Guid Lot, Guid Contractor), int>> VolumesAsync(
        string tenant, DispatchDirectory directory, CancellationToken cancellationToken)
    {
        var volumes = new Dictionary<(Guid, Guid), int>();
        if (!directory.Lots.Any(l => l.ByVolume))
        {
            return volumes;
        }

        await using var command = Of(VolumesSql, tenant);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            volumes[(rows.GetGuid(0), rows.GetGuid(1))] = rows.GetInt32(2);
        }

        return volumes;
    }

    /// <summary>Whether the register knows anybody of a contractor.</summary>
    public async Task<bool> HasPeopleAsync(string tenant, Guid contractor, CancellationToken cancellationToken)
    {
        await using var command = Of(CrewSql, tenant);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = contractor });
        return await command.ExecuteScalarAsync(cancellationToken) is > 0;
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
            var standing = rows.GetString(3);
            var heirs = rows.IsDBNull(4)
                ? (ImmutableArray<LotReplacement>?)null
                : JsonSerializer.Deserialize<ImmutableArray<LotReplacement>>(rows.GetString(4), PlatformJson.Options);
            var active = standing is nameof(ContractorStanding.Active) or nameof(ContractorStanding.Notice);
            contractors.Add(new DirectoryContractor(
                rows.GetGuid(0), rows.GetString(1), rows.GetBoolean(2), active && heirs is null,
                Standing: active && heirs is not null ? Leaving
                    : standing is "" or nameof(ContractorStanding.Active) ? null : standing.ToLowerInvariant(),
                HandsOver: heirs,
                HandOverFrom: rows.IsDBNull(5) ? null : rows.GetInt64(5),
                VoidedAt: rows.IsDBNull(6) ? null : rows.GetInt64(6)));
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
            // All terms as they were told, folded as the lot itself folds them: an amendment ahead leaves today's.
            var told = JsonSerializer.Deserialize<LotTerms[]>(rows.GetString(2), PlatformJson.Options)!;
            var closed = rows.IsDBNull(3) ? (DateTimeOffset?)null : rows.GetFieldValue<DateTimeOffset>(3);
            var opened = new ContractLotState(rows.GetGuid(0), rows.GetString(1), null, closed, null);
            lots.AddRange(told.Aggregate(opened, (lot, terms) => lot.With(terms)).Spans()
                .Select(span => Of(opened, span)));
        }

        return lots;
    }

    private async Task<List<DirectoryContract>> ContractsAsync(string tenant, CancellationToken cancellationToken)
    {
        var contracts = new List<DirectoryContract>();
        await using var command = Of(ContractsSql, tenant);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var terms = JsonSerializer.Deserialize<ContractTerms>(rows.GetString(1), PlatformJson.Options)!;
            var ended = rows.IsDBNull(3) ? (DateTimeOffset?)null : rows.GetFieldValue<DateTimeOffset>(3);
            contracts.Add(new DirectoryContract(
                rows.GetString(0), terms.ContractorId, terms.Lots, terms.From,
                ended < terms.Until ? ended.Value : terms.Until, rows.GetBoolean(2)));
        }

        return contracts;
    }

    private async Task<List<SignedLot>> SignedAsync(string tenant, CancellationToken cancellationToken)
    {
        var signed = new List<SignedLot>();
        await using var command = Of(SignedSql, tenant);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            signed.Add(new SignedLot(rows.GetGuid(0), rows.GetString(1), rows.GetString(2)));
        }

        return signed;
    }

    private async Task<List<DirectoryPaper>> PapersAsync(string tenant, CancellationToken cancellationToken)
    {
        var papers = new List<DirectoryPaper>();
        await using var command = Of(PapersSql, tenant);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            papers.Add(new DirectoryPaper(
                rows.GetGuid(0), rows.GetString(1), rows.GetString(2), rows.GetFieldValue<DateTimeOffset>(3),
                rows.GetFieldValue<DateTimeOffset>(4), rows.GetBoolean(5)));
        }

        return papers;
    }

    private static DirectoryLot Of(ContractLotState lot, LotSpan span) => new(
        lot.LotId, lot.Code, span.Terms.AssetClasses, span.Terms.Areas, span.Terms.WorkKinds, span.Terms.Pilot,
        [.. span.Terms.Shares.Select(s => new DispatchShare(s.ContractorId, s.SharePercent))],
        span.Terms.OpenOrdersMax, span.Terms.EffectiveFrom, span.Until,
        span.Terms.Allocation == LotAllocation.Volume, span.Terms.Mode == OutsourcingMode.Whole);

    private NpgsqlCommand Of(string sql, string tenant)
    {
        var command = database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = tenant });
        return command;
    }

    private sealed record Known(long Revision, DispatchDirectory Directory);
}
