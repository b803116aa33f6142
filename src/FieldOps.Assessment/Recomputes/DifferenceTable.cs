using FieldOps.Domain.Sla;
using Npgsql;
using NpgsqlTypes;

namespace FieldOps.Assessment.Recomputes;

/// <summary>
/// What a dry run found: a row for each party of an order that changes, or that nothing can be said of. An order is
/// asked by one of its rows.
/// </summary>
internal sealed class DifferenceTable(NpgsqlDataSource database)
{
    private const string CopySql = """
        copy sla_recompute_work.difference(
            run, contractor_id, month, order_id, number, ended, breaks, mends, terms_id, facts, code, asks)
        from stdin (format binary)
        """;

    private const string TermsSql = """
        insert into sla_recompute_work.terms(run, id, body)
        select $1, id, body from unnest($2::uuid[], $3::text[]) r(id, body) on conflict (run, id) do nothing
        """;

    private const string PageSql = """
        select contractor_id, month, order_id, number, ended, breaks, mends, terms_id, facts, code, asks
        from sla_recompute_work.difference
        where run = $1 and ($2::uuid is null or contractor_id = $2) and ($3::text is null or month = $3)
          and (not $4 or breaks + mends > 0 or code is not null)
          and ($5::uuid is null or (contractor_id, month, order_id) > ($5, $6, $7::uuid))
        order by contractor_id, month, order_id limit $8
        """;

    private const string KnownTermsSql = "select id, body from sla_recompute_work.terms where run = $1";

    private const string OutcomesSql = """
        select order_id, facts from sla_recompute_work.difference
        where run = $1 and contractor_id = $2 and month = $3 and ended and code is null
        """;

    private const string RefusedSql = """
        update sla_recompute_work.difference d set code = k.code
        from unnest($2::uuid[], $3::text[], $4::uuid[], $5::text[]) k(contractor, month, id, code)
        where d.run = $1 and d.contractor_id = k.contractor and d.month = k.month and d.order_id = k.id
        """;

    /// <summary>Inside the transaction of a step.</summary>
    public static async Task StoreAsync(
        NpgsqlConnection connection, int run, IReadOnlyList<Difference> page, CancellationToken cancellationToken)
    {
        var terms = new Dictionary<SlaTerms, (Guid Id, string Body)>(ReferenceEqualityComparer.Instance);
        foreach (var limits in page.Select(d => d.Terms).OfType<SlaTerms>())
        {
            IntervalTable.Written(limits, terms);
        }

        await StoreTermsAsync(connection, run, [.. terms.Values.DistinctBy(t => t.Id)], cancellationToken);
        await using var copy = await connection.BeginBinaryImportAsync(CopySql, cancellationToken);
        foreach (var difference in page)
        {
            Copy(copy, run, difference, difference.Terms is null ? null : terms[difference.Terms].Id);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private static async Task StoreTermsAsync(
        NpgsqlConnection connection,
        int run,
        IReadOnlyCollection<(Guid Id, string Body)> terms,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(TermsSql, connection);
        command.Parameters.Add(new() { Value = run });
        command.Parameters.Add(new() { Value = terms.Select(t => t.Id).ToArray() });
        command.Parameters.Add(new() { Value = terms.Select(t => t.Body).ToArray() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // Rows stand in the importer's buffer: nothing is gained by awaiting each.
    private static void Copy(NpgsqlBinaryImporter copy, int run, Difference row, Guid? terms)
    {
        copy.StartRow();
        copy.Write(run);
        copy.Write(row.ContractorId);
        copy.Write(row.Month);
        copy.Write(row.OrderId);
        copy.Write(row.Number);
        copy.Write(row.Ended);
        copy.Write(row.Breaks);
        copy.Write(row.Mends);
        copy.Write(terms, NpgsqlDbType.Uuid);
        copy.Write(row.Facts);
        copy.Write(row.Code, NpgsqlDbType.Text);
        copy.Write(row.Asks);
    }

    public async Task<List<StoredDifference>> ReadAsync(
        int run, DifferenceFilter filter, RecomputeCursor after, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(PageSql);
        command.Parameters.Add(new() { Value = run });
        command.Parameters.Add(RecomputeRunTable.Maybe(filter.ContractorId, NpgsqlDbType.Uuid));
        command.Parameters.Add(RecomputeRunTable.Maybe(filter.Month, NpgsqlDbType.Text));
        command.Parameters.Add(new() { Value = filter.FlipsOnly });
        command.Parameters.Add(RecomputeRunTable.Maybe(after.ContractorId, NpgsqlDbType.Uuid));
        command.Parameters.Add(RecomputeRunTable.Maybe(after.Month, NpgsqlDbType.Text));
        command.Parameters.Add(RecomputeRunTable.Maybe(after.OrderId, NpgsqlDbType.Uuid));
        command.Parameters.Add(new() { Value = limit });
        var found = new List<StoredDifference>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            found.Add(new StoredDifference(
                new Difference(
                    rows.GetGuid(0), rows.GetString(1), rows.GetGuid(2), rows.GetString(3), rows.GetBoolean(4),
                    rows.GetInt16(5), rows.GetInt16(6), null, rows.GetFieldValue<byte[]>(8),
                    rows.IsDBNull(9) ? null : rows.GetString(9))
                {
                    Asks = rows.GetBoolean(10),
                },
                rows.IsDBNull(7) ? null : rows.GetGuid(7)));
        }

        return found;
    }

    /// <summary>Shows the packed verdicts of every archived order of a contractor month that changes.</summary>
    public async Task ReadOutcomesAsync(
        int run, Guid contractorId, string month, Action<Guid, byte[]> seen, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(OutcomesSql);
        command.Parameters.Add(new() { Value = run });
        command.Parameters.Add(new() { Value = contractorId });
        command.Parameters.Add(new() { Value = month });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            seen(rows.GetGuid(0), rows.GetFieldValue<byte[]>(1));
        }
    }

    public async Task<Dictionary<Guid, SlaTerms>> TermsAsync(int run, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(KnownTermsSql);
        command.Parameters.Add(new() { Value = run });
        var known = new Dictionary<Guid, SlaTerms>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            known[rows.GetGuid(0)] = IntervalTable.Read(rows.GetString(1));
        }

        return known;
    }

    /// <summary>Writes down why orders refused, inside the transaction of a step.</summary>
    public static async Task RefuseAsync(
        NpgsqlConnection connection,
        int run,
        IReadOnlyList<(Difference Order, string Code)> refused,
        CancellationToken cancellationToken)
    {
        if (refused.Count == 0)
        {
            return;
        }

        // Of every party of the order; where a party does not change there is no row, and none is touched.
        var rows = refused.SelectMany(r => r.Order.Parties().Select(p => (Party: p, r.Order, r.Code))).ToArray();
        await using var command = new NpgsqlCommand(RefusedSql, connection);
        command.Parameters.Add(new() { Value = run });
        command.Parameters.Add(new() { Value = rows.Select(r => r.Party).ToArray() });
        command.Parameters.Add(new() { Value = rows.Select(r => r.Order.Month).ToArray() });
        command.Parameters.Add(new() { Value = rows.Select(r => r.Order.OrderId).ToArray() });
        command.Parameters.Add(new() { Value = rows.Select(r => r.Code).ToArray() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

/// <summary>A difference as it was read.</summary>
internal sealed record StoredDifference(Difference Order, Guid? TermsId);

/// <summary>Which differences.</summary>
internal sealed record DifferenceFilter(Guid? ContractorId = null, string? Month = null, bool FlipsOnly = false)
{
    public static DifferenceFilter All { get; } = new();
}
