using System.Text.Json;
using FieldOps.Platform.Serialization;
using Npgsql;

namespace FieldOps.WorkOrders.Directory;

/// <summary>Writes a batch's changes: one statement per table.</summary>
internal static class DirectoryWriter
{
    private const string Contractors = """
        insert into contractor(tenant, id, code, in_house, standing)
        select * from unnest($1::text[], $2::uuid[], $3::text[], $4::bool[], $5::text[])
        on conflict (tenant, id) do update set
            in_house = coalesce(excluded.in_house, contractor.in_house), standing = excluded.standing
        """;

    // An exit may be read before the register, and a later word of it before an earlier one.
    private const string HandOvers = """
        insert into contractor(tenant, id, code, hands_over, hands_over_at, voided_at)
        select tenant, id, code, replacements::jsonb, position, nullif(voided, 0)
        from unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::bigint[], $6::bigint[])
            h(tenant, id, code, replacements, position, voided)
        on conflict (tenant, id) do update set
            hands_over = case when contractor.hands_over_at > excluded.hands_over_at
                then contractor.hands_over else excluded.hands_over end,
            hands_over_at = greatest(contractor.hands_over_at, excluded.hands_over_at),
            voided_at = greatest(contractor.voided_at, excluded.voided_at)
        """;

    // Read by builds of before, which hold one contract a lot.
    private const string SignedLots = """
        insert into signed_lot(tenant, contractor_id, lot, contract, position)
        select * from unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::bigint[])
        on conflict (tenant, contractor_id, lot) do update
        set contract = excluded.contract, position = excluded.position
        where signed_lot.position < excluded.position
        """;

    private const string LotContracts = """
        insert into lot_contract(tenant, contractor_id, lot, contract)
        select * from unnest($1::text[], $2::uuid[], $3::text[], $4::text[])
        on conflict do nothing
        """;

    private const string Lots = """
        insert into lot(tenant, id, code, terms, closed_from)
        select tenant, id, code, terms::jsonb, closed_from
        from unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[])
            l(tenant, id, code, terms, closed_from)
        on conflict (tenant, id) do update set
            terms = lot.terms || excluded.terms,
            closed_from = coalesce(excluded.closed_from, lot.closed_from)
        """;

    private const string Contracts = """
        insert into contract(tenant, id, code, terms, signed, ended_from)
        select tenant, id, code, terms::jsonb, signed, ended_from
        from unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::bool[], $6::timestamptz[])
            c(tenant, id, code, terms, signed, ended_from)
        on conflict (tenant, id) do update set
            code = coalesce(excluded.code, contract.code), terms = coalesce(excluded.terms, contract.terms),
            signed = coalesce(excluded.signed, contract.signed),
            ended_from = coalesce(excluded.ended_from, contract.ended_from)
        """;

    private const string Loads = """
        insert into load(tenant, contractor_id, open_orders)
        select * from unnest($1::text[], $2::uuid[], $3::int[])
        on conflict (tenant, contractor_id) do update set open_orders = load.open_orders + excluded.open_orders
        """;

    private const string CountFrom = """
        insert into counted_from(tenant, lot_id, position)
        select * from unnest($1::text[], $2::uuid[], $3::bigint[])
        on conflict (tenant, lot_id) do update set position = excluded.position
        where counted_from.position < excluded.position
        """;

    // Where a later word of the lot was dealt before, it stays.
    private const string DropCounted = """
        delete from volume v using unnest($1::text[], $2::uuid[], $3::bigint[]) k(tenant, lot_id, position)
        join counted_from c using (tenant, lot_id, position)
        where v.tenant = k.tenant and v.lot_id = k.lot_id
        """;

    private const string CountAgain = """
        insert into volume(tenant, lot_id, contractor_id, orders)
        select g.tenant, g.lot_id, g.contractor_id, count(*)
        from unnest($1::text[], $2::uuid[], $3::bigint[]) k(tenant, lot_id, position)
        join counted_from c using (tenant, lot_id, position)
        join given g on g.tenant = k.tenant and g.lot_id = k.lot_id and g.position > k.position
        group by g.tenant, g.lot_id, g.contractor_id
        """;

