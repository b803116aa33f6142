using System.Collections.Concurrent;
using System.Collections.Immutable;
using FieldOps.Domain.Sla;
using FieldOps.Domain.Sla.Recomputes;
using FieldOps.Domain.WorkOrders;
using FieldOps.Platform.Entities;
using FieldOps.Domain.Kernel;
using Npgsql;
using NpgsqlTypes;

namespace FieldOps.Assessment.Recomputes;

/// <summary>Reads the interval table of a scope, a page after the other, oldest trouble first.</summary>
internal sealed class IntervalPages(NpgsqlDataSource database, IEntities entities, string tenant, RecomputeScope scope)
{
    private const string Where = """
        from sla_recompute.order_interval i
        where i.tenant = $1 and i.occurred_at >= $2 and i.occurred_at < $3
          and ($4::uuid[] is null or i.contractor_id = any($4) or i.order_id in (
              select s.order_id from sla_recompute.order_share s where s.tenant = $1 and s.contractor_id = any($4)))
          and ($5::text[] is null or i.asset_class = any($5))
          and ($6::uuid[] is null or i.terms_id = any($6))
        """;

    private const string CountSql = $"select count(*) {Where}";

    private const string PageSql = $"""
        select i.order_id, i.occurred_at, i.contractor_id, i.asset_class, i.ended, i.terms_id, i.facts {Where}
          and ($7::timestamptz is null or (i.occurred_at, i.order_id) > ($7, $8::uuid))
        order by i.occurred_at, i.order_id limit $9
        """;

    private const string TermsSql = "select id, body from sla_recompute.terms where tenant = $1";

    // Running orders loaded at once: loads are gathered by some hundreds.
    private const int LoadersMax = 512;

    // Never changed, only replaced: pages that were read before hold on to theirs.
    private Dictionary<Guid, SlaTerms> _terms = [];
    private Guid[]? _pinned;

    public async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        await LearnAsync(cancellationToken);
        await using var command = Command(CountSql);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>The orders after a cursor; fewer than the limit at the end.</summary>
    public async Task<IntervalPage> ReadAsync(
        RecomputeCursor after, int limit, CancellationToken cancellationToken)
    {
        if (_terms.Count == 0)
        {
            await LearnAsync(cancellationToken);
        }

        var rows = await RowsAsync(after, limit, cancellationToken);
        if (rows.Exists(r => !_terms.ContainsKey(r.TermsId)))
        {
            await LearnAsync(cancellationToken);
        }

        return new IntervalPage(rows, _terms, await RunningAsync(rows, cancellationToken));
    }

    private async Task<IReadOnlyDictionary<Guid, OrderIntervals?>> RunningAsync(
        List<IntervalRow> rows, CancellationToken cancellationToken)
    {
        var running = new ConcurrentDictionary<Guid, OrderIntervals?>();
        var many = new ParallelOptions { MaxDegreeOfParallelism = LoadersMax, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(rows.Where(r => !r.Ended), many, async (row, stop) =>
        {
            var key = new EntityKey(tenant, WorkOrderEntity.TypeName, row.OrderId);
            var snapshot = await entities.ReadAsync(key, stop);
            running[row.OrderId] = OrderIntervals.Of((WorkOrderState)snapshot.State);
        });
        return running;
    }

    private async Task<List<IntervalRow>> RowsAsync(
        RecomputeCursor after, int limit, CancellationToken cancellationToken)
    {
        await using var command = Command(PageSql);
        command.Parameters.Add(RecomputeRunTable.Maybe(after.At, NpgsqlDbType.TimestampTz));
        command.Parameters.Add(RecomputeRunTable.Maybe(after.OrderId, NpgsqlDbType.Uuid));
        command.Parameters.Add(new() { Value = limit });
        var rows = new List<IntervalRow>(limit);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(IntervalTable.RowOf(reader, tenant, 0));
        }

        return rows;
    }

    private async Task LearnAsync(CancellationToken cancellationToken)
    {
        var terms = new Dictionary<Guid, SlaTerms>(_terms);
        await using var command = database.CreateCommand(TermsSql);
        command.Parameters.Add(new() { Value = tenant });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var id = rows.GetGuid(0);
            if (!terms.ContainsKey(id))
            {
                terms[id] = IntervalTable.Read(rows.GetString(1));
            }
        }

        _terms = terms;
        _pinned = scope.Pinned is not { } pinned
            ? null
            :
            [
                .. _terms.Where(t => t.Value.PolicyId == pinned.Id
                    && (pinned.Version == 0 || t.Value.PolicyVersion == pinned.Version)).Select(t => t.Key),
            ];
    }

    private NpgsqlCommand Command(string sql)
    {
        var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = scope.From });
        command.Parameters.Add(new() { Value = scope.To });
        command.Parameters.Add(RecomputeRunTable.Maybe(
            Some(scope.Contractors), NpgsqlDbType.Array | NpgsqlDbType.Uuid));
        command.Parameters.Add(RecomputeRunTable.Maybe(
            Some(scope.AssetClasses), NpgsqlDbType.Array | NpgsqlDbType.Text));
        command.Parameters.Add(RecomputeRunTable.Maybe(_pinned, NpgsqlDbType.Array | NpgsqlDbType.Uuid));
        return command;
    }

    private static T[]? Some<T>(ImmutableArray<T> items) => items.IsEmpty ? null : [.. items];
}
