using FieldOps.Domain.Sla.Recomputes;
using Npgsql;
using NpgsqlTypes;

namespace FieldOps.Assessment.Recomputes;

/// <summary>
/// The row of a run. A step names the progress that it starts from: a process that fell behind, or a second one, writes
/// nothing.
/// </summary>
internal sealed class RecomputeRunTable(NpgsqlDataSource database)
{
    private const string Columns = """
        no, phase, as_of, done, total, cursor_at, cursor_id, cursor_contractor, cursor_month, digest, changed, breaks,
        mends, unresolved, applied, skipped
        """;

    private const string FindSql =
        $"select {Columns} from sla_recompute_work.run where tenant = $1 and id = $2";

    private const string BeginSql = """
        insert into sla_recompute_work.run(
            tenant, id, phase, as_of, done, total, digest, changed, breaks, mends, unresolved, applied, skipped)
        values ($1, $2, 'scan', $3, 0, $4, '', 0, 0, 0, 0, 0, 0)
        on conflict (tenant, id) do nothing
        """;

    private const string LockSql = """
        select phase, done from sla_recompute_work.run where no = $1 for update skip locked
        """;

    private const string StoreSql = """
        update sla_recompute_work.run set
            phase = $2, done = $3, total = $4, cursor_at = $5, cursor_id = $6, cursor_contractor = $7,
            cursor_month = $8, digest = $9, changed = $10, breaks = $11, mends = $12, unresolved = $13, applied = $14,
            skipped = $15
        where no = $1
        """;

    // Read by names that live for as long as the word says they are open.
    private const string OpenSql = """
        select tenant, id from sla_recompute.recompute
        where state->>'status' in ('requested', 'approved') and id <> all($2)
        order by state->>'requestedAt', id limit $1
        """;

    private const string PageSql = """
        select r.state::text, w.phase, w.done, w.total
        from sla_recompute.recompute r
        left join sla_recompute_work.run w on w.tenant = r.tenant and w.id = r.id
        where r.tenant = $1 and ($2::text is null or (r.state->>'requestedAt', r.id) < ($2, $3::uuid))
        order by r.state->>'requestedAt' desc, r.id desc limit $4
        """;

    public async Task<RecomputeProgress?> FindAsync(string tenant, Guid id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(FindSql);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = id });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        return await rows.ReadAsync(cancellationToken) ? Progress(rows) : null;
    }

    public async Task<RecomputeProgress> BeginAsync(
        string tenant, Guid id, DateTimeOffset asOf, long total, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(BeginSql);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = asOf });
        command.Parameters.Add(new() { Value = total });
        await command.ExecuteNonQueryAsync(cancellationToken);
        return (await FindAsync(tenant, id, cancellationToken))!;
    }

    /// <summary>
    /// One step: what it writes and the new progress, in one transaction. False when somebody else is or was faster.
    /// </summary>
    public async Task<bool> StepAsync(
        RecomputeProgress from,
        RecomputeProgress to,
        Func<NpgsqlConnection, Task> write,
        CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!await IsAtAsync(from, connection, cancellationToken))
        {
            return false;
        }

        await write(connection);
        await StoreAsync(to, connection, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Those that want to go on, the oldest first, without some.</summary>
    public async Task<List<(string Tenant, Guid Id)>> OpenAsync(
        int limit, Guid[] without, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(OpenSql);
        command.Parameters.Add(new() { Value = limit });
        command.Parameters.Add(new() { Value = without });
        var open = new List<(string, Guid)>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            open.Add((rows.GetString(0), rows.GetGuid(1)));
        }

        return open;
    }

    /// <summary>The recomputes of a tenant, the latest first.</summary>
    public async Task<List<RecomputeModel>> PageAsync(
        string tenant, (string At, Guid Id)? after, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(PageSql);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(Maybe(after?.At, NpgsqlDbType.Text));
        command.Parameters.Add(Maybe(after?.Id, NpgsqlDbType.Uuid));
        command.Parameters.Add(new() { Value = limit });
        var found = new List<RecomputeModel>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            found.Add(RecomputeModel.Of(
                System.Text.Json.JsonSerializer.Deserialize<RecomputeState>(
                    rows.GetString(0), Platform.Serialization.PlatformJson.Options)!,
                rows.IsDBNull(1) ? null : new RecomputeProgressModel(
                    rows.GetString(1), rows.GetInt64(2), rows.GetInt64(3))));
        }

        return found;
    }

    private static async Task<bool> IsAtAsync(
        RecomputeProgress from, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(LockSql, connection);
        command.Parameters.Add(new() { Value = from.No });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        return await rows.ReadAsync(cancellationToken)
            && (rows.GetString(0), rows.GetInt64(1)) == (from.Phase, from.Done);
    }

    private static async Task StoreAsync(
        RecomputeProgress to, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(StoreSql, connection);
        foreach (var value in new object[] { to.No, to.Phase, to.Done, to.Total })
        {
            command.Parameters.Add(new() { Value = value });
        }

        command.Parameters.Add(Maybe(to.Cursor.At, NpgsqlDbType.TimestampTz));
        command.Parameters.Add(Maybe(to.Cursor.OrderId, NpgsqlDbType.Uuid));
        command.Parameters.Add(Maybe(to.Cursor.ContractorId, NpgsqlDbType.Uuid));
        command.Parameters.Add(Maybe(to.Cursor.Month, NpgsqlDbType.Text));
        var counts = to.Counts;
        foreach (var value in new object[]
        {
            to.Digest, counts.Changed, counts.Breaks, counts.Mends, counts.Unresolved, to.Applied, to.Skipped,
        })
        {
            command.Parameters.Add(new() { Value = value });
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static RecomputeProgress Progress(NpgsqlDataReader rows) => new(
        rows.GetInt32(0),
        rows.GetString(1),
        rows.GetFieldValue<DateTimeOffset>(2),
        rows.GetInt64(3),
        rows.GetInt64(4),
        new RecomputeCursor(
            rows.IsDBNull(5) ? null : rows.GetFieldValue<DateTimeOffset>(5),
            rows.IsDBNull(6) ? null : rows.GetGuid(6),
            rows.IsDBNull(7) ? null : rows.GetGuid(7),
            rows.IsDBNull(8) ? null : rows.GetString(8)),
        rows.GetString(9),
        new RecomputeCounts(rows.GetInt64(10), rows.GetInt64(11), rows.GetInt64(12), rows.GetInt64(13)),
        rows.GetInt64(14),
        rows.GetInt64(15));

    internal static NpgsqlParameter Maybe(object? value, NpgsqlDbType type) =>
        new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
