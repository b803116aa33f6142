using System.Globalization;
using FieldOps.Benchmarks.Running;
using FieldOps.Compliance;
using FieldOps.Compliance.Closed;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.WorkOrders;
using FieldOps.Domain.WorkOrders.Dispatch;
using FieldOps.Platform.Entities;
using FieldOps.Platform.Feed;
using FieldOps.Platform.Log;
using FieldOps.Platform.Migrations;
using Npgsql;
using NpgsqlTypes;

namespace FieldOps.Benchmarks.Compliance;

/// <summary>
/// The same orders once copied into the read tables and once as events through the log and the projection: both ways
/// must give the same rows.
/// </summary>
internal sealed class SampleProof(BenchRun run, TimeZoneInfo zone)
{
    private const string Digest = """
        select count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') from
        """;

    private const string Events = """
        copy log.event(position, entity, version, tenant, type, id, name, body, actor, command, recorded_at)
        from stdin (format binary)
        """;

    private static readonly ScopeVerdict s_scope = new("bench", 1, "all", ScopeOutcomes.Allowed, "bench");

    /// <summary>Rows of all tables when both agree.</summary>
    /// <exception cref="InvalidOperationException">They do not.</exception>
    public async Task<long> RunAsync(IReadOnlyList<DrawnOrder> sample, CancellationToken cancellationToken)
    {
        await using var copied = NpgsqlDataSource.Create(
            await run.Server.CreateDatabaseAsync("compliance_copied", cancellationToken));
        await using var logged = NpgsqlDataSource.Create(
            await run.Server.CreateDatabaseAsync("compliance_logged", cancellationToken));
        await CopyAsync(copied, sample, cancellationToken);
        run.Say($"{sample.Count:#,0} orders copied");
        await LogAsync(logged, sample, cancellationToken);
        var rows = 0L;
        foreach (var table in new[] { "facet", "closed_order", "cell" })
        {
            var one = await DigestAsync(copied, table, cancellationToken);
            var other = await DigestAsync(logged, table, cancellationToken);
            if (one != other)
            {
                throw new InvalidOperationException($"{table}: copied {one}, through the log {other}");
            }

            rows += long.Parse(one.Split(' ')[0], CultureInfo.InvariantCulture);
        }

        return rows;
    }

    private static async Task CopyAsync(
        NpgsqlDataSource database, IReadOnlyList<DrawnOrder> sample, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using (var create = new NpgsqlCommand(
            $"create schema compliance; set search_path = compliance; {ClosedTables.Ddl} reset search_path",
            connection))
        {
            await create.ExecuteNonQueryAsync(cancellationToken);
        }

        var tables = new ReadTables(connection);
        await tables.BeginAsync(cancellationToken);
        var book = new CellBook();
        foreach (var order in sample)
        {
            book.Count(order.Closed, 1);
        }

        await tables.CopyAsync(sample.Select(o => o.Closed), cancellationToken);
        await tables.CopyAsync(sample.Select(o => o.Closed.Facet).Distinct(), cancellationToken);
        await tables.CopyAsync(book.Rolled(), cancellationToken);
        await tables.FinishAsync(cancellationToken);
    }

    private async Task LogAsync(
        NpgsqlDataSource database, IReadOnlyList<DrawnOrder> sample, CancellationToken cancellationToken)
    {
        await new Migrator(database, LogSchema.Migrations).MigrateAsync(cancellationToken);
        var codec = new EventCodec(new EntityCatalog([new WorkOrderEntity()]), []);
        var position = await WriteEventsAsync(database, codec, sample, cancellationToken);
        run.Say($"{position:#,0} events in the log of the sample");
        var reader = new LogReader(database, codec);
        var folded = await new ProjectionSchemas(database, reader, codec)
            .RebuildAsync(new ClockProjection(zone, reader), null, cancellationToken);
        run.Say($"{folded:#,0} events folded");
    }

    private static async Task<long> WriteEventsAsync(
        NpgsqlDataSource database, EventCodec codec, IReadOnlyList<DrawnOrder> sample,
        CancellationToken cancellationToken)
    {
        var position = 0L;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using (var copy = await connection.BeginBinaryImportAsync(Events, cancellationToken))
        {
            foreach (var (order, entity) in sample.Select((o, n) => (o.State, n + 1L)))
            {
                foreach (var (happened, version) in Told(order).Select((e, n) => (e, n + 1)))
                {
                    Write(copy, codec, ++position, entity, version, order.Origin!.OrderId, happened, order);
                }
            }

            await copy.CompleteAsync(cancellationToken);
        }

        await using var finish = new NpgsqlCommand("update log.state set position = $1", connection);
        finish.Parameters.Add(new() { Value = position });
        await finish.ExecuteNonQueryAsync(cancellationToken);
        return position;
    }

    private static void Write(
        NpgsqlBinaryImporter copy, EventCodec codec, long position, long entity, int version, Guid id, IEvent happened,
        WorkOrderState order)
    {
        var (name, body) = codec.Write(happened);
        copy.StartRow();
        copy.Write(position);
        copy.Write(entity);
        copy.Write(version);
        copy.Write(OrderWorld.Tenant);
        copy.Write(WorkOrderEntity.TypeName);
        copy.Write(id);
        copy.Write(name);
        copy.Write(body);
        copy.Write("dispatcher||bench");
        copy.Write(Guid.Empty);
        copy.Write(order.Origin!.OccurredAt, NpgsqlDbType.TimestampTz);
    }

    private static IEnumerable<IEvent> Told(WorkOrderState order)
    {
        var (origin, lead) = (order.Origin!, order.Lead!);
        yield return origin;
        yield return new OrderDispatched(
            origin.OrderId, origin.Number, lead,
            new DispatchChoice(lead, DispatchReasons.OnlyCandidate, s_scope, []), 1, null, origin.Asset.AssetId,
            origin.Asset.AssetClass, origin.Asset.Region, origin.Asset.County, origin.WorkKind, origin.OccurredAt,
            origin.OccurredAt, origin.OccurredAt);
        yield return order.Outcome is { } outcome
            ? new OrderArchived(outcome, null, order.EndedAt!.Value)
            : new OrderCancelled(
                origin.OrderId, origin.Number, null, origin.Asset.AssetId, lead.ContractorId, "duplicate", "bench",
                origin.OccurredAt, order.EndedAt!.Value);
    }

    private static async Task<string> DigestAsync(
        NpgsqlDataSource database, string table, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"{Digest} compliance.{table} t");
        command.CommandTimeout = 0;
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
