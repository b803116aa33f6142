using System.Collections.Immutable;
using NpgsqlTypes;

namespace FieldOps.Compliance.Closed;

/// <summary>A cell as a row of its table: words that its roll does not know are null.</summary>
internal static class CellColumns
{
    private static readonly ImmutableArray<(NpgsqlDbType Type, Func<Guid, Cell, object?> Value)> s_columns =
    [
        (NpgsqlDbType.Uuid, (id, _) => id),
        (NpgsqlDbType.Text, (_, c) => c.Example.Tenant),
        (NpgsqlDbType.Smallint, (_, c) => (short)c.Roll.Number),
        (NpgsqlDbType.Text, (_, c) => c.Example.Month),
        (NpgsqlDbType.Text, (_, c) => Known(c, Dimensions.Region, c.Example.Region)),
        (NpgsqlDbType.Text, (_, c) => Known(c, Dimensions.County, c.Example.County)),
        (NpgsqlDbType.Text, (_, c) => Known(c, Dimensions.AssetClass, c.Example.AssetClass)),
        (NpgsqlDbType.Text, (_, c) => Known(c, Dimensions.Severity, c.Example.Severity)),
        (NpgsqlDbType.Uuid, (_, c) => Known(c, Dimensions.Contractor, c.Example.ContractorId)),
        (NpgsqlDbType.Text, (_, c) => Known(c, Dimensions.Contractor, c.Example.ContractorCode)),
        (NpgsqlDbType.Uuid, (_, c) => Known(c, Dimensions.Lot, c.Example.LotId)),
        (NpgsqlDbType.Text, (_, c) => Known(c, Dimensions.WorkKind, c.Example.WorkKind)),
        .. Measures.Columns.Select((_, i) => (NpgsqlDbType.Bytea,
            (Func<Guid, Cell, object?>)((_, c) => c.Measures[i].ToBytes()))),
    ];

    /// <summary>The columns' names, in their order.</summary>
    public static string Names { get; } = $"""
        id, tenant, roll, month, region, county, asset_class, severity, contractor_id, contractor_code, lot_id,
        work_kind, {string.Join(", ", Measures.Columns)}
        """;

    /// <summary>Each column of many cells as one array.</summary>
    public static IEnumerable<(NpgsqlDbType Type, Func<KeyValuePair<Guid, Cell>[], object> Value)> All =>
        s_columns.Select(c => (c.Type, (Func<KeyValuePair<Guid, Cell>[], object>)(cells => Array(c, cells))));

    /// <summary>The columns of one cell.</summary>
    public static IEnumerable<(NpgsqlDbType Type, object? Value)> Of(Guid id, Cell cell) =>
        s_columns.Select(c => (c.Type, c.Value(id, cell)));

    private static object? Known<T>(Cell cell, Dimensions word, T value) => cell.Roll.Has(word) ? value : null;

    private static Array Array(
        (NpgsqlDbType Type, Func<Guid, Cell, object?> Value) column, KeyValuePair<Guid, Cell>[] cells)
    {
        var values = cells.Select(c => column.Value(c.Key, c.Value));
        return column.Type switch
        {
            NpgsqlDbType.Uuid => values.Cast<Guid?>().ToArray(),
            NpgsqlDbType.Text => values.Cast<string?>().ToArray(),
            NpgsqlDbType.Smallint => values.Cast<short>().ToArray(),
            _ => values.Cast<byte[]>().ToArray(),
        };
    }
}
