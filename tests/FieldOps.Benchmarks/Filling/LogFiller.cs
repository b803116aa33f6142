using System.Collections.Immutable;
using System.Globalization;
using FieldOps.Domain.Contractors;
using FieldOps.Domain.Kernel;
using FieldOps.Platform.Log;
using FieldOps.Platform.Migrations;
using Npgsql;
using NpgsqlTypes;

namespace FieldOps.Benchmarks.Filling;

/// <summary>What a log is filled with, beside contractors and lots.</summary>
/// <param name="FreshAssets">Base stations on which nothing happened yet: the load reports faults on them.</param>
/// <param name="WorkedAssets">Base stations with orders.</param>
/// <param name="LastIsOpen">Whether the last order of each is still open.</param>
internal sealed record FillPlan(int FreshAssets, int WorkedAssets = 0, bool LastIsOpen = false)
{
    /// <summary>Orders on each worked asset, one after the other.</summary>
    public const int OrdersPerAsset = 10;

    /// <summary>Events of a worked asset whose orders are all closed: 11 an order and the asset's own first.</summary>
    private const int EventsPerAsset = (11 * OrdersPerAsset) + 1;

    /// <summary>Closed orders of about so many events.</summary>
    public static FillPlan OfEvents(int events, int freshAssets) => new(freshAssets, events / EventsPerAsset);
}

/// <summary>
/// Fills a log by copy: events, heads, command ids and deadlines as the platform would have written them, without read
/// models, which the host makes itself when it starts.
/// </summary>
internal static class LogFiller
{
    /// <summary>Counties, each with one lot and one contractor.</summary>
    public const int Counties = 50;

    /// <summary>Events copied at once.</summary>
    public const int EventsPerChunk = 20_000;
    private const int SharePercentWhole = 100;

    private const string Finish = """
        select setval(pg_get_serial_sequence('log.head', 'entity'), $1);
        """;

    /// <summary>Code of the n-th fresh asset.</summary>
    public static string FreshCode(int n) => n.ToString("'BS'0000000", CultureInfo.InvariantCulture);

    /// <summary>Fills an empty database; returns the number of events.</summary>
    public static async Task<long> FillAsync(
        string address,
        FillPlan plan,
        Action<long>? progress,
        CancellationToken cancellationToken,
        IEnumerable<(EntityKey Key, ImmutableArray<Chapter> Chapters)>? others = null)
    {
        await using var database = NpgsqlDataSource.Create(address);
        await new Migrator(database, LogSchema.Migrations).MigrateAsync(cancellationToken);
        var now = TimeProvider.System.GetUtcNow();
        var rows = new LogRows(Lives.Fold(now), position: 0, entity: 0);
        AddContractors(rows, now);
        for (var n = 0; n < plan.WorkedAssets + plan.FreshAssets; n++)
        {
            AddAsset(rows, plan, n);
            if (rows.Events.Count >= EventsPerChunk)
            {
                await WriteAsync(database, rows, cancellationToken);
                progress?.Invoke(rows.Position);
            }
        }

        foreach (var (key, chapters) in others ?? [])
        {
            rows.Add(key, chapters);
            if (rows.Events.Count >= EventsPerChunk)
            {
                await WriteAsync(database, rows, cancellationToken);
                progress?.Invoke(rows.Position);
            }
        }

        await FinishAsync(database, rows, cancellationToken);
        return rows.Position;
    }

