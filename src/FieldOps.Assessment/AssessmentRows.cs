using FieldOps.Assessment.Annual;
using FieldOps.Assessment.Quarters;
using FieldOps.Domain.Assessment;
using FieldOps.Domain.Assessment.Scoring;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Settlement;
using Npgsql;
using static FieldOps.Assessment.RowReading;

namespace FieldOps.Assessment;

/// <summary>Reads the rows of the slice.</summary>
internal sealed class AssessmentRows(NpgsqlDataSource database)
{
    // Years that a contractor may have worked: more than a lifetime.
    private const int YearsMax = 200;

    private const string Codes = """
        select c.tenant, c.id, c.state->>'code' from assessment.contractor c
        join unnest($1::text[], $2::uuid[]) k(tenant, id) on c.tenant = k.tenant and c.id = k.id
        """;

    private const string Contractors = """
        select state::text from assessment.contractor where tenant = $1 order by state->>'code' limit $2
        """;

    private const string Contractor = "select state::text from assessment.contractor where tenant = $1 and id = $2";

    private const string Lots = """
        select state::text from assessment.lot
        where tenant = $1 and jsonb_path_query_array(state, '$.**.contractorId') @> jsonb_build_array($2::uuid)
            and exists(
            select from jsonb_array_elements(coalesce(state->'earlier', '[]') || jsonb_build_array(state->'terms')) t
            where t->'shares' @> jsonb_build_array(jsonb_build_object('contractorId', $2::uuid)))
        order by state->>'code'
        """;

    private const string MonthPage = """
        select m.row::text, c.entered, c.open
        from assessment.month m
        cross join lateral (
            select count(*) filter (where not withdrawn)::int entered,
                   count(*) filter (where not withdrawn and not ended)::int open
            from assessment.month_order o where o.tenant = m.tenant and o.month_id = m.id) c
        where m.tenant = $1 and (m.month, m.contractor_code) > ($2, $3)
          and ($4::uuid is null or m.contractor_id = $4) and ($5::text is null or m.month = $5)
          and ($6::text is null or m.row->>'status' = $6)
          and ($8::boolean is null or ((m.row->>'freshLateFacts')::int > 0) = $8)
        order by m.month, m.contractor_code limit $7
        """;

    private const string One = """
        select m.row::text, c.entered, c.open, m.sheet, m.statement
        from assessment.month m
        cross join lateral (
            select count(*) filter (where not withdrawn)::int entered,
                   count(*) filter (where not withdrawn and not ended)::int open
            from assessment.month_order o where o.tenant = m.tenant and o.month_id = m.id) c
        where m.tenant = $1 and m.id = $2
        """;

    private const string Quarters = """
        select contractor_code, quarter, paid_cny, latest::text from assessment.quarter
        where tenant = $1 and code > $4 and ($2::text is null or quarter = $2)
          and ($3::uuid is null or contractor_id = $3)
        order by code limit $5
        """;

    private const string Annuals = """
        select contractor_code, year, latest::text, approved::text from assessment.annual
        where tenant = $1 and code > $4 and ($2::text is null or year = $2)
          and ($3::uuid is null or contractor_id = $3)
        order by code limit $5
        """;

    private const string Scores = """
        select row::text from assessment.month
        where tenant = $1 and contractor_id = $2 and month between $3 and $4 and row->'sheetNumber' is not null
        order by month
        """;

    private const string Gravest = """
        select coalesce(sum(coalesce((m.row->>'correctedGravest')::int, l.gravest)), 0)::int
        from assessment.month m
        cross join lateral (
            select count(*)::int gravest from assessment.sheet_line l
            where l.tenant = m.tenant and l.month_id = m.id and l.path in ('credit/class1', 'credit/veto')) l
        where m.tenant = $1 and m.id = any($2)
        """;

    private const string Opened = """
        select m.month, m.row->>'status' = 'settled' from assessment.month m
        where m.tenant = $1 and m.contractor_id = $2
        order by m.month
        """;

    private const string FirstMonth = """
        select min(month) from assessment.month where tenant = $1
        """;

    private const string WithOpenOrders = """
        select m.id from assessment.month m
        where m.tenant = $1 and m.contractor_id = $2 and exists(
            select 1 from assessment.month_order o
            where o.tenant = m.tenant and o.month_id = m.id and not o.ended and not o.withdrawn)
        order by m.month
        """;

    private const string Successors = """
        select state::text from assessment.lot where tenant = $1 and id <> $2 order by state->>'code'
        """;

    private const string FreshLate = """
        select row::text from assessment.month
        where tenant = $1 and month < $2 and (month, contractor_code) > ($3, $4)
          and (row->>'freshLateFacts')::int > 0 and (row->>'isFinal')::boolean
        order by month, contractor_code limit $5
        """;

