using System.Collections.Immutable;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace FieldOps.Platform.Export;

/// <summary>
/// Writes the smallest Office Open XML package that spreadsheets open: texts inline, which no spreadsheet takes for a
/// formula, figures as numbers. The only place that knows this format. Rows go out as they come: nothing is held.
/// </summary>
public sealed class Workbook : IDisposable
{
    /// <summary>Media type of the file.</summary>
    public const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Rows of a sheet at most, headings included: what spreadsheets open.</summary>
    public const int RowsMax = 1_048_576;

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string PartType = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    // The oldest instant that a ZIP entry can tell: the same table is the same bytes.
    private static readonly DateTimeOffset s_timeless = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive _package;
    private readonly ImmutableArray<string> _sheets;
    private int _begun;

    /// <summary>Begins a workbook; the stream stays open at the end.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="sheets">Names of its sheets, 31 characters at most each.</param>
    public Workbook(Stream target, params ImmutableArray<string> sheets)
    {
        _package = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
        _sheets = sheets;
        Write("[Content_Types].xml", Types());
        Write("_rels/.rels", Relations([("rId1", "officeDocument", "xl/workbook.xml")]));
        Write("xl/workbook.xml", Book());
        Write("xl/_rels/workbook.xml.rels", Relations(
        [
            .. Numbers.Select(n => ($"rId{n}", "worksheet", $"worksheets/sheet{n}.xml")),
            ("rIdStyles", "styles", "styles.xml"),
        ]));
        Write("xl/styles.xml", Styles());
    }

    private IEnumerable<int> Numbers => Enumerable.Range(1, _sheets.Length);

    /// <summary>The next sheet; it is disposed before the one after it begins.</summary>
    public WorkbookSheet NextSheet() => new(Open($"xl/worksheets/sheet{++_begun}.xml"), Main);

    /// <inheritdoc/>
    public void Dispose() => _package.Dispose();

    /// <summary>Text as XML. Control characters have no place in it at all: what people paste may hold some.</summary>
    internal static string Escaped(string text) =>
        SecurityElement.Escape(new string([.. text.Where(c => c is '\t' or '\n' or '\r' or >= ' ')]))!;

    private StreamWriter Open(string name)
    {
        var entry = _package.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = s_timeless;
        var writer = new StreamWriter(entry.Open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        writer.Write("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>");
        return writer;
    }

    private void Write(string name, string xml)
    {
        using var writer = Open(name);
        writer.Write(xml);
    }

    private string Types() =>
        $"""
        <Types xmlns="{Package}/content-types"><Default Extension="rels"
        ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml"
        ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{PartType}sheet.main+xml"/>
        <Override PartName="/xl/styles.xml" ContentType="{PartType}styles+xml"/>
        """
        + string.Concat(Numbers.Select(n => $"<Override PartName=\"/xl/worksheets/sheet{n}.xml\" "
            + $"ContentType=\"{PartType}worksheet+xml\"/>"))
        + "</Types>";

    private static string Relations(IEnumerable<(string Id, string Type, string Target)> relations) =>
        $"<Relationships xmlns=\"{Package}/relationships\">"
        + string.Concat(relations.Select(r =>
            $"<Relationship Id=\"{r.Id}\" Type=\"{Office}/{r.Type}\" Target=\"{r.Target}\"/>"))
        + "</Relationships>";

    private string Book() =>
        $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\"><sheets>"
        + string.Concat(Numbers.Select(n =>
            $"<sheet name=\"{Escaped(_sheets[n - 1])}\" sheetId=\"{n}\" r:id=\"rId{n}\"/>"))
        + "</sheets></workbook>";

    // Style 1 is a number with two decimals.
    private static string Styles() =>
        $"""
        <styleSheet xmlns="{Main}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>
        <fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>
        </fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>
        <cellXfs count="2"><xf xfId="0"/><xf xfId="0" numFmtId="4" applyNumberFormat="1"/></cellXfs></styleSheet>
        """;
}