    private const string Volumes = """
        insert into volume(tenant, lot_id, contractor_id, orders)
        select g.tenant, g.lot_id, g.contractor_id, count(*)
        from unnest($1::bigint[], $2::text[], $3::uuid[], $4::uuid[]) g(position, tenant, lot_id, contractor_id)
        left join counted_from c on c.tenant = g.tenant and c.lot_id = g.lot_id
        where g.position > coalesce(c.position, 0)
        group by g.tenant, g.lot_id, g.contractor_id
        on conflict (tenant, lot_id, contractor_id) do update set orders = volume.orders + excluded.orders
        """;

    private const string Given = """
        insert into given(position, tenant, lot_id, contractor_id)
        select * from unnest($1::bigint[], $2::text[], $3::uuid[], $4::uuid[])
        """;

    private const string Forget = "delete from given where position < $1";

    // A paper that was withdrawn is kept without an end, and counts for nothing.
    private const string Papers = """
        insert into paper(tenant, contractor_id, code, kind, valid_from, ends_at, pending)
        select * from unnest(
            $1::text[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[], $7::boolean[])
        on conflict (tenant, contractor_id, code) do update set
            kind = excluded.kind, valid_from = excluded.valid_from, ends_at = excluded.ends_at,
            pending = excluded.pending
        """;

    private const string Crews = """
        insert into crew(tenant, contractor_id, people) select * from unnest($1::text[], $2::uuid[], $3::int[])
        on conflict (tenant, contractor_id) do update set people = crew.people + excluded.people
        """;

    private const string Revisions = """
        insert into revision(tenant, position) select * from unnest($1::text[], $2::bigint[])
        on conflict (tenant) do update set position = greatest(revision.position, excluded.position)
        """;

    public static async Task WriteAsync(
        DirectoryChanges changes, bool forgets, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var contractors = changes.Contractors.ToArray();
        await RunAsync(
            connection, Contractors, contractors.Length, cancellationToken,
            Of(contractors, c => c.Key.Tenant), Of(contractors, c => c.Key.Id),
            Of(contractors, c => c.Value.Code), Of(contractors, c => c.Value.InHouse),
            Of(contractors, c => c.Value.Standing.ToString()));
        await WriteHandOversAsync(changes, connection, cancellationToken);
        var lots = changes.Lots.ToArray();
        await RunAsync(
            connection, Lots, lots.Length, cancellationToken,
            Of(lots, l => l.Key.Tenant),
            Of(lots, l => l.Key.Id),
            Of(lots, l => l.Value.Code),
            Of(lots, l => JsonSerializer.Serialize(l.Value.Terms, PlatformJson.Options)),
            Of(lots, l => l.Value.ClosedFrom));
        await WriteContractsAsync(changes, connection, cancellationToken);
        await WritePapersAsync(changes, connection, cancellationToken);
        var loads = changes.Loads.Where(l => l.Value != 0).ToArray();
        await RunAsync(
            connection, Loads, loads.Length, cancellationToken,
            Of(loads, l => l.Key.Tenant), Of(loads, l => l.Key.ContractorId), Of(loads, l => l.Value));
        await WriteCountsAsync(changes, forgets, connection, cancellationToken);
        var revisions = changes.Revisions.ToArray();
        await RunAsync(
            connection, Revisions, revisions.Length, cancellationToken,
            Of(revisions, r => r.Key), Of(revisions, r => r.Value));
    }

    private static async Task WriteHandOversAsync(
        DirectoryChanges changes, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var leaving = changes.HandOvers.ToArray();
        await RunAsync(
            connection, HandOvers, leaving.Length, cancellationToken,
            Of(leaving, l => l.Key.Tenant), Of(leaving, l => l.Key.Id),
            Of(leaving, l => l.Value.Code),
            Of(leaving, l => l.Value.Replacements is { } heirs
                ? JsonSerializer.Serialize(heirs, PlatformJson.Options)
                : null),
            Of(leaving, l => l.Value.Position),
            Of(leaving, l => l.Value.VoidedAt));
    }

