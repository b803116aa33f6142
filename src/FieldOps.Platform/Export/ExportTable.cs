using System.Collections.Immutable;

namespace FieldOps.Platform.Export;

/// <summary>A table to be exported.</summary>
/// <param name="Name">Name of the file without its ending; ASCII.</param>
/// <param name="Sheet">Name of the sheet, in both languages, 31 characters at most.</param>
/// <param name="Columns">Headings.</param>
/// <param name="Rows">Rows of as many cells: texts, figures, instants, flags or null.</param>
public sealed record ExportTable(
    string Name, string Sheet, ImmutableArray<ExportColumn> Columns, IAsyncEnumerable<object?[]> Rows);
