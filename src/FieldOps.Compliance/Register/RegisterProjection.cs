using System.Collections.Immutable;
using FieldOps.Compliance.Closed;
using FieldOps.Domain.Assets;
using FieldOps.Domain.Contractors;
using FieldOps.Platform.Feed;
using Npgsql;

namespace FieldOps.Compliance.Register;

/// <summary>
/// What figures are measured against: the assets and kilometres that were in care in each month, and the names of lots.
/// </summary>
internal sealed class RegisterProjection(TimeZoneInfo zone) : Projection
{
    public const string Schema = "compliance_register";

    private const string FindSql = """
        select a.tenant, a.asset_id, a.region, a.county, a.asset_class, a.km
        from unnest($1::text[], $2::uuid[]) as k(tenant, asset_id)
        join asset a on a.tenant = k.tenant and a.asset_id = k.asset_id
        """;

    private const string DropSql = """
        delete from asset a using unnest($1::text[], $2::uuid[]) as k(tenant, asset_id)
        where a.tenant = k.tenant and a.asset_id = k.asset_id
        """;

    private const string KeepSql = """
        insert into asset(tenant, asset_id, region, county, asset_class, km)
        select * from unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::numeric[])
        """;

    private const string FleetSql = """
        insert into fleet as f(tenant, region, county, asset_class, month, assets, since_seconds, km)
        select * from unnest(
            $1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::bigint[], $8::numeric[])
        on conflict (tenant, region, county, asset_class, month) do update set
            assets = f.assets + excluded.assets, since_seconds = f.since_seconds + excluded.since_seconds,
            km = f.km + excluded.km
        """;

    private const string LotSql = """
        insert into lot(tenant, lot_id, code) select * from unnest($1::text[], $2::uuid[], $3::text[])
        on conflict (tenant, lot_id) do update set code = excluded.code
        """;

    public override string Name => Schema;

    public override int Revision => 1;

    public override ImmutableHashSet<string> EventNames { get; } =
        ["asset.registered.v1", "asset.amended.v1", "asset.retired.v1", "contract-lot.opened.v1"];

    public override string Ddl => """
        create table asset(
            tenant text not null, asset_id uuid not null, region text not null, county text not null,
            asset_class text not null, km numeric not null, primary key (tenant, asset_id));

        create table fleet(
            tenant text not null, region text not null, county text not null, asset_class text not null,
            month text not null, assets bigint not null, since_seconds bigint not null, km numeric not null,
            primary key (tenant, region, county, asset_class, month));

        create table lot(tenant text not null, lot_id uuid not null, code text not null, primary key (tenant, lot_id));
        """;

