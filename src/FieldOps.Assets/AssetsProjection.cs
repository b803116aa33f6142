using System.Collections.Immutable;
using FieldOps.Domain.Assets;
using FieldOps.Platform.Feed;
using Npgsql;

namespace FieldOps.Assets;

/// <summary>The register as a list.</summary>
internal sealed class AssetsProjection : Projection
{
    public const string Schema = "assets";

    private const string UpsertSql = """
        insert into asset(tenant, asset_id, entity_type, code, name, asset_class, area_class, region, county,
            settlement, tags, longitude, latitude, sheath_km, battery_minutes, retired)
        select tenant, asset_id, entity_type, code, name, asset_class, area_class, region, county, settlement,
            string_to_array(tags, e'\n'), longitude, latitude, sheath_km, battery_minutes, false
        from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) r(tenant, asset_id, entity_type,
            code, name, asset_class, area_class, region, county, settlement, tags, longitude, latitude, sheath_km,
            battery_minutes)
        on conflict (tenant, asset_id) do update set
            name = excluded.name, asset_class = excluded.asset_class, area_class = excluded.area_class,
            region = excluded.region, county = excluded.county, settlement = excluded.settlement, tags = excluded.tags,
            longitude = excluded.longitude, latitude = excluded.latitude, sheath_km = excluded.sheath_km,
            battery_minutes = excluded.battery_minutes
        """;

    private const string RetireSql = """
        update asset a set retired = true
        from unnest($1, $2) r(tenant, asset_id)
        where a.tenant = r.tenant and a.asset_id = r.asset_id
        """;

    public override string Name => Schema;

    public override int Revision => 1;

    public override ImmutableHashSet<string> EventNames { get; } =
        ["asset.registered.v1", "asset.amended.v1", "asset.retired.v1"];

    public override string Ddl => """
        create table asset(
            tenant text not null,
            asset_id uuid not null,
            entity_type text not null,
            code text not null,
            name text not null,
            asset_class text not null,
            area_class text not null,
            region text not null,
            county text not null,
            settlement text,
            tags text[] not null,
            longitude double precision,
            latitude double precision,
            sheath_km numeric,
            battery_minutes integer,
            retired boolean not null,
            primary key (tenant, asset_id));
        """;

    public override string Indexes => """
        create unique index asset_code on asset(tenant, code);
        create index asset_class on asset(tenant, asset_class, code);
        create index asset_area on asset(tenant, region, county, code);
        """;

    public override async Task ApplyAsync(
        IReadOnlyList<RecordedEvent> batch, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var last = new Dictionary<(string Tenant, Guid Id), (RecordedEvent Event, AssetProfile Profile)>();
        var retired = new List<RecordedEvent>();
        foreach (var happened in batch)
        {
            switch (happened.Body)
            {
                case AssetRegistered e:
                    last[(happened.Key.Tenant, happened.Key.Id)] = (happened, e.Profile);
                    break;
                case AssetAmended e:
                    last[(happened.Key.Tenant, happened.Key.Id)] = (happened, e.Profile);
                    break;
                default:
                    retired.Add(happened);
                    break;
            }
        }

        await UpsertAsync([.. last.Values], connection, cancellationToken);
        await RetireAsync(retired, connection, cancellationToken);
    }

    public override Projection Fresh() => new AssetsProjection();

    private static async Task UpsertAsync(
        (RecordedEvent Event, AssetProfile Profile)[] rows,
        NpgsqlConnection connection,
        CancellationToken cancellationToken)
    {
        if (rows.Length == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(UpsertSql, connection);
        void Column<T>(Func<AssetProfile, T> of) =>
            command.Parameters.Add(new NpgsqlParameter { Value = Array.ConvertAll(rows, r => of(r.Profile)) });

        command.Parameters.Add(new NpgsqlParameter { Value = Array.ConvertAll(rows, r => r.Event.Key.Tenant) });
        command.Parameters.Add(new NpgsqlParameter { Value = Array.ConvertAll(rows, r => r.Event.Key.Id) });
        command.Parameters.Add(new NpgsqlParameter { Value = Array.ConvertAll(rows, r => r.Event.Key.Type) });
        Column(p => p.Code);
        Column(p => p.Name);
        Column(p => p.AssetClass);
        Column(p => p.AreaClass);
        Column(p => p.Region);
        Column(p => p.County);
        Column(p => p.Settlement);
        // No array of arrays goes through unnest; a tag holds no control character, so a line break parts them.
        Column(p => string.Join('\n', p.Tags));
        Column(p => p.Position?.Longitude);
        Column(p => p.Position?.Latitude);
        Column(p => p.Line?.SheathKm);
        Column(p => p.Station?.BatteryMinutes);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task RetireAsync(
        List<RecordedEvent> retired, NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (retired.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(RetireSql, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = retired.ConvertAll(e => e.Key.Tenant) });
        command.Parameters.Add(new NpgsqlParameter { Value = retired.ConvertAll(e => e.Key.Id) });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
