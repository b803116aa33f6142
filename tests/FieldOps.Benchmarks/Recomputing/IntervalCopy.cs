using FieldOps.Assessment.Recomputes;
using FieldOps.Benchmarks.Filling;
using Npgsql;
using NpgsqlTypes;

namespace FieldOps.Benchmarks.Recomputing;

/// <summary>Puts orders into the interval table by copy, and compares it with what the projection made.</summary>
internal sealed class IntervalCopy(NpgsqlDataSource database, ClosedOrders orders)
{
    private const string CopySql = """
        copy sla_recompute.order_interval(
            tenant, order_id, occurred_at, contractor_id, asset_class, ended, terms_id, facts)
        from stdin (format binary)
        """;

    private const string RowSql = """
        select occurred_at, contractor_id, asset_class, ended, terms_id, facts
        from sla_recompute.order_interval where tenant = $1 and order_id = $2
        """;

    /// <summary>The orders of a range of numbers.</summary>
    public async Task CopyAsync(int from, int to, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using (var copy = await connection.BeginBinaryImportAsync(CopySql, cancellationToken))
        {
            for (var n = from; n < to; n++)
            {
                var row = RowOf(n);
                copy.StartRow();
                copy.Write(row.Tenant);
                copy.Write(row.OrderId);
                copy.Write(row.OccurredAt, NpgsqlDbType.TimestampTz);
                copy.Write(row.ContractorId, NpgsqlDbType.Uuid);
                copy.Write(row.AssetClass);
                copy.Write(row.Ended);
                copy.Write(row.TermsId);
                copy.Write(row.Facts);
            }

            await copy.CompleteAsync(cancellationToken);
        }

        await using var vacuum = new NpgsqlCommand("vacuum analyze sla_recompute.order_interval", connection)
        {
            CommandTimeout = 0,
        };
        await vacuum.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Compares every n-th row that the projection made of the log with what a copy would be.</summary>
    /// <exception cref="InvalidOperationException">One differs.</exception>
    public async Task<int> CompareAsync(int count, int every, CancellationToken cancellationToken)
    {
        var compared = 0;
        for (var n = 0; n < count; n += every)
        {
            var wanted = RowOf(n);
            await using var command = database.CreateCommand(RowSql);
            command.Parameters.Add(new() { Value = wanted.Tenant });
            command.Parameters.Add(new() { Value = wanted.OrderId });
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            var same = await row.ReadAsync(cancellationToken)
                && row.GetFieldValue<DateTimeOffset>(0) == wanted.OccurredAt
                && row.GetGuid(1) == wanted.ContractorId
                && row.GetString(2) == wanted.AssetClass
                && row.GetBoolean(3) == wanted.Ended
                && row.GetGuid(4) == wanted.TermsId
                && row.GetFieldValue<byte[]>(5).AsSpan().SequenceEqual(wanted.Facts);
            compared += same ? 1 : throw new InvalidOperationException($"Order {n}: the copy differs from the log.");
        }

        return compared;
    }

    private IntervalRow RowOf(int n)
    {
        var order = orders.Intervals(n);
        return new IntervalRow(
            LifeTokens.Tenant, order.OrderId, order.OccurredAt, order.ContractorId, order.Asset.AssetClass,
            order.HasEnded, IntervalTable.Written(order.Terms).Id, IntervalPack.Write(order));
    }
}
