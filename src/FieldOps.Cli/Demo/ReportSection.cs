using FieldOps.Cli.Output;

namespace FieldOps.Cli.Demo;

/// <summary>One part of the report: sentences, then a table.</summary>
/// <param name="Id">Stable word for scripts.</param>
/// <param name="Title">Heading; shown in both languages.</param>
/// <param name="Lines">Sentences.</param>
/// <param name="Table">Null when there is none.</param>
internal sealed record ReportSection(string Id, Text Title, IReadOnlyList<Text> Lines, ReportTable? Table = null);

/// <summary>Rows of words and figures.</summary>
/// <param name="Columns">Headings.</param>
/// <param name="Rows">As many cells as headings.</param>
internal sealed record ReportTable(IReadOnlyList<Text> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);