    /// <summary>Writes the last rows; after it the log is as if the platform had filled it.</summary>
    public static async Task FinishAsync(
        NpgsqlDataSource database, LogRows rows, CancellationToken cancellationToken)
    {
        await WriteAsync(database, rows, cancellationToken);
        await RunAsync(database, Finish, rows.Entity, cancellationToken);
        await using var analyze = database.CreateCommand("analyze log.head, log.event, log.command, log.deadline");
        analyze.CommandTimeout = 0;
        await analyze.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void AddAsset(LogRows rows, FillPlan plan, int n)
    {
        var county = LifeTokens.CountyOf(n % Counties);
        if (n < plan.WorkedAssets)
        {
            var code = n.ToString("'BW'0000000", CultureInfo.InvariantCulture);
            rows.AddAsset(code, county, FillPlan.OrdersPerAsset, plan.LastIsOpen);
        }
        else
        {
            rows.AddAsset(FreshCode(n - plan.WorkedAssets), county, orders: 0, lastIsOpen: false);
        }
    }

    private static void AddContractors(LogRows rows, DateTimeOffset now)
    {
        var by = new Actor("bench", ActorRoles.ContractorManager);
        for (var n = 0; n < Counties; n++)
        {
            var county = LifeTokens.CountyOf(n);
            var life = new LifeTokens(LifeTokens.Template.AssetCode, county, 0, string.Empty);
            var contractor = new Story<ContractorState>(new ContractorEntity(), Lives.Codec()).Tell(
                new RegisterContractor(
                    life.ContractorId, life.ContractorCode, ContractorKind.Contractor, "代维公司 " + county,
                    "Crew of " + county, "BENCH" + n.ToString("D6", CultureInfo.InvariantCulture)),
                by, now.AddDays(-300));
            rows.Add(new(LifeTokens.Tenant, ContractorIds.ContractorType, life.ContractorId), contractor.Chapters);
            var lot = new Story<ContractLotState>(new ContractLotEntity(), Lives.Codec()).Tell(
                new OpenLot(life.LotId, LifeTokens.LotCodeOf(county), Terms(life, now), []), by, now.AddDays(-299));
            rows.Add(new(LifeTokens.Tenant, ContractorIds.LotType, life.LotId), lot.Chapters);
        }
    }

    private static LotTerms Terms(LifeTokens life, DateTimeOffset now) => new(
        "标段 " + life.County, "Lot " + life.County, [Lives.Profile("X", life.County).AssetClass],
        ["Bench/" + life.County], [], Pilot: false, OutsourcingMode.Partial,
        [new LotShare(life.ContractorId, life.ContractorCode, SharePercentWhole, null)], 100_000m,
        ContractorLimits.OpenOrdersMax, now.AddDays(-298), null);

    /// <summary>Writes the rows by copy and clears them.</summary>
    public static async Task WriteAsync(NpgsqlDataSource database, LogRows rows, CancellationToken cancellationToken)
    {
        // The events are half of the bytes: they go by one connection, all else by another.
        var events = Task.Run(() => CopyEvents(database, rows.Events), cancellationToken);
        await Task.Run(() => CopyOthers(database, rows), cancellationToken);
        await events;
        await RunAsync(database, "update log.state set position = $1", rows.Position, cancellationToken);
        await RunAsync(database, "select log.ensure_partitions($1)", LogSchema.EventsPerPartition, cancellationToken);
        rows.Clear();
    }

    private static async Task RunAsync(
        NpgsqlDataSource database, string sql, long value, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void CopyEvents(NpgsqlDataSource database, List<EventRow> events)
    {
        using var connection = database.OpenConnection();
        using var copy = connection.BeginBinaryImport("""
            copy log.event(position, entity, version, tenant, type, id, name, body, actor, command, recorded_at)
            from stdin (format binary)
            """);
        foreach (var e in events)
        {
            copy.StartRow();
            copy.Write(e.Position);
            copy.Write(e.Entity);
            copy.Write(e.Version);
            copy.Write(LifeTokens.Tenant);
            copy.Write(e.Type);
            copy.Write(e.Id);
            copy.Write(e.Name);
            copy.Write(e.Body);
            copy.Write(e.Actor);
            copy.Write(e.Command);
            copy.Write(e.At, NpgsqlDbType.TimestampTz);
        }

        copy.Complete();
    }

    private static void CopyOthers(NpgsqlDataSource database, LogRows rows)
    {
        using var connection = database.OpenConnection();
        Copy(connection, "log.head(entity, tenant, type, id, version, first_position)", rows.Heads, static (copy, h) =>
        {
            copy.Write(h.Entity);
            copy.Write(LifeTokens.Tenant);
            copy.Write(h.Type);
            copy.Write(h.Id);
            copy.Write(h.Version);
            copy.Write(h.FirstPosition);
        });
        Copy(
            connection, "log.command(entity, command, body_hash, version, position, recorded_at)", rows.Commands,
            static (copy, c) =>
            {
                copy.Write(c.Entity);
                copy.Write(c.Command);
                copy.Write(0L);
                copy.Write(c.Version);
                copy.Write(c.Position);
                copy.Write(c.At, NpgsqlDbType.TimestampTz);
            });
        Copy(connection, "log.deadline(entity, kind, due_at, shard)", rows.Deadlines, static (copy, d) =>
        {
            copy.Write(d.Entity);
            copy.Write(d.Kind);
            copy.Write(d.DueAt, NpgsqlDbType.TimestampTz);
            copy.Write((short)(d.Entity % DeadlineShard.Count));
        });
    }

    private static void Copy<T>(
        NpgsqlConnection connection, string target, List<T> rows, Action<NpgsqlBinaryImporter, T> write)
    {
        using var copy = connection.BeginBinaryImport($"copy {target} from stdin (format binary)");
        foreach (var row in rows)
        {
            copy.StartRow();
            write(copy, row);
        }

        copy.Complete();
    }
}
