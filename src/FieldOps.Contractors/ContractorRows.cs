using System.Text.Json;
using FieldOps.Domain.Contractors;
using FieldOps.Platform.Serialization;
using Npgsql;

namespace FieldOps.Contractors;

/// <summary>Reads the rows of the register.</summary>
internal sealed class ContractorRows(NpgsqlDataSource database)
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
        select c.tenant, c.id, c.state->>'organisation' from contractors.contractor c
        join unnest($1::text[], $2::text[]) k(tenant, organisation)
          on c.tenant = k.tenant and c.state->>'organisation' = k.organisation
        order by c.state->>'code'
        """;

    public Task<List<CreditRecordState>> RecordsAsync(
        string tenant, string after, Guid? only, int limit, CancellationToken cancellationToken) =>
        ReadAsync<CreditRecordState>(RecordPage, tenant, after, only, limit, cancellationToken);

    /// <summary>All entries of some companies, whatever branch they stand for.</summary>
    public async Task<List<(string Tenant, Guid Id, string Organisation)>> OfOrganisationsAsync(
        IReadOnlyCollection<(string Tenant, string Organisation)> keys, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(OfOrganisations);
        command.Parameters.Add(new() { Value = keys.Select(k => k.Tenant).ToArray() });
        command.Parameters.Add(new() { Value = keys.Select(k => k.Organisation).ToArray() });
        var found = new List<(string, Guid, string)>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            found.Add((rows.GetString(0), rows.GetGuid(1), rows.GetString(2)));
        }

        return found;
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

    private async Task<List<TState>> ReadAsync<TState>(
        string sql, string tenant, string after, Guid? only, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new()
        {
            Value = (object?)only ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid,
        });
        command.Parameters.Add(new() { Value = limit });
        var states = new List<TState>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            states.Add(JsonSerializer.Deserialize<TState>(rows.GetString(0), PlatformJson.Options)!);
        }

        return states;
    }
}
