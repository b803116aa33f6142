using System.Text.Json;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Rectifications;
using FieldOps.Domain.Assessment.Reports;
using FieldOps.Domain.Assessment.Warnings;
using FieldOps.Domain.Contractors.Contracts;
using FieldOps.Domain.Contractors.Register;
using FieldOps.Platform.Serialization;
using Npgsql;
using NpgsqlTypes;
using static FieldOps.Assessment.RowReading;

namespace FieldOps.Assessment.FollowUp;

/// <summary>Reads the rows of watches, reports and tasks.</summary>
internal sealed class FollowUpRows(NpgsqlDataSource database)
{
    private const string FactsOfMonth = """
        select kind, fact::text from follow_up.month_fact
        where tenant = $1 and month_id = $2 and position <= $3
        """;

    private const string FactsOfCrews = """
        select c.contractor_id, f.kind, f.fact::text
        from follow_up.crew_month c
        join follow_up.month_fact f on f.tenant = c.tenant and f.month_id = c.id
        left join follow_up.order_place p on p.tenant = f.tenant and p.order_id = f.fact_id and f.kind = 'order'
        where c.tenant = $1 and c.month = $2
          and ($3::text is null or p.region = $3)
          and ($4::text is null or f.fact->>'assetClass' = $4)
          and ($5::uuid[] is null or c.contractor_id = any($5))
        limit $6
        """;

    private const string OrdersOfBranch = """
        select c.contractor_id, c.id, p.order_id
        from follow_up.crew_month c
        join follow_up.month_fact f on f.tenant = c.tenant and f.month_id = c.id and f.kind = 'order'
        join follow_up.order_place p on p.tenant = f.tenant and p.order_id = f.fact_id
        where c.tenant = $1 and c.month = $2 and p.region = $3
        limit $4
        """;

    private const string Month = """
        select contractor_id, contractor_code, month from follow_up.crew_month where tenant = $1 and id = $2
        """;

    private const string OpenWarnings = """
        select id from follow_up.warning where tenant = $1 and watch_id = $2 and status = 'open'
        """;

    private const string Papers = """
        select 'contract', state::text from follow_up.contract
        where tenant = $1 and state->'terms'->>'contractorId' = $2
        union all
        select 'contractor-file', state::text from follow_up.contractor_file
        where tenant = $1 and id = $3
        union all
        select 'person', state::text from follow_up.person
        where tenant = $1 and state->>'contractorId' = $2 and state->>'leftAt' is null
        """;

    private const string Warnings = """
        select id, contractor_code, month, status, raised_at, closed_at, relapses, finding::text
        from follow_up.warning
        where tenant = $1 and (raised_at, id) > ($2, $3)
          and ($4::uuid is null or contractor_id = $4) and ($5::text is null or month = $5)
          and ($6::text is null or status = $6)
        order by raised_at, id limit $7
        """;

    private const string Rectifications = """
        select state::text from follow_up.rectification
        where tenant = $1 and state->>'number' > $2
          and ($3::text is null or state->>'contractorId' = $3) and ($4::text is null or state->>'month' = $4)
          and ($5::text is null or state->>'status' = $5)
          and ($6::timestamptz is null or (state->>'status' in ('open', 'returned')
              and (state->>'dueAt')::timestamptz <= $6))
        order by state->>'number' limit $7
        """;

    // The contents stay where they are: a list needs none of them.
    private const string Reports = """
        select jsonb_array_length(state->'editions'), state->'editions'->-1->>'publishedAt',
               jsonb_set(state, '{editions}', '[]')::text
        from follow_up.report
        where tenant = $1 and (state->'subject'->>'month', id) > ($2, $3)
          and ($4::text is null or state->'subject'->>'month' = $4)
          and ($5::text is null or (state->'subject'->>'kind' = 'contractor'
              and state->'subject'->'contractorIds' @> jsonb_build_array($5)))
          and ($6::text is null or state->'circulations' @> jsonb_build_array(jsonb_build_object(
              'readers', jsonb_build_array(jsonb_build_object('contractorId', $6)))))
        order by state->'subject'->>'month', id limit $7
        """;

