using System.Globalization;
using CsvHelper;

namespace FieldOps.Platform.Export;

/// <summary>
/// Writes rows as CSV: UTF-8 with mark, so that spreadsheets read Chinese; RFC 4180 quoting; a text that a spreadsheet
/// would take for a formula begins with an apostrophe. Rows go out as they come: nothing is held.
/// </summary>
public sealed class CsvFile : IAsyncDisposable
{
    private static readonly CsvWriterOptions s_options = new()
    {
        FormatProvider = CultureInfo.InvariantCulture,
        // Of texts only: a negative figure is no formula.
        Injection = CsvInjection.Escape,
        WriteByteOrderMark = true,
    };

    private readonly CsvWriter _csv;

    /// <summary>Begins a file; the stream stays open at the end.</summary>
    public CsvFile(Stream target) => _csv = CsvWriter.Create(target, s_options, leaveOpen: true);

    /// <summary>Writes a row. Instants are ISO 8601 in UTC, figures invariant, null is an empty cell.</summary>
    public ValueTask RowAsync(IEnumerable<object?> cells, CancellationToken cancellationToken = default)
    {
        foreach (var cell in cells)
        {
            if (CellText.IsFigure(cell))
            {
                _csv.WriteField(cell);
            }
            else
            {
                _csv.WriteField(CellText.Of(cell));
            }
        }

        return _csv.EndRecordAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _csv.DisposeAsync();
}
