using System.Globalization;

namespace FieldOps.Platform.Export;

/// <summary>One sheet of a workbook, row after row.</summary>
public sealed class WorkbookSheet : IDisposable
{
    // Letters of a column's name.
    private const int Letters = 26;

    private readonly TextWriter _xml;
    private int _row;

    internal WorkbookSheet(TextWriter xml, string space)
    {
        _xml = xml;
        _xml.Write($"<worksheet xmlns=\"{space}\"><sheetData>");
    }

    /// <summary>Writes a row: figures as numbers, all else as text, nothing where a cell is null.</summary>
    public void Row(IEnumerable<object?> cells)
    {
        _row++;
        _xml.Write(string.Create(CultureInfo.InvariantCulture, $"<row r=\"{_row}\">"));
        foreach (var (column, cell) in cells.Index())
        {
            Cell(column, cell);
        }

        _xml.Write("</row>");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _xml.Write("</sheetData></worksheet>");
        _xml.Dispose();
    }

    private void Cell(int column, object? cell)
    {
        if (cell is null)
        {
            return;
        }

        var at = string.Create(CultureInfo.InvariantCulture, $"{Name(column)}{_row}");
        _xml.Write(CellText.IsFigure(cell)
            ? $"<c r=\"{at}\"{(cell is decimal ? " s=\"1\"" : "")}><v>{CellText.Of(cell)}</v></c>"
            : $"<c r=\"{at}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{Workbook.Escaped(CellText.Of(cell))}"
                + "</t></is></c>");
    }

    private static string Name(int column) =>
        (column < Letters ? "" : Name((column / Letters) - 1)) + (char)('A' + (column % Letters));
}