    private const string FreshLateOf = """
        select month from assessment.month
        where tenant = $1 and contractor_id = $2 and (row->>'freshLateFacts')::int > 0
        order by month
        """;

    private const string WithSheet = """
        select row::text from assessment.month
        where tenant = $1 and ($2::uuid is null or contractor_id = $2) and month between $3 and $4
          and row->'sheetNumber' is not null
        order by month, contractor_code limit $5
        """;

    /// <summary>Final months before one that have late facts which nothing has counted.</summary>
    public Task<List<MonthRow>> WithFreshLateFactsAsync(
        string tenant,
        string before,
        (string Month, string Code) after,
        int limit,
        CancellationToken cancellationToken) =>
        ReadAsync(
            FreshLate,
            [Text(tenant), Text(before), Text(after.Month), Text(after.Code), new() { Value = limit }],
            Json<MonthRow>, cancellationToken);

    /// <summary>Months of a contractor that have late facts which nothing has counted.</summary>
    public Task<List<string>> MonthsWithFreshLateFactsAsync(
        string tenant, Guid contractor, CancellationToken cancellationToken) =>
        ReadAsync(FreshLateOf, [Text(tenant), Uuid(contractor)], r => r.GetString(0), cancellationToken);

    /// <summary>Codes of contractors, for those that are registered.</summary>
    public async Task<List<(string Tenant, Guid Id, string Code)>> CodesAsync(
        IReadOnlyCollection<(string Tenant, Guid Id)> keys, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Codes);
        command.Parameters.Add(new() { Value = keys.Select(k => k.Tenant).ToArray() });
        command.Parameters.Add(new() { Value = keys.Select(k => k.Id).ToArray() });
        var found = new List<(string, Guid, string)>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            found.Add((rows.GetString(0), rows.GetGuid(1), rows.GetString(2)));
        }

        return found;
    }

    public Task<List<ContractorState>> ContractorsAsync(
        string tenant, int limit, CancellationToken cancellationToken) =>
        ReadAsync(Contractors, [Text(tenant), new() { Value = limit }], Json<ContractorState>, cancellationToken);

    /// <summary>A contractor as the register has it; null when it is not known.</summary>
    public async Task<ContractorState?> ContractorAsync(
        string tenant, Guid contractor, CancellationToken cancellationToken) =>
        (await ReadAsync(
            Contractor, [Text(tenant), Uuid(contractor)], Json<ContractorState>, cancellationToken)).FirstOrDefault();

    /// <summary>Lots in which the contractor has a share, closed ones included.</summary>
    public Task<List<ContractLotState>> LotsOfAsync(
        string tenant, Guid contractor, CancellationToken cancellationToken) =>
        ReadAsync(Lots, [Text(tenant), new() { Value = contractor }], Json<ContractLotState>, cancellationToken);

    public Task<List<CountedMonth>> MonthsAsync(
        string tenant,
        MonthFilter filter,
        (string Month, string Code) after,
        int limit,
        CancellationToken cancellationToken) =>
        ReadAsync(
            MonthPage,
            [
                Text(tenant), Text(after.Month), Text(after.Code), Uuid(filter.Contractor), Text(filter.Month),
                Text(filter.Status), new() { Value = limit }, Flag(filter.FreshLate),
            ],
            Counted,
            cancellationToken);

    public async Task<StoredMonth?> MonthAsync(string tenant, Guid id, CancellationToken cancellationToken) =>
        (await ReadAsync(One, [Text(tenant), new() { Value = id }], Stored, cancellationToken)).FirstOrDefault();

    /// <summary>Class-1 breaches and vetoes on the sheets of now, or as corrected where a month was.</summary>
    public async Task<int> GravestAsync(string tenant, Guid[] months, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Gravest);
        command.Parameters.Add(Text(tenant));
        command.Parameters.Add(new() { Value = months });
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Months of a contractor in which something happened, and whether they are settled.</summary>
    public Task<List<(string Month, bool Settled)>> OpenedMonthsAsync(
        string tenant, Guid contractor, CancellationToken cancellationToken) =>
        ReadAsync(
            Opened, [Text(tenant), Uuid(contractor)], r => (r.GetString(0), r.GetBoolean(1)), cancellationToken);

    /// <summary>The first month of any contractor that was ever opened here; null when none was.</summary>
    public async Task<string?> FirstMonthAsync(string tenant, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(FirstMonth);
        command.Parameters.Add(Text(tenant));
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }

    /// <summary>Months of a contractor with orders that neither ended nor left.</summary>
    public Task<List<Guid>> MonthsWithOpenOrdersAsync(
        string tenant, Guid contractor, CancellationToken cancellationToken) =>
        ReadAsync(WithOpenOrders, [Text(tenant), Uuid(contractor)], r => r.GetGuid(0), cancellationToken);

    /// <summary>Whether another lot, without the contractor, covers what a lot covered from an instant on.</summary>
    public async Task<bool> HasSuccessorAsync(
        string tenant, Guid contractor, ContractLotState lot, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var others = await ReadAsync(
            Successors, [Text(tenant), Uuid(lot.LotId)], Json<ContractLotState>, cancellationToken);
        return others.Select(o => o.Terms).OfType<LotTerms>().Any(t =>
            t.Shares.All(s => s.ContractorId != contractor)
            && t.EffectiveFrom <= from && !(t.EffectiveTo <= from)
            && lot.Terms!.AssetClasses.All(c => t.AssetClasses.Contains(c))
            && lot.Terms.Areas.All(a => t.Areas.Contains(a)));
    }

    /// <summary>The lots beside one that cover something at or after an instant.</summary>
    public async Task<IEnumerable<ContractLotState>> OtherLotsAsync(
        string tenant, Guid lot, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var others = await ReadAsync(
            Successors, [Text(tenant), Uuid(lot)], Json<ContractLotState>, cancellationToken);
        return others.Where(o => !(o.ClosedFrom <= from) && !(o.Terms?.EffectiveTo <= from));
    }

    /// <summary>Months with a sheet of one contractor or of all, both ends included.</summary>
    public Task<List<MonthRow>> WithSheetAsync(
        string tenant, Guid? contractor, string from, string to, int limit, CancellationToken cancellationToken) =>
        ReadAsync(
            WithSheet, [Text(tenant), Uuid(contractor), Text(from), Text(to), new() { Value = limit }],
            Json<MonthRow>, cancellationToken);

    /// <summary>Months of a contractor that have a sheet, both ends included.</summary>
    public Task<List<MonthRow>> ScoredAsync(
        string tenant, Guid contractor, string from, string to, CancellationToken cancellationToken) =>
        ReadAsync(
            Scores, [Text(tenant), new() { Value = contractor }, Text(from), Text(to)], Json<MonthRow>,
            cancellationToken);

    /// <summary>Quarterly settlements by number.</summary>
    public Task<List<QuarterLineModel>> QuartersAsync(
        string tenant,
        string? quarter,
        Guid? contractor,
        string after,
        int limit,
        CancellationToken cancellationToken) =>
        ReadAsync(
            Quarters, [Text(tenant), Text(quarter), Uuid(contractor), Text(after), new() { Value = limit }],
            r => new QuarterLineModel(
                r.GetString(0), r.GetString(1), r.GetDecimal(2), Parse<QuarterEditionModel>(r.GetString(3)).AsSigned()),
            cancellationToken);

    /// <summary>Annual assessments by number.</summary>
    public Task<List<AnnualLineModel>> AnnualsAsync(
        string tenant,
        string? year,
        Guid? contractor,
        string after,
        int limit,
        CancellationToken cancellationToken) =>
        ReadAsync(
            Annuals, [Text(tenant), Text(year), Uuid(contractor), Text(after), new() { Value = limit }],
            r => new AnnualLineModel(
                r.GetString(0), r.GetString(1), Parse<AnnualEditionModel>(r.GetString(2)).AsSigned(),
                r.IsDBNull(3) ? null : Parse<AnnualEditionModel>(r.GetString(3)).AsSigned()),
            cancellationToken);

    /// <summary>All annual assessments of a contractor: one a year.</summary>
    public Task<List<AnnualLineModel>> AnnualsOfAsync(
        string tenant, Guid contractor, CancellationToken cancellationToken) =>
        AnnualsAsync(tenant, null, contractor, string.Empty, YearsMax, cancellationToken);

    private Task<List<T>> ReadAsync<T>(
        string sql, NpgsqlParameter[] parameters, Func<NpgsqlDataReader, T> read, CancellationToken cancelled) =>
        database.ReadAsync(sql, parameters, read, cancelled);

    private static T Json<T>(NpgsqlDataReader rows) => Parse<T>(rows.GetString(0));

    private static CountedMonth Counted(NpgsqlDataReader rows)
    {
        var row = Json<MonthRow>(rows);
        return new(row, row.OrdersEntered ?? rows.GetInt32(1), row.OrdersOpen ?? rows.GetInt32(2));
    }

    private static StoredMonth Stored(NpgsqlDataReader rows) => new(
        Counted(rows),
        rows.IsDBNull(3) ? null : Parse<ScoreSheet>(rows.GetString(3)),
        rows.IsDBNull(4) ? null : Parse<Statement>(rows.GetString(4)));
}

/// <summary>Which months are wanted; null for all.</summary>
internal sealed record MonthFilter(Guid? Contractor, string? Month, string? Status, bool? FreshLate = null);

/// <summary>A month with its orders counted.</summary>
internal sealed record CountedMonth(MonthRow Row, int OrdersEntered, int OrdersOpen);

/// <summary>A month with its sheet and statement of now.</summary>
internal sealed record StoredMonth(CountedMonth Month, ScoreSheet? Sheet, Statement? Statement);