    private const string ReportsOn = """
        select id from follow_up.report
        where tenant = $1 and state->'subject'->>'month' = $2
          and state->'subject'->'contractorIds' @> jsonb_build_array($3::text)
        order by id
        """;

    /// <summary>Orders and readings of a month as they were known at a position of the log.</summary>
    public async Task<CrewFacts> FactsAsync(
        string tenant, MonthRef month, long position, CancellationToken cancellationToken)
    {
        var facts = new CrewFacts(month.ContractorId, [], []);
        await ReadAsync(
            FactsOfMonth, [Text(tenant), new() { Value = month.EntityId }, new() { Value = position }],
            r => facts.Add(r.GetString(0), r.GetString(1)), cancellationToken);
        return facts;
    }

    /// <summary>Facts of all crews in a month; null when there are more than <paramref name="most"/>.</summary>
    public async Task<IReadOnlyCollection<CrewFacts>?> FactsAsync(
        string tenant, CrewFilter filter, int most, CancellationToken cancellationToken)
    {
        var crews = new Dictionary<Guid, CrewFacts>();
        var rows = await ReadAsync(
            FactsOfCrews,
            [
                Text(tenant), Text(filter.Month), Text(filter.Region), Text(filter.AssetClass),
                new()
                {
                    Value = (object?)filter.Contractors ?? DBNull.Value,
                    NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid,
                },
                new() { Value = most + 1 },
            ],
            r =>
            {
                var id = r.GetGuid(0);
                if (!crews.TryGetValue(id, out var crew))
                {
                    crews[id] = crew = new CrewFacts(id, [], []);
                }

                return crew.Add(r.GetString(1), r.GetString(2));
            },
            cancellationToken);
        return rows.Count > most ? null : crews.Values;
    }

    /// <summary>Which orders of which months are in a branch; null when there are too many.</summary>
    public async Task<List<(Guid Contractor, Guid Month, Guid Order)>?> BranchAsync(
        string tenant, string month, string region, int most, CancellationToken cancellationToken)
    {
        var found = await ReadAsync(
            OrdersOfBranch, [Text(tenant), Text(month), Text(region), new() { Value = most + 1 }],
            r => (r.GetGuid(0), r.GetGuid(1), r.GetGuid(2)), cancellationToken);
        return found.Count > most ? null : found;
    }