    public override async Task ApplyAsync(
        IReadOnlyList<RecordedEvent> batch, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var assets = await FindAsync([.. batch.Where(e => e.Body is not ContractLotOpened)], connection,
            cancellationToken);
        Dictionary<(string, Guid), AssetRow> before = new(assets);
        var fleet = new Dictionary<FleetKey, FleetChange>();
        foreach (var happened in batch)
        {
            Fold(happened, assets, fleet);
        }

        await using var write = new NpgsqlBatch(connection);
        Keep(write, before, assets);
        Add(write, fleet);
        RecordedEvent[] lots = [.. batch.Where(e => e.Body is ContractLotOpened)];
        Add(
            write, LotSql, lots.Length, lots.Select(l => l.Key.Tenant).ToArray(), lots.Select(l => l.Key.Id).ToArray(),
            lots.Select(l => ((ContractLotOpened)l.Body).Code).ToArray());
        if (write.BatchCommands.Count > 0)
        {
            await write.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    public override Projection Fresh() => new RegisterProjection(zone);

    private void Fold(
        RecordedEvent happened, Dictionary<(string, Guid), AssetRow> assets, Dictionary<FleetKey, FleetChange> fleet)
    {
        var key = (happened.Key.Tenant, happened.Key.Id);
        var (now, at) = happened.Body switch
        {
            AssetRegistered e => (AssetRow.Of(e.Profile), e.RegisteredAt),
            AssetAmended e => (AssetRow.Of(e.Profile), e.AmendedAt),
            AssetRetired e => (null, e.RetiredAt),
            _ => ((AssetRow?)null, default),
        };
        if (happened.Body is ContractLotOpened || assets.GetValueOrDefault(key) == now)
        {
            return;
        }

        if (assets.Remove(key, out var old))
        {
            Change(fleet, happened.Key.Tenant, old, at, -1);
        }

        if (now is not null)
        {
            assets[key] = now;
            Change(fleet, happened.Key.Tenant, now, at, 1);
        }
    }

    private void Change(
        Dictionary<FleetKey, FleetChange> fleet, string tenant, AssetRow asset, DateTimeOffset at, int sign)
    {
        var key = new FleetKey(
            tenant, asset.Region, asset.County, asset.AssetClass, ClosedOrder.MonthOf(at, zone));
        var change = fleet.GetValueOrDefault(key);
        fleet[key] = new FleetChange(
            change.Assets + sign, change.SinceSeconds + (sign * at.ToUnixTimeSeconds()), change.Km + (sign * asset.Km));
    }

    private static async Task<Dictionary<(string, Guid), AssetRow>> FindAsync(
        RecordedEvent[] batch, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var assets = new Dictionary<(string, Guid), AssetRow>();
        var keys = batch.Select(e => e.Key).Distinct().ToArray();
        await using var command = new NpgsqlCommand(FindSql, connection);
        command.Parameters.Add(new() { Value = keys.Select(k => k.Tenant).ToArray() });
        command.Parameters.Add(new() { Value = keys.Select(k => k.Id).ToArray() });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            assets[(rows.GetString(0), rows.GetGuid(1))] = new AssetRow(
                rows.GetString(2), rows.GetString(3), rows.GetString(4), rows.GetDecimal(5));
        }

        return assets;
    }

    private static void Keep(
        NpgsqlBatch write, Dictionary<(string Tenant, Guid Id), AssetRow> before,
        Dictionary<(string Tenant, Guid Id), AssetRow> now)
    {
        (string Tenant, Guid Id)[] gone =
            [.. before.Where(b => now.GetValueOrDefault(b.Key) != b.Value).Select(b => b.Key)];
        Add(write, DropSql, gone.Length, gone.Select(g => g.Tenant).ToArray(), gone.Select(g => g.Id).ToArray());
        KeyValuePair<(string Tenant, Guid Id), AssetRow>[] kept =
            [.. now.Where(n => before.GetValueOrDefault(n.Key) != n.Value)];
        Add(
            write, KeepSql, kept.Length, kept.Select(k => k.Key.Tenant).ToArray(), kept.Select(k => k.Key.Id).ToArray(),
            kept.Select(k => k.Value.Region).ToArray(), kept.Select(k => k.Value.County).ToArray(),
            kept.Select(k => k.Value.AssetClass).ToArray(), kept.Select(k => k.Value.Km).ToArray());
    }

    private static void Add(NpgsqlBatch write, Dictionary<FleetKey, FleetChange> fleet)
    {
        KeyValuePair<FleetKey, FleetChange>[] rows = [.. fleet];
        Add(
            write, FleetSql, rows.Length, rows.Select(r => r.Key.Tenant).ToArray(),
            rows.Select(r => r.Key.Region).ToArray(), rows.Select(r => r.Key.County).ToArray(),
            rows.Select(r => r.Key.AssetClass).ToArray(), rows.Select(r => r.Key.Month).ToArray(),
            rows.Select(r => r.Value.Assets).ToArray(), rows.Select(r => r.Value.SinceSeconds).ToArray(),
            rows.Select(r => r.Value.Km).ToArray());
    }

    private static void Add(NpgsqlBatch write, string sql, int rows, params object[] columns)
    {
        if (rows > 0)
        {
            ClosedWriter.Add(write, sql, columns);
        }
    }

    private sealed record AssetRow(string Region, string County, string AssetClass, decimal Km)
    {
        public static AssetRow Of(AssetProfile profile) =>
            new(profile.Region, profile.County, profile.AssetClass, profile.Line?.SheathKm ?? 0m);
    }

    private sealed record FleetKey(string Tenant, string Region, string County, string AssetClass, string Month);

    private readonly record struct FleetChange(long Assets, long SinceSeconds, decimal Km);
}
