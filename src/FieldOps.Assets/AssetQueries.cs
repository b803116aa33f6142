using System.Globalization;
using System.Text;
using FieldOps.Platform.Http;
using Npgsql;

namespace FieldOps.Assets;

/// <summary>What a list of assets is narrowed by; null for anything.</summary>
internal sealed record AssetFilter(
    string? AssetClass, string? EntityType, string? Region, string? County, string? Tag, string? Text);

/// <summary>Reads the register.</summary>
internal sealed class AssetQueries(NpgsqlDataSource database)
{
    private const string Select = """
        select asset_id, entity_type, code, name, asset_class, area_class, region, county, settlement, tags, longitude,
            latitude, sheath_km, battery_minutes, case when retired then 'retired' else 'active' end
        from assets.asset
        where tenant = $1
        """;

    public async Task<List<AssetRow>> ListAsync(
        string tenant, AssetFilter filter, PageQuery page, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand();
        var sql = new StringBuilder(Select);
        command.Parameters.Add(new NpgsqlParameter { Value = tenant });
        void Where(string condition, string? value)
        {
            if (value is not null)
            {
                command.Parameters.Add(new NpgsqlParameter { Value = value });
                var place = FormattableString.Invariant($"${command.Parameters.Count}");
                sql.Append(" and ").Append(condition.Replace("?", place, StringComparison.Ordinal));
            }
        }

        Where("asset_class = ?", filter.AssetClass);
        Where("entity_type = ?", filter.EntityType);
        Where("region = ?", filter.Region);
        Where("county = ?", filter.County);
        Where("tags @> array[?]", filter.Tag);
        Where("(strpos(lower(code), lower(?)) > 0 or strpos(lower(name), lower(?)) > 0)", filter.Text);
        Where("code > ?", page.After(1)?[0]);
        command.Parameters.Add(new NpgsqlParameter { Value = page.Limit + 1 });
        sql.Append(CultureInfo.InvariantCulture, $" order by code limit ${command.Parameters.Count}");
        command.CommandText = sql.ToString();
        return await ReadAsync(command, cancellationToken);
    }

    private static async Task<List<AssetRow>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var rows = new List<AssetRow>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new AssetRow(
                reader.GetGuid(0),
                reader.GetString(1),
                reader.GetString(2),
                reader.GetString(3),
                reader.GetString(4),
                reader.GetString(5),
                reader.GetString(6),
                reader.GetString(7),
                reader.IsDBNull(8) ? null : reader.GetString(8),
                reader.GetFieldValue<string[]>(9),
                reader.IsDBNull(10) ? null : reader.GetDouble(10),
                reader.IsDBNull(11) ? null : reader.GetDouble(11),
                reader.IsDBNull(12) ? null : reader.GetDecimal(12),
                reader.IsDBNull(13) ? null : reader.GetInt32(13),
                reader.GetString(14)));
        }

        return rows;
    }
}