    /// <summary>Whose month an entity id is; null when it is not known.</summary>
    public async Task<(Guid ContractorId, string Code, string Month)?> MonthAsync(
        string tenant, Guid id, CancellationToken cancellationToken)
    {
        var found = await ReadAsync(
            Month, [Text(tenant), new() { Value = id }], r => (r.GetGuid(0), r.GetString(1), r.GetString(2)),
            cancellationToken);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>Warnings of a watch that hold.</summary>
    public async Task<HashSet<Guid>> OpenAsync(string tenant, Guid watch, CancellationToken cancellationToken) =>
    [
        .. await ReadAsync(
            OpenWarnings, [Text(tenant), new() { Value = watch }], r => r.GetGuid(0), cancellationToken),
    ];

    /// <summary>Contracts, qualifications and certificates of a contractor with their ends.</summary>
    public async Task<ExpiringPaper[]> PapersAsync(
        string tenant, Guid contractor, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var found = await ReadAsync(
            Papers,
            [
                Text(tenant), Text(contractor.ToString("D")), new() { Value = ContractorFileState.IdOf(contractor) },
            ],
            r => r.GetString(0) switch
            {
                ContractState.EntityType => ExpiringPapers.Of(Parse<ContractState>(r.GetString(1)), at),
                PersonState.EntityType => ExpiringPapers.Of(Parse<PersonState>(r.GetString(1))),
                _ => ExpiringPapers.Of(Parse<ContractorFileState>(r.GetString(1))),
            },
            cancellationToken);
        return [.. found.SelectMany(p => p)];
    }

    public Task<List<WarningModel>> WarningsAsync(
        string tenant,
        FollowUpFilter filter,
        (DateTimeOffset At, Guid Id) after,
        int limit,
        CancellationToken cancellationToken) =>
        ReadAsync(
            Warnings,
            [
                Text(tenant), new() { Value = after.At }, new() { Value = after.Id }, Uuid(filter.Contractor),
                Text(filter.Month), Text(filter.Status), new() { Value = limit },
            ],
            r => new WarningModel(
                r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetFieldValue<DateTimeOffset>(4),
                r.IsDBNull(5) ? null : r.GetFieldValue<DateTimeOffset>(5), r.GetInt32(6),
                Parse<WarningFinding>(r.GetString(7))),
            cancellationToken);

    /// <summary>Tasks by number; those overdue at an instant alone when one is given.</summary>
    public Task<List<RectificationState>> RectificationsAsync(
        string tenant,
        FollowUpFilter filter,
        DateTimeOffset? overdueAt,
        string after,
        int limit,
        CancellationToken cancellationToken) =>
        ReadAsync(
            Rectifications,
            [
                Text(tenant), Text(after), Text(filter.Contractor?.ToString("D")), Text(filter.Month),
                Text(filter.Status),
                new()
                {
                    Value = (object?)overdueAt ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz,
                },
                new() { Value = limit },
            ],
            r => Parse<RectificationState>(r.GetString(0)),
            cancellationToken);

    /// <summary>Reports by month; those that were sent to a contractor alone when it reads.</summary>
    public Task<List<ListedReport>> ReportsAsync(
        string tenant,
        FollowUpFilter filter,
        (string Month, Guid Id) after,
        Guid? reader,
        int limit,
        CancellationToken cancellationToken) =>
        ReadAsync(
            Reports,
            [
                Text(tenant), Text(after.Month), new() { Value = after.Id }, Text(filter.Month),
                Text(filter.Contractor?.ToString("D")), Text(reader?.ToString("D")), new() { Value = limit },
            ],
            r => new ListedReport(
                r.GetInt32(0), r.GetString(1), Parse<ProcessReportState>(r.GetString(2))),
            cancellationToken);

    /// <summary>Reports of a month that a contractor is in.</summary>
    public Task<List<Guid>> ReportsOnAsync(
        string tenant, string month, Guid contractor, CancellationToken cancellationToken) =>
        ReadAsync(
            ReportsOn, [Text(tenant), Text(month), Text(contractor.ToString("D"))], r => r.GetGuid(0),
            cancellationToken);

    private Task<List<T>> ReadAsync<T>(
        string sql, NpgsqlParameter[] parameters, Func<NpgsqlDataReader, T> read, CancellationToken cancelled) =>
        database.ReadAsync(sql, parameters, read, cancelled);
}

/// <summary>What is wanted; null for all.</summary>
internal sealed record FollowUpFilter(Guid? Contractor, string? Month, string? Status);

/// <summary>Facts of which crews; null for all.</summary>
internal sealed record CrewFilter(
    string Month, string? Region = null, string? AssetClass = null, Guid[]? Contractors = null);

/// <summary>A report in a list, without its contents.</summary>
internal sealed record ListedReport(int Editions, string PublishedAt, ProcessReportState State);

/// <summary>Facts of one crew in a month.</summary>
internal sealed record CrewFacts(Guid ContractorId, List<OrderFact> Orders, List<ReadingFact> Readings)
{
    /// <summary>Takes a row in.</summary>
    public bool Add(string kind, string json)
    {
        if (kind == MonthFactTable.Order)
        {
            Orders.Add(JsonSerializer.Deserialize<OrderFact>(json, PlatformJson.Options)!);
        }
        else
        {
            Readings.Add(JsonSerializer.Deserialize<ReadingFact>(json, PlatformJson.Options)!);
        }

        return true;
    }
}
