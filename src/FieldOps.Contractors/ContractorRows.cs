using FieldOps.Domain.Contractors;
using NpgsqlTypes;

namespace FieldOps.Contractors;

/// <summary>Reads the rows of the register.</summary>
internal sealed class ContractorRows(StateReader reader)
{
    /// <summary>Lots that one lot is checked against at most: those of a province.</summary>
    private const int NeighboursMax = 10_000;

    private const string ContractorPage = """
        select state::text from contractors.contractor
        where tenant = $1 and state->>'code' > $2 and ($3::uuid is null or id = $3)
        order by state->>'code' limit $4
        """;

    private const string LotPage = """
        select state::text from contractors.lot
        where tenant = $1 and state->>'code' > $2
          and ($3::uuid is null
               or state->'terms'->'shares' @> jsonb_build_array(jsonb_build_object('contractorId', $3::uuid)))
        order by state->>'code' limit $4
        """;

    private const string RecordPage = """
        select state::text from contractors.credit_record
        where tenant = $1 and state->>'code' > $2 and ($3::uuid is null or id = $3)
        order by state->>'code' limit $4
        """;

    private const string OfOrganisations = """
        select c.tenant, c.id, k.organisation from contractors.contractor c
        join unnest($1::text[], $2::text[]) k(tenant, organisation)
          on c.tenant = k.tenant and upper(c.state->>'organisation') = upper(k.organisation)
        order by c.state->>'code'
        """;

    public Task<List<CreditRecordState>> RecordsAsync(
        string tenant, string after, Guid? only, int limit, CancellationToken cancellationToken) =>
        ReadAsync<CreditRecordState>(RecordPage, tenant, after, only, limit, cancellationToken);

    /// <summary>All entries of some companies, whatever branch they stand for.</summary>
    public async Task<List<(string Tenant, Guid Id, string Organisation)>> OfOrganisationsAsync(
        IReadOnlyCollection<(string Tenant, string Organisation)> keys, CancellationToken cancellationToken)
    {
        var (tenants, codes) = (keys.Select(k => k.Tenant).ToArray(), keys.Select(k => k.Organisation).ToArray());
        return await reader.RowsAsync(
            OfOrganisations, r => (r.GetString(0), r.GetGuid(1), r.GetString(2)), cancellationToken, tenants, codes);
    }

    public Task<List<ContractorState>> ContractorsAsync(
        string tenant, string after, Guid? only, int limit, CancellationToken cancellationToken) =>
        ReadAsync<ContractorState>(ContractorPage, tenant, after, only, limit, cancellationToken);

    public Task<List<ContractLotState>> LotsAsync(
        string tenant, string after, Guid? only, int limit, CancellationToken cancellationToken) =>
        ReadAsync<ContractLotState>(LotPage, tenant, after, only, limit, cancellationToken);

    /// <summary>All lots of the tenant as others are checked against them, each ended where it was closed.</summary>
    public async Task<List<LotNeighbour>> NeighboursAsync(string tenant, CancellationToken cancellationToken)
    {
        var lots = await LotsAsync(tenant, "", null, NeighboursMax, cancellationToken);
        return [.. lots.Where(l => l.ClosedFrom is null || l.ClosedFrom > l.Terms!.EffectiveFrom).Select(AsNeighbour)];
    }

    private static LotNeighbour AsNeighbour(ContractLotState lot)
    {
        var terms = lot.Terms!;
        var closedEarlier = lot.ClosedFrom is { } closed && (terms.EffectiveTo is not { } to || closed < to);
        return new LotNeighbour(lot.Code, closedEarlier ? terms with { EffectiveTo = lot.ClosedFrom } : terms);
    }

    private Task<List<TState>> ReadAsync<TState>(
        string sql, string tenant, string after, Guid? only, int limit, CancellationToken cancellationToken) =>
        reader.StatesAsync<TState>(
            sql, cancellationToken, tenant, after, StateReader.Maybe(only, NpgsqlDbType.Uuid), limit);
}
