using FieldOps.Domain.Contractors;
using FieldOps.Domain.Contractors.Contracts;
using FieldOps.Domain.Contractors.Register;
using NpgsqlTypes;

namespace FieldOps.Contractors.Register;

/// <summary>Reads people, contracts and ends.</summary>
internal sealed class RegisterRows(StateReader reader)
{
    /// <summary>Contracts of one contractor that a contract is checked against at most.</summary>
    private const int NeighboursMax = 1_000;

    private const string People = """
        select state::text from contractors.person
        where tenant = $1 and state->>'code' > $2 and ($3::uuid is null or (state->>'contractorId')::uuid = $3)
          and ($4::text is null or state->>'team' = $4)
        order by state->>'code' limit $5
        """;

    private const string Contracts = """
        select state::text from contractors.contract
        where tenant = $1 and state->>'code' > $2
          and ($3::uuid is null or (state->'terms'->>'contractorId')::uuid = $3)
          and ($4::text is null or state->>'status' = $4)
          and ($5::timestamptz is null or (state->'terms'->>'until')::timestamptz < $5)
        order by state->>'code' limit $6
        """;

    // An exit that was followed by another, or by its own end, ends nothing any more: what was signed since stands.
    private const string OfLeaver = """
        select c.id from contractors.contract c
        left join contractors.contractor k on k.tenant = c.tenant and k.id = $2
        where c.tenant = $1 and (c.state->'terms'->>'contractorId')::uuid = $2 and c.state->>'status' = 'effective'
          and coalesce((k.state->>'exitFrom')::bigint, 0) <= $3
        order by c.id
        """;

    private const string Expiries = """
        select subject, code, holder, contractor, kind, ends_at, told_days, holder_id from contractors.expiry
        where tenant = $1 and ($2::uuid is null or contractor_id = $2) and ($3::timestamptz is null or ends_at < $3)
          and ($4::timestamptz is null or (ends_at, holder_id, subject, code) > ($4, $5, $6, $7))
        order by ends_at, holder_id, subject, code limit $8
        """;

    public Task<List<PersonState>> PeopleAsync(
        string tenant, string after, Guid? contractor, string? team, int limit, CancellationToken cancellationToken) =>
        reader.StatesAsync<PersonState>(
            People, cancellationToken, tenant, after, StateReader.Maybe(contractor, NpgsqlDbType.Uuid),
            StateReader.Maybe(team, NpgsqlDbType.Text), limit);

    public Task<List<ContractState>> ContractsAsync(
        string tenant,
        string after,
        Guid? contractor,
        string? status,
        DateTimeOffset? endingBefore,
        int limit,
        CancellationToken cancellationToken) =>
        reader.StatesAsync<ContractState>(
            Contracts, cancellationToken, tenant, after, StateReader.Maybe(contractor, NpgsqlDbType.Uuid),
            StateReader.Maybe(status, NpgsqlDbType.Text), StateReader.Maybe(endingBefore, NpgsqlDbType.TimestampTz),
            limit);

    /// <summary>Contracts that bind a contractor which left by an exit whose end has this log position.</summary>
    public Task<List<Guid>> OfLeaverAsync(
        string tenant, Guid contractor, long exitFrom, CancellationToken cancellationToken) =>
        reader.RowsAsync(OfLeaver, r => r.GetGuid(0), cancellationToken, tenant, contractor, exitFrom);

    /// <summary>The contractor's other contracts that somebody has signed.</summary>
    public async Task<IEnumerable<ContractNeighbour>> NeighboursAsync(
        string tenant, Guid contractor, CancellationToken cancellationToken)
    {
        var all = await ContractsAsync(tenant, "", contractor, null, null, NeighboursMax, cancellationToken);
        return all.Where(c => c.Status != ContractStatus.Draft)
            .Select(ContractNeighbour.Of);
    }

    public Task<List<ExpiryModel>> ExpiriesAsync(
        string tenant,
        Guid? contractor,
        DateTimeOffset? before,
        ExpiryKey? after,
        int limit,
        CancellationToken cancellationToken) =>
        reader.RowsAsync(
            Expiries,
            r => new ExpiryModel(
                r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetString(4),
                r.GetFieldValue<DateTimeOffset>(5), r.IsDBNull(6) ? null : r.GetInt32(6), r.GetGuid(7)),
            cancellationToken, tenant, StateReader.Maybe(contractor, NpgsqlDbType.Uuid),
            StateReader.Maybe(before, NpgsqlDbType.TimestampTz),
            StateReader.Maybe(after?.EndsAt, NpgsqlDbType.TimestampTz), after?.HolderId ?? Guid.Empty,
            after?.Subject ?? "", after?.Code ?? "", limit);
}

/// <summary>After which end a page begins.</summary>
internal sealed record ExpiryKey(DateTimeOffset EndsAt, Guid HolderId, string Subject, string Code);

/// <summary>Something that ends.</summary>
/// <param name="Subject"><c>qualification</c>, <c>certificate</c>, <c>certification</c> or <c>contract</c>.</param>
/// <param name="Code">Code of the paper; empty for a certification and a contract.</param>
/// <param name="Holder">Code of the contractor, person or contract.</param>
/// <param name="Contractor">Code of the contractor.</param>
/// <param name="Kind">Kind of paper; service of a contract.</param>
/// <param name="EndsAt">UTC.</param>
/// <param name="ToldDays">The nearest notice that was told; null before the first.</param>
/// <param name="HolderId">The entity.</param>
internal sealed record ExpiryModel(
    string Subject,
    string Code,
    string Holder,
    string Contractor,
    string Kind,
    DateTimeOffset EndsAt,
    int? ToldDays,
    Guid HolderId);