    private static async Task WritePapersAsync(
        DirectoryChanges changes, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var papers = changes.Papers.ToArray();
        await RunAsync(
            connection, Papers, papers.Length, cancellationToken,
            Of(papers, p => p.Key.Tenant), Of(papers, p => p.Key.ContractorId), Of(papers, p => p.Key.Code),
            Of(papers, p => p.Value?.Kind), Of(papers, p => p.Value?.ValidFrom),
            Of(papers, p => p.Value?.Expiry.EndsAt), Of(papers, p => p.Value?.Pending));
    }

    private static async Task WriteContractsAsync(
        DirectoryChanges changes, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var contracts = changes.Contracts.ToArray();
        await RunAsync(
            connection, Contracts, contracts.Length, cancellationToken,
            Of(contracts, c => c.Key.Tenant),
            Of(contracts, c => c.Key.Id),
            Of(contracts, c => c.Value.Code),
            Of(contracts, c =>
                c.Value.Terms is null ? null : JsonSerializer.Serialize(c.Value.Terms, PlatformJson.Options)),
            Of(contracts, c => c.Value.Signed),
            Of(contracts, c => c.Value.EndedFrom));
        var signed = changes.Signed.ToArray();
        await RunAsync(
            connection, SignedLots, signed.Length, cancellationToken,
            Of(signed, s => s.Key.Tenant), Of(signed, s => s.Key.ContractorId), Of(signed, s => s.Key.Lot),
            Of(signed, s => s.Value.Contract), Of(signed, s => s.Value.Position));
        var all = changes.LotContracts.ToArray();
        await RunAsync(
            connection, LotContracts, all.Length, cancellationToken,
            Of(all, s => s.Tenant), Of(all, s => s.ContractorId), Of(all, s => s.Lot), Of(all, s => s.Contract));
    }

    private static async Task WriteCountsAsync(
        DirectoryChanges changes, bool forgets, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var anew = changes.CountedFrom.ToArray();
        foreach (var sql in (string[])[CountFrom, DropCounted, CountAgain])
        {
            await RunAsync(
                connection, sql, anew.Length, cancellationToken,
                Of(anew, a => a.Key.Tenant), Of(anew, a => a.Key.LotId), Of(anew, a => a.Value));
        }

        var given = changes.Given.ToArray();
        await RunAsync(connection, Volumes, given.Length, cancellationToken, Of(given));
        var kept = Array.FindAll(given, g => g.Position >= changes.Oldest);
        await RunAsync(connection, Given, kept.Length, cancellationToken, Of(kept));
        await RunAsync(
            connection, Forget, forgets ? 1 : 0, cancellationToken,
            new NpgsqlParameter<long> { TypedValue = changes.Oldest });
        var crews = changes.Crews.Where(c => c.Value != 0).ToArray();
        await RunAsync(
            connection, Crews, crews.Length, cancellationToken,
            Of(crews, c => c.Key.Tenant), Of(crews, c => c.Key.ContractorId), Of(crews, c => c.Value));
    }

    private static NpgsqlParameter[] Of(GivenOrder[] given) =>
    [
        Of(given, g => g.Position), Of(given, g => g.Tenant), Of(given, g => g.LotId), Of(given, g => g.ContractorId),
    ];

    private static NpgsqlParameter Of<TRow, TValue>(TRow[] rows, Func<TRow, TValue> value) =>
        new NpgsqlParameter<TValue[]> { TypedValue = Array.ConvertAll(rows, r => value(r)) };

    private static async Task RunAsync(
        NpgsqlConnection connection,
        string sql,
        int rows,
        CancellationToken cancellationToken,
        params NpgsqlParameter[] parameters)
    {
        if (rows == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
