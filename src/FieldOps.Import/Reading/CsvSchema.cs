namespace FieldOps.Import;

/// <summary>A column by its own name and other names for it in files; matched without case.</summary>
internal sealed record CsvColumn(string Name, bool Required, params string[] Synonyms);

internal sealed record CsvLayout(IReadOnlyDictionary<string, int> Indexes, int Count, bool FirstRecordIsData);

internal readonly record struct CsvBinding(CsvLayout? Layout, ImportProblem? Problem);

internal sealed class CsvSchema(params CsvColumn[] columns)
{
    /// <summary>Finds the columns in a header, in any order and case; unknown columns are left alone.</summary>
    public CsvBinding Bind(CsvRecord header)
    {
        if (header.Problem is not null)
        {
            return new CsvBinding(null, header.Problem);
        }

        var indexes = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < header.Fields.Count; i++)
        {
            var column = Array.Find(columns, c => Names(c, header.Fields[i]));
            if (column is not null && !indexes.TryAdd(column.Name, i))
            {
                return new CsvBinding(null, FieldProblems.ColumnDoubled(header.Line, column.Name));
            }
        }

        var missing = Array.Find(columns, c => c.Required && !indexes.ContainsKey(c.Name));
        return missing is null
            ? new CsvBinding(new CsvLayout(indexes, header.Fields.Count, FirstRecordIsData: false), null)
            : new CsvBinding(null, FieldProblems.ColumnMissing(header.Line, missing.Name));
    }

    private static bool Names(CsvColumn column, string header) =>
        string.Equals(column.Name, header, StringComparison.OrdinalIgnoreCase) ||
        Array.Exists(column.Synonyms, s => string.Equals(s, header, StringComparison.OrdinalIgnoreCase));
}
